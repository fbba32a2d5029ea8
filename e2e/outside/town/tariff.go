package town

import (
	"sportello/api/calendar"
	"sportello/api/money"
	"sportello/api/taxes"
)

// tariff is what a year costs by occupants, one to six and more, and what goes on top per utenza. Cents.
type tariff struct {
	year          int
	fixed         [6]money.Cents // per square metre
	variable      [6]money.Cents // per year
	ur1, ur2, ur3 money.Cents    // ARERA 386/2023 from 2024; UR3, ARERA 133/2025, from 2025
}

// tariffs of 2023 and 2024 are those of the sample of an export; the later ones go on from them. They are for
// demonstration. A year outside takes the nearest.
var tariffs = []tariff{
	{2023, [6]money.Cents{51, 60, 67, 73, 78, 82}, [6]money.Cents{37_30, 79_80, 95_70, 117_90, 145_40, 168_00}, 0, 0, 0},
	{2024, [6]money.Cents{52, 61, 68, 74, 80, 84}, [6]money.Cents{38_40, 82_10, 98_50, 121_30, 149_70, 172_90}, 10, 1_50, 0},
	{2025, [6]money.Cents{54, 63, 70, 76, 82, 86}, [6]money.Cents{39_30, 84_10, 100_90, 124_30, 153_40, 177_10}, 10, 1_50, 6_00},
	{2026, [6]money.Cents{55, 64, 71, 78, 84, 88}, [6]money.Cents{40_20, 86_00, 103_20, 127_10, 156_90, 181_10}, 10, 1_50, 6_00},
}

func tariffOf(year int) tariff {
	t := tariffs[0]
	for _, later := range tariffs {
		if later.year <= year {
			t = later
		}
	}
	return t
}

// The plan of Seregno 2024: 60 % of the year at last year's tariffs in two instalments, then the balance.
const (
	advancePercent = 60
	tefaPercent    = 5
	bonusPercent   = 25 // DPCM 24/2025: of last year's TARI, given in the bill of the year after, from 2026
	bonusFrom      = 2026
)

var planDays = [3]struct{ month, day int }{{6, 18}, {10, 18}, {12, 4}}

// Years are the years that the town has bills for.
func (t *Town) Years() [3]int {
	y := t.Today.Year()
	return [3]int{y - 2, y - 1, y}
}

// Bill is what a home owes for a year, with what was paid until today; false for a year before it was taken.
func (t *Town) Bill(home, year int) (taxes.TariPosition, bool) {
	h := &t.Homes[home]
	if h.From.Year() > year {
		return taxes.TariPosition{}, false
	}
	now, before := h.charge(tariffOf(year), year), h.charge(tariffOf(year-1), year-1)
	if h.LowISEE && year >= bonusFrom {
		now.Bonus = money.Cents(money.MulDiv(int64(before.Reduced()), bonusPercent, 100))
	}
	now.Total = now.ComponentsSum()
	advance := money.Cents(money.MulDiv(int64(before.Reduced()+before.TEFA), advancePercent, 100))
	first := (advance + 1) / 2
	for i, amount := range []money.Cents{first, advance - first, now.Total - advance} {
		due, _ := calendar.Of(year, planDays[i].month, planDays[i].day)
		now.Instalments = append(now.Instalments, taxes.Instalment{
			Number: i + 1, Of: len(planDays), Due: due, Amount: amount, NAV: nav(year, home, i+1),
		})
	}
	t.pay(home, year, now.Instalments)
	return now, true
}

// charge is what a tariff makes of a home, without bonus and total.
func (h *Home) charge(t tariff, year int) taxes.TariPosition {
	n := min(h.People, 6) - 1
	p := taxes.TariPosition{
		Utenza: h.Utenza, Year: year, Address: h.Address(), Occupants: h.People, From: h.From,
		SquareMetres: taxes.Hundredths(h.Square * 100),
		FixedRate:    money.Rate(t.fixed[n]) * money.PerCent, VariableRate: money.Rate(t.variable[n]) * money.PerCent,
		Fixed: t.fixed[n] * money.Cents(h.Square), Variable: t.variable[n],
		UR1: t.ur1, UR2: t.ur2, UR3: t.ur3,
	}
	switch {
	case h.Disabled:
		p.Reductions = []taxes.Reduction{{Code: "D1", Percent: 30_00}}
	case h.People == 1:
		p.Reductions = []taxes.Reduction{{Code: "U1", Percent: 10_00}}
	}
	p.TEFA = money.Cents(money.MulDiv(int64(p.Reduced()), tefaPercent, 100))
	return p
}
