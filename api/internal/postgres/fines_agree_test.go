package postgres_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"sportello/api/calendar"
	"sportello/api/fines"
	"sportello/api/fiscal"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/money"
	"sportello/api/payments"
)

// anyFine is a fine as a file of the police can tell it: notified or not, with a discount or not, paid on some day or not,
// right, short or beyond. Its three numbers are given.
func anyFine(n int, rnd *rand.Rand) fines.Fine {
	f := fines.Fine{Number: fmt.Sprint("R/", n), ID: fmt.Sprint("R-", n), Kind: fines.Verbale, Plate: "AB123CD", Place: "x", What: "y", FoundOn: onDay(2026, 6, 1) + calendar.Day(rnd.IntN(60)),
		Discounted: money.Cents(rnd.IntN(2) * 29_40), Office: fines.Live}
	f.Reduced = f.Discounted + money.Cents(1+rnd.IntN(9000))
	f.Full = f.Reduced + money.Cents(1+rnd.IntN(9000))
	for i, nav := range []*string{&f.NAVs.Discounted, &f.NAVs.Reduced, &f.NAVs.Full} {
		*nav = fmt.Sprintf("3480000%08d%03d", n, i)
	}
	if rnd.IntN(4) > 0 {
		f.NotifiedOn = f.FoundOn + calendar.Day(rnd.IntN(20))
	} else if rnd.IntN(2) == 0 {
		f.Kind = fines.Preavviso
	}
	if rnd.IntN(2) == 0 {
		f.PaidOn = f.FoundOn + calendar.Day(rnd.IntN(100))
		f.Paid = []money.Cents{f.Discounted, f.Reduced, f.Full, f.Reduced - 1, f.Reduced + 1}[rnd.IntN(5)]
		if f.Paid == 0 {
			f.PaidOn = 0
		}
	}
	f.Office = []fines.Office{fines.Live, fines.Live, fines.Live, fines.Cancelled, fines.Prefect, fines.Judge, fines.Plan}[rnd.IntN(7)]
	if f.Paid > 0 && rnd.IntN(8) == 0 {
		f.Office = fines.Settled
	}
	return f
}

// The two machines say the same of any fine: what its page says is owed on a day, and whether it is paid, is what its
// notices can be paid with on that day, and why they cannot.
func TestNoticesAgreeWithTheStanding(t *testing.T) {
	dsn := pgtest.New(t)
	pool, db := pgtest.Owner(t, dsn), pgtest.DB(t, dsn)
	rnd := rand.New(rand.NewPCG(5, 204))
	var all []fines.Fine
	for n := range 300 {
		all = append(all, anyFine(n, rnd))
	}
	rows := rowsOf(fiscal.Code("DMCNCL80A01I625X"), all...)
	mustFine(t, pool, 48, rows...)
	f, err := db.Folder(t.Context(), personOf(t, pool, rows[0].Code))
	if err != nil || len(f.Fines) != len(all) {
		t.Fatalf("%d fines: %v", len(f.Fines), err)
	}
	positions, seen := map[string]payments.Position{}, map[fines.State]bool{}
	for _, p := range f.Debts {
		positions[p.ID] = p
	}
	for _, fine := range f.Fines {
		p := positions["fine/"+fine.ID]
		if len(p.Notices) == 0 {
			t.Fatalf("%s has no notices", fine.ID)
		}
		for day := fine.FoundOn; day < fine.FoundOn+120; day++ {
			s := fine.Standing(terms, day)
			seen[s.State] = true
			want := map[fines.State]payments.Ended{fines.Paid: payments.Elsewhere, fines.Over: payments.Elsewhere, fines.Short: payments.Short, fines.Cancelled: payments.Cancelled,
				fines.Prefect: payments.Appeal, fines.Judge: payments.Appeal, fines.Plan: payments.Plan}[s.State]
			owed := money.Cents(0)
			for _, n := range p.Open(day) {
				owed += n.Owed()
			}
			if p.Ended != want || want == "" && owed != s.Owed || want != "" && owed != 0 {
				t.Fatalf("on %s %+v stands at %+v; its notices are ended by %q and ask for %s", day, fine, s, p.Ended, owed.Italian())
			}
		}
	}
	if len(seen) != 11 { // all but the collector's, whose sum is no notice of ours
		t.Errorf("only these were met: %v", seen)
	}
}
