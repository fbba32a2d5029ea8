package taxes

import (
	"slices"

	"sportello/api/money"
)

// ImuCause is what can make a year's IMU differ from that of the year before.
type ImuCause string

// The causes. ByRates and ByRules stand for what law and comune changed, all others for what changed in what is held.
const (
	NoImuCause    ImuCause = ""
	ByRates       ImuCause = "rates" // of the comune: From and To are known
	ByRules       ImuCause = "rules" // of the law, or another choice of the comune
	ByNew         ImuCause = "new"
	ByInheritance ImuCause = "inherited"
	ByGone        ImuCause = "gone"
	ByMonths      ImuCause = "months"
	ByUse         ImuCause = "use"
	ByShare       ImuCause = "share"
	ByValue       ImuCause = "value"
	ByOther       ImuCause = "other"
)

// ImuChange is how a year's IMU differs from that of the year before, and above all why. The amounts of Effects make
// the Difference. From and To are the rate that changed most, when there is one.
type ImuChange struct {
	Before     int         `json:"before" doc:"The year before"`
	Difference money.Cents `json:"difference" doc:"Positive: more than before"`
	Main       ImuCause    `json:"main,omitempty" doc:"The greatest effect in the direction of the difference; none when there is none"`
	Effects    []ImuEffect `json:"effects,omitempty"`
	From       money.Rate  `json:"from,omitempty" doc:"Where the rate is the cause: that of the year before"`
	To         money.Rate  `json:"to,omitempty"`
}

// ImuEffect is how much one cause makes of a difference.
type ImuEffect struct {
	Cause  ImuCause    `json:"cause"`
	Amount money.Cents `json:"amount"`
}

// Since tells what changed from the year before: first what is held, unit by unit at last year's rates, then the rates,
// then all else that law and comune decide. It is false where the rates of the year before are not known, so that
// nothing can be compared.
func (i Imu) Since(r Rules, year int) (ImuChange, bool) {
	old, ok := r.ImuOf(year - 1)
	now, known := r.imuFor(year)
	if !ok || !known {
		return ImuChange{}, false
	}
	rated := old
	rated.Rate = now.Rate
	before, after := i.Reckon(r, year-1), i.Reckon(r, year)
	frozen, rerated := i.Reckon(r.with(old, year), year), i.Reckon(r.with(rated, year), year)
	change := ImuChange{Before: year - 1, Difference: after.Total - before.Total}
	var rates, rules money.Cents
	for _, unit := range unitsOf(before.Lines, frozen.Lines) {
		was, is, then := linesOf(before.Lines, unit), linesOf(frozen.Lines, unit), linesOf(after.Lines, unit)
		if monthsOf(was) == 0 { // last year's rates are nothing to who comes to hold it
			is = then
		} else {
			middle := taxOf(linesOf(rerated.Lines, unit))
			rates, rules = rates+middle-taxOf(is), rules+taxOf(then)-middle
		}
		if d := taxOf(is) - taxOf(was); d != 0 {
			change.add(causeOf(was, is), d)
		}
	}
	if rates != 0 {
		change.add(ByRates, rates)
		change.From, change.To = rateMoved(frozen.Lines, rerated.Lines)
	}
	if rules != 0 {
		change.add(ByRules, rules)
	}
	change.settle()
	return change, true
}

// with gives the rules in which a year is as another was.
func (r Rules) with(old ImuYear, year int) Rules {
	old.Year, old.Acconto, old.Saldo = year, inYear(old.Acconto, year), inYear(old.Saldo, year)
	r.Imu = append(slices.DeleteFunc(slices.Clone(r.Imu), func(y ImuYear) bool { return y.Year == year }), old)
	return r
}

// causeOf says what changed in a unit of which the tax changed.
func causeOf(was, is []ImuLine) ImuCause {
	switch {
	case monthsOf(was) == 0 && is[0].Holding.Inherited:
		return ByInheritance
	case monthsOf(was) == 0:
		return ByNew
	case monthsOf(is) == 0:
		return ByGone
	case monthsOf(was) != monthsOf(is):
		return ByMonths
	}
	a, b := was[len(was)-1].Holding, is[len(is)-1].Holding
	switch {
	case a.Share != b.Share:
		return ByShare
	case a.Use != b.Use || a.Right != b.Right || len(was) != len(is):
		return ByUse
	case a.Value != b.Value || a.Cadastral.Category != b.Cadastral.Category:
		return ByValue
	}
	return ByOther
}

// unitsOf are the units of both years, in the order in which they stand.
func unitsOf(all ...[]ImuLine) []string {
	var units []string
	for _, lines := range all {
		for _, l := range lines {
			if !slices.Contains(units, l.Holding.Unit) {
				units = append(units, l.Holding.Unit)
			}
		}
	}
	return units
}

func linesOf(all []ImuLine, unit string) []ImuLine {
	return slices.DeleteFunc(slices.Clone(all), func(l ImuLine) bool { return l.Holding.Unit != unit })
}

func taxOf(lines []ImuLine) (sum money.Cents) {
	for _, l := range lines {
		sum += l.Tax
	}
	return sum
}

func monthsOf(lines []ImuLine) (sum int) {
	for _, l := range lines {
		sum += l.Months
	}
	return sum
}

// rateMoved is the rate of the line that the new rates changed most.
func rateMoved(old, now []ImuLine) (from, to money.Rate) {
	var most money.Cents
	for n := range old { // the same parts: only rates differ
		if d := distance(now[n].Tax, old[n].Tax); d > most && now[n].Rate != old[n].Rate {
			most, from, to = d, old[n].Rate, now[n].Rate
		}
	}
	return from, to
}

func (c *ImuChange) add(cause ImuCause, amount money.Cents) {
	if n := slices.IndexFunc(c.Effects, func(e ImuEffect) bool { return e.Cause == cause }); n >= 0 {
		c.Effects[n].Amount += amount
		return
	}
	c.Effects = append(c.Effects, ImuEffect{cause, amount})
}

// settle finds the main cause: of two as great, the first.
func (c *ImuChange) settle() {
	var best money.Cents
	for _, e := range c.Effects {
		towards := e.Amount
		if c.Difference < 0 {
			towards = -towards
		}
		if c.Difference != 0 && towards > best {
			best, c.Main = towards, e.Cause
		}
	}
}
