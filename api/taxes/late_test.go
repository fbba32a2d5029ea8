package taxes

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/calendar"
	"sportello/api/money"
)

// seregno are the rules of a comune as they are shipped.
func seregno(t testing.TB) Rules {
	t.Helper()
	var r Rules
	for file, into := range map[string]any{"taxes": &r, "tari-rates": &r.Tari, "imu-rates": &r.Imu} {
		data, err := os.ReadFile("../../assets/comuni/seregno/" + file + ".json")
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, into); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// Domain facts §3.10, the table of ravvedimento, all (calc) from §3.9: the exact sums are in its third and fourth
// columns, e.g. 445 × 10 ÷ 1200 = 3.7083.
func TestRavvedimento(t *testing.T) {
	r := seregno(t)
	cases := []struct {
		tax               money.Cents
		due, paid         string
		days              int
		sanction, interst money.Cents
		total, f24        money.Cents
	}{
		{445_00, "2026-06-16", "2026-06-26", 10, 3_71, 20, 448_91, 449_00},
		{445_00, "2026-06-16", "2026-07-10", 24, 5_56, 47, 451_03, 451_00},
		{445_00, "2026-06-16", "2026-08-20", 65, 6_18, 1_27, 452_45, 452_00},
		{445_00, "2025-12-16", "2026-05-30", 165, 13_91, 3_29, 462_20, 462_00},
		{445_00, "2024-12-16", "2026-03-16", 455, 15_89, 10_82, 471_71, 472_00},
		{400_00, "2024-06-17", "2024-07-05", 18, 6_00, 49, 406_49, 406_00},
		{445_00, "2026-06-16", "2026-06-16", 0, 0, 0, 445_00, 445_00}, // (calc) in time
		{445_00, "2026-06-16", "2026-01-16", 0, 0, 0, 445_00, 445_00}, // (calc) long before
		{0, "2026-06-16", "2026-08-20", 0, 0, 0, 0, 0},                // (calc) nothing to pay
	}
	for _, c := range cases {
		l := r.Ravvedimento(c.tax, day(t, c.due), day(t, c.paid))
		got := [4]money.Cents{l.Sanction, l.Interest, l.Total, money.F24(l.Total)}
		if want := [4]money.Cents{c.sanction, c.interst, c.total, c.f24}; got != want || l.Days != c.days {
			t.Errorf("%s due %s, paid %s: %d days, %v; want %d, %v", c.tax.Italian(), c.due, c.paid, l.Days, got, c.days, want)
		}
	}
}

// Domain facts §3.9: the last day of each step and the first of the next, of €10,000; (calc) from its fractions.
func TestSanctionSteps(t *testing.T) {
	r := seregno(t)
	cases := []struct {
		due, paid string
		want      money.Cents
	}{
		{"2026-06-16", "2026-06-17", 8_33},
		{"2026-06-16", "2026-06-30", 116_67}, // 14 days at 12.5 % ÷ 15 ÷ 10
		{"2026-06-16", "2026-07-01", 125_00}, // 15 days
		{"2026-06-16", "2026-07-16", 125_00}, // 30 days
		{"2026-06-16", "2026-07-17", 138_89}, // 31 days: 12.5 % ÷ 9
		{"2026-06-16", "2026-09-14", 138_89}, // 90 days
		{"2026-06-16", "2026-09-15", 312_50}, // 91 days
		{"2025-06-16", "2026-06-16", 312_50}, // a year
		{"2025-06-16", "2026-06-17", 357_14}, // a year and a day: 25 % ÷ 7
		{"2024-12-16", "2026-11-23", 357_14},
		{"2024-12-16", "2026-12-17", 357_14}, // two years and a day: no further step
		{"2024-06-17", "2024-07-01", 140_00}, // 14 days, old law
		{"2024-06-17", "2024-07-02", 150_00},
		{"2024-06-17", "2024-07-17", 150_00},
		{"2024-06-17", "2024-07-18", 166_67},
		{"2024-06-17", "2024-09-15", 166_67},
		{"2024-06-17", "2024-09-16", 375_00},
		{"2024-06-17", "2025-06-17", 375_00},
		{"2024-06-17", "2025-06-18", 428_57},
		{"2024-06-17", "2026-06-17", 428_57}, // two years
		{"2024-06-17", "2026-06-18", 500_00},
		{"2024-08-31", "2024-09-10", 100_00}, // the old law's last day
		{"2024-09-01", "2024-09-11", 83_33},  // the new law's first
		{"2024-02-29", "2025-02-28", 375_00}, // a year from a leap day
		{"2024-02-29", "2025-03-01", 428_57},
	}
	for _, c := range cases {
		if got := r.Ravvedimento(10_000_00, day(t, c.due), day(t, c.paid)).Sanction; got != c.want {
			t.Errorf("due %s, paid %s: %s, want %s", c.due, c.paid, got.Italian(), c.want.Italian())
		}
	}
}

// (calc) 36,500 euro make one euro a day for each per cent a year.
func TestInterest(t *testing.T) {
	r := seregno(t)
	cases := []struct {
		due, paid string
		want      money.Cents
		guessed   int
	}{
		{"2025-12-30", "2025-12-31", 2_00, 0},
		{"2025-12-30", "2026-01-01", 3_60, 0},        // a day of each year
		{"2023-12-31", "2024-12-31", 366 * 2_50, 0},  // a leap year has 366 days of 365
		{"2026-12-30", "2027-01-01", 3_20, 2026},     // 2027 is not decided yet
		{"2017-12-30", "2018-01-01", 60, 2018},       // before the first known
		{"2022-12-31", "2023-01-01", 5_00, 0},        // 5 % in 2023
		{"2022-12-30", "2023-01-01", 1_25 + 5_00, 0}, // 1.25 % in 2022
	}
	for _, c := range cases {
		l := r.Ravvedimento(36_500_00, day(t, c.due), day(t, c.paid))
		if l.Interest != c.want || l.Guessed != c.guessed {
			t.Errorf("due %s, paid %s: %s by %d, want %s by %d", c.due, c.paid, l.Interest.Italian(), l.Guessed, c.want.Italian(), c.guessed)
		}
	}
	if l := (Rules{}).Ravvedimento(445_00, day(t, "2026-06-16"), day(t, "2026-08-20")); l.Total != 445_00 || l.Days != 65 {
		t.Errorf("a comune without figures: %+v", l)
	}
}

// Whatever the tax and the days: the parts make the total, more days never cost less, and the tax is found again in
// what was paid.
func TestLateProperties(t *testing.T) {
	r := seregno(t)
	for _, due := range []calendar.Day{day(t, "2024-06-17"), day(t, "2025-12-16"), day(t, "2026-06-16")} {
		for _, euro := range []money.Cents{1, 12, 119, 445, 890, 2048, 12_345} {
			before := money.Cents(0)
			for paid := due; paid < due+800; paid++ {
				l := r.Ravvedimento(euro*100, due, paid)
				if l.Tax+l.Sanction+l.Interest != l.Total || l.Total < before {
					t.Fatalf("%d euro due %s, paid %s: %+v after %d", euro, due, paid, l, before)
				}
				before = l.Total
				if got := r.TaxPart(money.F24(l.Total), due, paid); got != euro*100 {
					t.Fatalf("%d euro due %s, paid %s: the tax in %s is %s", euro, due, paid, l.Total.Italian(), got.Italian())
				}
			}
		}
	}
}

func TestTaxPart(t *testing.T) {
	r := seregno(t)
	cases := []struct {
		amount    money.Cents
		due, paid string
		want      money.Cents
	}{
		{449_00, "2026-06-16", "2026-06-26", 445_00},
		{449_00, "2026-06-16", "2026-06-16", 449_00}, // in time
		{472_00, "2024-12-16", "2026-03-16", 445_00},
		{445_00, "2026-06-16", "2026-06-26", 441_00}, // who paid the tax alone, late
		{452_45, "2026-06-16", "2026-08-20", 445_00}, // not in whole euro
		{0, "2026-06-16", "2026-08-20", 0},
		{-5_00, "2026-06-16", "2026-08-20", -5_00}, // given back
	}
	for _, c := range cases {
		if got := r.TaxPart(c.amount, day(t, c.due), day(t, c.paid)); got != c.want {
			t.Errorf("%s due %s, paid %s: %s, want %s", c.amount.Italian(), c.due, c.paid, got.Italian(), c.want.Italian())
		}
	}
}

func TestUntil(t *testing.T) {
	r := seregno(t)
	due := day(t, "2026-06-16")
	sum := func(on calendar.Day) money.Cents { return money.F24(r.Ravvedimento(445_00, due, on).Total) }
	type end struct {
		Last string
		Next money.Cents
	}
	for on, want := range map[string]end{
		"2026-06-16": {"2026-06-17", 446_00}, // a day late: 37 cents and 2 of interest, rounded down
		"2026-06-26": {"2026-06-27", 450_00},
		"2026-07-10": {"2026-07-16", 452_00},
	} {
		last, next := Until(sum, day(t, on))
		if diff := cmp.Diff(want, end{last.String(), next}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", on, diff)
		}
	}
	if last, next := Until(func(calendar.Day) money.Cents { return 5 }, due); last != due+365 || next != 0 {
		t.Errorf("what never changes holds until %s, then %d", last, next)
	}
}
