package folder

import (
	"testing"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/money"
	"sportello/api/payments"
)

// owes is a fine of 43.20 euro until 6 December, or 55.80 afterwards, and an instalment of 50.
func owes() Folder {
	day := func(month, day int) calendar.Day { d, _ := calendar.Of(2026, month, day); return d }
	return Folder{Who: ada, Debts: []payments.Position{
		{ID: "fine/V-1", Service: "fines", About: "V/1", Notices: []payments.Notice{
			{NAV: "1", Option: 1, Number: 1, Of: 1, Amount: 43_20, Due: day(12, 6), Expires: true},
			{NAV: "2", Option: 2, Number: 1, Of: 1, Amount: 55_80, Due: day(12, 31), Expires: true}}},
		{ID: "tari/U1/2026", Service: "tari", About: "U1/2026", Notices: []payments.Notice{{NAV: "3", Option: 1, Number: 1, Of: 1, Amount: 50_00, Due: day(11, 1)}}},
		{ID: "imu/x", Service: "imu", About: "2026/saldo", Notices: []payments.Notice{{NAV: "4", Option: 1, Number: 1, Of: 1, Amount: 99_00}}},
	}}
}

// TestOverlayOfIntentions: what a phone keeps of paying, until the town hall has it.
func TestOverlayOfIntentions(t *testing.T) {
	intend := func(id string, total money.Cents, navs ...string) command.Command {
		return do(t, id, command.PayIntend, payments.Start{Notices: navs, Total: total, Later: true})
	}
	drop := do(t, "d", command.PayDrop, payments.OfPayment{Payment: "c1"})
	imu := do(t, "c9", command.PayIntend, payments.Start{Imu: &payments.Imu{Year: 2026, Half: "saldo"}, Total: 120_00, Later: true})
	for _, c := range []struct {
		name    string
		pending []command.Command
		totals  []money.Cents
	}{
		{"nothing waits", nil, nil},
		{"a fine and an instalment", []command.Command{intend("c1", 93_20, "1", "3")}, []money.Cents{93_20}},
		{"what was shown has changed", []command.Command{intend("c1", 1, "1")}, []money.Cents{43_20}},
		{"a notice that is none", []command.Command{intend("c1", 1, "77")}, nil},
		{"dropped", []command.Command{intend("c1", 43_20, "1"), drop}, nil},
		{"another is dropped", []command.Command{intend("c2", 43_20, "1"), drop}, []money.Cents{43_20}},
		{"the newer takes the place", []command.Command{intend("c1", 43_20, "1"), intend("c2", 93_20, "3", "1")}, []money.Cents{93_20}},
		{"two that share nothing", []command.Command{intend("c1", 43_20, "1"), intend("c2", 50_00, "3")}, []money.Cents{50_00, 43_20}},
		{"IMU, as it was shown", []command.Command{imu}, []money.Cents{120_00}},
		{"no intention at all", []command.Command{do(t, "c1", command.PayIntend, payments.Start{Notices: []string{"1"}, Total: 43_20})}, nil},
	} {
		f := Overlay(owes(), c.pending)
		if len(f.Payments) != len(c.totals) {
			t.Errorf("%s: %+v", c.name, f.Payments)
			continue
		}
		for i, p := range f.Payments {
			if p.Total != c.totals[i] || p.Progress != payments.Intended || !p.Kept || !p.Mine || p.At != made || p.By != "Ada Neri" {
				t.Errorf("%s: %+v", c.name, p)
			}
		}
	}
	there := owes()
	there.Payments = []payments.Payment{{ID: "c1", Progress: payments.Started}}
	if f := Overlay(there, []command.Command{intend("c1", 43_20, "1"), drop}); len(f.Payments) != 1 || f.Payments[0].Progress != payments.Started {
		t.Errorf("what the town hall has is not touched: %+v", f.Payments)
	}
}

// TestPayable: what can be paid, the most urgent first. The notice of IMU stands beside IMU itself: it is no second debt.
func TestPayable(t *testing.T) {
	day, _ := calendar.Of(2026, 12, 6)
	for _, c := range []struct {
		today calendar.Day
		navs  string
		sum   money.Cents
	}{{day, "31", 93_20}, {day + 1, "32", 105_80}} {
		var navs string
		all := Payable(owes(), c.today)
		for _, n := range all {
			navs += n.Notice.NAV
		}
		if navs != c.navs || Owed(all) != c.sum {
			t.Errorf("on %s: %s, %d; want %s, %d", c.today, navs, Owed(all), c.navs, c.sum)
		}
	}
}
