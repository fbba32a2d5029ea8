package folder

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/deadlines"
	"sportello/api/fines"
	"sportello/api/identity"
	"sportello/api/money"
	"sportello/api/proxies"
	"sportello/api/taxes"
)

func on(t *testing.T, iso string) calendar.Day {
	t.Helper()
	d, err := calendar.Parse(iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// rules are as DOMAIN § 3.10 case 18 has them: 1,02 % in 2025 and 1,06 % in 2026. The day of direct debit is a Sunday.
func rules(t *testing.T) taxes.Rules {
	year := func(n int, other int64) taxes.ImuYear {
		y := taxes.ImuYear{Year: n, Rate: taxes.ImuRates{Other: money.Rate(other)}, Multipliers: []taxes.Multiplier{{Of: "A", Times: 160}},
			Revaluation: 105_000, LandFactor: 125_000, Land: 135, State: 760, HalfBase: 50_000}
		y.Acconto, y.Saldo, y.Declaration = on(t, fmt.Sprintf("%d-06-16", n)), on(t, fmt.Sprintf("%d-12-16", n)), on(t, fmt.Sprintf("%d-06-30", n+1))
		return y
	}
	return taxes.Rules{Imu: []taxes.ImuYear{year(2026, 1060), year(2025, 1020), year(2024, 1020)},
		Tari: []taxes.TariYear{{Year: 2026, Debit: &taxes.Debit{AskBy: on(t, "2026-11-29")}}}}
}

// whole is a folder with one of each.
func whole(t *testing.T) Folder {
	tari := taxes.TariPosition{Utenza: "U 1", Year: 2026, Address: "Via Cavour 12", Instalments: []taxes.Instalment{
		{Number: 1, Of: 4, Due: on(t, "2026-06-18"), Amount: 68_18, Paid: 68_18, PaidOn: on(t, "2026-06-15")},
		{Number: 2, Of: 4, Due: on(t, "2026-10-18"), Amount: 68_18, Paid: 50_00},
		{Number: 3, Of: 4, Due: on(t, "2026-12-04"), Amount: 90_91},
		{Number: 4, Of: 4, Due: on(t, "2026-12-05"), Amount: 0}}}
	old := taxes.TariPosition{Utenza: "U1", Year: 2023, Instalments: []taxes.Instalment{
		{Number: 1, Of: 2, Due: on(t, "2023-06-16"), Amount: 1, Paid: 1}, {Number: 2, Of: 2, Due: on(t, "2023-12-04"), Amount: 5_00}}}
	home := taxes.Holding{Unit: "1", Kind: taxes.Building, Cadastral: taxes.Cadastral{Category: "A/3"}, Value: 500_00, From: on(t, "2020-01-01"),
		Share: taxes.Share{Num: 1, Den: 1}, Right: taxes.Owner, Use: taxes.Other}
	sold := home
	sold.Unit, sold.Value, sold.To, sold.Use = "2", 0, on(t, "2026-03-09"), taxes.Comodato
	said := applications.Event{At: time.Date(2026, 11, 2, 23, 30, 0, 0, time.UTC), State: applications.Accepted}
	return Folder{Who: ada, Tari: []taxes.TariPosition{tari, old}, Imu: taxes.Imu{Holdings: []taxes.Holding{home, sold},
		Payments: []taxes.Payment{{ID: "1", Code: "3918", Year: 2026, Acconto: true, PaidOn: on(t, "2026-06-11"), Amount: 428_00}}},
		Applications: []applications.Application{{ID: "a1", Service: "telesoccorso", DueOn: on(t, "2026-12-22"), State: applications.Filed},
			{ID: "a2", Service: "telesoccorso", DueOn: on(t, "2026-11-20"), State: applications.Accepted, Events: []applications.Event{said}},
			{ID: "a3", Service: "telesoccorso", State: applications.Kept}},
		Proxies: []proxies.Proxy{{ID: "x1", Delegator: proxies.Party{ID: ada.Actor.ID}, Delegate: proxies.Party{Name: "Bo"}, State: proxies.Active, Until: on(t, "2027-05-31")},
			{ID: "x2", Delegator: proxies.Party{Name: "Ezio"}, Delegate: proxies.Party{ID: ada.Actor.ID}, State: proxies.Paused, Until: on(t, "2026-11-22")},
			{ID: "x3", State: proxies.Revoked, Until: on(t, "2027-01-01")}, {ID: "x4", State: proxies.Active, Until: on(t, "2026-11-21")}, {ID: "x5", State: proxies.Active}}}
}

// The list of a folder with one of each, on 22 November 2026: what each says, in the order of the days.
func TestDeadlines(t *testing.T) {
	var got []string
	for _, d := range Deadlines(whole(t), Town{Taxes: rules(t), Patron: calendar.MonthDay{Month: time.November, Day: 30}}, on(t, "2026-11-22")) {
		if d.Day.Year() < 2025 && d.Kind == deadlines.Imu {
			continue // the years before, which nobody has paid: by the same way
		}
		line := fmt.Sprintf("%s %s %s %s %s%s%s", d.Day, d.ID, d.Amount.Italian(), d.Path, d.Half, d.Name, d.About)
		if d.From != 0 {
			line += " from " + d.From.String()
		}
		if d.Done {
			line += " done " + d.DoneOn.String()
		}
		got = append(got, line)
	}
	want := []string{
		"2023-12-04 tari/U1/2023/2 5,00 /tasse/tari/U1/2023 ", // late, however old
		"2025-06-16 imu/2025/acconto 428,00 /tasse/imu/2025 acconto",
		"2025-12-16 imu/2025/saldo 429,00 /tasse/imu/2025 saldo",
		"2026-06-16 imu/2026/acconto 428,00 /tasse/imu/2026 acconto done 2026-06-11", // § 3.10 case 18 (calc)
		"2026-06-18 tari/U%201/2026/1 68,18 /tasse/tari/U%201/2026  done 2026-06-15",
		"2026-10-19 tari/U%201/2026/2 18,18 /tasse/tari/U%201/2026  from 2026-10-18", // a Sunday
		"2026-11-20 answer/a2 0,00 /pratiche/a2 telesoccorso done 2026-11-03",        // half past midnight in Rome
		"2026-11-22 proxy/x2 0,00 /deleghe/x2 Ezio",
		"2026-12-01 debit/2026 0,00 /tasse/tari  from 2026-11-29", // a Sunday, then the saint of the town
		"2026-12-04 tari/U%201/2026/3 90,91 /tasse/tari/U%201/2026 ",
		"2026-12-16 imu/2026/saldo 462,00 /tasse/imu/2026 saldo", // § 3.10 case 18 (calc)
		"2026-12-22 answer/a1 0,00 /pratiche/a1 telesoccorso",
		"2027-05-31 proxy/x1 0,00 /deleghe/x1 Bo",
		"2027-06-30 declaration/2026 0,00 /tasse/imu ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What nobody tells us of is gone when its day has passed: there is nothing left to remind of.
func TestDeadlinesThatPass(t *testing.T) {
	town := Town{Taxes: rules(t)}
	for _, c := range []struct {
		today, id string
		there     bool
	}{
		{"2026-11-30", "debit/2026", true}, {"2026-12-01", "debit/2026", false},
		{"2027-06-30", "declaration/2026", true}, {"2027-07-01", "declaration/2026", false},
		{"2026-03-09", "declaration/2026", false}, {"2026-03-10", "declaration/2026", true},
		{"2027-05-31", "proxy/x1", true}, {"2027-06-01", "proxy/x1", false},
		{"2027-12-31", "tari/U%201/2026/1", true}, {"2028-01-01", "tari/U%201/2026/1", false}, // paid: kept for two years
		{"2028-01-01", "tari/U%201/2026/3", true}, // late: kept until it is paid
	} {
		all := Deadlines(whole(t), town, on(t, c.today))
		if there := slices.ContainsFunc(all, func(d deadlines.Deadline) bool { return d.ID == c.id }); there != c.there {
			t.Errorf("on %s %s is there: %v", c.today, c.id, there)
		}
	}
}

// Of a year without rates the day of the saldo is known, and its sum is not; the acconto is by the rates of the year before.
func TestDeadlinesOfAYearWithoutRates(t *testing.T) {
	var got []string
	for _, d := range Deadlines(whole(t), Town{Taxes: rules(t)}, on(t, "2027-01-10")) {
		if d.Kind == deadlines.Imu && d.Year == 2027 {
			got = append(got, d.ID+" "+d.Amount.Italian())
		}
	}
	if diff := cmp.Diff([]string{"imu/2027/acconto 445,00", "imu/2027/saldo 0,00"}, got); diff != "" {
		t.Error(diff)
	}
}

// In another's matters the list has what the right reaches, and never whose proxies those are.
func TestDeadlinesSeen(t *testing.T) {
	for services, want := range map[string]string{"tari": "debit tari", "imu": "declaration imu", "telesoccorso": "answer", "contact": "", "fines": "driver fine"} {
		who := ada
		who.Mandate, who.Rights = identity.Mandate{Kind: identity.MandateProxy, ID: "m"}, identity.Rights{Tasks: []identity.Task{identity.See}, Services: []string{services}}
		kinds := map[string]bool{}
		all := whole(t)
		all.Fines = []fines.Fine{oneFine(t)}
		for _, d := range Deadlines(all.Seen(who), Town{Taxes: rules(t), Fines: fineRules(t)}, on(t, "2026-11-22")) {
			kinds[string(d.Kind)] = true
		}
		var got []string
		for k := range kinds {
			got = append(got, k)
		}
		slices.Sort(got)
		if strings.Join(got, " ") != want {
			t.Errorf("who sees %s alone reads %v", services, got)
		}
	}
	if all := Deadlines(Folder{}, Town{Taxes: rules(t)}, on(t, "2026-11-22")); len(all) != 0 {
		t.Errorf("nothing has %d deadlines", len(all))
	}
}
