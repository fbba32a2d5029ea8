package taxes

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/money"
)

// anyBill is a bill as no office should send it: any sums, signs and dates.
func anyBill(r *rand.Rand) TariPosition {
	sum := func() money.Cents {
		if r.IntN(3) == 0 {
			return 0
		}
		return money.Cents(r.IntN(500_00) - 50_00)
	}
	p := TariPosition{
		Utenza: "U1", Year: 2020 + r.IntN(8), SquareMetres: Hundredths(r.IntN(300_00)), Occupants: r.IntN(9),
		FixedRate: money.Rate(r.IntN(200_000)), VariableRate: money.Rate(r.IntN(20_000_000)),
		Fixed: sum(), Variable: sum(), TEFA: sum(), UR1: sum(), UR2: sum(), UR3: sum(), Bonus: sum(), Total: sum(),
	}
	for range r.IntN(4) {
		p.Reductions = append(p.Reductions, Reduction{"R", Hundredths(r.IntN(110_00))})
	}
	if r.IntN(2) == 0 {
		p.From = calendarDay(r)
	}
	if r.IntN(2) == 0 {
		p.To = calendarDay(r)
	}
	if r.IntN(4) == 0 {
		p.Total = p.ComponentsSum() + money.Cents(r.IntN(13)-6)
	}
	return p
}

// The parts make the total and the effects make the difference, whatever the bills.
func TestPartsMakeTheTotal(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	rules := Rules{Tari: []TariYear{tariffs(4, 66_680, 9_114_000, 5_000, true), {Year: 2026, Fixed: []money.Rate{50_000, 60_000}, YearDays: 365}}}
	for range 20_000 {
		p, before := anyBill(r), anyBill(r)
		var sum money.Cents
		for _, part := range p.Explain(rules) {
			sum += part.Amount
		}
		if sum != p.Total {
			t.Fatalf("parts make %s, the bill says %s: %+v", sum.Italian(), p.Total.Italian(), p)
		}
		change, effects := p.Since(before, rules), money.Cents(0)
		for _, e := range change.Effects {
			effects += e.Amount
		}
		if effects != change.Difference || change.Difference != p.Total-before.Total {
			t.Fatalf("effects make %s of %s", effects.Italian(), change.Difference.Italian())
		}
		if (change.Main == NoCause) != (change.Difference == 0) {
			t.Fatalf("main cause %q of a difference of %s", change.Main, change.Difference.Italian())
		}
	}
}

// What is reckoned by the rules is explained without a rest, each formula to the cent but that of many surfaces.
func TestAReckonedBillIsExplainedWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 4))
	for range 5_000 {
		y := tariffs(3, money.Rate(r.IntN(200_000)+1), money.Rate(r.IntN(20_000_000)+1), money.Rate(r.IntN(5_001)), true)
		u := TariUtenza{Occupants: 3, Metres: []Hundredths{Hundredths(r.IntN(300_00) + 1)}, BonusOn: money.Cents(r.IntN(300_00))}
		if r.IntN(2) == 0 {
			u.From = calendarDay(r)
		}
		for range r.IntN(3) {
			u.Reductions = append(u.Reductions, Reduction{"R", Hundredths(r.IntN(50_00))})
		}
		for _, part := range ReckonTari(u, y).Explain(Rules{Tari: []TariYear{y}}) {
			if part.Fit == Differs || part.Kind == OtherPart || part.Kind == RoundingPart || part.Kind == WholePart {
				t.Fatalf("%+v leaves %+v", u, part)
			}
		}
	}
}

// shown is what a test compares of a part.
type shown struct {
	Kind   TariPartKind
	Amount money.Cents
	Fit    Fit
	Days   int
}

