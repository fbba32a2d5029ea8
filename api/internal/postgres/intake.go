package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Intake is a file of a back office, as every kind of import notes it.
type Intake struct {
	SHA256   [32]byte
	RowsRead int
	Refused  int // faulty rows
	At       time.Time
	DryRun   bool   // do everything, then undo it
	Waiting  func() // called when another import is under way, before waiting for it; may be nil
}

// Counts is what an import did, in things of its kind.
type Counts struct{ Inserted, Updated, Unchanged, Removed int }

// ImportLock is an arbitrary number that means an import of taxes in a database of ours.
const ImportLock = 7_763_618

// run is one import under way.
type run struct {
	tx pgx.Tx
	id int64 // in import_run
}

// run writes a file in one transaction: all or nothing, one import at a time. write does what the kind of file wants,
// and tells what it did and how much of the database the file no longer has. held is what it keeps out.
func (in Intake) run(ctx context.Context, pool *pgxpool.Pool, kind string, held int, write func(context.Context, *run) (done Counts, missing int, err error)) error {
	tx, err := pool.Begin(ctx)
	if err != nil {
		return fmt.Errorf("beginning an import: %w", down(ctx, err))
	}
	defer rollback(ctx, tx) // after a commit it does nothing
	if err := in.alone(ctx, tx); err != nil {
		return fmt.Errorf("waiting for another import: %w", down(ctx, err))
	}
	const begin = `insert into import_run(kind, file, rows_read, refused, held_back, at) values ($1, $2, $3, $4, $5, $6) returning id`
	r := &run{tx: tx}
	if err := tx.QueryRow(ctx, begin, kind, in.SHA256[:], in.RowsRead, in.Refused, held, in.At).Scan(&r.id); err != nil {
		return fmt.Errorf("noting an import: %w", down(ctx, err))
	}
	done, missing, err := write(ctx, r)
	if err != nil {
		return fmt.Errorf("writing %s: %w", kind, down(ctx, err))
	}
	const end = `update import_run set inserted = $2, updated = $3, unchanged = $4, removed = $5, missing = $6 where id = $1`
	if _, err := tx.Exec(ctx, end, r.id, done.Inserted, done.Updated, done.Unchanged, done.Removed, missing); err != nil {
		return fmt.Errorf("closing an import: %w", down(ctx, err))
	}
	if in.DryRun {
		return nil
	}
	if err := tx.Commit(ctx); err != nil {
		return fmt.Errorf("committing an import: %w", down(ctx, err))
	}
	return nil
}

// alone waits until no other import is under way.
func (in Intake) alone(ctx context.Context, tx pgx.Tx) error {
	var free bool
	if err := tx.QueryRow(ctx, `select pg_try_advisory_xact_lock($1)`, ImportLock).Scan(&free); err != nil || free {
		return err
	}
	if in.Waiting != nil {
		in.Waiting()
	}
	_, err := tx.Exec(ctx, `select pg_advisory_xact_lock($1)`, ImportLock)
	return err
}
