package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Clerk is somebody who works at the desk.
type Clerk struct {
	FiscalCode, Name, Office string
	Since                    time.Time
}

// ErrNoClerk says that nobody of that fiscal code is a clerk.
var ErrNoClerk = errors.New("no clerk of that fiscal code")

const (
	addPersonByCode = `insert into person(fiscal_code) values ($1) on conflict (fiscal_code) do nothing`
	addClerk        = `insert into clerk(person, office, since_at) select id, $2, $3 from person where fiscal_code = $1
on conflict (person) do update set office = excluded.office, ended_at = null,
  since_at = case when clerk.ended_at is null then clerk.since_at else excluded.since_at end`
	removeClerk = `update clerk set ended_at = $2 from person where person.id = clerk.person and person.fiscal_code = $1 and clerk.ended_at is null`
	listClerks  = `select p.fiscal_code, btrim(p.given_name || ' ' || p.family_name), c.office, c.since_at
  from clerk c join person p on p.id = c.person where c.ended_at is null order by c.office, p.family_name, p.given_name, p.fiscal_code`
)

// AddClerk makes somebody a clerk of an office, known before or not. It works as the owner of the tables: no request
// can make a clerk.
func AddClerk(ctx context.Context, owner *pgxpool.Pool, code, office string, at time.Time) error {
	err := pgx.BeginFunc(ctx, owner, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, addPersonByCode, code); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, addClerk, code, office, at)
		return err
	})
	if err != nil {
		return fmt.Errorf("adding a clerk: %w", down(ctx, err))
	}
	return nil
}

// RemoveClerk ends somebody's work at the desk, at once: their assistance is over with the next request.
//
// Errors: ErrNoClerk.
func RemoveClerk(ctx context.Context, owner *pgxpool.Pool, code string, at time.Time) error {
	tag, err := owner.Exec(ctx, removeClerk, code, at)
	if err == nil && tag.RowsAffected() == 0 {
		return ErrNoClerk
	}
	if err != nil {
		return fmt.Errorf("removing a clerk: %w", down(ctx, err))
	}
	return nil
}

// Clerks are those who work at the desk now, office by office.
func Clerks(ctx context.Context, owner *pgxpool.Pool) ([]Clerk, error) {
	rows, err := owner.Query(ctx, listClerks)
	if err == nil {
		var all []Clerk
		if all, err = pgx.CollectRows(rows, pgx.RowToStructByPos[Clerk]); err == nil {
			return all, nil
		}
	}
	return nil, fmt.Errorf("listing clerks: %w", down(ctx, err))
}
