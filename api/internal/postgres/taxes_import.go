package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/taxes"
)

// TariImport is what of a TARI export enters.
type TariImport struct {
	Intake
	Accepted []taxes.TariHolder
	Held     []taxes.TariKey // in the file, but not to be written
	Years    []int           // that the file speaks of
}

// TariImported is what an import did, in positions. Missing are those of the file's years that the database
// has and the file has not: they are kept, for somebody must look at them.
type TariImported struct {
	Counts
	Missing []taxes.TariKey
}

// adoptReceipts gives receipts that came before their notice to whom they belong.
const adoptReceipts = `select adopt()`

const emptyTari = `truncate tari_stage_position, tari_stage_instalment`

// tariRun is an import of TARI under way.
type tariRun struct {
	*run
	in   TariImport
	done TariImported
}

// ImportTari writes a file's positions in one transaction: all or nothing, one import at a time. The same file
// again changes nothing. pool must be the owner's; see OpenOwner.
func ImportTari(ctx context.Context, pool *pgxpool.Pool, in TariImport) (TariImported, error) {
	r := &tariRun{in: in}
	err := in.run(ctx, pool, "tari", len(in.Held), func(ctx context.Context, base *run) (Counts, int, error) {
		r.run = base
		for _, step := range []func(context.Context) error{r.stage, r.merge, r.count} {
			if err := step(ctx); err != nil {
				return Counts{}, 0, err
			}
		}
		if _, err := base.tx.Exec(ctx, adoptReceipts); err != nil {
			return Counts{}, 0, err
		}
		_, err := base.tx.Exec(ctx, emptyTari)
		return r.done.Counts, len(r.done.Missing), err
	})
	return r.done, err
}

// count tells what was done.
func (r *tariRun) count(ctx context.Context) (err error) {
	const count = `select count(*) from tari_position where run = $1`
	var touched int
	if err := r.tx.QueryRow(ctx, count, r.id).Scan(&touched); err != nil {
		return err
	}
	r.done.Updated = touched - r.done.Inserted
	r.done.Unchanged = len(r.in.Accepted) - touched
	r.done.Missing, err = r.missing(ctx)
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
