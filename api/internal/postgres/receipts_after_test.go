package postgres_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"sportello/api/calendar"
	"sportello/api/fines"
	"sportello/api/fiscal"
	"sportello/api/identity"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/money"
	"sportello/api/payments"
)

// standingOf is Anna's only fine, and where it stands on a day by the same figures as its page.
func standingOf(t testing.TB, db *postgres.DB, today calendar.Day) (fines.Fine, fines.Standing) {
	t.Helper()
	f, err := db.Folder(t.Context(), identity.Self(anna))
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Fines) != 1 {
		t.Fatalf("Anna has %+v", f.Fines)
	}
	return f.Fines[0], f.Fines[0].Standing(terms, today)
}

// TestDueOnTheDayOfPayment: what was due is judged by the day on which it was settled, whenever we hear of it, and
// whatever is paid after it is beyond it. In whatever order the messages come.
func TestDueOnTheDayOfPayment(t *testing.T) {
	type say = payments.Receipt
	for _, c := range []struct {
		name      string
		receipts  []say
		office    string
		state     fines.State
		due, more money.Cents
	}{
		{"on the last day of the discount", []say{received("a", navDiscount, 4320, 6)}, "", fines.Paid, 4320, 0},
		{"on the day after it", []say{received("a", navDiscount, 4320, 7)}, "", fines.Short, 5580, 0},
		{"and booked by the office when the money came", []say{received("a", navDiscount, 4320, 6)}, "paid = 4320, paid_on = '2026-07-09'", fines.Paid, 4320, 0},
		{"with the discount, and the other notice weeks later", []say{received("a", navDiscount, 4320, 3), received("b", navReduced, 5580, 20)}, "", fines.Over, 4320, 5580},
		{"with the discount at the post office, and the other notice weeks later", []say{received("b", navReduced, 5580, 20)}, "paid = 4320, paid_on = '2026-07-03'", fines.Over, 4320, 5580},
		{"twice, and the office has booked both", []say{received("a", navDiscount, 4320, 3), received("b", navReduced, 5580, 20)}, "paid = 9900, paid_on = '2026-07-22'", fines.Over, 4320, 5580},
		{"in two parts, the second in time", []say{received("a", navDiscount, 3000, 3), received("b", navDiscount, 1320, 4)}, "", fines.Paid, 4320, 0},
		{"in two parts, the second too late", []say{received("a", navDiscount, 3000, 3), received("b", navDiscount, 1320, 8)}, "", fines.Short, 5580, 0},
	} {
		for _, backwards := range []bool{false, true} {
			db, owner := owing(t)
			if c.office != "" && backwards {
				exec(t, owner, `update fine set `+c.office)
			}
			for n := range c.receipts {
				if backwards {
					n = len(c.receipts) - 1 - n
				}
				book(t, db, c.receipts[n])
			}
			if c.office != "" && !backwards {
				exec(t, owner, `update fine set `+c.office)
			}
			if f, s := standingOf(t, db, onDay(2026, 7, 25)); s.State != c.state || s.Due != c.due || s.More != c.more {
				t.Errorf("%s (backwards %v): paid %d on %s: %+v", c.name, backwards, f.Paid, f.PaidOn, s)
			}
		}
	}
}

// TestOfficeSaysPaid: when the office has closed a fine nothing is missing, however little it took; what receipts say is
// too much is too much all the same.
func TestOfficeSaysPaid(t *testing.T) {
	for _, c := range []struct {
		office   string
		receipts []payments.Receipt
		state    fines.State
		more     money.Cents
	}{
		{"paid = 4300, paid_on = '2026-07-03', office = 'paid'", nil, fines.Paid, 0},
		{"paid = 4300, paid_on = '2026-07-03', office = 'live'", nil, fines.Short, 0},
		{"paid = 4320, paid_on = '2026-07-03', office = 'paid'", []payments.Receipt{received("a", navDiscount, 43_20, 3)}, fines.Paid, 0},
		{"paid = 4320, paid_on = '2026-07-03', office = 'paid'", []payments.Receipt{received("a", navReduced, 55_80, 20)}, fines.Over, 55_80},
	} {
		db, owner := owing(t)
		exec(t, owner, `update fine set `+c.office)
		for _, r := range c.receipts {
			book(t, db, r)
		}
		_, s := standingOf(t, db, onDay(2026, 7, 25))
		if p := fineOf(t, db); s.State != c.state || s.More != c.more || s.Owed != 0 && c.state == fines.Paid || len(p.Open(onDay(2026, 7, 4))) != 0 {
			t.Errorf("%s: %+v, %+v", c.office, s, p)
		}
	}
}

