package hall

import (
	"context"
	"time"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/identity"
	"sportello/api/money"
	"sportello/api/payments"
)

// PayOpenly starts the payment of one fine for somebody with the letter in the hand, who has not signed in: its notice
// number and the plate open it. id is made where the wish was born (a UUIDv7); the same again gives the same payment.
// The address is the page on which one pays.
//
// Errors: Refusal; command.ErrNotFound when number and plate are not those of one fine, command.Locked after too many
// of those, command.ErrDown.
func (h *Hall) PayOpenly(ctx context.Context, id, nav, plate string, total money.Cents) (next string, err error) {
	at := h.Now()
	if !uuid(id) {
		return "", Refusal{Key: "bad_id"}
	}
	if !h.Of.Pay.Online || h.Gateway == nil {
		return "", Refusal{Key: payments.ErrNoOnline.Error()}
	}
	_, p, err := h.FindFine(ctx, nav, plate)
	if err != nil {
		return "", err
	}
	items, err := payments.Choose([]payments.Position{p}, []string{nav}, 1, calendar.InRome(at))
	if err == nil && payments.Sum(items) != total {
		err = payments.ErrChanged
	}
	if err == nil {
		err = h.Store.StartOpenly(ctx, payments.Payment{ID: id, Items: items, Total: total}, h.Of.Pay.Wait(), at)
	}
	if err == nil {
		next, err = h.cart(ctx, identity.Who{}, id, "", at)
	}
	return next, h.seen(refusedPayment(err))
}

// OpenPayment is where a payment stands that was started without signing in, for a day, for who has its address.
//
// Errors: command.ErrNotFound for any other.
func (h *Hall) OpenPayment(ctx context.Context, id string) (payments.Payment, error) {
	at := h.Now()
	if !uuid(id) {
		return payments.Payment{}, command.ErrNotFound
	}
	cart, err := h.Store.CartOf(ctx, id)
	switch {
	case err != nil:
		return payments.Payment{}, h.seen(err)
	case !cart.Open, at.Sub(cart.At) >= payments.OpenFor:
		return payments.Payment{}, command.ErrNotFound
	}
	p := cart.Payment
	p.Progress = p.Now(at, h.Of.Pay)
	return p, nil
}

// Returned notes with what word pagoPA's pages sent a browser back, and gives the page to go on to. The word is never
// proof: it closes nothing, and any stranger who says it again learns nothing.
func (h *Hall) Returned(ctx context.Context, payment string, word payments.Return) (page string, err error) {
	to, known := word.Progress()
	if !known || !uuid(payment) {
		return "", command.ErrNotFound
	}
	back, err := h.Store.Returned(ctx, payment, to, h.Now().UTC().Truncate(time.Microsecond))
	if err != nil {
		return "", h.seen(err)
	}
	return addressOf(payments.Cart{Payment: payments.Payment{ID: payment}, Open: back.Open}, back.Mandate), nil
}

// Payment is where one payment stands, for who asks again and again.
//
// Errors: command.ErrNotFound for what is not there, or not to be seen.
func (h *Hall) Payment(ctx context.Context, who identity.Who, id string) (payments.Payment, error) {
	if !uuid(id) || !who.May(identity.See, "") {
		return payments.Payment{}, command.ErrNotFound
	}
	at := h.Now()
	if who.ForOther() { // its page is open already: whoever waits there leaves one trace, not one a minute
		if err := h.Store.Look(ctx, who, command.Look{Page: "/pagamenti/{payment}", Matter: "payments", Form: true}, at); err != nil {
			return payments.Payment{}, h.seen(err)
		}
	}
	p, err := h.Store.Payment(ctx, who, id)
	p.Progress = p.Now(at, h.Of.Pay)
	return p, h.seen(err)
}
