package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/calendar"
	"sportello/api/fines"
	"sportello/api/internal/backoffice"
	"sportello/api/payments"
)

// FinesImport is what of a file of traffic fines enters. A fine for which the file gives no notice number gets ours, with
// the segregation code; -1: the comune makes none.
type FinesImport struct {
	Intake
	Accepted    []backoffice.FineRow
	Rules       fines.Rules
	Segregation int
}

// FinesImported is what an import did, in fines. Refused are places in Accepted: fines with a notice number that stands
// for another debt. They are not written. Noticed is how many got notice numbers of ours.
type FinesImported struct {
	Counts
	Refused []int
	Noticed int
}

// The staged fines meet the stored ones; only rows that differ are written. A fine that the file no longer has stays as
// it is: police give what is new. $1 is the import.
const (
	emptyFines = `truncate fine_stage`
	toFines    = `copy fine_stage from stdin`

	refuseFines = `
with given as (
  select s.n, s.id, v.nav from fine_stage s cross join lateral (values (s.nav_discounted), (s.nav_reduced), (s.nav_full)) v(nav) where v.nav <> ''),
others as (
  select f.id, v.nav from fine f cross join lateral (values (f.nav_discounted), (f.nav_reduced), (f.nav_full)) v(nav) where v.nav <> ''
  union all select '', i.nav from tari_instalment i where i.nav <> ''
  union all select '', d.nav from own_debt d),
refused as (
  delete from fine_stage s where s.n in (select g.n from given g join others o on o.nav = g.nav and o.id <> g.id)
  returning s.n)
select n from refused order by n`

	// keepNotices leaves a fine its notices when the file gives none: they may be ours, and have been printed.
	keepNotices = `
update fine_stage s set nav_discounted = f.nav_discounted, nav_reduced = f.nav_reduced, nav_full = f.nav_full
  from fine f where f.id = s.id and s.nav_discounted = '' and s.nav_reduced = '' and s.nav_full = ''
   and (f.nav_discounted <> '' or f.nav_reduced <> '' or f.nav_full <> '')`

	// lackNotices are the fines that can be paid and have none. Before the notification nobody knows the
	// costs, and what is owed after a preavviso the verbale says.
	lackNotices = `
select n, discounted > 0, reduced > 0, full_amount > 0 and kind = 'verbale' from fine_stage
 where nav_discounted = '' and nav_reduced = '' and nav_full = '' and office = 'live' and paid = 0 and (notified_on is not null or kind = 'preavviso')
 order by n`

	ownNumbers  = `select nextval('own_iuv') from generate_series(1, $1::int)`
	giveNotices = `
update fine_stage s set nav_discounted = v.discounted, nav_reduced = v.reduced, nav_full = v.full_amount
  from unnest($1::int[], $2::text[], $3::text[], $4::text[]) v(n, discounted, reduced, full_amount) where s.n = v.n`

	addFined = `with s as (select * from fine_stage)` + addPeople

	changeFines = `
update fine f set subject = p.id, number = s.number, kind = s.kind, plate = s.plate, found_on = s.found_on, found_at = s.found_at, place = s.place,
       what = s.what, article = s.article, photo = s.photo, notified_on = s.notified_on, discounted = s.discounted, reduced = s.reduced,
       full_amount = s.full_amount, discount_to = s.discount_to, reduced_to = s.reduced_to, costs = s.costs, points = s.points,
       driver = s.driver, driver_given = s.driver_given, office = s.office, office_on = s.office_on, to_collector = s.to_collector,
       paid = s.paid, paid_on = s.paid_on, nav_discounted = s.nav_discounted, nav_reduced = s.nav_reduced, nav_full = s.nav_full, run = $1
  from fine_stage s join person p on p.fiscal_code = s.fiscal_code
 where f.id = s.id
   and (f.subject, f.number, f.kind, f.plate, f.found_on, f.found_at, f.place, f.what, f.article, f.photo, f.notified_on, f.discounted, f.reduced,
        f.full_amount, f.discount_to, f.reduced_to, f.costs, f.points, f.driver, f.driver_given, f.office, f.office_on, f.to_collector,
        f.paid, f.paid_on, f.nav_discounted, f.nav_reduced, f.nav_full)
       is distinct from
       (p.id, s.number, s.kind, s.plate, s.found_on, s.found_at, s.place, s.what, s.article, s.photo, s.notified_on, s.discounted, s.reduced,
        s.full_amount, s.discount_to, s.reduced_to, s.costs, s.points, s.driver, s.driver_given, s.office, s.office_on, s.to_collector,
        s.paid, s.paid_on, s.nav_discounted, s.nav_reduced, s.nav_full)`

	addFines = `
insert into fine(id, subject, number, kind, plate, found_on, found_at, place, what, article, photo, notified_on, discounted, reduced, full_amount,
       discount_to, reduced_to, costs, points, driver, driver_given, office, office_on, to_collector, paid, paid_on,
       nav_discounted, nav_reduced, nav_full, run)
select s.id, p.id, s.number, s.kind, s.plate, s.found_on, s.found_at, s.place, s.what, s.article, s.photo, s.notified_on, s.discounted, s.reduced, s.full_amount,
       s.discount_to, s.reduced_to, s.costs, s.points, s.driver, s.driver_given, s.office, s.office_on, s.to_collector, s.paid, s.paid_on,
       s.nav_discounted, s.nav_reduced, s.nav_full, $1
  from fine_stage s join person p on p.fiscal_code = s.fiscal_code
 where not exists (select from fine f where f.id = s.id)`
)

