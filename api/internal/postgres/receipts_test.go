package postgres_test

import (
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/calendar"
	"sportello/api/identity"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/money"
	"sportello/api/payments"
)

// The notices of Anna's fine of 43.20 and 55.80 euro (DOMAIN § 4.2), and of an instalment of TARI.
const (
	navDiscount = "348000000000010146"
	navReduced  = "348000000000010249"
	navTari     = "348202600000012352"
)

// booked is when the office hears of receipts in these tests.
var booked = time.Date(2026, 7, 4, 10, 0, 0, 0, time.UTC)

// owing is town with a fine of Anna's, notified on 1 July 2026: 43.20 until the 6th, 55.80 until 31 August.
func owing(t testing.TB) (db *postgres.DB, owner *pgxpool.Pool) {
	t.Helper()
	dsn := town(t)
	owner = pgtest.Owner(t, dsn)
	exec(t, owner, `insert into fine(id, subject, number, kind, plate, found_on, place, what, notified_on, discounted, reduced, full_amount, discount_to, reduced_to, nav_discounted, nav_reduced, run)
		values ('V-1', $1, 'V/1', 'verbale', 'AB123CD', '2026-06-20', 'Via Cavour', 'Sosta', '2026-07-01', 4320, 5580, 10030, '2026-07-06', '2026-08-31', $2, $3, 1)`, anna.ID, navDiscount, navReduced)
	return pgtest.DB(t, dsn), owner
}

func exec(t testing.TB, owner *pgxpool.Pool, sql string, args ...any) {
	t.Helper()
	if _, err := owner.Exec(t.Context(), sql, args...); err != nil {
		t.Fatal(err)
	}
}

// received is a receipt of pagoPA for a notice, of a day of July 2026.
func received(id, nav string, amount money.Cents, day int) payments.Receipt {
	return payments.Receipt{ID: id, NAV: nav, Amount: amount, PaidOn: onDay(2026, 7, day), PSP: "Banca di prova"}
}

func book(t testing.TB, db *postgres.DB, r payments.Receipt) bool {
	t.Helper()
	fresh, err := db.Book(t.Context(), r, r.NAV[1:], "gpd", "<raw/>", booked)
	if err != nil {
		t.Fatal(err)
	}
	return fresh
}

// fineOf is Anna's only debt as she reads it.
func fineOf(t testing.TB, db *postgres.DB) payments.Position {
	t.Helper()
	f, err := db.Folder(t.Context(), identity.Self(anna))
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Debts) != 1 {
		t.Fatalf("Anna owes %+v", f.Debts)
	}
	return f.Debts[0]
}

// states are where the two notices stand on a day.
func states(p payments.Position, today calendar.Day) [2]payments.State {
	return [2]payments.State{p.State(p.Notices[0], today), p.State(p.Notices[1], today)}
}

