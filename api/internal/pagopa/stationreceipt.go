package pagopa

import (
	"context"
	"fmt"

	"sportello/api/calendar"
	"sportello/api/money"
	"sportello/api/payments"
)

// bookedByStation is the source of receipts that come this way.
const bookedByStation = "station"

// receipt books a receipt (paSendRT, paSendRTV2). The Nodo sends it up to 48 times, once an hour, until it hears OK: the
// same once more is OK, and so is money for a notice that nobody knows, for it is kept. What is written is what was
// paid, as it comes; whether it is too much or too little is for the books to say.
func (s *Station) receipt(ctx context.Context, c message) (answer, error) {
	in := c.in("receipt", true)
	r, iuv, paid := s.booking(in)
	creditor := in.must("fiscalCode", digits(11))
	parts, err := s.ours(in)
	switch {
	case *c.bad || err != nil:
		return answer{}, badSyntax
	case !paid: // a try that failed: nothing was paid
		return answer{}, nil
	case creditor != s.Creditor.Code:
		// Another's notice, of which a part is ours (the Nodo tells every creditor of it). Its number means nothing
		// here, and may be that of one of ours: it is kept under names that no notice of ours has.
		r.NAV, iuv, r.Amount = creditor+"/"+r.NAV, creditor+"/"+iuv, parts
	}
	if r.Amount <= 0 {
		return answer{}, badMeaning
	}
	if _, err := s.Books.Book(ctx, r, iuv, bookedByStation, c.raw, s.Now()); err != nil {
		return answer{}, fmt.Errorf("booking a receipt: %w", err)
	}
	return answer{}, nil
}

// booking reads of a receipt what is booked, and whether anything was paid.
func (s *Station) booking(in fields) (r payments.Receipt, iuv string, paid bool) {
	r = payments.Receipt{
		ID: in.must("receiptId", anything), NAV: in.must("noticeNumber", digits(18)), Amount: in.amount("paymentAmount", true), Fee: in.amount("fee", false),
		PSP: in.must("PSPCompanyName", text(70)), Method: in.may("paymentMethod", text(35)), Payer: in.in("payer", false).may("fullName", text(70)),
	}
	outcome := in.must("outcome", func(s string) bool { return s == outcomeOK || s == outcomeKO })
	r.PaidAt, r.PaidOn = in.moment("paymentDateTime")
	if applied := in.day("applicationDate"); r.PaidOn == 0 {
		r.PaidOn = applied
	}
	if r.PaidOn == 0 {
		r.PaidOn = calendar.InRome(s.Now())
	}
	return r, in.must("creditorReferenceId", text(35)), outcome == outcomeOK
}

// ours is what of a receipt goes to this creditor.
func (s *Station) ours(in fields) (sum money.Cents, err error) {
	transfers := in.in("transferList", true).all("transfer")
	if len(transfers) < 1 || len(transfers) > 5 {
		return 0, badSyntax
	}
	for _, t := range transfers {
		if amount := t.amount("transferAmount", true); t.must("fiscalCodePA", digits(11)) == s.Creditor.Code {
			sum += amount
		}
	}
	return sum, nil
}
