package postgres

import (
	"github.com/jackc/pgx/v5"

	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/taxes"
)

// The reads of a person's IMU; $1 is the person (a UUID). ScanHolding and ScanPayment read one row of each.
const (
	SelectHoldings = `
select unit, kind, address, sheet, parcel, sub, category, value, from_on::text, coalesce(to_on::text, ''),
       share_num, share_den, by_right, used_as, historic, unfit, residents, inherited
  from imu_holding where subject = $1 order by unit, from_on`

	// SelectPayments also has what was paid through pagoPA, line by line, once however often it was paid.
	SelectPayments = `
select id, code, year, acconto, saldo, late, paid_on::text, amount, units from (
  select id, code, year, acconto, saldo, late, paid_on, amount, units from f24_payment where subject = $1
  union all
  select d.nav || '/' || l.n, l.line->>'code', (l.line->>'year')::int, coalesce((l.line->>'acconto')::boolean, false), coalesce((l.line->>'saldo')::boolean, false),
         coalesce((l.line->>'late')::boolean, false), r.paid_on, (l.line->>'amount')::bigint, coalesce((l.line->>'units')::int, 0)
    from own_debt d cross join lateral (select min(r.paid_on) as paid_on, sum(r.amount) as amount from receipt r where r.nav = d.nav) r
         cross join lateral jsonb_array_elements(d.parts) with ordinality l(line, n)
   where d.subject = $1 and d.kind = 'imu' and r.amount >= d.amount) p order by paid_on desc, id`
)

// queueImu asks for what the subject holds and has paid. Who has nothing keeps nil lists: the folder then leaves
// the whole out.
func queueImu(b *pgx.Batch, who identity.Who, f *folder.Folder) {
	b.Queue(SelectHoldings, who.Subject.ID).Query(collectSome(&f.Imu.Holdings, ScanHolding))
	b.Queue(SelectPayments, who.Subject.ID).Query(collectSome(&f.Imu.Payments, ScanPayment))
}

// collectSome reads rows into a list that stays nil when there are none.
func collectSome[T any](into *[]T, scan func(pgx.CollectableRow) (T, error)) func(pgx.Rows) error {
	return func(rows pgx.Rows) (err error) {
		*into, err = pgx.AppendRows([]T(nil), rows, scan)
		return err
	}
}

// ScanHolding reads one row of SelectHoldings.
func ScanHolding(row pgx.CollectableRow) (h taxes.Holding, err error) {
	var from, to string
	c := &h.Cadastral
	if err := row.Scan(&h.Unit, &h.Kind, &h.Address, &c.Sheet, &c.Parcel, &c.Sub, &c.Category, &h.Value, &from, &to,
		&h.Share.Num, &h.Share.Den, &h.Right, &h.Use, &h.Historic, &h.Unfit, &h.Residents, &h.Inherited); err != nil {
		return h, err
	}
	if h.From, err = optionalDay(from); err != nil {
		return h, err
	}
	h.To, err = optionalDay(to)
	return h, err
}

// ScanPayment reads one row of SelectPayments.
func ScanPayment(row pgx.CollectableRow) (p taxes.Payment, err error) {
	var paid string
	if err := row.Scan(&p.ID, &p.Code, &p.Year, &p.Acconto, &p.Saldo, &p.Late, &paid, &p.Amount, &p.Units); err != nil {
		return p, err
	}
	p.PaidOn, err = optionalDay(paid)
	return p, err
}
