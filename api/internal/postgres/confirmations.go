package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/api/identity"
)

const confirmationColumns = `
select c.id::text, c.service, c.answers, c.mandate, c.state, c.note, c.proposed_at, c.settled_at,
       p.id::text, btrim(p.given_name || ' ' || p.family_name), a.id::text, btrim(a.given_name || ' ' || a.family_name)
  from confirmation c join person p on p.id = c.proposed_by join person a on a.id = c.asked`

const (
	// selectConfirmations are those that wait, and for a month those that somebody has to be told about.
	selectConfirmations = confirmationColumns + `
 where c.subject = $1 and (c.state = 'pending' or c.state in ('declined', 'superseded') and c.settled_at > now() - interval '30 days')
 order by c.proposed_at desc, c.id`
	selectAsks = `
select c.id::text, c.service, btrim(s.given_name || ' ' || s.family_name), c.asked_under::text
  from confirmation c join person s on s.id = c.subject
 where c.asked = $1 and c.subject <> $1 and c.state = 'pending' order by c.proposed_at, c.id`
	lockConfirmation = confirmationColumns + ` where c.id = $1 and c.subject = $2 for update of c`
	confirmedService = `select service from confirmation where id = $1 and subject = $2`

	// unfit says why nothing can be proposed: the draft was filed, or the service has another one waiting.
	unfit = `
select case when exists (select from application where id = $1) then 'settled'
            when exists (select from confirmation where subject = $2 and service = $3 and state = 'pending') then 'waiting' else '' end`
	selectDelegate = `
select id::text from proxy
 where delegator = $1 and delegate = $2 and state = 'active' and 'send' = any(tasks)
   and (cardinality(services) = 0 or $3 = any(services))
   and (now() at time zone 'Europe/Rome')::date between from_on and coalesce(until_on, 'infinity'::date)
 order by made_at limit 1`
	propose = `
insert into confirmation(id, subject, service, answers, proposed_by, mandate, asked, asked_under, state, proposed_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, 'pending', $9)
on conflict (id) do update
   set answers = excluded.answers, proposed_by = excluded.proposed_by, mandate = excluded.mandate, asked = excluded.asked,
       asked_under = excluded.asked_under, state = 'pending', note = '', proposed_at = excluded.proposed_at, settled_at = null
 where confirmation.subject = excluded.subject and confirmation.service = excluded.service
   and confirmation.state in ('declined', 'withdrawn')`
	settle = `update confirmation set state = $3, note = $4, settled_at = $5 where id = $1 and subject = $2`
	// settleFiled ends what waits for a service that has been filed for: by its own yes, or in another way.
	settleFiled = `
update confirmation set state = case when id = $3 and $4 then 'confirmed' else 'superseded' end, settled_at = $5
 where subject = $1 and service = $2 and state = 'pending'`
	// giveBack makes a draft of it again. What was written meanwhile in a newer draft wins.
	giveBack = `
insert into draft(id, subject, actor, service, answers, created_at, updated_at)
select id, subject, proposed_by, service, answers, $3, $3 from confirmation where id = $1 and subject = $2
on conflict (subject, service) do update set answers = excluded.answers || draft.answers, updated_at = excluded.updated_at`
)

// Propose turns a draft into a confirmation that waits for somebody.
//
// Errors: applications.Unfit when it cannot be proposed.
func (db *DB) Propose(ctx context.Context, who identity.Who, c command.Command, p applications.Propose, at time.Time) (command.Receipt, error) {
	return db.once(ctx, who, c, at, func(tx pgx.Tx) (command.Receipt, error) {
		if _, err := tx.Exec(ctx, lockDraft, who.Subject.ID, p.Service); err != nil {
			return command.Receipt{}, err
		}
		var why applications.Unfit
		if err := tx.QueryRow(ctx, unfit, p.Draft, who.Subject.ID, p.Service).Scan(&why); err != nil {
			return command.Receipt{}, err
		}
		if why != "" {
			return command.Receipt{}, why
		}
		under, err := delegate(ctx, tx, who, p)
		if err != nil {
			return command.Receipt{}, err
		}
		tag, err := tx.Exec(ctx, propose, p.Draft, who.Subject.ID, p.Service, p.Answers, who.Actor.ID, who.Mandate, p.Asked, under, at)
		if err == nil && tag.RowsAffected() == 0 {
			err = applications.Settled
		}
		if err == nil {
			_, err = tx.Exec(ctx, dropDraft, who.Subject.ID, p.Service, p.Draft)
		}
		if err == nil {
			_, err = tx.Exec(ctx, insertOut, "confirmation.asked", map[string]any{"confirmation": p.Draft, "asked": p.Asked, "by": who.Actor.ID, "under": under}, at)
		}
		return command.Receipt{Command: c.ID, State: command.Done, At: at.UTC()}, err
	})
}

