package fines

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/calendar"
	"sportello/api/money"
)

// seregno are the rules that the comune ships with.
func seregno(t testing.TB) (r Rules) {
	t.Helper()
	text, err := os.ReadFile("../../assets/comuni/seregno/fines.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

func on(t testing.TB, iso string) calendar.Day {
	t.Helper()
	if iso == "" {
		return 0
	}
	d, err := calendar.Parse(iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// notified is a verbale of 42,00 with costs of 13,80 (DOMAIN § 4.2, amount vectors), found ten days before.
func notified(t testing.TB, iso string) Fine {
	f := Fine{Kind: Verbale, Office: Live, NotifiedOn: on(t, iso), Discounted: 43_20, Reduced: 55_80, Full: 100_30, Costs: 13_80}
	f.FoundOn = f.NotifiedOn - 10
	return seregno(t).Dates(f)
}

// The table of DOMAIN § 4.2 (calc): the last days of both amounts, and the day before the move where there was one.
func TestLastDays(t *testing.T) {
	for _, c := range []struct{ notified, five, discount, sixty, reduced string }{
		{"2026-07-01", "", "2026-07-06", "2026-08-30", "2026-08-31"}, // a Sunday: show the 30th, take the 31st
		{"2026-04-20", "2026-04-25", "2026-04-27", "", "2026-06-19"}, // a holiday, then a Sunday
		{"2026-03-31", "2026-04-05", "2026-04-07", "", "2026-05-30"}, // Easter and its Monday; the 60th is a Saturday
		{"2026-12-20", "2026-12-25", "2026-12-28", "", "2027-02-18"}, // two holidays and a Sunday
		{"2026-03-03", "2026-03-08", "2026-03-09", "", "2026-05-02"}, // a Sunday; the 60th is a Saturday
		{"2026-12-18", "", "2026-12-23", "", "2027-02-16"},
		{"2026-09-29", "2026-10-04", "2026-10-05", "", "2026-11-28"}, // San Francesco on a Sunday (L. 151/2025); a Saturday
		{"2028-09-29", "2028-10-04", "2028-10-05", "", "2028-11-28"}, // and on a Wednesday
	} {
		f, r := notified(t, c.notified), seregno(t)
		first, second := f.Standing(r, f.NotifiedOn), f.Standing(r, f.DiscountTo+1)
		got := []calendar.Day{first.Before, first.Until, second.Before, second.Until}
		want := []calendar.Day{on(t, c.five), on(t, c.discount), on(t, c.sixty), on(t, c.reduced)}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("notified on %s: %s", c.notified, diff)
		}
	}
}

// What is owed on each side of every boundary. Amounts are those of DOMAIN § 4.2 (calc), as a verbale gives them.
func TestOwed(t *testing.T) {
	r := seregno(t)
	for _, c := range []struct {
		what                      string
		discounted, reduced, full money.Cents
		day                       string
		state                     State
		owed, next                money.Cents
	}{
		{"notified", 43_20, 55_80, 100_30, "2026-07-01", Discount, 43_20, 55_80},
		{"day 5", 43_20, 55_80, 100_30, "2026-07-06", Discount, 43_20, 55_80},
		{"day 6", 43_20, 55_80, 100_30, "2026-07-07", Reduced, 55_80, 100_30},
		{"day 60, a Sunday", 43_20, 55_80, 100_30, "2026-08-30", Reduced, 55_80, 100_30},
		{"day 61, to which it moves", 43_20, 55_80, 100_30, "2026-08-31", Reduced, 55_80, 100_30},
		{"day 62", 43_20, 55_80, 100_30, "2026-09-01", Overdue, 100_30, 0},
		{"day 5 of 87", 74_70, 100_80, 185_80, "2026-07-06", Discount, 74_70, 100_80}, // [SICURAUTO] 60,90 and costs
		{"day 6 of 87", 74_70, 100_80, 185_80, "2026-07-07", Reduced, 100_80, 185_80},
		{"after 60 of 87", 74_70, 100_80, 185_80, "2026-09-01", Overdue, 185_80, 0},
		{"day 5 without costs", 29_40, 42_00, 86_50, "2026-07-06", Discount, 29_40, 42_00},
		{"after 60 without costs", 29_40, 42_00, 86_50, "2026-09-01", Overdue, 86_50, 0},
		{"no discount, day 0", 0, 42_00, 86_50, "2026-07-01", Reduced, 42_00, 86_50}, // [BORGOV] excluded
		{"no discount, day 6", 0, 42_00, 86_50, "2026-07-07", Reduced, 42_00, 86_50},
		{"no reduced form", 0, 0, 500_00, "2026-07-07", Reduced, 0, 500_00}, // art. 202 c. 3: the verbale says no sum
	} {
		f := notified(t, "2026-07-01")
		f.Discounted, f.Reduced, f.Full = c.discounted, c.reduced, c.full
		s := r.Dates(f).Standing(r, on(t, c.day))
		if s.State != c.state || s.Owed != c.owed || s.Next != c.next {
			t.Errorf("%s: %s, %s, then %s", c.what, s.State, s.Owed.Italian(), s.Next.Italian())
		}
	}
}

// What was paid is judged against what was due on the day of payment; a little less is an acconto (DOMAIN § 4.1).
func TestPaid(t *testing.T) {
	for _, c := range []struct {
		what        string
		paid        money.Cents
		on, today   string
		state       State
		due, owed   money.Cents
		next, above money.Cents
	}{
		{"the discount on day 5", 43_20, "2026-07-06", "2026-07-07", Paid, 43_20, 0, 0, 0},
		{"the discount on day 6", 43_20, "2026-07-07", "2026-07-08", Short, 55_80, 12_60, 57_10, 0},
		{"the same after day 60", 43_20, "2026-07-07", "2026-09-01", Short, 55_80, 57_10, 0, 0},
		{"the rest within 60 days", 55_80, "2026-08-31", "2026-09-10", Paid, 55_80, 0, 0, 0},
		{"the rest a day late", 55_80, "2026-09-01", "2026-09-10", Short, 100_30, 44_50, 0, 0},
		{"all after day 60", 100_30, "2026-09-01", "2026-09-10", Paid, 100_30, 0, 0, 0},
		{"too much on day 5", 55_80, "2026-07-06", "2026-07-07", Over, 43_20, 0, 0, 12_60},
		{"on the day itself", 43_20, "2026-07-01", "2026-07-01", Paid, 43_20, 0, 0, 0},
		{"nobody knows when", 43_20, "", "2026-07-20", Short, 100_30, 12_60, 57_10, 0},
	} {
		f := notified(t, "2026-07-01")
		f.Paid, f.PaidOn = c.paid, on(t, c.on)
		s := f.Standing(seregno(t), on(t, c.today))
		if s.State != c.state || s.Due != c.due || s.Owed != c.owed || s.Next != c.next || s.More != c.above {
			t.Errorf("%s: %+v", c.what, s)
		}
	}
}

// A notice on the windscreen has its discount from that day and no other term; a verbale that was not notified has none.
func TestNotNotified(t *testing.T) {
	r := seregno(t)
	f := Fine{Kind: Preavviso, Office: Live, FoundOn: on(t, "2026-07-01"), Discounted: 29_40, Reduced: 42_00, Full: 86_50, Driver: true}
	f = r.Dates(f)
	for day, want := range map[string]Standing{
		"2026-07-06": {State: Discount, Owed: 29_40, Until: on(t, "2026-07-06"), Next: 42_00},
		"2026-07-07": {State: Reduced, Owed: 42_00},
		"2026-12-07": {State: Reduced, Owed: 42_00},
	} {
		if diff := cmp.Diff(want, f.Standing(r, on(t, day))); diff != "" {
			t.Errorf("preavviso on %s: %s", day, diff)
		}
	}
	f.Kind = Verbale
	f = r.Dates(f)
	if diff := cmp.Diff(Standing{State: Found, Owed: 29_40}, f.Standing(r, on(t, "2026-12-07"))); diff != "" {
		t.Error(diff)
	}
	f.Discounted = 0
	if s := f.Standing(r, f.FoundOn); s.State != Found || s.Owed != 42_00 {
		t.Errorf("without a discount: %+v", s)
	}
}

// What the office says goes before what the day and the payments make of it.
func TestOffice(t *testing.T) {
	for _, office := range []Office{Cancelled, Prefect, Judge, Plan, Collector} {
		for _, paid := range []money.Cents{0, 43_20} {
			f := notified(t, "2026-07-01")
			f.Office, f.ToCollector, f.Paid, f.PaidOn, f.Driver = office, 112_45, paid, f.NotifiedOn, true
			s, want := f.Standing(seregno(t), on(t, "2026-07-03")), money.Cents(0)
			if office == Collector {
				want = 112_45 // what the collector asks for: its own figure, § 4.5
			}
			if s.State != State(office) || s.Owed != want || s.Judge+s.Prefect+s.PlanBy != 0 || (s.Driver == 0) != (office == Cancelled) {
				t.Errorf("%s: %+v", office, s)
			}
		}
	}
}

// Where the verbale does not say what is due by then, what was paid is not too much: nobody is promised it back.
func TestPaidWhereNobodySaysHowMuch(t *testing.T) {
	f := notified(t, "2026-07-01")
	f.Full, f.Paid, f.PaidOn = 0, 100_30, on(t, "2026-09-01")
	if s := f.Standing(seregno(t), on(t, "2026-09-10")); s.State != Paid || s.More != 0 || s.Owed != 0 {
		t.Errorf("%+v", s)
	}
}
