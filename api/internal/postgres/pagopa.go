package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/payments"
)

const (
	// waitingIUVs are the notices of payments that were started less than half an hour ago, or sent less than a day ago.
	// Of aux digit 0 the IUV begins after the application code.
	waitingIUVs = `
select distinct i.iuv from (
  select case left(x ->> 'nav', 1) when '0' then substr(x ->> 'nav', 4) else substr(x ->> 'nav', 2) end as iuv, p.at
    from payment p cross join lateral jsonb_array_elements(p.items) x
   where p.progress = 'sent' and p.changed_at > $1::timestamptz - interval '1 day' or p.progress = 'started' and p.changed_at > $1::timestamptz - interval '30 minutes') i
 where not exists (select from receipt r where r.iuv = i.iuv and r.at >= i.at - interval '5 minutes') limit $2`
	unknownIUVs = `select w.iuv from unnest($1::text[]) w(iuv) where not exists (select from receipt r where r.iuv = w.iuv)`
	addTask     = `insert into pagopa_task(name) values ($1) on conflict do nothing`
	beginTask   = `update pagopa_task set next_at = $2 where name = $1 and next_at <= $3 returning mark`
	endTask     = `update pagopa_task set mark = $2, next_at = $3 where name = $1`
)

// Waiting is pagopa.Receiving's.
func (s Pagopa) Waiting(ctx context.Context, now time.Time, most int) ([]string, error) {
	return s.iuvs(ctx, waitingIUVs, now, most)
}

// Unknown is pagopa.Receiving's.
func (s Pagopa) Unknown(ctx context.Context, iuvs []string) ([]string, error) {
	return s.iuvs(ctx, unknownIUVs, iuvs)
}

func (s Pagopa) iuvs(ctx context.Context, sql string, args ...any) ([]string, error) {
	rows, err := s.pool.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("reading which receipts are missing: %w", err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("reading which receipts are missing: %w", err)
	}
	return all, nil
}

// Book is (*DB).Book.
func (s Pagopa) Book(ctx context.Context, r payments.Receipt, iuv, source, raw string, at time.Time) (bool, error) {
	return (&DB{pool: s.pool}).Book(ctx, r, iuv, source, raw, at)
}

// Begin is pagopa.Receiving's.
func (s Pagopa) Begin(ctx context.Context, task string, now time.Time, lease time.Duration) (mark string, mine bool, err error) {
	if err := s.exec(ctx, "beginning a task", addTask, task); err != nil {
		return "", false, err
	}
	mine, err = found(s.pool.QueryRow(ctx, beginTask, task, now.Add(lease), now).Scan(&mark))
	if err != nil {
		return "", false, fmt.Errorf("beginning a task: %w", err)
	}
	return mark, mine, nil
}

// End is pagopa.Receiving's.
func (s Pagopa) End(ctx context.Context, task, mark string, next time.Time) error {
	return s.exec(ctx, "ending a task", endTask, task, mark, next)
}
