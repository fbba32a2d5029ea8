package postgres

import (
	"github.com/jackc/pgx/v5"

	"sportello/api/calendar"
	"sportello/api/fines"
)

// SelectFines reads the traffic fines of the person $1 (a UUID), newest first; ScanFine reads one of its rows. What was
// paid is the office's books and the receipts, each sum once; the day is the first on which as much was paid as was due.
const SelectFines = `
select ` + fineColumns + `
  from fine f
 where f.subject = $1 order by f.found_on desc, f.found_at desc, f.id`

// fineColumns are those that ScanFine reads, of a fine f.
const fineColumns = `f.id, f.number, f.kind, f.plate, f.found_on::text, f.found_at, f.place, f.what, f.article, f.photo,
       coalesce(f.notified_on::text, ''), f.discounted, f.reduced, f.full_amount, coalesce(f.discount_to::text, ''), coalesce(f.reduced_to::text, ''),
       f.costs, f.points, f.driver, f.driver_given, f.office, coalesce(f.office_on::text, ''), f.to_collector,
       settled('fine/' || f.id, f.paid, f.paid_on), coalesce(fine_settled_on(f)::text, ''),
       f.nav_discounted, f.nav_reduced, f.nav_full`

// ScanFine reads one row of SelectFines.
func ScanFine(row pgx.CollectableRow) (f fines.Fine, err error) {
	var found, notified, discount, reduced, office, paid string
	err = row.Scan(&f.ID, &f.Number, &f.Kind, &f.Plate, &found, &f.FoundAt, &f.Place, &f.What, &f.Article, &f.Photo,
		&notified, &f.Discounted, &f.Reduced, &f.Full, &discount, &reduced,
		&f.Costs, &f.Points, &f.Driver, &f.DriverGiven, &f.Office, &office, &f.ToCollector,
		&f.Paid, &paid, &f.NAVs.Discounted, &f.NAVs.Reduced, &f.NAVs.Full)
	if err != nil {
		return f, err
	}
	for _, d := range []struct {
		into *calendar.Day
		text string
	}{{&f.FoundOn, found}, {&f.NotifiedOn, notified}, {&f.DiscountTo, discount}, {&f.ReducedTo, reduced}, {&f.OfficeOn, office}, {&f.PaidOn, paid}} {
		if *d.into, err = optionalDay(d.text); err != nil {
			return f, err
		}
	}
	return f, nil
}
