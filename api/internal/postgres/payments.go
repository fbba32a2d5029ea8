package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/command"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/payments"
)

// The reads of a folder about paying; $1 is the person (a UUID). ScanTry and ScanReceipt read one row of each.
const (
	// SelectTries also takes who reads, $2. The receipt of each notice is worked out as it is read.
	SelectTries = selectTry + ` order by p.at desc, p.id desc limit 100`
	oneTry      = selectTry + ` and p.id = $3`
	selectTry   = `
select p.id::text, p.progress, p.total, p.at, p.cart_at is not null, coalesce(p.actor = $2, false), coalesce((select btrim(a.given_name || ' ' || a.family_name) from person a where a.id = p.actor), ''),
       (select jsonb_agg(i.item || jsonb_build_object('receipt', coalesce(proof(p, i.item->>'nav'), '')) order by i.n)
          from jsonb_array_elements(p.items) with ordinality i(item, n))
  from payment p where p.subject = $1`

	SelectReceipts = `
select id, nav, position, service, about, amount, fee, paid_on::text, paid_at, psp, method, payer, over
  from receipt where subject = $1 order by paid_on desc, at desc, id limit 200`
)

// queuePayments asks for what the subject owes, and what was paid of it.
func queuePayments(b *pgx.Batch, who identity.Who, f *folder.Folder) {
	b.Queue(SelectPayable, who.Subject.ID).Query(func(rows pgx.Rows) error {
		all, err := pgx.CollectRows(rows, ScanPayable)
		f.Debts = Positions(all)
		return err
	})
	b.Queue(SelectTries, who.Subject.ID, who.Actor.ID).Query(collect(&f.Payments, ScanTry))
	b.Queue(SelectReceipts, who.Subject.ID).Query(collect(&f.Receipts, ScanReceipt))
}

// Payment is hall.Payments'.
//
// Errors: command.ErrNotFound for what is not there, or not to be seen.
func (db *DB) Payment(ctx context.Context, who identity.Who, id string) (p payments.Payment, err error) {
	err = db.As(ctx, who, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, oneTry, who.Subject.ID, who.Actor.ID, id)
		if err != nil {
			return err
		}
		if p, err = pgx.CollectExactlyOneRow(rows, ScanTry); errors.Is(err, pgx.ErrNoRows) {
			return command.ErrNotFound
		}
		return err
	})
	return p, named("reading a payment", err)
}

// ScanTry reads one row of SelectTries. How far it has come by now is the work of payments.Follow.
func ScanTry(row pgx.CollectableRow) (p payments.Payment, err error) {
	err = row.Scan(&p.ID, &p.Progress, &p.Total, &p.At, &p.Cart, &p.Mine, &p.By, &p.Items)
	p.At = p.At.UTC()
	return p, err
}

// ScanReceipt reads one row of SelectReceipts.
func ScanReceipt(row pgx.CollectableRow) (r payments.Receipt, err error) {
	var on string
	var at *time.Time
	if err := row.Scan(&r.ID, &r.NAV, &r.Position, &r.Service, &r.About, &r.Amount, &r.Fee, &on, &at, &r.PSP, &r.Method, &r.Payer, &r.Over); err != nil {
		return r, err
	}
	if at != nil {
		r.PaidAt = at.UTC()
	}
	r.PaidOn, err = optionalDay(on)
	return r, err
}
