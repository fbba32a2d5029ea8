package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/identity"
	"sportello/api/internal/login"
)

// KeepAttempt is login.Store's.
func (db *DB) KeepAttempt(ctx context.Context, of login.Hash, a login.Attempt, sent login.Message) error {
	return db.Anonymous(ctx, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `insert into login_state (state_hash, nonce, verifier, return_to, shared, expires_at)
			values ($1, $2, $3, $4, $5, $6)`, of[:], a.Nonce, a.Verifier, a.ReturnTo, a.Shared, a.Expires)
		if err != nil {
			return err
		}
		return logMessage(ctx, tx, sent)
	})
}

// TakeAttempt is login.Store's: the delete is what makes it once, also between two replicas.
func (db *DB) TakeAttempt(ctx context.Context, of login.Hash) (a login.Attempt, ok bool, err error) {
	err = db.Anonymous(ctx, func(tx pgx.Tx) error {
		row := tx.QueryRow(ctx, `delete from login_state where state_hash = $1
			returning nonce, verifier, return_to, shared, expires_at`, of[:])
		ok, err = found(row.Scan(&a.Nonce, &a.Verifier, &a.ReturnTo, &a.Shared, &a.Expires))
		return err
	})
	return a, ok, err
}

// LogMessage is login.Store's.
func (db *DB) LogMessage(ctx context.Context, m login.Message) error {
	return db.Anonymous(ctx, func(tx pgx.Tx) error { return logMessage(ctx, tx, m) })
}

func logMessage(ctx context.Context, tx pgx.Tx, m login.Message) error {
	body, err := json.Marshal(m)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `insert into login_message (at, direction, message) values ($1, $2, $3)`,
		m.At, string(m.Direction), body)
	return err
}

// upsertPerson keeps the names the town hall already has: the registry writes them as people do, identity
// providers in capitals.
const upsertPerson = `insert into person as p (fiscal_code, given_name, family_name) values ($1, $2, $3)
	on conflict (fiscal_code) do update set
		given_name  = case when p.given_name = '' and p.family_name = '' then excluded.given_name else p.given_name end,
		family_name = case when p.given_name = '' and p.family_name = '' then excluded.family_name else p.family_name end
	returning id::text, fiscal_code, given_name, family_name`

// OpenSession is login.Store's.
func (db *DB) OpenSession(ctx context.Context, p identity.Person, s login.Opening, received login.Message) (identity.Person, error) {
	err := db.Anonymous(ctx, func(tx pgx.Tx) error {
		row := tx.QueryRow(ctx, upsertPerson, p.FiscalCode, p.GivenName, p.FamilyName)
		if err := row.Scan(&p.ID, &p.FiscalCode, &p.GivenName, &p.FamilyName); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `insert into session (token_hash, actor, started_at, seen_at, expires_at, shared, device)
			values ($1, $2, $3, $3, $4, $5, $6)`, s.Hash[:], p.ID, s.Started, s.Expires, s.Shared, s.Device)
		if err != nil {
			return err
		}
		received.Person = p.ID
		return logMessage(ctx, tx, received)
	})
	return p, err
}

const sessionColumns = `s.token_hash, s.started_at, s.seen_at, s.expires_at, s.shared, s.device,
	p.id::text, p.fiscal_code, p.given_name, p.family_name, coalesce(c.office, '')
	from session s join person p on p.id = s.actor left join clerk c on c.person = s.actor and c.ended_at is null`

func scanSession(row pgx.CollectableRow) (login.Record, error) {
	var r login.Record
	var hash []byte
	err := row.Scan(&hash, &r.Started, &r.Seen, &r.Expires, &r.Shared, &r.Device,
		&r.Person.ID, &r.Person.FiscalCode, &r.Person.GivenName, &r.Person.FamilyName, &r.Office)
	copy(r.Hash[:], hash)
	return r, err
}

// FindSession is login.Store's. Every request of somebody signed in begins with it: one statement, no
// transaction around it, one round trip.
func (db *DB) FindSession(ctx context.Context, of login.Hash) (r login.Record, ok bool, err error) {
	err = db.fresh(ctx, func() error {
		rows, err := db.pool.Query(ctx, `select `+sessionColumns+` where s.token_hash = $1`, of[:])
		if err != nil {
			return err
		}
		r, err = pgx.CollectExactlyOneRow(rows, scanSession)
		return err
	})
	ok, err = found(err)
	return r, ok, down(ctx, err)
}

// TouchSession is login.Store's. Two requests at once may come in either order.
func (db *DB) TouchSession(ctx context.Context, of login.Hash, seen, expires time.Time) error {
	return db.Anonymous(ctx, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `update session set seen_at = $2, expires_at = $3
			where token_hash = $1 and seen_at < $2`, of[:], seen, expires)
		return err
	})
}

// CloseSession is login.Store's.
func (db *DB) CloseSession(ctx context.Context, of login.Hash) error {
	return db.closeSessions(ctx, `delete from session where token_hash = $1 returning actor::text`, of[:])
}

// CloseSessions is login.Store's.
func (db *DB) CloseSessions(ctx context.Context, actor string) error {
	return db.closeSessions(ctx, `delete from session where actor = $1 returning actor::text`, actor)
}

// closeSessions ends sessions, and in the same transaction the assistance of the clerk whose they were: whoever
// signs out, in whatever way, leaves nobody's matters open.
func (db *DB) closeSessions(ctx context.Context, sql string, whose any) error {
	return db.Anonymous(ctx, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, sql, whose)
		if err != nil {
			return err
		}
		actors, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil || len(actors) == 0 {
			return err
		}
		return signedOut(ctx, tx, actors[0])
	})
}

// ListSessions is login.Store's.
func (db *DB) ListSessions(ctx context.Context, actor string, now time.Time) (list []login.Record, err error) {
	err = db.Anonymous(ctx, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, `select `+sessionColumns+`
			where s.actor = $1 and s.expires_at > $2 order by s.seen_at desc, s.started_at desc`, actor, now)
		if err != nil {
			return err
		}
		list, err = pgx.CollectRows(rows, scanSession)
		return err
	})
	return list, err
}

// found tells "no such row" from an error.
func found(err error) (bool, error) {
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// SweepLogin forgets what is past its time. It needs the owner's pool: nobody else sees everybody's forms.
func SweepLogin(ctx context.Context, owner *pgxpool.Pool, s login.Sweep) error {
	var b pgx.Batch
	b.Queue(`delete from login_state where expires_at < $1`, s.Attempts)
	b.Queue(`delete from session where expires_at < $1`, s.Sessions)
	b.Queue(`delete from parked_form where expires_at < $1`, s.Forms)
	b.Queue(`delete from login_message where at < $1`, s.Messages)
	if err := owner.SendBatch(ctx, &b).Close(); err != nil {
		return fmt.Errorf("sweeping sign-ins: %w", down(ctx, err))
	}
	return nil
}
