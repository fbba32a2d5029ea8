package taxes

import (
	"math/bits"

	"sportello/api/calendar"
	"sportello/api/money"
)

// ImuStepKind says what a step from the value of a unit to its tax does.
type ImuStepKind string

// The steps, in their order. Each stands only where it changes the sum; TaxStep is always the last.
const (
	ValueStep     ImuStepKind = "value"
	RevaluedStep  ImuStepKind = "revalued"
	BaseStep      ImuStepKind = "base"
	HalfStep      ImuStepKind = "half"
	RateStep      ImuStepKind = "rate"
	ShareStep     ImuStepKind = "share"
	MonthsStep    ImuStepKind = "months"
	PartStep      ImuStepKind = "part"
	DeductionStep ImuStepKind = "deduction"
	TaxStep       ImuStepKind = "tax"
)

// ImuStep is one step. Amount is what the sum has come to with it, rounded to the cent; the tax itself is rounded once,
// at the end. Rate is what a value is raised by, a rate, or the part that is left; Why is the reason of a half or part.
type ImuStep struct {
	Kind   ImuStepKind
	Amount money.Cents
	Rate   money.Rate
	Times  int
	Why    string
}

// Steps are how a line comes to its tax, by the rules it was reckoned with; none where nothing is asked.
func (l ImuLine) Steps(r Rules, year int) []ImuStep {
	y, ok := r.imuFor(year)
	if !ok || l.Exempt != "" {
		return nil
	}
	h, one := l.Holding, Share{1, 1}
	steps := y.baseSteps(h)
	add := func(s ImuStep) { steps = append(steps, s) }
	add(ImuStep{Kind: RateStep, Rate: l.Rate, Amount: tax(l.Base, l.Rate, one, 12, 0)})
	if h.Share.Num != h.Share.Den {
		add(ImuStep{Kind: ShareStep, Amount: tax(l.Base, l.Rate, h.Share, 12, 0)})
	}
	if l.Months != 12 {
		add(ImuStep{Kind: MonthsStep, Times: l.Months, Amount: tax(l.Base, l.Rate, h.Share, l.Months, 0)})
	}
	if l.Part != 0 && l.Part != money.One {
		add(ImuStep{Kind: PartStep, Rate: l.Part, Why: string(h.Use), Amount: l.Tax + l.Deduction})
	}
	if l.Deduction != 0 {
		add(ImuStep{Kind: DeductionStep, Amount: l.Tax})
	}
	return append(steps, ImuStep{Kind: TaxStep, Amount: l.Tax})
}

// baseSteps go from the value to the base.
func (y ImuYear) baseSteps(h Holding) []ImuStep {
	full, base, times := y.base(h)
	steps := []ImuStep{{Kind: ValueStep, Amount: h.Value}}
	if h.Kind != Area {
		factor := y.Revaluation
		if h.Kind == Land {
			factor = y.LandFactor
		}
		steps = append(steps, ImuStep{Kind: RevaluedStep, Rate: factor - money.One, Amount: money.MulRate(h.Value, factor)},
			ImuStep{Kind: BaseStep, Times: times, Amount: full})
	}
	halves := y.halves(h)
	for n, why := range halves {
		amount := base // rounded once, from the value
		if n+1 < len(halves) {
			amount = money.MulRate(full, y.HalfBase)
		}
		steps = append(steps, ImuStep{Kind: HalfStep, Rate: y.HalfBase, Why: why, Amount: amount})
	}
	return steps
}

// EdgeMonth is a month in which a holding begins or ends: how many Days Of its days it lasted, and whether the month
// counts for it (c. 761).
type EdgeMonth struct {
	Month    int
	Days, Of int
	Counts   bool
}

// Edges are the months of a year that a holding had in part, in their order.
func (i Imu) Edges(h Holding, year int) []EdgeMonth {
	var edges []EdgeMonth
	held := i.months(h, year)
	for month := 1; month <= 12; month++ {
		first, last := monthDays(year, month)
		days, all := h.days(first, last), calendar.Days(first, last)+1
		if days > 0 && days < all {
			edges = append(edges, EdgeMonth{month, days, all, held&(1<<(month-1)) != 0})
		}
	}
	return edges
}

// Counts are the first and the last month of a year that count for a holding; 0 when none does.
func (i Imu) Counts(h Holding, year int) (first, last int) {
	held := i.months(h, year)
	if held == 0 {
		return 0, 0
	}
	return bits.TrailingZeros16(uint16(held)) + 1, bits.Len16(uint16(held))
}

// Positions are the years worth showing, each reckoned, newest first.
func (i Imu) Positions(r Rules, today calendar.Day) []ImuPosition {
	var all []ImuPosition
	for _, year := range i.Years(r, today) {
		all = append(all, i.Reckon(r, year))
	}
	return all
}

// ImuFor gives the rules by which a year is reckoned: its own or, while they are not known, the nearest that are.
func (r Rules) ImuFor(year int) (ImuYear, bool) { return r.imuFor(year) }