// TestPaidIsNeverAskedAgain: what the office changes of a fine after a receipt opens no notice of it again: neither in
// the folder, nor for a station or GPD, nor for who starts a payment.
func TestPaidIsNeverAskedAgain(t *testing.T) {
	for _, c := range []struct {
		name, change string
		ended        payments.Ended
		asks         string // a notice of it
	}{
		{"other notice numbers", "nav_discounted = '348000000000099999', nav_reduced = '348000000000088888'", payments.Elsewhere, "348000000000088888"},
		{"an amount that grew", "discounted = 4520, reduced = 5780", payments.Short, navDiscount},
	} {
		db, owner := owing(t)
		book(t, db, received("a", navDiscount, 4320, 3))
		exec(t, owner, `update fine set `+c.change)
		asked, _, known, err := db.PositionOf(t.Context(), c.asks)
		if err != nil || !known {
			t.Fatal(err, known)
		}
		for _, p := range []payments.Position{fineOf(t, db), asked} {
			if open := p.Open(onDay(2026, 7, 4)); len(open) > 0 || p.Ended != c.ended || p.Paid != 4320 {
				t.Errorf("%s: paid %d, ended by %q, open %+v", c.name, p.Paid, p.Ended, open)
			}
		}
	}
}

// TestInstalmentInParts: an instalment of 100 euro, paid in part by F24 and the rest by its notice, and what the office
// makes of it afterwards, before or after the receipt.
func TestInstalmentInParts(t *testing.T) {
	rest := received("a", navTari, 60_00, 5)
	for _, c := range []struct {
		name, office string
		receipts     []payments.Receipt
		paid, owed   money.Cents // owed by the notice
		state        payments.State
	}{
		{"a part by F24", "paid = 4000, paid_on = '2026-07-01'", nil, 40_00, 60_00, payments.Open},
		{"and the rest", "paid = 4000, paid_on = '2026-07-01'", []payments.Receipt{rest}, 100_00, 0, payments.Paid},
		{"and the office knows both", "paid = 10000, paid_on = '2026-07-05'", []payments.Receipt{rest}, 100_00, 0, payments.Paid},
		{"and the office books both later", "paid = 10000, paid_on = '2026-07-12'", []payments.Receipt{rest}, 100_00, 0, payments.Paid},
		{"all by F24, and by the notice", "paid = 10000, paid_on = '2026-07-01'", []payments.Receipt{rest}, 160_00, 0, payments.Over},
		{"the bill was lowered since", "amount = 5000", []payments.Receipt{rest}, 60_00, 0, payments.Over},
		{"the bill was raised since: the notice is spent", "amount = 12000", []payments.Receipt{rest}, 60_00, 60_00, payments.Paid},
	} {
		for _, officeFirst := range []bool{true, false} {
			db, owner := owing(t)
			bill(t, owner)
			if officeFirst {
				exec(t, owner, `update tari_instalment set `+c.office)
			}
			for _, r := range c.receipts {
				book(t, db, r)
			}
			if !officeFirst {
				exec(t, owner, `update tari_instalment set `+c.office)
			}
			f, err := db.Folder(t.Context(), identity.Self(anna))
			if err != nil {
				t.Fatal(err)
			}
			p, _ := f.Debt("tari/U1/2026")
			if n := p.Notices[0]; n.Paid != c.paid || f.Tari[0].Instalments[0].Paid != c.paid || n.Owed() != c.owed || p.State(n, onDay(2026, 7, 20)) != c.state {
				t.Errorf("%s (office first %v): %+v, %s, and the bill says %+v", c.name, officeFirst, n, p.State(n, onDay(2026, 7, 20)), f.Tari[0].Instalments[0])
			}
		}
	}
}

