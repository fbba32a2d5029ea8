package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/internal/pagopa"
)

const (
	addFlow  = `insert into fdr_flow(psp, id, revision, published) values ($1, $2, $3, $4) on conflict do nothing`
	takeFlow = `
update fdr_flow set next_at = $1
 where (psp, id, revision) in (select psp, id, revision from fdr_flow where next_at <= $2 order by next_at, published limit 1 for update skip locked)
returning psp, id, revision`
	// addRow is given a row once more when the reading broke off: the first word counts. Only payments of notices with our
	// own segregation code are looked for: those of others have others who know.
	addRow = `
insert into fdr_row(psp, id, revision, number, iuv, iur, transfer, amount, status, paid_on, state, next_at)
select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::date,
       case when $9 = 'REVOKED' then 'revoked'
            when exists (select from receipt r where r.id = $6) then 'reported'
            when length($5) = 17 and left($5, 2) = $11 then 'missing' else 'foreign' end, 'epoch'
on conflict do nothing`
	readFlow = `
update fdr_flow set regulation = $4, regulated_on = nullif($5, '')::text::date, payments = $6, total = $7, problem = $8,
       state = case when $8 = '' then 'read' else 'odd' end, next_at = case when $8 = '' then null else $9::timestamptz end
 where psp = $1 and id = $2 and revision = $3`
	// oldFlows and oldRows close what a later revision says again.
	oldFlows = `
update fdr_flow f set state = 'replaced', next_at = null where f.psp = $1 and f.id = $2 and f.state <> 'replaced'
   and exists (select from fdr_flow l where l.psp = f.psp and l.id = f.id and l.revision > f.revision and l.state in ('read', 'odd'))`
	oldRows = `
update fdr_row r set state = 'replaced' where r.psp = $1 and r.id = $2 and r.state <> 'replaced'
   and exists (select from fdr_flow f where (f.psp, f.id, f.revision) = (r.psp, r.id, r.revision) and f.state = 'replaced')`
	delayFlow   = `update fdr_flow set next_at = $4 where psp = $1 and id = $2 and revision = $3`
	matchRows   = `update fdr_row r set state = 'reported' from receipt x where r.state in ('missing', 'lost') and x.id = r.iur`
	takeMissing = `
update fdr_row set next_at = $1
 where (psp, id, revision, number) in (
  select psp, id, revision, number from fdr_row where state = 'missing' and next_at <= $2 order by tries, next_at limit $3 for update skip locked)
returning psp, id, revision, number, iuv, iur, status, tries`
	delayMissing = `
update fdr_row set next_at = $5, tries = $6, state = case when $7 then 'lost' else state end
 where psp = $1 and id = $2 and revision = $3 and number = $4 and state = 'missing'`
	lockCalls  = `select pg_advisory_xact_lock(hashtextextended('biz_call', 5))`
	countCalls = `select count(*) from biz_call where at > $1`
	addCall    = `insert into biz_call(at) values ($1)`
	sweepCalls = `delete from biz_call where at < $1`
)

// Flows is pagopa.Accounts'.
func (s Pagopa) Flows(ctx context.Context, all []pagopa.Flow) error {
	var b pgx.Batch
	for _, f := range all {
		b.Queue(addFlow, f.PSP, f.ID, f.Revision, f.Published)
	}
	return s.batch(ctx, "noting flows", &b)
}

func (s Pagopa) batch(ctx context.Context, what string, b *pgx.Batch) error {
	if err := s.pool.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// Flow is pagopa.Accounts'.
func (s Pagopa) Flow(ctx context.Context, now time.Time, lease time.Duration) (k pagopa.FlowKey, ok bool, err error) {
	ok, err = found(s.pool.QueryRow(ctx, takeFlow, now.Add(lease), now).Scan(&k.PSP, &k.ID, &k.Revision))
	if err != nil {
		return k, false, fmt.Errorf("taking a flow to read: %w", err)
	}
	return k, ok, nil
}

// Rows is pagopa.Accounts'.
func (s Pagopa) Rows(ctx context.Context, k pagopa.FlowKey, own string, all []pagopa.FlowRow) error {
	var b pgx.Batch
	for _, r := range all {
		b.Queue(addRow, k.PSP, k.ID, k.Revision, r.Number, r.IUV, r.IUR, r.Transfer, r.Amount, r.Status, r.PaidOn.String(), own)
	}
	return s.batch(ctx, "keeping payments of a flow", &b)
}

// Read is pagopa.Accounts'.
func (s Pagopa) Read(ctx context.Context, f pagopa.Flow, problem string, again time.Time) error {
	var b pgx.Batch
	b.Queue(readFlow, f.PSP, f.ID, f.Revision, f.Regulation, f.RegulatedOn.String(), f.Payments, f.Total, problem, again)
	b.Queue(oldFlows, f.PSP, f.ID)
	b.Queue(oldRows, f.PSP, f.ID)
	return s.batch(ctx, "closing a flow", &b)
}

// FlowLater is pagopa.Accounts'.
func (s Pagopa) FlowLater(ctx context.Context, k pagopa.FlowKey, next time.Time) error {
	return s.exec(ctx, "leaving a flow for later", delayFlow, k.PSP, k.ID, k.Revision, next)
}

// Match is pagopa.Accounts'.
func (s Pagopa) Match(ctx context.Context) error {
	return s.exec(ctx, "matching flows with receipts", matchRows)
}

// Missing is pagopa.Accounts'.
func (s Pagopa) Missing(ctx context.Context, now time.Time, most int, lease time.Duration) ([]pagopa.Missing, error) {
	rows, err := s.pool.Query(ctx, takeMissing, now.Add(lease), now, most)
	if err != nil {
		return nil, fmt.Errorf("taking payments without a receipt: %w", err)
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (m pagopa.Missing, err error) {
		return m, row.Scan(&m.PSP, &m.ID, &m.Revision, &m.Number, &m.IUV, &m.IUR, &m.Status, &m.Tries)
	})
	if err != nil {
		return nil, fmt.Errorf("taking payments without a receipt: %w", err)
	}
	return all, nil
}

// StillMissing is pagopa.Accounts'.
func (s Pagopa) StillMissing(ctx context.Context, m pagopa.Missing, next time.Time, last bool) error {
	return s.exec(ctx, "leaving a payment without a receipt for later", delayMissing, m.PSP, m.ID, m.Revision, m.Number, next, m.Tries, last)
}

// Allowed is pagopa.Accounts'. The lock makes replicas count one after the other.
func (s Pagopa) Allowed(ctx context.Context, now time.Time, most int, within time.Duration) (yes bool, err error) {
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, lockCalls); err != nil {
			return err
		}
		var calls int
		if err := tx.QueryRow(ctx, countCalls, now.Add(-within)).Scan(&calls); err != nil || calls >= most {
			return err
		}
		yes = true
		if _, err := tx.Exec(ctx, addCall, now); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, sweepCalls, now.Add(-24*within))
		return err
	})
	if err != nil {
		return false, fmt.Errorf("counting copies of receipts: %w", err)
	}
	return yes, nil
}