func TestExplain(t *testing.T) {
	y := tariffs(2, 62_000, 4_830_000, 5*money.PerCent, true)
	known, unknown := Rules{Tari: []TariYear{y}}, Rules{}
	four := ReckonTari(TariUtenza{Occupants: 2, Metres: []Hundredths{70_00}}, y) // §2.2 example 4 (calc)
	change := func(f func(p *TariPosition)) TariPosition { p := four; f(&p); return p }
	six := change(func(p *TariPosition) { // §2.2 example 6 (calc), its 10 % in two reductions
		p.Reductions, p.TEFA, p.Total = []Reduction{{"U1", 4_00}, {"U2", 6_00}}, 4_13, 94_26
	})
	ur := []shown{{UR1Part, 10, "", 0}, {UR2Part, 1_50, "", 0}, {UR3Part, 6_00, "", 0}}
	usual := func(first []shown, rest ...shown) []shown { return append(append(first, ur...), rest...) }
	sound := func() []shown {
		return []shown{{FixedPart, 43_40, Exact, 0}, {VariablePart, 48_30, Exact, 0}, {TEFAPart, 4_59, Exact, 0}}
	}
	cases := []struct {
		name  string
		p     TariPosition
		rules Rules
		want  []shown
	}{
		{"sound", four, known, usual(sound())},
		{"reductions share what they take", six, known, usual([]shown{{FixedPart, 43_40, Exact, 0}, {VariablePart, 48_30, Exact, 0},
			{ReductionPart, -3_67, Exact, 0}, {ReductionPart, -5_50, Exact, 0}, {TEFAPart, 4_13, Exact, 0}})},
		{"no rules of the year", four, unknown, usual([]shown{{FixedPart, 43_40, Exact, 0}, {VariablePart, 48_30, Exact, 0}, {TEFAPart, 4_59, "", 0}})},
		{"total in whole euro", change(func(p *TariPosition) { p.Total = 104_00 }), known, usual(sound(), shown{RoundingPart, 11, "", 0})},
		{"five cents off", change(func(p *TariPosition) { p.Total += 5 }), known, usual(sound(), shown{RoundingPart, 5, "", 0})},
		{"six cents off", change(func(p *TariPosition) { p.Total += 6 }), known, usual(sound(), shown{OtherPart, 6, "", 0})},
		{"arrears in the total", change(func(p *TariPosition) { p.Total += 20_00 }), known, usual(sound(), shown{OtherPart, 20_00, "", 0})},
		{"a part the formula does not give", change(func(p *TariPosition) { p.Fixed += 10_00; p.Total += 10_00 }), known,
			usual([]shown{{FixedPart, 53_40, Differs, 0}, {VariablePart, 48_30, Exact, 0}, {TEFAPart, 4_59, Differs, 0}})},
		{"a reduction of the variable part alone", change(func(p *TariPosition) { // 10 % of 48.30 is 4.83; 5 % of 86.87 is 4.34 (calc)
			p.Reductions, p.TEFA, p.Total = []Reduction{{"V1", 10_00}}, 4_34, 98_81
		}), known, usual([]shown{{FixedPart, 43_40, Exact, 0}, {VariablePart, 48_30, Exact, 0}, {ReductionPart, -4_83, Differs, 0}, {TEFAPart, 4_34, Exact, 0}})},
		{"a reduction, and arrears", change(func(p *TariPosition) { p.Reductions, p.TEFA, p.Total = []Reduction{{"U1", 10_00}}, 4_13, 114_26 }), known,
			usual([]shown{{FixedPart, 43_40, Exact, 0}, {VariablePart, 48_30, Exact, 0}, {ReductionPart, -9_17, Exact, 0}, {TEFAPart, 4_13, Exact, 0}}, shown{OtherPart, 20_00, "", 0})},
		{"only the total, which the tariffs make", TariPosition{Year: 2025, SquareMetres: 70_00, Occupants: 2, Total: 103_89}, known, usual(sound())},
		{"only the total, which nothing makes", TariPosition{Year: 2025, SquareMetres: 70_00, Occupants: 2, Total: 200_00}, known, []shown{{WholePart, 200_00, "", 0}}},
		{"nothing to pay", TariPosition{Year: 2025}, known, []shown{}},
		{"half a year, counted", ReckonTari(TariUtenza{Occupants: 2, Metres: []Hundredths{70_00}, From: day(t, "2025-07-01")}, y), known,
			[]shown{{FixedPart, 21_88, Exact, 184}, {VariablePart, 24_35, Exact, 184}, {TEFAPart, 2_31, Exact, 0}, {UR1Part, 5, "", 0}, {UR2Part, 76, "", 0}, {UR3Part, 3_02, "", 0}}},
		{"half a year, not counted", change(func(p *TariPosition) { p.From = day(t, "2025-07-01") }), known, usual(sound())},
	}
	for _, c := range cases {
		got := []shown{}
		for _, p := range c.p.Explain(c.rules) {
			got = append(got, shown{p.Kind, p.Amount, p.Fit, p.Days})
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
