package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/taxes"
)

// TariImport is one file of a back office, judged: what of it enters, and what is to be noted about it.
type TariImport struct {
	SHA256   [32]byte
	RowsRead int
	Refused  int // faulty rows
	Accepted []taxes.TariHolder
	Held     []taxes.TariKey // in the file, but not to be written
	Years    []int           // that the file speaks of
	At       time.Time
	DryRun   bool   // do everything, then undo it
	Waiting  func() // called when another import is under way, before waiting for it; may be nil
}

// TariImported is what an import did, in positions. Missing are those of the file's years that the database
// has and the file has not: they are kept, for somebody must look at them.
type TariImported struct {
	Inserted, Updated, Unchanged int
	Missing                      []taxes.TariKey
}

// ImportLock is an arbitrary number that means an import of taxes in a database of ours.
const ImportLock = 7_763_618

const emptyStage = `truncate tari_stage_position, tari_stage_instalment`

// tariRun is one import under way.
type tariRun struct {
	tx   pgx.Tx
	in   TariImport
	id   int64 // in import_run
	done TariImported
}

// ImportTari writes a file's positions in one transaction: all or nothing, one import at a time. The same file
// again changes nothing. pool must be the owner's; see OpenOwner.
func ImportTari(ctx context.Context, pool *pgxpool.Pool, in TariImport) (TariImported, error) {
	tx, err := pool.Begin(ctx)
	if err != nil {
		return TariImported{}, fmt.Errorf("beginning an import: %w", down(ctx, err))
	}
	defer rollback(ctx, tx) // after a commit it does nothing
	r := &tariRun{tx: tx, in: in}
	for _, step := range []struct {
		gerund string
		do     func(context.Context) error
	}{
		{"waiting for another import", r.alone}, {"noting an import", r.note}, {"staging positions", r.stage},
		{"writing positions", r.merge}, {"closing an import", r.close},
	} {
		if err := step.do(ctx); err != nil {
			return TariImported{}, fmt.Errorf("%s: %w", step.gerund, down(ctx, err))
		}
	}
	if in.DryRun {
		return r.done, nil
	}
	if err := tx.Commit(ctx); err != nil {
		return TariImported{}, fmt.Errorf("committing an import: %w", down(ctx, err))
	}
	return r.done, nil
}

// alone waits until no other import is under way.
func (r *tariRun) alone(ctx context.Context) error {
	var free bool
	if err := r.tx.QueryRow(ctx, `select pg_try_advisory_xact_lock($1)`, ImportLock).Scan(&free); err != nil || free {
		return err
	}
	if r.in.Waiting != nil {
		r.in.Waiting()
	}
	_, err := r.tx.Exec(ctx, `select pg_advisory_xact_lock($1)`, ImportLock)
	return err
}

func (r *tariRun) note(ctx context.Context) error {
	const note = `insert into import_run(kind, file, rows_read, refused, held_back, at) values ('tari', $1, $2, $3, $4, $5) returning id`
	return r.tx.QueryRow(ctx, note, r.in.SHA256[:], r.in.RowsRead, r.in.Refused, len(r.in.Held), r.in.At).Scan(&r.id)
}

// close counts what was done, notes it, and empties the staging tables.
func (r *tariRun) close(ctx context.Context) (err error) {
	const count = `select count(*) from tari_position where run = $1`
	const note = `update import_run set inserted = $2, updated = $3, unchanged = $4, missing = $5 where id = $1`
	var touched int
	if err := r.tx.QueryRow(ctx, count, r.id).Scan(&touched); err != nil {
		return err
	}
	r.done.Updated = touched - r.done.Inserted
	r.done.Unchanged = len(r.in.Accepted) - touched
	if r.done.Missing, err = r.missing(ctx); err != nil {
		return err
	}
	if _, err := r.tx.Exec(ctx, note, r.id, r.done.Inserted, r.done.Updated, r.done.Unchanged, len(r.done.Missing)); err != nil {
		return err
	}
	_, err = r.tx.Exec(ctx, emptyStage)
	return err
}

// missing are the positions of the file's years that neither entered nor were held back.
func (r *tariRun) missing(ctx context.Context) ([]taxes.TariKey, error) {
	const absent = `select utenza, year from tari_position p where year = any($1)
and not exists (select from tari_stage_position s where s.utenza = p.utenza and s.year = p.year) order by utenza, year`
	held := make(map[taxes.TariKey]bool, len(r.in.Held))
	for _, k := range r.in.Held {
		held[k] = true
	}
	rows, err := r.tx.Query(ctx, absent, r.in.Years)
	if err != nil {
		return nil, err
	}
	var out []taxes.TariKey
	var k taxes.TariKey
	_, err = pgx.ForEachRow(rows, []any{&k.Utenza, &k.Year}, func() error {
		if !held[k] {
			out = append(out, k)
		}
		return nil
	})
	return out, err
}
