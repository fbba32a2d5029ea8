package taxes

import (
	"sportello/api/calendar"
	"sportello/api/money"
)

// oneEuro is what a payment may be short by and still count: the form has no cents.
const oneEuro money.Cents = 100

// LastDay is the day by which the term must be paid: when Due is a Saturday, a Sunday or a holiday, the next working
// day (art. 7 c. 1 lett. h DL 70/2011).
func (t ImuTerm) LastDay() calendar.Day {
	return calendar.Term(t.Due, 0, calendar.OffWeekends, calendar.MonthDay{})
}

// Owed is what is still to pay of the term, never negative, code by code: too much under one code does not pay another.
// Less than one euro short counts as paid.
func (t ImuTerm) Owed() money.Cents {
	var sum money.Cents
	for _, c := range t.Sums {
		sum += c.Owed()
	}
	return sum
}

// Owed is what is still to pay of the sum; less than one euro short counts as paid.
func (c CodeSum) Owed() money.Cents {
	if short := c.Amount - c.Paid; short >= oneEuro {
		return short
	}
	return 0
}

// State tells how the term stands on a day. One with nothing to pay is Paid.
func (t ImuTerm) State(today calendar.Day) State {
	switch {
	case t.Owed() == 0:
		return Paid
	case t.LastDay() < today:
		return Overdue
	case t.Paid > 0:
		return PartPaid
	}
	return Due
}

// Terms are the terms that ask for something, in the order of their days.
func (p ImuPosition) Terms() []ImuTerm {
	var terms []ImuTerm
	for _, t := range []ImuTerm{p.Acconto, p.Saldo} {
		if t.Amount > 0 {
			terms = append(terms, t)
		}
	}
	return terms
}

// Due is what is still to pay of the year.
func (p ImuPosition) Due() money.Cents { return p.Acconto.Owed() + p.Saldo.Owed() }

// Paid is what has been paid of the year's tax, without sanctions and interest and without what answers to nothing.
func (p ImuPosition) Paid() money.Cents { return p.Acconto.Paid + p.Saldo.Paid }

// Over is what has been paid beyond what is asked, code by code. Only the comune may give it back.
func (p ImuPosition) Over() money.Cents {
	var sum money.Cents
	for _, t := range p.Terms() {
		for _, c := range t.Sums {
			sum += max(0, c.Paid-c.Amount)
		}
	}
	return sum
}

// Guesses reports whether a term is reckoned with rates that are not decided: the saldo goes by those of its year, the
// acconto by those of the year before (c. 762).
func (p ImuPosition) Guesses(t ImuTerm) bool {
	wanted := p.Year
	if t.Name == AccontoTerm {
		wanted--
	}
	return p.Estimated && t.Rates < wanted
}

// Next is the term to pay next on a day: the earliest not yet overdue with something to pay.
func (p ImuPosition) Next(today calendar.Day) (ImuTerm, bool) {
	for _, t := range p.Terms() {
		if s := t.State(today); s == Due || s == PartPaid {
			return t, true
		}
	}
	return ImuTerm{}, false
}

// Overdue are the terms whose last day has passed with something to pay.
func (p ImuPosition) Overdue(today calendar.Day) []ImuTerm {
	var late []ImuTerm
	for _, t := range p.Terms() {
		if t.State(today) == Overdue {
			late = append(late, t)
		}
	}
	return late
}
