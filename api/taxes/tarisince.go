package taxes

import (
	"slices"

	"sportello/api/money"
)

// TariCause is what can make a bill differ from the one of the year before.
type TariCause string

// The causes, in the order in which they are tried. PeopleAndRates stands when the tariffs of neither year are known
// and the two cannot be told apart. Otherwise is what our figures do not explain.
const (
	NoCause        TariCause = ""
	People         TariCause = "people"
	Metres         TariCause = "metres"
	Days           TariCause = "days"
	Reduced        TariCause = "reductions"
	RatesOfYear    TariCause = "rates"
	PeopleAndRates TariCause = "people_rates"
	Components     TariCause = "components"
	BonusGiven     TariCause = "bonus"
	Otherwise      TariCause = "other"
)

// TariChange is how a bill differs from the one of the year before: by how much, and above all why. The amounts of
// Effects make the Difference.
type TariChange struct {
	Difference money.Cents  `json:"difference" doc:"Positive: more than before"`
	Main       TariCause    `json:"main,omitempty" doc:"The greatest effect in the direction of the difference; none when there is none"`
	Effects    []TariEffect `json:"effects,omitempty"`
}

// TariEffect is how much one cause makes of a difference.
type TariEffect struct {
	Cause  TariCause   `json:"cause"`
	Amount money.Cents `json:"amount"`
}

// tariDrivers are what a bill depends on, so that one may be changed at a time.
type tariDrivers struct {
	people                int
	metres                Hundredths
	days, of              int
	fixed, variable, tefa money.Rate
	reductions            []Reduction
	components, bonus     money.Cents
}

// Since tells what changed from the bill of the year before. It goes from the old bill to the new one by changing one
// driver after another, in the order of the causes, and takes each step's effect for that cause. People come before
// rates, so that a larger household at last year's tariffs is a larger household.
func (p TariPosition) Since(before TariPosition, r Rules) TariChange {
	change := TariChange{Difference: p.Total - before.Total}
	d, now := before.drivers(r), p.drivers(r)
	if d.total() == 0 || now.total() == 0 { // a bill that tells no parts
		change.settle()
		return change
	}
	reckoned := d.total()
	step := func(c TariCause) {
		if next := d.total(); next != reckoned {
			change.Effects = append(change.Effects, TariEffect{c, next - reckoned})
			reckoned = next
		}
	}
	d.movePeople(now, before, p, r, step)
	d.metres = now.metres
	step(Metres)
	d.days, d.of = now.days, now.of
	step(Days)
	d.reductions = now.reductions
	step(Reduced)
	d.fixed, d.variable, d.tefa = now.fixed, now.variable, now.tefa
	step(RatesOfYear)
	d.components = now.components
	step(Components)
	d.bonus = now.bonus
	step(BonusGiven)
	change.settle()
	return change
}

// movePeople changes the household at the tariffs of the year before, or those of this year, or with the rates.
func (d *tariDrivers) movePeople(now tariDrivers, before, p TariPosition, r Rules, step func(TariCause)) {
	if d.people == now.people || d.people == 0 || now.people == 0 { // or not told
		return
	}
	if y, _ := r.TariOf(before.Year); rateFor(y.Fixed, d.people) == d.fixed && d.fixed != 0 {
		d.fixed, d.variable = rateFor(y.Fixed, now.people), rateFor(y.Variable, now.people)
		step(People)
		return
	}
	if y, _ := r.TariOf(p.Year); rateFor(y.Fixed, now.people) == now.fixed && now.fixed != 0 {
		d.fixed, d.variable = rateFor(y.Fixed, d.people), rateFor(y.Variable, d.people)
		step(RatesOfYear)
		d.fixed, d.variable = now.fixed, now.variable
		step(People)
		return
	}
	d.fixed, d.variable = now.fixed, now.variable
	step(PeopleAndRates)
}

// settle puts what is not explained last, gathers a cause met twice, and finds the main one.
func (c *TariChange) settle() {
	rest := c.Difference
	var sums []TariEffect
	for _, e := range c.Effects {
		rest -= e.Amount
		if i := slices.IndexFunc(sums, func(s TariEffect) bool { return s.Cause == e.Cause }); i >= 0 {
			sums[i].Amount += e.Amount
		} else {
			sums = append(sums, e)
		}
	}
	if rest != 0 {
		sums = append(sums, TariEffect{Otherwise, rest})
	}
	c.Effects = sums
	var best money.Cents
	for _, e := range sums {
		towards := e.Amount
		if c.Difference < 0 {
			towards = -towards
		}
		if c.Difference != 0 && towards > best {
			best, c.Main = towards, e.Cause
		}
	}
}

// drivers reads a bill. A rate that neither the bill nor the tariffs tell is worked out of the part that it makes. What
// a rate that is told does not make is left over, for no driver explains it.
func (p TariPosition) drivers(r Rules) tariDrivers {
	y, known := r.TariOf(p.Year)
	y.Year = p.Year
	if known {
		p = p.filled(y)
	}
	d := tariDrivers{
		people: p.Occupants, metres: p.SquareMetres, fixed: p.FixedRate, variable: p.VariableRate, tefa: y.TEFA,
		reductions: p.Reductions, components: p.UR1 + p.UR2 + p.UR3, bonus: p.Bonus,
	}
	d.days, d.of = y.days(p.From, p.To)
	if part := p.fixedPart(y); (part.Fit == Exact || part.Fit == Rounded) && part.Days == 0 {
		d.days = d.of // the office counted the whole year
	}
	if d.fixed == 0 {
		d.fixed = rateOut(p.Fixed, int64(d.metres), d.days, d.of)
	}
	if d.variable == 0 {
		d.variable = rateOut(p.Variable, 1_00, d.days, d.of)
	}
	if base := p.Reduced(); base > 0 && d.tefa == 0 {
		d.tefa = money.Rate(money.MulDiv(int64(p.TEFA), int64(money.One), int64(base)))
	}
	return d
}

// rateOut is the rate that makes a sum of so many hundredths in a part of the year; 0 when nothing can.
func rateOut(sum money.Cents, hundredths int64, days, of int) money.Rate {
	by := hundredths * int64(days)
	if by <= 0 {
		return 0
	}
	return money.Rate(money.MulDiv(int64(sum), int64(money.One)*int64(of), by))
}

func (d tariDrivers) fixedPart() money.Cents    { return metresTimes(d.metres, d.fixed, d.days, d.of) }
func (d tariDrivers) variablePart() money.Cents { return yearly(d.variable, d.days, d.of) }

// total is the bill that the drivers make.
func (d tariDrivers) total() money.Cents {
	base := TariPosition{Fixed: d.fixedPart(), Variable: d.variablePart(), Reductions: d.reductions}.Reduced()
	return base + money.MulRate(base, d.tefa) + d.components - d.bonus
}
