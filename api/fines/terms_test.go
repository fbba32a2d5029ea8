package fines

import (
	"math/rand/v2"
	"testing"
	"time"

	"sportello/api/calendar"
	"sportello/api/money"
)

// The terms of what is not a payment, from the day of notification (DOMAIN § 4.3, 4.4, 4.6; the days are (calc)).
func TestTerms(t *testing.T) {
	for _, c := range []struct{ notified, judge, prefect, driver, plan string }{
		{"2026-03-02", "2026-04-01", "2026-05-02", "2026-05-02", "2026-04-01"}, // the 60th is 1 May: a holiday
		{"2026-05-02", "2026-06-01", "2026-07-01", "2026-07-01", "2026-06-01"}, // 1 June: a Monday
		{"2026-06-30", "2026-07-30", "2026-08-29", "2026-08-29", "2026-07-30"}, // a Saturday stays
		{"2026-07-01", "2026-07-31", "2026-08-31", "2026-08-31", "2026-07-31"}, // day 30 is the last before August
		{"2026-07-02", "2026-09-01", "2026-08-31", "2026-08-31", "2026-08-01"}, // day 30 would be 1 August: it is 1 September
		{"2026-07-31", "2026-09-30", "2026-09-29", "2026-09-29", "2026-08-31"}, // day 1 is 1 September
		{"2026-08-01", "2026-09-30", "2026-09-30", "2026-09-30", "2026-08-31"}, // a start in August is put off to its end
		{"2026-08-31", "2026-09-30", "2026-10-30", "2026-10-30", "2026-09-30"},
		{"2026-09-01", "2026-10-01", "2026-10-31", "2026-10-31", "2026-10-01"},
	} {
		f := notified(t, c.notified)
		f.Reduced, f.Driver = 200_01, true
		s := f.Standing(seregno(t), f.NotifiedOn)
		for name, got := range map[string][2]string{"judge": {s.Judge.String(), c.judge}, "prefect": {s.Prefect.String(), c.prefect},
			"driver": {s.Driver.String(), c.driver}, "instalments": {s.PlanBy.String(), c.plan}} {
			if got[0] != got[1] {
				t.Errorf("notified on %s, %s: %s, want %s", c.notified, name, got[0], got[1])
			}
		}
	}
	r := seregno(t)
	r.AugustStops = false
	if s := notified(t, "2026-07-02").Standing(r, on(t, "2026-07-02")); s.Judge != on(t, "2026-08-01") {
		t.Errorf("where August counts: %s", s.Judge)
	}
}

// Who must say who drove must do so though the fine is paid (DOMAIN § 4.3); payment closes the other terms (§ 4.4).
func TestTermsThatEnd(t *testing.T) {
	r := seregno(t)
	f := notified(t, "2026-07-01")
	f.Driver, f.Reduced = true, 300_00
	paid, given, none := f, f, f
	paid.Paid, paid.PaidOn = f.Discounted, f.NotifiedOn
	given.DriverGiven = true
	none.NotifiedOn = 0
	if s := paid.Standing(r, f.NotifiedOn); s.Driver == 0 || s.Judge != 0 || s.Prefect != 0 || s.PlanBy != 0 {
		t.Errorf("paid: %+v", s)
	}
	if s := given.Standing(r, f.NotifiedOn); s.Driver != 0 || s.Judge == 0 || s.PlanBy == 0 {
		t.Errorf("given: %+v", s)
	}
	if s := r.Dates(none).Standing(r, f.NotifiedOn); s.Driver+s.Judge+s.Prefect+s.PlanBy+s.Until != 0 {
		t.Errorf("not notified: %+v", s)
	}
	paid.Paid-- // an acconto closes no appeal, and opens no plan
	if s := paid.Standing(r, f.NotifiedOn); s.State != Short || s.Judge == 0 || s.PlanBy != 0 {
		t.Errorf("short: %+v", s)
	}
}

