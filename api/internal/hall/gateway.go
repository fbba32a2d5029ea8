package hall

import (
	"context"

	"sportello/api/identity"
	"sportello/api/payments"
)

// Gateway is the way to pagoPA: api/internal/pagopa is one. Nil: the town takes no payment online.
type Gateway interface {
	// Publish makes sure that pagoPA knows a position as it is now; the same once more changes nothing.
	//
	// Errors: command.ErrDown when pagoPA does not answer.
	Publish(ctx context.Context, p payments.Position, debtor identity.Person) error
	// Cart opens pagoPA's page on which the items are paid, and gives its address. The page comes back to
	// {site}/paga/ritorno/{payment}/{ok|annullato|errore|attesa}.
	//
	// Errors: command.ErrDown when pagoPA does not answer.
	Cart(ctx context.Context, p payments.Payment, email string) (address string, err error)
}
