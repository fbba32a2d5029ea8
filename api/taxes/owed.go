package taxes

import (
	"sportello/api/calendar"
	"sportello/api/money"
)

// State is how an instalment stands on a day.
type State string

// The four states. An instalment with nothing to pay is Paid; one paid in part is PartPaid until its last day
// and Overdue after it.
const (
	Paid     State = "paid"
	PartPaid State = "part_paid"
	Due      State = "due"
	Overdue  State = "overdue"
)

// LastDay is the day by which the instalment must be paid: when Due is a Saturday, a Sunday or a holiday, the
// next working day (art. 7 c. 1 lett. h DL 70/2011).
func (i Instalment) LastDay() calendar.Day {
	return calendar.Term(i.Due, 0, calendar.OffWeekends, calendar.MonthDay{})
}

// Owed is what is still to pay of the instalment, never negative. What was paid too much stays here: only the
// comune may move it to another instalment or give it back. Who paid whole euro paid with F24, which has no cents:
// less than one euro short counts as paid then (L. 296/2006 art. 1 c. 166).
func (i Instalment) Owed() money.Cents {
	short := i.Amount - i.Paid
	if i.Paid > 0 && i.Paid%oneEuro == 0 && short < oneEuro {
		return 0
	}
	return max(0, short)
}

// State tells how the instalment stands on a day.
func (i Instalment) State(today calendar.Day) State {
	switch {
	case i.Owed() == 0:
		return Paid
	case i.LastDay() < today:
		return Overdue
	case i.Paid > 0:
		return PartPaid
	}
	return Due
}

// Due is what is still to pay of the position.
func (p TariPosition) Due() money.Cents {
	var sum money.Cents
	for _, i := range p.Instalments {
		sum += i.Owed()
	}
	return sum
}

// Paid is what has been paid of the position.
func (p TariPosition) Paid() money.Cents {
	var sum money.Cents
	for _, i := range p.Instalments {
		sum += i.Paid
	}
	return sum
}

// Next is the instalment to pay next on a day: the earliest not yet overdue with something to pay.
func (p TariPosition) Next(today calendar.Day) (Instalment, bool) {
	var next Instalment
	for _, i := range p.Instalments {
		if s := i.State(today); (s == Due || s == PartPaid) && (next.Number == 0 || i.Due < next.Due) {
			next = i
		}
	}
	return next, next.Number != 0
}

// Overdue are the instalments whose last day has passed with something to pay, in the order of the plan.
func (p TariPosition) Overdue(today calendar.Day) []Instalment {
	var late []Instalment
	for _, i := range p.Instalments {
		if i.State(today) == Overdue {
			late = append(late, i)
		}
	}
	return late
}

// Due is what is still to pay of all positions.
func (t Tari) Due() money.Cents {
	var sum money.Cents
	for _, p := range t.Positions {
		sum += p.Due()
	}
	return sum
}

// InstalmentsSum is the sum of the plan; it should be the Total.
func (p TariPosition) InstalmentsSum() money.Cents {
	var sum money.Cents
	for _, i := range p.Instalments {
		sum += i.Amount
	}
	return sum
}

// wholePercent is 100 % in Hundredths.
const wholePercent = 100_00

// Reduced is the fixed and the variable part less the reductions: the base of TEFA.
func (p TariPosition) Reduced() money.Cents {
	var percent Hundredths
	for _, r := range p.Reductions {
		percent += r.Percent
	}
	return money.Cents(money.MulDiv(int64(p.Fixed+p.Variable), int64(wholePercent-min(percent, wholePercent)), wholePercent))
}

// ComponentsSum is what the components come to: reduced parts, TEFA and UR components, less the bonus.
func (p TariPosition) ComponentsSum() money.Cents {
	return p.Reduced() + p.TEFA + p.UR1 + p.UR2 + p.UR3 - p.Bonus
}
