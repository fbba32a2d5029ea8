package taxes

import (
	"math/rand/v2"
	"testing"

	"sportello/api/calendar"
	"sportello/api/money"
)

// calendarDay is a day of 2023 to 2027.
func calendarDay(r *rand.Rand) calendar.Day {
	first, _ := calendar.Of(2023, 1, 1)
	return first + calendar.Day(r.IntN(5*365))
}

// Two years in which everything costs a little more, and UR3 is new: tariffs of one to three people. All rows (calc).
func TestSince(t *testing.T) {
	last := TariYear{Year: 2024, Fixed: []money.Rate{50_000, 60_000, 70_000}, Variable: []money.Rate{4_000_000, 8_000_000, 9_000_000},
		TEFA: 5 * money.PerCent, UR1: 10, UR2: 1_50, Bonus: 25 * money.PerCent}
	this := TariYear{Year: 2025, Fixed: []money.Rate{51_000, 61_000, 71_000}, Variable: []money.Rate{4_100_000, 8_200_000, 9_200_000},
		TEFA: 5 * money.PerCent, UR1: 10, UR2: 1_50, UR3: 6_00, Bonus: 25 * money.PerCent}
	same := this
	same.Fixed, same.Variable = last.Fixed, last.Variable
	dearer := this
	dearer.Fixed, dearer.Variable = []money.Rate{70_000, 80_000, 90_000}, []money.Rate{6_000_000, 9_900_000, 11_000_000}
	usual := TariUtenza{Occupants: 2, Metres: []Hundredths{80_00}}
	with := func(f func(u *TariUtenza)) TariUtenza { u := usual; f(&u); return u }
	cases := []struct {
		name      string
		was       TariUtenza
		is        TariUtenza
		year      TariYear
		main      TariCause
		more      bool
		noTariffs bool
	}{
		{name: "only UR3", was: usual, is: usual, year: same, main: Components, more: true},
		{name: "little dearer, and UR3", was: usual, is: usual, year: this, main: Components, more: true},
		{name: "much dearer", was: usual, is: usual, year: dearer, main: RatesOfYear, more: true},
		{name: "somebody left", was: usual, is: with(func(u *TariUtenza) { u.Occupants = 1 }), year: this, main: People},
		{name: "somebody came", was: usual, is: with(func(u *TariUtenza) { u.Occupants = 3 }), year: this, main: People, more: true},
		{name: "somebody came, tariffs not known", was: usual, is: with(func(u *TariUtenza) { u.Occupants = 3 }), year: this, main: PeopleAndRates, more: true, noTariffs: true},
		{name: "a garage was added", was: usual, is: with(func(u *TariUtenza) { u.Metres = []Hundredths{80_00, 20_00} }), year: this, main: Metres, more: true},
		{name: "the year before was half a year", was: with(func(u *TariUtenza) { u.From = day(t, "2024-07-01") }), is: usual, year: this, main: Days, more: true},
		{name: "left in March", was: usual, is: with(func(u *TariUtenza) { u.To = day(t, "2025-03-31") }), year: this, main: Days},
		{name: "a reduction ended", was: with(func(u *TariUtenza) { u.Reductions = []Reduction{{"U1", 30_00}} }), is: usual, year: this, main: Reduced, more: true},
		{name: "the bonus came", was: usual, is: with(func(u *TariUtenza) { u.BonusOn = 128_00 }), year: this, main: BonusGiven},
		{name: "the bonus went", was: with(func(u *TariUtenza) { u.BonusOn = 128_00 }), is: usual, year: this, main: BonusGiven, more: true},
	}
	for _, c := range cases {
		before, now := ReckonTari(c.was, last), ReckonTari(c.is, c.year)
		rules := Rules{Tari: []TariYear{c.year, last}}
		if c.noTariffs {
			rules = Rules{}
		}
		got := now.Since(before, rules)
		if got.Main != c.main || (got.Difference > 0) != c.more {
			t.Errorf("%s: %+v, want %s", c.name, got, c.main)
		}
	}
}

// What our figures do not explain is said, and is the main cause when it is the greatest.
func TestSinceTellsWhatItDoesNotKnow(t *testing.T) {
	y := tariffs(2, 62_000, 4_830_000, 5*money.PerCent, true)
	before := ReckonTari(TariUtenza{Occupants: 2, Metres: []Hundredths{70_00}}, y)
	now := before
	now.Year, now.Total = 2026, before.Total+20_00
	if got := now.Since(before, Rules{Tari: []TariYear{y}}); got.Main != Otherwise || got.Difference != 20_00 {
		t.Errorf("arrears: %+v", got)
	}
	wrong := before
	wrong.Fixed, wrong.Total = before.Fixed+9_00, before.Total+9_00
	if got := wrong.Since(before, Rules{Tari: []TariYear{y}}); got.Main != Otherwise {
		t.Errorf("a part that its rate does not make: %+v", got)
	}
	bare := TariPosition{Year: 2025, SquareMetres: 10_00, Total: 99_00}
	if got := bare.Since(before, Rules{}); got.Main != Otherwise || len(got.Effects) != 1 {
		t.Errorf("only the total: %+v", got)
	}
	if got := before.Since(before, Rules{}); got.Main != NoCause || len(got.Effects) != 0 {
		t.Errorf("the same bill: %+v", got)
	}
}
