package taxes

import (
	"testing"

	"sportello/api/calendar"
	"sportello/api/money"
)

// forPeople is a list of rates that has one for n people.
func forPeople(n int, r money.Rate) []money.Rate {
	list := make([]money.Rate, n)
	list[n-1] = r
	return list
}

// tariffs is a year with the rates for n people, in hundred-thousandths of a euro.
func tariffs(n int, fixed, variable, tefa money.Rate, components bool) TariYear {
	y := TariYear{Year: 2025, Fixed: forPeople(n, fixed), Variable: forPeople(n, variable), TEFA: tefa, Bonus: 25 * money.PerCent}
	if components {
		y.UR1, y.UR2, y.UR3 = 10, 1_50, 6_00
	}
	return y
}

// Domain facts §2.2: the examples, in their order, each with where it is from.
func TestReckonTari(t *testing.T) {
	const five = 5 * money.PerCent
	cases := []struct {
		name    string
		year    TariYear
		utenza  TariUtenza
		reduced money.Cents
		tefa    money.Cents
		ur      money.Cents
		total   money.Cents
	}{
		{"1 [GARNIGA] published: flat, garage and cellar, no TEFA there", tariffs(4, 66_680, 9_114_000, 0, false),
			TariUtenza{Occupants: 4, Metres: []Hundredths{80_00, 15_00, 6_00}}, 158_48, 0, 0, 158_48},
		{"2 [D087] published", tariffs(3, 55_800, 5_132_000, 0, false),
			TariUtenza{Occupants: 3, Metres: []Hundredths{80_00}}, 95_96, 0, 0, 95_96},
		{"3 (calc) the flat of 1 with TEFA and UR", tariffs(4, 66_680, 9_114_000, five, true),
			TariUtenza{Occupants: 4, Metres: []Hundredths{80_00}}, 144_48, 7_22, 7_60, 159_30},
		{"4 (calc) TEFA 4.585 rounds half up", tariffs(2, 62_000, 4_830_000, five, true),
			TariUtenza{Occupants: 2, Metres: []Hundredths{70_00}}, 91_70, 4_59, 7_60, 103_89},
		{"5 (calc) 184 days of 365", tariffs(2, 80_000, 11_000_000, five, true),
			TariUtenza{Occupants: 2, Metres: []Hundredths{100_00}, From: day(t, "2025-07-01")}, 95_78, 4_79, 3_83, 104_40},
		{"6 (calc) as 4 with 10 % off", tariffs(2, 62_000, 4_830_000, five, true),
			TariUtenza{Occupants: 2, Metres: []Hundredths{70_00}, Reductions: []Reduction{{"U1", 10_00}}}, 82_53, 4_13, 7_60, 94_26},
		{"bonus, §2.3 and (calc): 25 % of the 91.70 of the year before", tariffs(2, 62_000, 4_830_000, five, true),
			TariUtenza{Occupants: 2, Metres: []Hundredths{70_00}, BonusOn: 91_70}, 91_70, 4_59, 7_60, 80_96},
	}
	for _, c := range cases {
		p := ReckonTari(c.utenza, c.year)
		if got := p.Reduced(); got != c.reduced {
			t.Errorf("%s: reduced parts %s, want %s", c.name, got.Italian(), c.reduced.Italian())
		}
		if p.TEFA != c.tefa || p.UR1+p.UR2+p.UR3 != c.ur || p.Total != c.total {
			t.Errorf("%s: TEFA %s, UR %s, total %s; want %s, %s, %s", c.name, p.TEFA.Italian(), (p.UR1 + p.UR2 + p.UR3).Italian(),
				p.Total.Italian(), c.tefa.Italian(), c.ur.Italian(), c.total.Italian())
		}
	}
}

// Domain facts §2.2 example 1: each line is rounded alone, so that 101 m² in one line are a cent more (calc).
func TestEachLineIsRoundedAlone(t *testing.T) {
	y := tariffs(4, 66_680, 9_114_000, 0, false)
	lines := ReckonTari(TariUtenza{Occupants: 4, Metres: []Hundredths{80_00, 15_00, 6_00}}, y)
	one := ReckonTari(TariUtenza{Occupants: 4, Metres: []Hundredths{101_00}}, y)
	if lines.Fixed != 67_34 || one.Fixed != 67_35 {
		t.Errorf("fixed part %s in lines and %s at once, want 67,34 and 67,35", lines.Fixed.Italian(), one.Fixed.Italian())
	}
	if got := lines.Explain(Rules{Tari: []TariYear{y}})[0].Fit; got != Rounded {
		t.Errorf("its formula is %q, want rounded", got)
	}
}

// Domain facts §2.1 (U): the days of a part of the year, both ends counted (calc).
func TestDaysOfTheYear(t *testing.T) {
	cases := []struct {
		name     string
		year     int
		yearDays int
		from, to string
		days, of int
	}{
		{"whole", 2025, 0, "", "", 365, 365},
		{"since years", 2025, 0, "1998-03-01", "", 365, 365},
		{"from its first day", 2025, 0, "2025-01-01", "2025-12-31", 365, 365},
		{"from its second day", 2025, 0, "2025-01-02", "", 364, 365},
		{"to its last day but one", 2025, 0, "", "2025-12-30", 364, 365},
		{"one day", 2025, 0, "2025-12-31", "2026-05-01", 1, 365},
		{"left on its first day", 2025, 0, "", "2025-01-01", 1, 365},
		{"left the year before", 2025, 0, "", "2024-12-31", 0, 365},
		{"taken the year after", 2025, 0, "2026-01-01", "", 0, 365},
		{"leap year", 2024, 0, "", "", 366, 366},
		{"from 29 February", 2024, 0, "2024-02-29", "", 307, 366},
		{"leap year of a comune that divides by 365", 2024, 365, "", "", 365, 365},
		{"there, but for a day", 2024, 365, "2024-01-02", "", 365, 365},
		{"there, but for two", 2024, 365, "2024-01-03", "", 364, 365},
	}
	for _, c := range cases {
		var from, to calendar.Day
		if c.from != "" {
			from = day(t, c.from)
		}
		if c.to != "" {
			to = day(t, c.to)
		}
		if days, of := (TariYear{Year: c.year, YearDays: c.yearDays}).days(from, to); days != c.days || of != c.of {
			t.Errorf("%s: %d of %d days, want %d of %d", c.name, days, of, c.days, c.of)
		}
	}
}

func TestRateForPeople(t *testing.T) {
	list := []money.Rate{1, 2, 3}
	for people, want := range map[int]money.Rate{0: 0, 1: 1, 3: 3, 4: 3, 40: 3} {
		if got := rateFor(list, people); got != want {
			t.Errorf("%d people: %d, want %d", people, got, want)
		}
	}
	if got := rateFor(nil, 2); got != 0 {
		t.Errorf("no rates: %d", got)
	}
}
