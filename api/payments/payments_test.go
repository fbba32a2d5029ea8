package payments_test

import (
	"errors"
	"math/rand/v2"
	"testing"

	"sportello/api/calendar"
	"sportello/api/money"
	. "sportello/api/payments"
)

func on(month, day int) calendar.Day {
	d, ok := calendar.Of(2026, month, day)
	if !ok {
		panic("no such day")
	}
	return d
}

// fine is the fine of DOMAIN § 4.2 (min 42, max 173, costs 13.80), notified on 1 July 2026: 43.20 until 6 July, 55.80 until
// 31 August, 100.30 afterwards.
func fine() Position {
	return Position{ID: "fine/V-1", Service: "fines", About: "V/1", Notices: []Notice{
		{NAV: "348000000000010146", Option: 1, Number: 1, Of: 1, Amount: 43_20, Due: on(7, 6), Expires: true},
		{NAV: "348000000000010249", Option: 2, Number: 1, Of: 1, Amount: 55_80, Due: on(8, 31), Expires: true},
		{NAV: "348000000000010352", Option: 3, Number: 1, Of: 1, Amount: 100_30, From: on(9, 1)},
	}}
}

// tari is a plan of three instalments, which stay payable after their days (DOMAIN § 1.13).
func tari() Position {
	p := Position{ID: "tari/U1/2026", Service: "tari", About: "U1/2026"}
	for n, due := range []calendar.Day{on(6, 18), on(8, 31), on(10, 19)} {
		p.Notices = append(p.Notices, Notice{NAV: "34820260000001235" + string(rune('1'+n)), Option: 1, Number: n + 1, Of: 3, Amount: 50_00, Due: due})
	}
	return p
}

// with is a position of which something else is so.
func with(p Position, change func(*Position)) Position { change(&p); return p }

func paid(at int, amount money.Cents) func(*Position) {
	return func(p *Position) { p.Notices[at].Paid, p.Notices[at].Received = amount, true }
}

// byF24 is what was paid of a notice without pagoPA.
func byF24(at int, amount money.Cents) func(*Position) {
	return func(p *Position) { p.Notices[at].Paid = amount }
}

func ended(e Ended) func(*Position) { return func(p *Position) { p.Ended = e } }