// delegate is the proxy by which whoever is asked may send it; nil when it is the citizen.
func delegate(ctx context.Context, tx pgx.Tx, who identity.Who, p applications.Propose) (*string, error) {
	if p.Asked == who.Subject.ID {
		return nil, nil
	}
	var under string
	ok, err := found(tx.QueryRow(ctx, selectDelegate, who.Subject.ID, p.Asked, p.Service).Scan(&under))
	if err == nil && !ok {
		err = applications.NoDelegate
	}
	return &under, err
}

// GiveBack ends a confirmation without filing: declined by who was asked, or withdrawn by who proposed it. It is
// a draft again.
//
// Errors: applications.Unfit; command.ErrNotFound for what is not there or not theirs to see.
func (db *DB) GiveBack(ctx context.Context, who identity.Who, c command.Command, id string, to applications.Decision, note string,
	at time.Time) (command.Receipt, error) {
	return db.once(ctx, who, c, at, func(tx pgx.Tx) (command.Receipt, error) {
		waiting, err := locked(ctx, tx, who, id)
		if err == nil {
			err = waiting.No(who.Actor.ID, to)
		}
		if err != nil {
			return command.Receipt{}, err
		}
		var b pgx.Batch
		b.Queue(settle, id, who.Subject.ID, to, note, at)
		b.Queue(giveBack, id, who.Subject.ID, at)
		return command.Receipt{Command: c.ID, State: command.Done, At: at.UTC()}, tx.SendBatch(ctx, &b).Close()
	})
}

// locked is a confirmation that nobody else can settle until the transaction ends. Everybody takes the turn of
// the draft first and the row second: two who settle at once wait for each other, and never both ways.
func locked(ctx context.Context, tx pgx.Tx, who identity.Who, id string) (c applications.Confirmation, err error) {
	var service string
	ok, err := found(tx.QueryRow(ctx, confirmedService, id, who.Subject.ID).Scan(&service))
	if err == nil && !ok {
		err = command.ErrNotFound
	}
	if err == nil {
		_, err = tx.Exec(ctx, lockDraft, who.Subject.ID, service)
	}
	if err != nil {
		return c, err
	}
	rows, err := tx.Query(ctx, lockConfirmation, id, who.Subject.ID)
	if err != nil {
		return c, err
	}
	return pgx.CollectExactlyOneRow(rows, scanConfirmation)
}

// preparedBy is who prepared what is being filed as the yes to a confirmation; nil when it is no such yes.
func preparedBy(ctx context.Context, tx pgx.Tx, who identity.Who, id string, body applications.Submit) (*string, error) {
	if !body.Confirms {
		return nil, nil
	}
	waiting, err := locked(ctx, tx, who, id)
	if err == nil {
		err = waiting.Yes(who.Actor.ID, body)
	}
	return &waiting.ProposedBy.ID, err
}

func scanConfirmation(row pgx.CollectableRow) (applications.Confirmation, error) {
	c := applications.Confirmation{Answers: flow.Answers{}}
	var settled *time.Time
	err := row.Scan(&c.ID, &c.Service, &c.Answers, &c.Mandate, &c.State, &c.Note, &c.ProposedAt, &settled,
		&c.ProposedBy.ID, &c.ProposedBy.Name, &c.Asked.ID, &c.Asked.Name)
	c.ProposedAt = c.ProposedAt.UTC()
	if settled != nil {
		c.SettledAt = settled.UTC()
	}
	return c, err
}

func scanAsk(row pgx.CollectableRow) (a applications.Ask, err error) {
	err = row.Scan(&a.ID, &a.Service, &a.Of, &a.Mandate)
	return a, err
}