// Instalments: for more than 200 euro, and as many as the step has of at least 100 euro each (DOMAIN § 4.6).
func TestInstalments(t *testing.T) {
	r := seregno(t).Instalments
	for reduced, allowed := range map[money.Cents]bool{200_00: false, 200_01: true} {
		if r.Allow(Fine{Reduced: reduced}) != allowed {
			t.Errorf("%s: %v", reduced.Italian(), !allowed)
		}
	}
	if (*Instalments)(nil).Allow(Fine{Reduced: 500_00}) {
		t.Error("allowed where the comune says nothing of it")
	}
	for _, c := range []struct {
		amount money.Cents
		most   int
	}{{200_01, 2}, {299_99, 2}, {300_00, 3}, {1199_99, 11}, {1200_00, 12}, {2000_00, 12}, {2000_01, 20}, {2400_00, 24},
		{5000_00, 24}, {5000_01, 50}, {6000_00, 60}, {9999_99, 60}} {
		if got := r.Most(c.amount); got != c.most {
			t.Errorf("%s: %d, want %d", c.amount.Italian(), got, c.most)
		}
	}
	if got := (&Instalments{Steps: []Step{{UpTo: 1, Most: 2}}}).Most(2); got != 0 {
		t.Errorf("above the last step: %d", got)
	}
}

// some is a fine of any day and any amounts that a verbale can have, paid or not.
func some(r Rules, rnd *rand.Rand) Fine {
	found, _ := calendar.Of(2024+rnd.IntN(6), 1, 1)
	f := Fine{Kind: Verbale, Office: Live, FoundOn: found + calendar.Day(rnd.IntN(365)), Discounted: money.Cents(rnd.IntN(3) * 2940), Driver: rnd.IntN(2) == 0}
	f.Reduced = f.Discounted + money.Cents(1+rnd.IntN(30000))
	f.Full = f.Reduced + money.Cents(rnd.IntN(50000))
	if rnd.IntN(4) == 0 {
		f.Kind = Preavviso
	}
	if rnd.IntN(4) > 0 {
		f.NotifiedOn = f.FoundOn + calendar.Day(rnd.IntN(90))
	}
	return r.Dates(f)
}

// Of any fine, as days go by: what is owed never falls, and becomes what was said on the day after the last day; no
// last day is a Sunday or a holiday; and no day before it is later than it.
func TestDaysGoBy(t *testing.T) {
	r, rnd := seregno(t), rand.New(rand.NewPCG(5, 202))
	for range 400 {
		f := some(r, rnd)
		before := f.Standing(r, f.FoundOn)
		for day := f.FoundOn + 1; day < f.FoundOn+180; day++ {
			s := f.Standing(r, day)
			if s.Owed < before.Owed || s.Owed != before.Owed && (day != before.Until+1 || s.Owed != before.Next) || day == before.Until+1 && s.State == before.State {
				t.Fatalf("%+v on %s: %+v after %+v", f, day, s, before)
			}
			for _, last := range []calendar.Day{s.Until, s.Judge, s.Prefect, s.Driver, s.PlanBy} {
				if last != 0 && calendar.Holiday(last, calendar.MonthDay{}) || s.Before > s.Until {
					t.Fatalf("%+v on %s: last day %s of %+v", f, day, last, s)
				}
			}
			before = s
		}
	}
}

// Of any fine and any payment: what was due, less, or more of it; and more money never makes it worse.
func TestAnyPayment(t *testing.T) {
	r, rnd := seregno(t), rand.New(rand.NewPCG(5, 203))
	for range 2000 {
		f := some(r, rnd)
		f.PaidOn = f.FoundOn + calendar.Day(rnd.IntN(120))
		due := f.Standing(r, f.PaidOn).Owed
		f.Paid = money.Cents(1 + rnd.IntN(int(f.Full)+100))
		s := f.Standing(r, f.PaidOn+calendar.Day(rnd.IntN(100)))
		want := map[bool]State{true: Short, false: Over}[f.Paid < due]
		if f.Paid == due {
			want = Paid
		}
		if s.State != want || s.Due != due || (s.Owed > 0) != (want == Short) || s.More != max(f.Paid-due, 0) {
			t.Fatalf("%+v: %+v", f, s)
		}
	}
}

// The term of the giudice di pace, against days that are counted one by one on a calendar without August.
func TestAugust(t *testing.T) {
	r := seregno(t)
	first, _ := calendar.Of(2026, 6, 1)
	for notified := first; notified < first+130; notified++ {
		last := (Fine{Kind: Verbale, Office: Live, NotifiedOn: notified}).Standing(r, notified).Judge
		counted := 0
		for d := notified + 1; d <= last; d++ {
			if _, month, _ := d.Date(); time.Month(month) != time.August {
				counted++
			}
		}
		for d := last - 1; counted > r.JudgeDays && calendar.Holiday(d, calendar.MonthDay{}); d-- {
			counted--
		}
		if _, month, _ := last.Date(); counted != r.JudgeDays || time.Month(month) == time.August {
			t.Errorf("notified on %s: %d days to %s", notified, counted, last)
		}
	}
}
