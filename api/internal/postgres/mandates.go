package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sportello/api/command"
	"sportello/api/desk"
	"sportello/api/identity"
)

// The two ways of acting for another. Only what is in force now is found: what has ended, is another's, or never
// was, gives the same nothing.
const (
	selectProxyMandate = `
select p.tasks, p.services, p.cap, s.id::text, s.fiscal_code, s.given_name, s.family_name
  from proxy p join person s on s.id = p.delegator
 where p.id = $1 and p.delegate = $2 and p.state = 'active'
   and (now() at time zone 'Europe/Rome')::date between p.from_on and coalesce(p.until_on, 'infinity'::date)`
	selectDeskMandate = `
select s.id::text, s.fiscal_code, s.given_name, s.family_name
  from assistance a join person s on s.id = a.subject join clerk c on c.person = a.clerk
 where a.id = $1 and a.clerk = $2 and a.ended_at is null and a.expires_at > now() and c.ended_at is null`
)

// Mandate is the actor acting under a mandate, a proxy or an assistance, by its id.
//
// Errors: command.ErrNoMandate when it is not in force, not the actor's, or there is none.
func (db *DB) Mandate(ctx context.Context, actor identity.Who, id string) (identity.Who, error) {
	who := identity.Who{Actor: actor.Actor, Office: actor.Office}
	err := db.As(ctx, identity.Self(actor.Actor), func(tx pgx.Tx) error {
		s := &who.Subject
		who.Mandate = identity.Mandate{Kind: identity.MandateProxy, ID: id}
		ok, err := found(tx.QueryRow(ctx, selectProxyMandate, id, actor.Actor.ID).Scan(&who.Rights.Tasks, &who.Rights.Services,
			&who.Rights.Cap, &s.ID, &s.FiscalCode, &s.GivenName, &s.FamilyName))
		if ok || err != nil {
			return err
		}
		who.Mandate.Kind, who.Rights = identity.MandateDesk, desk.Rights
		ok, err = found(tx.QueryRow(ctx, selectDeskMandate, id, actor.Actor.ID).Scan(&s.ID, &s.FiscalCode, &s.GivenName, &s.FamilyName))
		if err == nil && !ok {
			return command.ErrNoMandate
		}
		return err
	})
	if errors.Is(err, command.ErrNoMandate) {
		return identity.Who{}, err
	}
	if err != nil {
		return identity.Who{}, fmt.Errorf("reading a mandate: %w", err)
	}
	return who, nil
}
