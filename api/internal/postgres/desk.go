package postgres

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/command"
	"sportello/api/desk"
	"sportello/api/identity"
)

const (
	// lockDesk makes the searches and openings of one clerk take turns.
	lockDesk      = `select pg_advisory_xact_lock(hashtextextended('desk ' || $1, 0))`
	countSearches = `select count(*) from desk_search where clerk = $1 and at > $2`
	findByCode    = `select id::text from person where fiscal_code = $1 and id <> $2 limit 2`
	findByNames   = `select id::text from person where lower(family_name) = lower($1) and lower(given_name) = lower($2)
and birth_date = $3::text::date and id <> $4 limit 2`
	addSearch = `insert into desk_search(id, clerk, office, reason, note, at, subject) values ($1, $2, $3, $4, $5, $6, nullif($7::text, '')::uuid)`

	selectCandidate = `select subject::text, reason, note, phone, delegates from desk_found($1)`
	addAssistance   = `insert into assistance(id, clerk, office, subject, reason, note, search, channel, presence, started_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
	endAssistances = `update assistance set ended_at = least(now(), expires_at),
  ended_why = case when expires_at <= now() then 'time' else $2::text end
 where clerk = $1 and ended_at is null and id::text <> $3 and ($4::text = '' or id::text = $4) returning id::text, subject::text`
)

// FindPerson searches for one person in the name of a clerk. Found, nobody and several are all written into the
// trail; the receipt says found or not, never why not. c.ID becomes the id of the search.
func (db *DB) FindPerson(ctx context.Context, who identity.Who, c command.Command, f desk.Find, limit desk.Searches, at time.Time) (command.Receipt, error) {
	return db.once(ctx, who, c, at, func(tx pgx.Tx) (command.Receipt, error) {
		var made int
		if _, err := tx.Exec(ctx, lockDesk, who.Actor.ID); err != nil {
			return command.Receipt{}, err
		}
		if err := tx.QueryRow(ctx, countSearches, who.Actor.ID, at.Add(-limit.Within())).Scan(&made); err != nil {
			return command.Receipt{}, err
		}
		if made >= limit.Number {
			return deskRefused(c, at, "desk.too_many"), nil
		}
		subject, err := exactlyOne(ctx, tx, who, f)
		if err != nil {
			return command.Receipt{}, err
		}
		if _, err := tx.Exec(ctx, addSearch, c.ID, who.Actor.ID, who.Office, f.Reason, f.Note, at, subject); err != nil {
			return command.Receipt{}, fmt.Errorf("writing down a search: %w", err)
		}
		if subject == "" {
			return deskRefused(c, at, "desk.nobody"), nil
		}
		return deskDone(c, at), chain(ctx, tx, assisting(who, subject, c.ID), entry{At: at, Act: string(c.Kind), About: c.ID, Reason: f.Reason, Note: f.Note})
	})
}

// exactlyOne is the id of the one person who fits, or nothing: nobody and several are the same. It is never the clerk.
func exactlyOne(ctx context.Context, tx pgx.Tx, who identity.Who, f desk.Find) (string, error) {
	sql, args := findByCode, []any{f.FiscalCode, who.Actor.ID}
	if f.FiscalCode == "" {
		sql, args = findByNames, []any{f.FamilyName, f.GivenName, f.BirthDate.String(), who.Actor.ID}
	}
	rows, err := tx.Query(ctx, sql, args...)
	if err != nil {
		return "", err
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(all) != 1 {
		return "", err
	}
	return all[0], nil
}

// OpenAssistance opens an assistance for who was found, and ends the one that the clerk had. c.ID becomes its id.
// The receipt refuses a search that is too old, a proxy not in force, and a call where no number is on file.
func (db *DB) OpenAssistance(ctx context.Context, who identity.Who, c command.Command, o desk.Open, at time.Time) (command.Receipt, error) {
	return db.once(ctx, who, c, at, func(tx pgx.Tx) (command.Receipt, error) {
		if _, err := tx.Exec(ctx, lockDesk, who.Actor.ID); err != nil {
			return command.Receipt{}, err
		}
		f, err := candidate(ctx, tx, o.Search)
		if err != nil {
			return command.Receipt{}, err
		}
		p, problem := f.recognised(o.Presence.Kept())
		if problem != "" {
			return deskRefused(c, at, problem), nil
		}
		_, err = tx.Exec(ctx, addAssistance, c.ID, who.Actor.ID, who.Office, f.subject, f.reason, f.note, o.Search, p.Channel(), p,
			at, at.Add(desk.Lasts))
		if err != nil {
			return command.Receipt{}, fmt.Errorf("opening an assistance: %w", err)
		}
		if err := endThem(ctx, tx, who, at, desk.EndedByAnother, c.ID, ""); err != nil {
			return command.Receipt{}, err
		}
		return deskDone(c, at), chain(ctx, tx, assisting(who, f.subject, c.ID), entry{At: at, Act: string(c.Kind), About: c.ID})
	})
}

// foundOne is who was found, and what of them helps to recognise them. Nobody has no subject.
type foundOne struct {
	subject, reason, note, phone string
	delegates                    []desk.Delegate
}

func candidate(ctx context.Context, tx pgx.Tx, id string) (f foundOne, err error) {
	_, err = found(tx.QueryRow(ctx, selectCandidate, id).Scan(&f.subject, &f.reason, &f.note, &f.phone, &f.delegates))
	return f, err
}

// recognised is the presence with the number that was called, or the key of why it does not hold.
func (f foundOne) recognised(p desk.Presence) (desk.Presence, string) {
	switch {
	case f.subject == "":
		return p, "desk.gone"
	case p.How == desk.ByCall && f.phone == "":
		return p, "desk.no_phone"
	case p.How == desk.ByDelegate && !slices.ContainsFunc(f.delegates, func(d desk.Delegate) bool { return d.Proxy == p.Proxy }):
		return p, "desk.no_proxy"
	case p.How == desk.ByCall:
		p.Called = f.phone
	}
	return p, ""
}

// EndAssistance ends an assistance of the clerk. One that has ended, or is another's, stays as it is.
func (db *DB) EndAssistance(ctx context.Context, who identity.Who, c command.Command, e desk.End, at time.Time) (command.Receipt, error) {
	return db.once(ctx, who, c, at, func(tx pgx.Tx) (command.Receipt, error) {
		return deskDone(c, at), endThem(ctx, tx, who, at, desk.EndedByClerk, "", e.Assistance)
	})
}

// endThem ends the assistances of a clerk, or the one named, but not that of the id but, and writes each into the
// trail of its citizen.
func endThem(ctx context.Context, tx pgx.Tx, who identity.Who, at time.Time, why, but, only string) error {
	rows, err := tx.Query(ctx, endAssistances, who.Actor.ID, why, but, only)
	if err != nil {
		return fmt.Errorf("ending an assistance: %w", err)
	}
	type ended struct{ ID, Subject string }
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[ended])
	if err != nil {
		return fmt.Errorf("ending an assistance: %w", err)
	}
	for _, a := range all {
		if err := chain(ctx, tx, assisting(who, a.Subject, a.ID), entry{At: at, Act: string(command.DeskEnd), About: a.ID}); err != nil {
			return err
		}
	}
	return nil
}

// signedOut ends the assistance of somebody who signs out. The trail has the clock of the database: a session is
// closed without one.
func signedOut(ctx context.Context, tx pgx.Tx, actor string) error {
	var at time.Time
	var b pgx.Batch
	b.Queue(setWho, actor, actor, string(identity.MandateSelf), "")
	b.Queue(`select now()`).QueryRow(func(row pgx.Row) error { return row.Scan(&at) })
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return err
	}
	return endThem(ctx, tx, identity.Self(identity.Person{ID: actor}), at, desk.EndedBySignOut, "", "")
}

// assisting is the clerk as the citizen's trail names them: actor and subject stay apart, whatever is done.
func assisting(who identity.Who, subject, assistance string) identity.Who {
	return identity.Who{Actor: who.Actor, Subject: identity.Person{ID: subject}, Office: who.Office,
		Mandate: identity.Mandate{Kind: identity.MandateDesk, ID: assistance}}
}

func deskDone(c command.Command, at time.Time) command.Receipt {
	return command.Receipt{Command: c.ID, State: command.Done, At: at.UTC()}
}

func deskRefused(c command.Command, at time.Time, problem string) command.Receipt {
	return command.Receipt{Command: c.ID, State: command.Refused, At: at.UTC(), Problem: problem}
}