// TestWhatReceiptsAndBooksSay: each row is what pagoPA and the office have told, in any order, and what is so then.
func TestWhatReceiptsAndBooksSay(t *testing.T) {
	three := onDay(2026, 7, 3)
	type say = payments.Receipt
	const open, paid, closed, over, stopped = payments.Open, payments.Paid, payments.Closed, payments.Over, payments.Stopped
	for _, c := range []struct {
		name     string
		receipts []say
		office   string // of the office's books
		paid     money.Cents
		on       calendar.Day
		states   [2]payments.State
		over     int // receipts that say so
	}{
		{"nothing yet", nil, "", 0, 0, [2]payments.State{open, open}, 0},
		{"the discount", []say{received("a", navDiscount, 4320, 3)}, "", 4320, three, [2]payments.State{paid, closed}, 0},
		{"told twice", []say{received("a", navDiscount, 4320, 3), received("a", navDiscount, 4320, 3)}, "", 4320, three, [2]payments.State{paid, closed}, 0},
		{"told again with another sum", []say{received("a", navDiscount, 4320, 3), received("a", navDiscount, 5000, 4)}, "", 4320, three, [2]payments.State{paid, closed}, 0},
		{"told again for another notice", []say{received("a", navDiscount, 4320, 3), received("a", navReduced, 5580, 4)}, "", 4320, three, [2]payments.State{paid, closed}, 0},
		{"the same notice paid twice", []say{received("a", navDiscount, 4320, 2), received("b", navDiscount, 4320, 3)}, "", 8640, three, [2]payments.State{over, closed}, 1},
		{"both notices paid", []say{received("a", navDiscount, 4320, 2), received("b", navReduced, 5580, 3)}, "", 9900, three, [2]payments.State{over, over}, 1},
		{"the office's books alone", nil, "paid = 4320, paid_on = '2026-07-03'", 4320, three, [2]payments.State{stopped, stopped}, 0},
		{"the office's books know the same money", []say{received("a", navDiscount, 4320, 3)}, "paid = 4320, paid_on = '2026-07-03'", 4320, three, [2]payments.State{paid, closed}, 0},
		{"the office books it days later", []say{received("a", navDiscount, 4320, 3)}, "paid = 4320, paid_on = '2026-07-09'", 4320, three, [2]payments.State{paid, closed}, 0},
		{"paid at the post office before, and again here", []say{received("a", navDiscount, 4320, 3)}, "paid = 4320, paid_on = '2026-07-02'", 8640, three, [2]payments.State{over, closed}, 1},
		{"too little at the post office", nil, "paid = 1000, paid_on = '2026-07-03'", 1000, three, [2]payments.State{stopped, stopped}, 0},
		{"an appeal, and paid all the same", []say{received("a", navDiscount, 4320, 3)}, "office = 'judge'", 4320, three, [2]payments.State{paid, closed}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, officeFirst := range []bool{true, false} {
				db, owner := owing(t)
				files := func() {
					if c.office != "" {
						exec(t, owner, `update fine set `+c.office)
					}
				}
				if officeFirst {
					files()
				}
				for _, r := range c.receipts {
					book(t, db, r)
				}
				if !officeFirst {
					files()
				}
				p := fineOf(t, db)
				if p.Paid != c.paid || p.PaidOn != c.on || states(p, onDay(2026, 7, 5)) != c.states {
					t.Errorf("office first %v: %d on %s, %v; want %d on %s, %v", officeFirst, p.Paid, p.PaidOn, states(p, onDay(2026, 7, 5)), c.paid, c.on, c.states)
				}
				if over := scalar[int](t, owner, `select count(*) from receipt where over`); officeFirst && over != c.over {
					t.Errorf("%d receipts are over, want %d", over, c.over)
				}
				if f, _, known, err := db.PositionOf(t.Context(), navReduced); err != nil || !known || f.Paid != c.paid {
					t.Errorf("for who asks in nobody's name: %+v, %v, %v", f, known, err)
				}
			}
		})
	}
}

