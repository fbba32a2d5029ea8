package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/command"
	"sportello/api/identity"
	"sportello/api/trail"
)

const (
	// markLook is true the first time in an hour. It waits for nobody but for another first one of the same.
	markLook = `insert into look(mandate, what, hour) values ($1, $2, $3) on conflict do nothing`
	// sweepLooks and what it forgets: an hour that has passed is never asked for again.
	sweepLooks = `delete from look where hour < $1`

	selectTrail = `
select u.seq, u.at, coalesce(u.detail->>'name', btrim(p.given_name || ' ' || p.family_name), ''), u.actor = u.subject, u.mandate, u.act, u.about, u.detail
  from audit u left join person p on p.id = u.actor
 where u.subject = $1 and ($2::bigint = 0 or u.seq < $2) and ($3 = '' or u.mandate->>'id' = $3)
 order by u.seq desc limit $4`
)

// Look writes down that somebody who acts for another reads: before they read, so that nothing is read unwritten.
// A clerk leaves a row for each page; a form leaves one only where its page was not open already. A proxy leaves
// one for each kind of matter and hour: only that first time does it wait for the end of the chain.
func (db *DB) Look(ctx context.Context, who identity.Who, l command.Look, at time.Time) error {
	what := l.Page
	if who.Mandate.Kind == identity.MandateProxy {
		what = l.Matter
	}
	if what == "" {
		what = trail.WholeFolder
	}
	each := who.Mandate.Kind == identity.MandateDesk && !l.Form
	return db.As(ctx, who, func(tx pgx.Tx) error {
		return look(ctx, tx, who, what, each, entry{At: at, Act: trail.Look, About: what})
	})
}

// look chains a row for what was opened under a mandate: each time, or once an hour.
func look(ctx context.Context, tx pgx.Tx, who identity.Who, what string, each bool, e entry) error {
	tag, err := tx.Exec(ctx, markLook, who.Mandate.ID, what, e.At.UTC().Truncate(time.Hour))
	if err != nil {
		return fmt.Errorf("marking a look: %w", err)
	}
	if tag.RowsAffected() == 0 && !each {
		return nil
	}
	return chain(ctx, tx, who, e)
}

// AccessLog is what the trail says of the matters of who, newest first, at most trail.PerPage acts. Row-level
// security gives it to nobody but the subject in person.
func (db *DB) AccessLog(ctx context.Context, who identity.Who, q trail.Query) (acts []trail.Access, err error) {
	err = db.As(ctx, who, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, selectTrail, who.Subject.ID, q.Before, q.Mandate, trail.PerPage)
		if err != nil {
			return err
		}
		return collect(&acts, scanAct)(rows)
	})
	if err != nil {
		return nil, fmt.Errorf("reading the trail: %w", err)
	}
	return acts, nil
}

func scanAct(row pgx.CollectableRow) (a trail.Access, err error) {
	var detail map[string]string
	err = row.Scan(&a.Seq, &a.At, &a.Name, &a.Own, &a.Mandate, &a.Act, &a.About, &detail)
	a.At = a.At.UTC()
	a.Office, a.Reason, a.Note, a.Proxy = detail["office"], detail["reason"], detail["note"], detail["proxy"]
	a.Consent, a.Service = detail["consent"], detail["service"]
	return a, err
}

// namedService is the service that a command names, if it names one.
func namedService(c command.Command) string {
	var about struct {
		Service string `json:"service"`
	}
	if json.Unmarshal(c.Body, &about) != nil {
		return ""
	}
	return about.Service
}
