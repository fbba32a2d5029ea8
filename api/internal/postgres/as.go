package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/identity"
)

// errNobody is our fault: a request was let through without its Who.
var errNobody = errors.New("a transaction in nobody's name")

// setWho tells row-level security who acts, until the transaction ends. Afterwards each setting is empty, not
// null: a policy must take nullif of current_setting before it casts to uuid.
const setWho = `select set_config('app.actor', $1, true), set_config('app.subject', $2, true),
	set_config('app.mandate', $3, true), set_config('app.mandate_id', $4, true)`

// As runs fn in one transaction in the name of who: app.actor and app.subject (UUIDs), app.mandate (its kind)
// and app.mandate_id are set for row-level security. It commits when fn returns nil and rolls back otherwise,
// also on a panic.
//
// Errors: those of fn as they are; ErrDown when the database is away. When it went away during the commit,
// nobody knows whether the transaction holds: see ErrDown.
func (db *DB) As(ctx context.Context, who identity.Who, fn func(pgx.Tx) error) error {
	if who.Actor.ID == "" || who.Subject.ID == "" || who.Mandate.Kind == "" {
		return errNobody
	}
	return db.inside(ctx, fn, func(b *pgx.Batch) {
		b.Queue(setWho, who.Actor.ID, who.Subject.ID, string(who.Mandate.Kind), who.Mandate.ID)
	})
}

// Anonymous runs fn in one transaction in nobody's name, for the tables that belong to no person: sessions,
// a sign-in under way. Row-level security shows it no person's rows. Commit, rollback and errors are those of As.
func (db *DB) Anonymous(ctx context.Context, fn func(pgx.Tx) error) error {
	return db.inside(ctx, fn, func(*pgx.Batch) {})
}

func (db *DB) inside(ctx context.Context, fn func(pgx.Tx) error, prepare func(*pgx.Batch)) error {
	var tx pgx.Tx
	err := db.fresh(ctx, func() (err error) {
		tx, err = db.begin(ctx, prepare)
		return err
	})
	if err != nil {
		return fmt.Errorf("beginning a transaction: %w", down(ctx, err))
	}
	defer rollback(ctx, tx) // after a commit it does nothing
	if err := fn(tx); err != nil {
		return down(ctx, err)
	}
	if err := tx.Commit(ctx); err != nil {
		return fmt.Errorf("committing: %w", down(ctx, err))
	}
	return nil
}

// begin sends the begin and what prepare adds in one round trip. Waiting for a free connection and for the
// answer together are bounded: a person gets "not now" before they give up.
func (db *DB) begin(ctx context.Context, prepare func(*pgx.Batch)) (pgx.Tx, error) {
	ctx, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	var b pgx.Batch
	b.BeginTx(pgx.TxOptions{})
	prepare(&b)
	results := db.pool.SendBatch(ctx, &b)
	if err := results.Close(); err != nil {
		rollback(ctx, results.Tx())
		return nil, err
	}
	return results.Tx(), nil
}

// rollback gives the connection back even when the person has gone away meanwhile.
func rollback(ctx context.Context, tx pgx.Tx) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	_ = tx.Rollback(ctx)
}
