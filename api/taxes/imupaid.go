package taxes

import (
	"cmp"
	"slices"

	"sportello/api/calendar"
	"sportello/api/money"
)

// oneEuro is what a payment may be short by and still count: the form has no cents.
const oneEuro money.Cents = 100

// match gives the payments of the year to what is asked, oldest first, code by code. One made for acconto goes to the
// acconto first and one for saldo to the saldo; what is over goes to the other term of the code, for the saldo is
// reckoned on what was paid (c. 762). What is over even then stays with the term it was made for.
func (p *ImuPosition) match(payments []Payment, r Rules) {
	payments = slices.Clone(payments)
	slices.SortStableFunc(payments, func(a, b Payment) int { return cmp.Compare(a.PaidOn, b.PaidOn) })
	for _, paid := range payments {
		if paid.Year != p.Year {
			continue
		}
		terms := []*ImuTerm{&p.Acconto, &p.Saldo}
		if paid.Saldo && !paid.Acconto {
			slices.Reverse(terms)
		}
		terms = slices.DeleteFunc(terms, func(t *ImuTerm) bool { return t.sum(paid.Code) == nil })
		if len(terms) == 0 || paid.Amount <= 0 {
			p.Unmatched = append(p.Unmatched, paid)
			continue
		}
		left := paid.Amount
		for _, t := range terms {
			left -= t.take(paid, left, r)
		}
		terms[0].book(paid, left)
	}
}

// sum is the term's sum of a code; nil when it asks for none.
func (t *ImuTerm) sum(code string) *CodeSum {
	for n := range t.Sums {
		if t.Sums[n].Code == code {
			return &t.Sums[n]
		}
	}
	return nil
}

// take gives the term what it still asks of a payment, and says how much of the payment that used up.
func (t *ImuTerm) take(paid Payment, left money.Cents, r Rules) (used money.Cents) {
	c := t.sum(paid.Code)
	open := c.Amount - c.Paid
	if open <= 0 || left <= 0 {
		return 0
	}
	whole := t.whole(open, paid, r)
	switch {
	case left >= whole+oneEuro:
		t.book(paid, open)
		return whole
	case left > whole-oneEuro && whole != open:
		t.book(paid, open)
	case whole != open:
		t.book(paid, t.part(left, open, paid, r))
	default:
		t.book(paid, min(left, open))
		return min(left, open)
	}
	return left
}

// whole is what a sum of tax costs when it is paid as the payment was: late, with sanctions and interest.
func (t *ImuTerm) whole(tax money.Cents, paid Payment, r Rules) money.Cents {
	return tax
}

// part is the tax in a late payment too small for all that was asked.
func (t *ImuTerm) part(left, open money.Cents, paid Payment, r Rules) money.Cents {
	low, high := money.Cents(0), open
	for low < high {
		middle := (low + high + 1) / 2
		if t.whole(middle, paid, r) <= left {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return low
}

// book counts a sum of tax as paid.
func (t *ImuTerm) book(paid Payment, tax money.Cents) {
	if tax > 0 {
		t.sum(paid.Code).Paid += tax
		t.Paid, t.PaidOn = t.Paid+tax, max(t.PaidOn, paid.PaidOn)
	}
}

// LastDay is the day by which the term must be paid: when Due is a Saturday, a Sunday or a holiday, the next working
// day (art. 7 c. 1 lett. h DL 70/2011).
func (t ImuTerm) LastDay() calendar.Day {
	return calendar.Forward(t.Due, calendar.MonthDay{}, calendar.SaturdayMoves)
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