// TestFineOfAnother: a fine that the office gives to another person after it was paid stays paid, and its receipt stays
// with who paid it.
func TestFineOfAnother(t *testing.T) {
	db, owner := owing(t)
	book(t, db, received("a", navDiscount, 4320, 3))
	exec(t, owner, `update fine set subject = $1`, bice.ID)
	theirs, err := db.Folder(t.Context(), identity.Self(bice))
	if err != nil || len(theirs.Fines) != 1 || theirs.Fines[0].Paid != 4320 {
		t.Errorf("the other has %+v, %v", theirs.Fines, err)
	}
	for _, p := range theirs.Debts {
		if open := p.Open(onDay(2026, 7, 4)); len(open) > 0 {
			t.Errorf("and is asked for %+v", open)
		}
	}
	if mine, err := db.Folder(t.Context(), identity.Self(anna)); err != nil || len(mine.Receipts) != 1 || len(theirs.Receipts) != 0 {
		t.Errorf("receipts: %+v and %+v, %v", mine.Receipts, theirs.Receipts, err)
	}
}

// TestNoticesAgreeWithReceipts: of any fine, with any receipts beside any books, nothing can be paid by its notices once
// anything was paid of it; and what is said to be paid is every receipt, and of the books what they know besides.
func TestNoticesAgreeWithReceipts(t *testing.T) {
	dsn := pgtest.New(t)
	pool, db := pgtest.Owner(t, dsn), pgtest.DB(t, dsn)
	rnd := rand.New(rand.NewPCG(7, 204))
	all, want := []fines.Fine{}, map[string]money.Cents{}
	for n := range 150 {
		all = append(all, anyFine(n, rnd))
	}
	rows := rowsOf(fiscal.Code("DMCNCL80A01I625X"), all...)
	mustFine(t, pool, 48, rows...)
	for n, f := range all {
		var known, later money.Cents
		for i := range rnd.IntN(3) {
			r := payments.Receipt{ID: fmt.Sprint(n, "/", i), PSP: "x", PaidOn: f.FoundOn + calendar.Day(rnd.IntN(100))}
			r.NAV, r.Amount = f.NAVs.Reduced, f.Reduced
			if f.Discounted > 0 && rnd.IntN(2) == 0 {
				r.NAV, r.Amount = f.NAVs.Discounted, f.Discounted
			}
			if book(t, db, r); f.PaidOn == 0 || r.PaidOn <= f.PaidOn {
				known += r.Amount
			} else {
				later += r.Amount
			}
		}
		want[f.ID] = max(known, f.Paid) + later
	}
	mustFine(t, pool, 48, rows...) // the file once more undoes nothing
	f, err := db.Folder(t.Context(), personOf(t, pool, rows[0].Code))
	if err != nil || len(f.Fines) != len(all) {
		t.Fatalf("%d fines: %v", len(f.Fines), err)
	}
	for _, fine := range f.Fines {
		p, _ := f.Debt("fine/" + fine.ID)
		if fine.Paid != want[fine.ID] || p.Paid != fine.Paid {
			t.Errorf("%s: its page says that %d was paid, its notices %d; want %d", fine.ID, fine.Paid, p.Paid, want[fine.ID])
		}
		for day := fine.FoundOn; day < fine.FoundOn+120; day++ {
			s := fine.Standing(terms, day)
			owed := payments.Sum(items(p.Open(day)))
			if fine.Paid > 0 && owed != 0 || fine.Paid == 0 && fine.Office == fines.Live && owed != s.Owed {
				t.Fatalf("on %s %+v stands at %+v; its notices ask for %s", day, fine, s, owed.Italian())
			}
			if s.State == fines.Over && s.Due+s.More != fine.Paid || s.State == fines.Paid && s.Due != fine.Paid {
				t.Fatalf("%+v was paid, and stands at %+v", fine, s)
			}
		}
	}
}

func items(all []payments.Notice) (out []payments.Item) {
	for _, n := range all {
		out = append(out, payments.Item{Amount: n.Owed()})
	}
	return out
}
