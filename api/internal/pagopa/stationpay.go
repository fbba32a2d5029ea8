package pagopa

import (
	"context"
	"fmt"
	"strings"

	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/api/identity"
	"sportello/api/money"
	"sportello/api/payments"
)

// asked is a notice that can be paid now.
type asked struct {
	payments.Notice
	position payments.Position
	debtor   identity.Person
	iuv      string
	about    string // what the payment is called, with nothing personal
}

// notice is the notice that a call is about, when it can be paid today. The day is the server's, in Italy.
func (s *Station) notice(ctx context.Context, c message) (asked, error) {
	code := c.in("qrCode", true)
	creditor, nav := code.must("fiscalCode", digits(11)), code.must("noticeNumber", digits(18))
	number, err := fiscal.ParseNAV(nav)
	switch {
	case *c.bad:
		return asked{}, badSyntax
	case creditor != s.Creditor.Code: // it says in two places whose notice it is, and they differ
		return asked{}, badMeaning
	case err != nil: // eighteen digits, and of no scheme that there is
		return asked{}, badForm
	}
	p, debtor, found, err := s.Books.PositionOf(ctx, nav)
	if err != nil {
		return asked{}, fmt.Errorf("looking for a notice that pagoPA asks for: %w", err)
	}
	n, ok := p.Notice(nav)
	if !found || !ok {
		return asked{}, unknownNotice
	}
	return asked{n, p, debtor, number.IUV, p.Description(n)}, verdict(p, n, p.State(n, calendar.InRome(s.Now())))
}

// verify says what is owed (paVerifyPaymentNotice).
func (s *Station) verify(ctx context.Context, c message) (answer, error) {
	n, err := s.notice(ctx, c)
	if err != nil {
		return answer{}, err
	}
	return answer{
		Option:             &option{Amount: decimal(n.Owed()), Options: "EQ", DueDate: n.Due.String(), Detail: n.about},
		PaymentDescription: n.about, FiscalCodePA: s.Creditor.Code, CompanyName: s.Creditor.Name,
	}, nil
}

// payment says what is owed, by whom, and where the money goes (paGetPayment, paGetPaymentV2). Nothing is noted of it: the
// position stays open until a receipt comes.
func (s *Station) payment(ctx context.Context, c message) (answer, error) {
	sum := c.amount("amount", false)
	c.may("paymentNote", text(210))
	c.may("transferType", func(s string) bool { return s == "POSTAL" || s == "PAGOPA" })
	c.day("dueDate")
	n, err := s.notice(ctx, c)
	switch {
	case err != nil:
		return answer{}, err
	case c.one("amount", false) != nil && sum != n.Owed(): // who pays has been shown another
		return answer{}, wrongAmount
	}
	due := n.Due
	if due == 0 {
		due = noDay
	}
	d := &data{Reference: n.iuv, Amount: decimal(n.Owed()), DueDate: due.String(), Description: n.about, Company: s.Creditor.Name, Debtor: who(n.debtor)}
	return answer{Data: d}, s.split(d, n, c.op.name != getPayment)
}

// split writes where the money goes. Its parts make the sum, or it is our fault.
func (s *Station) split(d *data, n asked, companies bool) error {
	parts, err := s.Creditor.Transfers(n.position, n.Notice)
	if err != nil {
		return fmt.Errorf("splitting a notice of %s: %w", n.position.Service, err)
	}
	var sum money.Cents
	for i, part := range parts {
		sum += part.Amount
		t := transfer{ID: i + 1, Amount: decimal(part.Amount), Creditor: part.Creditor, IBAN: part.IBAN, Remittance: d.Description, Category: part.Category}
		if companies {
			t.Company = part.Name
		}
		d.Transfers = append(d.Transfers, t)
	}
	if sum != n.Owed() {
		return fmt.Errorf("splitting a notice of %s: the parts do not make the sum", n.position.Service)
	}
	for _, m := range s.Creditor.Metadata(n.position, parts) {
		if d.Metadata == nil {
			d.Metadata = &metadata{}
		}
		d.Metadata.Entries = append(d.Metadata.Entries, entry(m))
	}
	return nil
}

// who is who owes it: always a natural person, for no other has a folder here.
func who(p identity.Person) debtor {
	name := []rune(strings.TrimSpace(p.Name()))
	if len(name) == 0 {
		name = []rune(p.FiscalCode)
	}
	return debtor{Kind: "F", Value: p.FiscalCode, Name: string(name[:min(len(name), 70)])}
}
