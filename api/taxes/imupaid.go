package taxes

import (
	"cmp"
	"slices"

	"sportello/api/money"
)

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

// take gives the term what it still asks of a payment, and says how much of the payment that used up. Of a late
// payment, sanctions and interest for that term are no tax.
func (t *ImuTerm) take(paid Payment, left money.Cents, r Rules) (used money.Cents) {
	c := t.sum(paid.Code)
	open := c.Amount - c.Paid
	if open <= 0 || left <= 0 {
		return 0
	}
	tax, whole := left, open
	if paid.Late {
		tax = r.TaxPart(left, t.LastDay(), paid.PaidOn)
		whole = money.F24(r.Ravvedimento(open, t.LastDay(), paid.PaidOn).Total)
	}
	if tax <= open {
		t.book(paid, tax)
		return left
	}
	t.book(paid, open)
	return min(left, whole)
}

// book counts a sum of tax as paid.
func (t *ImuTerm) book(paid Payment, tax money.Cents) {
	if tax > 0 {
		t.sum(paid.Code).Paid += tax
		t.Paid, t.PaidOn = t.Paid+tax, max(t.PaidOn, paid.PaidOn)
	}
}