// ImportFines writes a file's fines in one transaction: all or nothing, one import at a time. The same file again changes
// nothing. What receipts say stands apart from what the office has booked, so that no file undoes it. pool must be the
// owner's.
func ImportFines(ctx context.Context, pool *pgxpool.Pool, in FinesImport) (done FinesImported, err error) {
	err = in.run(ctx, pool, "fines", 0, func(ctx context.Context, r *run) (Counts, int, error) {
		if err := r.stageFines(ctx, in); err != nil {
			return Counts{}, 0, err
		}
		if err := r.mergeFines(ctx, in, &done); err != nil {
			return Counts{}, 0, err
		}
		_, err := r.tx.Exec(ctx, adoptReceipts)
		return done.Counts, 0, err
	})
	return done, err
}

func (r *run) stageFines(ctx context.Context, in FinesImport) error {
	if _, err := r.tx.Exec(ctx, emptyFines); err != nil {
		return err
	}
	all, today := in.Accepted, calendar.InRome(in.At)
	err := r.copy(ctx, toFines, len(all), func(b []byte, i int) []byte {
		b = person(number(b, int64(i)), all[i].Code, all[i].Surname, all[i].Name, today)
		return fineLine(b, in.Rules.Dates(all[i].Fine))
	})
	if err != nil {
		return err
	}
	_, err = r.tx.Exec(ctx, `analyze fine_stage(fiscal_code, id)`)
	return err
}

func fineLine(b []byte, f fines.Fine) []byte {
	b = day(text(text(text(text(b, f.ID), f.Number), string(f.Kind)), f.Plate), f.FoundOn)
	for _, s := range [...]string{f.FoundAt, f.Place, f.What, f.Article, f.Photo} {
		b = text(b, s)
	}
	b = number(number(number(day(b, f.NotifiedOn), int64(f.Discounted)), int64(f.Reduced)), int64(f.Full))
	b = number(number(day(day(b, f.DiscountTo), f.ReducedTo), int64(f.Costs)), int64(f.Points))
	b = day(text(truth(truth(b, f.Driver), f.DriverGiven), string(f.Office)), f.OfficeOn)
	b = day(number(number(b, int64(f.ToCollector)), int64(f.Paid)), f.PaidOn)
	return end(text(text(text(b, f.NAVs.Discounted), f.NAVs.Reduced), f.NAVs.Full))
}

// mergeFines writes what differs, and tells what it did.
func (r *run) mergeFines(ctx context.Context, in FinesImport, done *FinesImported) error {
	rows, err := r.tx.Query(ctx, refuseFines)
	if err != nil {
		return err
	}
	if done.Refused, err = pgx.CollectRows(rows, pgx.RowTo[int]); err != nil {
		return err
	}
	if _, err := r.tx.Exec(ctx, keepNotices); err != nil {
		return err
	}
	if in.Segregation >= 0 {
		if done.Noticed, err = r.makeNotices(ctx, in.Segregation); err != nil {
			return err
		}
	}
	if _, err := r.tx.Exec(ctx, addFined); err != nil {
		return err
	}
	tag, err := r.tx.Exec(ctx, changeFines, r.id)
	if err != nil {
		return err
	}
	done.Updated = int(tag.RowsAffected())
	if tag, err = r.tx.Exec(ctx, addFines, r.id); err != nil {
		return err
	}
	done.Inserted = int(tag.RowsAffected())
	done.Unchanged = len(in.Accepted) - len(done.Refused) - done.Inserted - done.Updated
	_, err = r.tx.Exec(ctx, emptyFines)
	return err
}

// makeNotices gives the staged fines that have no notice numbers some of ours, one for each amount.
func (r *run) makeNotices(ctx context.Context, segregation int) (fined int, err error) {
	rows, err := r.tx.Query(ctx, lackNotices)
	if err != nil {
		return 0, err
	}
	var at []int
	var wants [3][]bool
	var n int
	var want [3]bool
	if _, err := pgx.ForEachRow(rows, []any{&n, &want[0], &want[1], &want[2]}, func() error {
		at = append(at, n)
		for k := range want {
			wants[k] = append(wants[k], want[k])
		}
		return nil
	}); err != nil || len(at) == 0 {
		return 0, err
	}
	var navs [3][]string
	for k := range navs {
		if navs[k], err = r.ownNotices(ctx, segregation, wants[k]); err != nil {
			return 0, err
		}
	}
	_, err = r.tx.Exec(ctx, giveNotices, at, navs[0], navs[1], navs[2])
	return len(at), err
}

// ownNotices makes a notice number of ours for each that is wanted, and leaves the others empty. As all of ours they stand
// apart from those that the offices give out: with two debts under one number nobody could pay either.
func (r *run) ownNotices(ctx context.Context, segregation int, wanted []bool) ([]string, error) {
	rows, err := r.tx.Query(ctx, ownNumbers, len(wanted))
	if err != nil {
		return nil, err
	}
	numbers, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, err
	}
	navs := make([]string, len(wanted))
	for i, want := range wanted {
		if !want {
			continue
		}
		if navs[i], err = (payments.Creditor{Segregation: segregation}).OwnNAV(uint64(numbers[i])); err != nil {
			return nil, fmt.Errorf("making a notice number: %w", err)
		}
	}
	return navs, nil
}
