package rest

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"sportello/api/command"
	"sportello/api/identity"
	"sportello/api/payments"
)

// Payments is what the handlers of this file ask of the town hall.
type Payments interface {
	Payment(ctx context.Context, who identity.Who, id string) (payments.Payment, error)
}

const (
	proofOnly = "Only receipts of pagoPA make a payment confirmed; what a browser comes back with never does. " + seenOnly
	seenOnly  = "Under a mandate only what it lets somebody see is there."
)

// payments are what is paid, what is meant to be paid, and the proofs.
func (s *server) payments() {
	s.paying()
	op := s.reading("list-payments", "/v1/payments", "Tries to pay, newest first, and intentions to", []payments.Payment{})
	op.Description = proofOnly
	huma.Register(s.api, forPerson(op, []payments.Payment{examplePayment()}), func(ctx context.Context, in *asked) (*document, error) {
		f, err := s.Hall.Folder(ctx, who(ctx))
		if err != nil {
			return nil, s.answer(err)
		}
		return s.unlessSame(in, append([]payments.Payment{}, f.Payments...))
	})
	op = s.reading("get-payment", "/v1/payments/{payment}", "Where one payment stands. Cheap: to be asked again until its receipts are there", payments.Payment{})
	op.Description, op.Errors = proofOnly, append(op.Errors, http.StatusNotFound)
	huma.Register(s.api, forPerson(op, examplePayment()), func(ctx context.Context, in *struct {
		Asked
		Payment string `path:"payment" format:"uuid"`
	}) (*document, error) {
		p, err := s.Hall.Payment(ctx, who(ctx), in.Payment)
		if err != nil {
			return nil, s.answer(err)
		}
		return s.unlessSame(&in.Asked, p)
	})
	s.receipts()
}

func (s *server) paying() {
	op := doing("pay", http.MethodPost, "/v1/payments", "Start a payment, exactly once for each key, or keep the intention to (later). Next is the address "+
		"of pagoPA's page. The same key again gives the same payment, and an address that can be used", http.StatusOK)
	op.Description = "Amounts are judged on the day of the server in Europe/Rome, and total must be what is owed then: otherwise nothing is started. A proxy's cap is the most of one payment. " +
		"A clerk never pays for a citizen."
	huma.Register(s.api, op, func(ctx context.Context, in *struct {
		Sent
		Key  string `header:"Idempotency-Key" required:"true" format:"uuid" doc:"Id of the payment, a UUIDv7"`
		Body payments.Start
	}) (*receipt, error) {
		kind := command.PayStart
		if in.Body.Later {
			kind = command.PayIntend
		}
		return s.send(ctx, in.Key, kind, in.Subject, in.Body)
	})
	huma.Register(s.api, doing("forget-intention", http.MethodDelete, "/v1/payments/{payment}", "Forget the intention to pay. What is no intention stays as it is",
		http.StatusOK), func(ctx context.Context, in *struct {
		Sent
		Payment string `path:"payment" format:"uuid"`
		Key     string `header:"Idempotency-Key" format:"uuid"`
	}) (*receipt, error) {
		return s.send(ctx, born(in.Key), command.PayDrop, in.Subject, payments.OfPayment{Payment: in.Payment})
	})
}

func (s *server) receipts() {
	op := s.reading("list-receipts", "/v1/receipts", "Proofs of payment, newest first", []payments.Receipt{})
	op.Description = seenOnly
	huma.Register(s.api, forPerson(op, []payments.Receipt{exampleReceipt()}), func(ctx context.Context, in *asked) (*document, error) {
		f, err := s.Hall.Folder(ctx, who(ctx))
		if err != nil {
			return nil, s.answer(err)
		}
		return s.unlessSame(in, append([]payments.Receipt{}, f.Receipts...))
	})
	op = s.reading("get-receipt", "/v1/receipts/{receipt}", "One proof of payment (ricevuta telematica)", payments.Receipt{})
	op.Description, op.Errors = seenOnly, append(op.Errors, http.StatusNotFound)
	huma.Register(s.api, forPerson(op, exampleReceipt()), func(ctx context.Context, in *struct {
		Asked
		Receipt string `path:"receipt" maxLength:"100" doc:"pagoPA's id of it"`
	}) (*document, error) {
		f, err := s.Hall.Folder(ctx, who(ctx))
		if err != nil {
			return nil, s.answer(err)
		}
		r, ok := f.Receipt(in.Receipt)
		if !ok {
			return nil, s.answer(command.ErrNotFound)
		}
		return s.unlessSame(&in.Asked, r)
	})
}

// examplePayment is the discounted notice of a fine, with its receipt.
func examplePayment() payments.Payment {
	r := exampleReceipt()
	return payments.Payment{ID: "01890000-0000-7000-8000-000000000001", Progress: payments.Confirmed, Total: r.Amount, By: "Teresa Sverinelli", Mine: true,
		At:    r.PaidAt.Add(-exampleMinutes),
		Items: []payments.Item{{NAV: r.NAV, Position: r.Position, Service: r.Service, About: r.About, Number: 1, Of: 1, Amount: r.Amount, Receipt: r.ID}}}
}
