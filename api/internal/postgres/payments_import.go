package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/calendar"
	"sportello/api/taxes"
)

// PaymentsImport is what of a file of F24 payments enters.
type PaymentsImport struct {
	Intake
	Accepted []taxes.PaymentRow
}

// PaymentsImported is what an import did, in lines. Refused are places in Accepted: lines whose number the database has
// with other data. They are not written.
type PaymentsImported struct {
	Counts
	Refused []int
}

// The staged lines meet the stored ones. A line that is stored never changes: one that differs is refused, before a
// person is made for it. $1 is the import.
const (
	emptyF24 = `truncate f24_stage`
	toF24    = `copy f24_stage from stdin`

	refusePayments = `
with refused as (
  delete from f24_stage s using f24_payment f join person p on p.id = f.subject
   where f.source = 'f24' and f.id = s.id
     and (p.fiscal_code, f.code, f.year, f.acconto, f.saldo, f.late, f.paid_on, f.amount, f.units) is distinct from
         (s.fiscal_code, s.code, s.year, s.acconto, s.saldo, s.late, s.paid_on, s.amount, s.units)
  returning s.n)
select n from refused order by n`

	addPayers = `with s as (select * from f24_stage)` + addPeople

	addPayments = `
insert into f24_payment(source, id, subject, code, year, acconto, saldo, late, paid_on, amount, units, run)
select 'f24', s.id, p.id, s.code, s.year, s.acconto, s.saldo, s.late, s.paid_on, s.amount, s.units, $1
  from f24_stage s join person p on p.fiscal_code = s.fiscal_code
 where not exists (select from f24_payment f where f.source = 'f24' and f.id = s.id)`
)

// ImportPayments writes a file's lines in one transaction: all or nothing, one import at a time. The same file again
// changes nothing. pool must be the owner's.
func ImportPayments(ctx context.Context, pool *pgxpool.Pool, in PaymentsImport) (done PaymentsImported, err error) {
	err = in.run(ctx, pool, "payments", 0, func(ctx context.Context, r *run) (Counts, int, error) {
		if err := r.stagePayments(ctx, in); err != nil {
			return Counts{}, 0, err
		}
		err := r.mergePayments(ctx, in, &done) // before done is read: Go does not say which comes first in one return
		return done.Counts, 0, err
	})
	return done, err
}

func (r *run) stagePayments(ctx context.Context, in PaymentsImport) error {
	if _, err := r.tx.Exec(ctx, emptyF24); err != nil {
		return err
	}
	all, today := in.Accepted, calendar.InRome(in.At)
	err := r.copy(ctx, toF24, len(all), func(b []byte, i int) []byte {
		p := &all[i].Payment
		b = person(number(b, int64(i)), all[i].Code, all[i].Surname, all[i].Name, today)
		b = number(text(text(b, p.ID), p.Code), int64(p.Year))
		b = truth(truth(truth(b, p.Acconto), p.Saldo), p.Late)
		return end(number(number(day(b, p.PaidOn), int64(p.Amount)), int64(p.Units)))
	})
	if err != nil {
		return err
	}
	_, err = r.tx.Exec(ctx, `analyze f24_stage(fiscal_code, id)`)
	return err
}

// mergePayments writes what is new, and tells what it did.
func (r *run) mergePayments(ctx context.Context, in PaymentsImport, done *PaymentsImported) error {
	rows, err := r.tx.Query(ctx, refusePayments)
	if err != nil {
		return err
	}
	if done.Refused, err = pgx.CollectRows(rows, pgx.RowTo[int]); err != nil {
		return err
	}
	if _, err := r.tx.Exec(ctx, addPayers); err != nil {
		return err
	}
	tag, err := r.tx.Exec(ctx, addPayments, r.id)
	if err != nil {
		return err
	}
	done.Inserted = int(tag.RowsAffected())
	done.Unchanged = len(in.Accepted) - len(done.Refused) - done.Inserted
	_, err = r.tx.Exec(ctx, emptyF24)
	return err
}
