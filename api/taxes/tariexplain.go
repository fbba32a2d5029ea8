package taxes

import "sportello/api/money"

// TariPartKind is what a part of a bill is for.
type TariPartKind string

// The parts, in the order of a bill. Rounding and Other are what the bill's total has beyond its own parts; Whole is
// the total of a bill that tells no parts.
const (
	FixedPart     TariPartKind = "fixed"
	VariablePart  TariPartKind = "variable"
	ReductionPart TariPartKind = "reduction"
	TEFAPart      TariPartKind = "tefa"
	UR1Part       TariPartKind = "ur1"
	UR2Part       TariPartKind = "ur2"
	UR3Part       TariPartKind = "ur3"
	BonusPart     TariPartKind = "bonus"
	RoundingPart  TariPartKind = "rounding"
	OtherPart     TariPartKind = "other"
	WholePart     TariPartKind = "whole"
)

// Fit is how well the formula of a part gives its amount. The amount is the office's in any case.
type Fit string

// No formula is known; it gives the amount to the cent; it gives it but for a few cents of rounding; it gives
// another sum, and a person must be told so.
const (
	NoFormula Fit = ""
	Exact     Fit = "exact"
	Rounded   Fit = "rounded"
	Differs   Fit = "differs"
)

// TariPart is one sum of a bill with what it is made of. What lowers the bill is negative. Days is 0 when the part
// is for the whole year.
type TariPart struct {
	Kind    TariPartKind `json:"kind" enum:"fixed,variable,reduction,tefa,ur1,ur2,ur3,bonus,rounding,other,whole"`
	Amount  money.Cents  `json:"amount" doc:"Negative: lowers the bill"`
	Fit     Fit          `json:"fit,omitempty" enum:"exact,rounded,differs" doc:"How well the formula gives the amount; none: no formula is known"`
	Metres  Hundredths   `json:"metres,omitempty"`
	Rate    money.Rate   `json:"rate,omitempty" doc:"Euro a square metre, euro a year, or a share, by kind"`
	People  int          `json:"people,omitempty"`
	Days    int          `json:"days,omitempty" doc:"Of a part of the year; none: the whole year"`
	Of      int          `json:"of,omitempty" doc:"What the days are divided by"`
	Code    string       `json:"code,omitempty" doc:"Of a reduction"`
	Percent Hundredths   `json:"percent,omitempty" doc:"Of a reduction"`
	Base    money.Cents  `json:"base,omitempty" doc:"What a reduction or TEFA is a share of"`
}

// A few cents: components are rounded each by its own program. A total in whole euro may be half a euro off.
const slackCents = 5

// Explain parts a bill into its sums. Their amounts make p.Total to the cent, whatever the bill: the office's figures
// are the truth, and a formula that does not give them says so in Fit.
func (p TariPosition) Explain(r Rules) []TariPart {
	y, known := r.TariOf(p.Year)
	y.Year = p.Year
	q := p
	if known {
		q = p.filled(y)
	}
	parts := []TariPart{q.fixedPart(y), q.variablePart(y)}
	parts = append(parts, q.reductionParts()...)
	parts = append(parts, q.tefaPart(y),
		TariPart{Kind: UR1Part, Amount: q.UR1}, TariPart{Kind: UR2Part, Amount: q.UR2}, TariPart{Kind: UR3Part, Amount: q.UR3},
		TariPart{Kind: BonusPart, Amount: -q.Bonus, Rate: y.Bonus})
	q.ownReduction(y, parts)
	kept := parts[:0]
	rest := p.Total
	for _, part := range parts {
		if part.Amount != 0 {
			kept = append(kept, part)
			rest -= part.Amount
		}
	}
	if rest != 0 {
		kept = append(kept, TariPart{Kind: restKind(len(kept), rest, p.Total), Amount: rest})
	}
	return kept
}

func restKind(parts int, rest, total money.Cents) TariPartKind {
	switch {
	case parts == 0:
		return WholePart
	case distance(rest, 0) <= slackCents, total%100 == 0 && distance(rest, 0) <= 50+slackCents:
		return RoundingPart
	}
	return OtherPart
}

