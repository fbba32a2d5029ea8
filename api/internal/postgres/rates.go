package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/taxes"
)

// Rates are all that was imported of what the comune has decided. ErrDown when the database does not tell them soon.
func (db *DB) Rates(ctx context.Context) (taxes.Decided, error) {
	const q = `select kind, body from tax_rates order by kind, year desc`
	var d taxes.Decided
	ctx, cancel := context.WithTimeout(ctx, connectTimeout)
	defer cancel()
	err := db.fresh(ctx, func() error {
		d = taxes.Decided{}
		rows, err := db.pool.Query(ctx, q)
		if err != nil {
			return err
		}
		var kind string
		var body []byte
		_, err = pgx.ForEachRow(rows, []any{&kind, &body}, func() error {
			if kind == "imu" {
				return decoded(body, &d.Imu)
			}
			return decoded(body, &d.Tari)
		})
		return err
	})
	if err != nil {
		return taxes.Decided{}, fmt.Errorf("reading the rates: %w", down(ctx, err))
	}
	return d, nil
}

// decoded puts one more year at the end of a list.
func decoded[Y any](body []byte, list *[]Y) error {
	var y Y
	if err := json.Unmarshal(body, &y); err != nil {
		return err
	}
	*list = append(*list, y)
	return nil
}

// ImportRates writes the years of a file in one transaction: all or nothing, one import at a time. Years that the file
// does not speak of stay as they are, and the same file again changes nothing. pool must be the owner's; see OpenOwner.
func ImportRates(ctx context.Context, pool *pgxpool.Pool, in Intake, d taxes.Decided) (done Counts, err error) {
	kind, bodies := "tari", map[int]any{}
	for _, y := range d.Tari {
		bodies[y.Year] = y
	}
	for _, y := range d.Imu {
		kind, bodies[y.Year] = "imu", y
	}
	err = in.run(ctx, pool, kind+"-rates", 0, func(ctx context.Context, r *run) (Counts, int, error) {
		for year, body := range bodies {
			if err := r.rates(ctx, kind, year, body, &done); err != nil {
				return done, 0, err
			}
		}
		return done, 0, nil
	})
	return done, err
}

func (r *run) rates(ctx context.Context, kind string, year int, y any, done *Counts) error {
	const write = `insert into tax_rates(kind, year, body, run) values ($1, $2, $3, $4)
on conflict (kind, year) do update set body = excluded.body, run = excluded.run where tax_rates.body <> excluded.body
returning xmax = 0`
	body, err := json.Marshal(y)
	if err != nil {
		return err
	}
	var inserted bool
	switch err := r.tx.QueryRow(ctx, write, kind, year, body, r.id).Scan(&inserted); {
	case errors.Is(err, pgx.ErrNoRows):
		done.Unchanged++
	case err != nil:
		return err
	case inserted:
		done.Inserted++
	default:
		done.Updated++
	}
	return nil
}