// TestOrderOfReceipts: whatever comes, in whatever order, by however many at once, the sums are those of the receipts.
func TestOrderOfReceipts(t *testing.T) {
	db, owner := owing(t)
	all := []payments.Receipt{received("a", navDiscount, 4320, 2), received("b", navReduced, 5580, 3), received("c", navDiscount, 4320, 4),
		received("d", navTari, 1000, 4), received("a", navDiscount, 9999, 5), received("b", navReduced, 5580, 3)}
	for round := range 5 {
		exec(t, owner, `truncate receipt`)
		rng := rand.New(rand.NewPCG(1, uint64(round)))
		mixed := slices.Concat(all[:4], all[:4], all[:4]) // the true ones come before any that contradicts them is kept
		rng.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		var wait sync.WaitGroup
		for n := range 4 {
			wait.Go(func() {
				for i := n; i < len(mixed); i += 4 {
					if _, err := db.Book(t.Context(), mixed[i], mixed[i].NAV[1:], "fdr", "", booked); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wait.Wait()
		for _, r := range all[4:] {
			if book(t, db, r) {
				t.Error("a receipt that is there already was new")
			}
		}
		if p := fineOf(t, db); p.Paid != 4320+5580+4320 {
			t.Errorf("round %d: %d was paid", round, p.Paid)
		}
		if n := scalar[int](t, owner, `select count(*) from receipt`); n != 4 {
			t.Errorf("round %d: %d receipts", round, n)
		}
		if odd := scalar[int](t, owner, `select sum(odd) from receipt`); odd != 1 {
			t.Errorf("round %d: %d contradictions are noted", round, odd)
		}
	}
}

// TestMoneyBeforeItsNotice: a receipt that nobody knows is kept, shown to nobody, and found by the file that brings its
// notice.
func TestMoneyBeforeItsNotice(t *testing.T) {
	db, owner := owing(t)
	exec(t, owner, `update fine set nav_discounted = ''`)
	if !book(t, db, received("early", navDiscount, 4320, 3)) {
		t.Fatal("it was not new")
	}
	f, err := db.Folder(t.Context(), identity.Self(anna))
	if err != nil || len(f.Receipts) != 0 || f.Debts[0].Paid != 0 {
		t.Fatalf("Anna reads %+v, %v", f.Receipts, err)
	}
	exec(t, owner, `update fine set nav_discounted = $1`, navDiscount)
	exec(t, owner, `select adopt()`)
	f, err = db.Folder(t.Context(), identity.Self(anna))
	if err != nil || len(f.Receipts) != 1 || f.Receipts[0].About != "V/1" || f.Debts[0].Paid != 4320 {
		t.Errorf("afterwards Anna reads %+v, %+v, %v", f.Receipts, f.Debts, err)
	}
}

// TestInstalmentsPaidThroughPagoPA: the tax pages count receipts, and the Saturday of a tax moves.
func TestInstalmentsPaidThroughPagoPA(t *testing.T) {
	db, owner := owing(t)
	bill(t, owner)
	read := func() (payments.Position, money.Cents) {
		f, err := db.Folder(t.Context(), identity.Self(anna))
		if err != nil || len(f.Debts) != 2 || len(f.Tari) != 1 {
			t.Fatalf("Anna reads %+v, %v", f.Debts, err)
		}
		return f.Debts[1], f.Tari[0].Instalments[0].Paid
	}
	p, paid := read()
	if n := p.Notices[0]; p.ID != "tari/U1/2026" || n.Due != onDay(2026, 10, 19) || n.Expires || p.TEFA != 1000 || p.Total != 10000 || paid != 0 {
		t.Errorf("before: %+v, %d paid", p, paid)
	}
	book(t, db, received("a", navTari, 10000, 3))
	if p, paid = read(); p.State(p.Notices[0], onDay(2026, 7, 5)) != payments.Paid || paid != 10000 {
		t.Errorf("afterwards: %+v, %d paid", p, paid)
	}
}

// bill gives Anna a TARI of 100 euro in one instalment, due on a Saturday.
func bill(t testing.TB, owner *pgxpool.Pool) {
	t.Helper()
	exec(t, owner, `insert into tari_position(subject, utenza, year, address, sheet, parcel, sub, category, square_metres, occupants, fixed_rate, variable_rate, fixed, variable, reductions, tefa, ur1, ur2, ur3, bonus, total, run)
		values ($1, 'U1', 2026, 'Via Cavour 12', '', '', '', '', 7000, 1, 0, 0, 9000, 0, '[]', 1000, 0, 0, 0, 0, 10000, 1)`, anna.ID)
	exec(t, owner, `insert into tari_instalment(position, number, subject, plan, due_on, amount, nav, paid) select id, 1, subject, 1, '2026-10-17', 10000, $1, 0 from tari_position`, navTari)
}