// filled gives a bill that tells no parts those that the tariffs make, if they make its total; and one that tells no
// rates those of the tariffs.
func (p TariPosition) filled(y TariYear) TariPosition {
	if p.FixedRate == 0 {
		p.FixedRate = rateFor(y.Fixed, p.Occupants)
	}
	if p.VariableRate == 0 {
		p.VariableRate = rateFor(y.Variable, p.Occupants)
	}
	if p.Fixed != 0 || p.Variable != 0 || p.TEFA != 0 || p.UR1+p.UR2+p.UR3 != 0 || p.Bonus != 0 {
		return p
	}
	q := ReckonTari(TariUtenza{Metres: []Hundredths{p.SquareMetres}, Occupants: p.Occupants, From: p.From, To: p.To, Reductions: p.Reductions}, y)
	if q.Fixed == 0 || distance(q.Total, p.Total) > slackCents {
		return p
	}
	p.Fixed, p.Variable, p.TEFA, p.UR1, p.UR2, p.UR3 = q.Fixed, q.Variable, q.TEFA, q.UR1, q.UR2, q.UR3
	return p
}

// fit is how well a formula gives an amount.
func fit(formula, amount money.Cents) Fit {
	switch d := distance(formula, amount); {
	case d == 0:
		return Exact
	case d <= slackCents:
		return Rounded
	}
	return Differs
}

// better tries a formula for the days the utenza was used, then for the whole year: not every comune counts days.
func (p TariPosition) better(part TariPart, y TariYear, formula func(days, of int) money.Cents) TariPart {
	days, of := y.days(p.From, p.To)
	part.Fit = fit(formula(of, of), part.Amount)
	if days == of {
		return part
	}
	if byDays := fit(formula(days, of), part.Amount); byDays == Exact || byDays == Rounded && part.Fit != Exact {
		part.Fit, part.Days, part.Of = byDays, days, of
	}
	return part
}

func (p TariPosition) fixedPart(y TariYear) TariPart {
	part := TariPart{Kind: FixedPart, Amount: p.Fixed, Metres: p.SquareMetres, Rate: p.FixedRate, People: p.Occupants}
	if p.FixedRate == 0 || p.SquareMetres == 0 {
		return part
	}
	return p.better(part, y, func(days, of int) money.Cents { return metresTimes(p.SquareMetres, p.FixedRate, days, of) })
}

func (p TariPosition) variablePart(y TariYear) TariPart {
	part := TariPart{Kind: VariablePart, Amount: p.Variable, Rate: p.VariableRate, People: p.Occupants}
	if p.VariableRate == 0 {
		return part
	}
	return p.better(part, y, func(days, of int) money.Cents { return yearly(p.VariableRate, days, of) })
}

// reductionParts share out what all reductions take off, which is rounded once: each is what it adds to those before.
func (p TariPosition) reductionParts() []TariPart {
	var parts []TariPart
	left := p
	left.Reductions = nil
	before := left.Reduced()
	for i, r := range p.Reductions {
		left.Reductions = p.Reductions[:i+1]
		now := left.Reduced()
		parts = append(parts, TariPart{Kind: ReductionPart, Amount: now - before, Fit: Exact, Code: r.Code, Percent: r.Percent, Base: p.Fixed + p.Variable})
		before = now
	}
	return parts
}

func (p TariPosition) tefaPart(y TariYear) TariPart {
	part := TariPart{Kind: TEFAPart, Amount: p.TEFA, Rate: y.TEFA, Base: p.Reduced()}
	if y.TEFA != 0 {
		part.Fit = fit(money.MulRate(part.Base, y.TEFA), p.TEFA)
	}
	return part
}

// ownReduction gives a bill's only reduction what the total leaves to it, where the office lowers something else than
// fixed and variable part together: TEFA, which is on what is left, tells. Several could not be told apart.
func (p TariPosition) ownReduction(y TariYear, parts []TariPart) {
	rest := p.Total
	var reduction, tefa *TariPart
	for i := range parts {
		rest -= parts[i].Amount
		switch parts[i].Kind {
		case ReductionPart:
			reduction = &parts[i]
		case TEFAPart:
			tefa = &parts[i]
		}
	}
	if len(p.Reductions) != 1 || tefa.Fit == Exact || tefa.Fit == Rounded || restKind(1, rest, p.Total) != OtherPart {
		return
	}
	base := p.Fixed + p.Variable + reduction.Amount + rest
	if base >= p.Fixed+p.Variable || base < 0 || fit(money.MulRate(base, y.TEFA), p.TEFA) == Differs {
		return
	}
	reduction.Amount, reduction.Fit = reduction.Amount+rest, Differs
	tefa.Base, tefa.Fit = base, fit(money.MulRate(base, y.TEFA), p.TEFA)
}

// UsedDays are the days of the year in which the utenza was used, and those of the year; equal for a whole year.
func (p TariPosition) UsedDays(r Rules) (days, of int) {
	y, _ := r.TariOf(p.Year)
	y.Year = p.Year
	return y.days(p.From, p.To)
}