// TestState: the machine of a notice, row by row; days that change it stand in pairs.
func TestState(t *testing.T) {
	for _, c := range []struct {
		name string
		p    Position
		at   int
		on   calendar.Day
		want State
	}{
		{"the last day of the discount", fine(), 0, on(7, 6), Open}, // § 4.2 (calc)
		{"the day after", fine(), 0, on(7, 7), Expired},
		{"the reduced sum is there from the beginning", fine(), 1, on(7, 2), Open},
		{"its last day", fine(), 1, on(8, 31), Open}, // § 4.2: a Sunday, moved
		{"the day after it", fine(), 1, on(9, 1), Expired},
		{"half of the maximum, a day early", fine(), 2, on(8, 31), NotYet}, // art. 203 c. 3
		{"and on its day", fine(), 2, on(9, 1), Open},
		{"and for ever", fine(), 2, on(12, 31), Open},
		{"an instalment after its day", tari(), 0, on(12, 31), Open}, // § 1.13: switchToExpired false

		{"paid", with(fine(), paid(0, 43_20)), 0, on(7, 3), Paid},
		{"paid, long ago", with(fine(), paid(0, 43_20)), 0, on(12, 31), Paid},
		{"the other is closed", with(fine(), paid(0, 43_20)), 1, on(7, 3), Closed},
		{"one cent more", with(fine(), paid(0, 43_21)), 0, on(7, 3), Over},
		{"one cent less than it asks for since", with(fine(), paid(0, 43_19)), 0, on(7, 3), Paid},
		{"both paid", with(with(fine(), paid(0, 43_20)), paid(1, 55_80)), 0, on(7, 3), Over},
		{"both paid, the other", with(with(fine(), paid(0, 43_20)), paid(1, 55_80)), 1, on(7, 3), Over},
		{"the first instalment closes no other", with(tari(), paid(0, 50_00)), 1, on(7, 3), Open},
		{"it is paid itself", with(tari(), paid(0, 50_00)), 0, on(7, 3), Paid},

		{"paid by F24 in part", with(tari(), byF24(0, 40_00)), 0, on(7, 3), Open},
		{"paid through pagoPA, and it asks for more since", with(tari(), paid(0, 40_00)), 0, on(7, 3), Paid},

		{"withdrawn", with(fine(), ended(Cancelled)), 0, on(7, 3), Stopped},
		{"at the collector's", with(fine(), ended(Collector)), 2, on(12, 1), Stopped},
		{"an appeal", with(fine(), ended(Appeal)), 1, on(7, 3), Stopped},
		{"paid elsewhere", with(fine(), ended(Elsewhere)), 1, on(7, 3), Stopped},
		{"too little paid elsewhere", with(fine(), ended(Short)), 1, on(7, 3), Stopped},
		{"withdrawn, and paid before", with(with(fine(), ended(Cancelled)), paid(0, 43_20)), 0, on(7, 3), Paid},
		{"withdrawn, and the other paid before", with(with(fine(), ended(Cancelled)), paid(0, 43_20)), 1, on(7, 3), Closed},
	} {
		if got := c.p.State(c.p.Notices[c.at], c.on); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestOpen: what there is to pay is the cheapest alternative of the day, whole.
func TestOpen(t *testing.T) {
	for _, c := range []struct {
		name string
		p    Position
		on   calendar.Day
		want []money.Cents
	}{
		{"day 5: the discount", fine(), on(7, 6), []money.Cents{43_20}},
		{"day 6: the reduced sum", fine(), on(7, 7), []money.Cents{55_80}},
		{"day 60", fine(), on(8, 31), []money.Cents{55_80}},
		{"afterwards", fine(), on(9, 1), []money.Cents{100_30}},
		{"paid", with(fine(), paid(1, 55_80)), on(7, 6), nil},
		{"all instalments", tari(), on(6, 1), []money.Cents{50_00, 50_00, 50_00}},
		{"what is left of them", with(tari(), byF24(1, 20_00)), on(6, 1), []money.Cents{50_00, 30_00, 50_00}},
		{"nothing at all", Position{}, on(6, 1), nil},
	} {
		open := c.p.Open(c.on)
		if len(open) != len(c.want) {
			t.Errorf("%s: %+v, want %v", c.name, open, c.want)
			continue
		}
		for i, n := range open {
			if n.Owed() != c.want[i] {
				t.Errorf("%s: %d, want %d", c.name, n.Owed(), c.want[i])
			}
		}
	}
}

// TestChoose: what one payment may be made of.
func TestChoose(t *testing.T) {
	all := []Position{fine(), tari()}
	first, second, third := "348000000000010146", "348000000000010249", "348000000000010352"
	for _, c := range []struct {
		name string
		navs []string
		most int
		on   calendar.Day
		sum  money.Cents
		err  error
	}{
		{"the discount, day 5", []string{first}, 0, on(7, 6), 43_20, nil},
		{"the discount, day 6", []string{first}, 0, on(7, 7), 0, ErrNotOpen},
		{"the reduced sum, day 6", []string{second}, 0, on(7, 7), 55_80, nil},
		{"the full sum too early", []string{third}, 0, on(8, 31), 0, ErrNotOpen},
		{"fine and instalments", []string{second, tari().Notices[0].NAV, tari().Notices[2].NAV}, 0, on(7, 7), 155_80, nil},
		{"nothing", nil, 0, on(7, 6), 0, ErrNothing},
		{"not theirs", []string{"348000000000099999"}, 0, on(7, 6), 0, ErrNothing},
		{"two of one fine", []string{first, second}, 0, on(7, 6), 0, ErrTwice},
		{"one twice", []string{first, first}, 0, on(7, 6), 0, ErrTwice},
		{"as many as the comune takes", []string{first, tari().Notices[0].NAV}, 2, on(7, 6), 93_20, nil},
		{"one more", []string{first, tari().Notices[0].NAV}, 1, on(7, 6), 0, ErrTooMany},
		{"more than pagoPA takes", make([]string, MostNotices+1), 99, on(7, 6), 0, ErrTooMany},
	} {
		items, err := Choose(all, c.navs, c.most, c.on)
		if !errors.Is(err, c.err) || Sum(items) != c.sum {
			t.Errorf("%s: %d, %v; want %d, %v", c.name, Sum(items), err, c.sum, c.err)
		}
	}
}

// A receipt never opens what was not open, and what is paid stays so whatever else comes and whatever day it is.
func TestAReceiptNeverReopens(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		p := fine()
		if rng.IntN(2) == 0 {
			p = tari()
		}
		p.Ended = []Ended{"", "", Cancelled, Collector, Appeal, Plan, Elsewhere, Short}[rng.IntN(8)]
		today := on(6, 1) + calendar.Day(rng.IntN(120))
		for range 4 {
			at := rng.IntN(len(p.Notices))
			before := make([]State, len(p.Notices))
			for i, n := range p.Notices {
				before[i] = p.State(n, today)
			}
			p.Notices[at].Paid += p.Notices[at].Amount
			today += calendar.Day(rng.IntN(40))
			for i, n := range p.Notices {
				now := p.State(n, today)
				if before[i] != Open && before[i] != NotYet && now == Open {
					t.Fatalf("notice %d of %+v was %s and is open again", i, p, before[i])
				}
				if (before[i] == Paid || before[i] == Over) && now != Paid && now != Over {
					t.Fatalf("notice %d of %+v was %s and is %s", i, p, before[i], now)
				}
			}
			if s := p.State(p.Notices[at], today); s != Paid && s != Over {
				t.Fatalf("a notice that was just paid is %s", s)
			}
			for _, n := range p.Open(today) {
				if n.Paid > 0 || n.Owed() == 0 {
					t.Fatalf("%+v is offered again", n)
				}
			}
		}
	}
}

// What can be chosen is exactly what is open, on every day.
func TestChooseAgreesWithOpen(t *testing.T) {
	p := fine()
	for today := on(6, 25); today < on(9, 10); today++ {
		for _, n := range p.Notices {
			_, err := Choose([]Position{p}, []string{n.NAV}, 1, today)
			if open := p.State(n, today) == Open; open != (err == nil) {
				t.Errorf("%s on %s: open %v, chosen %v", n.NAV, today, open, err)
			}
		}
	}
}
