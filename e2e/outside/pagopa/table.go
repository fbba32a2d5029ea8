package pagopa

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// tableLock is an arbitrary number that means: somebody makes the table of the demonstration pagoPA.
const tableLock = 7_763_691

// Table is a Store in a schema of its own, beside the data of a demonstration: both go together.
type Table struct{ pool *pgxpool.Pool }

// NewTable makes the table where it is missing. The pool is the database owner's.
func NewTable(ctx context.Context, pool *pgxpool.Pool) (*Table, error) {
	err := pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `select pg_advisory_xact_lock($1)`, tableLock); err != nil { // replicas start at once
			return err
		}
		_, err := tx.Exec(ctx, `create schema if not exists dimostrazione;
			create table if not exists dimostrazione.pagopa (
				nth bigserial, kind text not null, key text not null, value jsonb not null, primary key (kind, key))`)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("making the table of the demonstration pagoPA: %w", err)
	}
	return &Table{pool}, nil
}

// Load is Store's.
func (t *Table) Load(ctx context.Context) ([]Record, error) {
	rows, err := t.pool.Query(ctx, `select kind, key, value from dimostrazione.pagopa order by nth`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Record])
}

// Save is Store's.
func (t *Table) Save(ctx context.Context, r Record) (err error) {
	if r.Value == nil {
		_, err = t.pool.Exec(ctx, `delete from dimostrazione.pagopa where kind = $1 and key = $2`, r.Kind, r.Key)
		return err
	}
	_, err = t.pool.Exec(ctx, `insert into dimostrazione.pagopa (kind, key, value) values ($1, $2, $3)
		on conflict (kind, key) do update set value = excluded.value`, r.Kind, r.Key, r.Value)
	return err
}
