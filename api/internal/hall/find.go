package hall

import (
	"context"
	"time"

	"sportello/api/calendar"
	"sportello/api/fines"
	"sportello/api/fiscal"
	"sportello/api/payments"
)

// Finder is what the town hall asks of the store for somebody with a letter in the hand, in nobody's name. Both count
// the asking for the address it comes from.
type Finder interface {
	FindFine(ctx context.Context, number, plate string, at time.Time) (fines.Fine, payments.Position, error)
	CheckNotice(ctx context.Context, nav string, at time.Time) (payments.Position, error)
}

// FindFine is the fine of a verbale or notice number and a plate, for who has the letter and has not signed in, with
// what is to be paid of it. It says nothing of whose it is, nor what is not printed on the letter; a fine that the
// comune gave no notice number for has no position.
//
// Errors: command.ErrNotFound when number and plate are not those of one fine, command.Locked after too many of those.
func (h *Hall) FindFine(ctx context.Context, number, plate string) (fines.Fine, payments.Position, error) {
	f, p, err := h.Store.FindFine(ctx, number, fines.Plate(plate), h.Now())
	return f, p, h.seen(err)
}

// CheckNotice says whether a notice is true, by its number or the text of its QR code or Data Matrix.
//
// Errors: command.Locked after too many from the same address, right or wrong: a number that is right tells an amount.
func (h *Hall) CheckNotice(ctx context.Context, text string) (payments.Verdict, error) {
	asked, err := fiscal.ReadNotice(text)
	if err != nil {
		return payments.Verdict{Answer: payments.Unread}, nil
	}
	p, err := h.Store.CheckNotice(ctx, asked.NAV, h.Now())
	if err != nil {
		return payments.Verdict{}, h.seen(err)
	}
	return h.Creditor.Judge(asked, p, calendar.InRome(h.Now())), nil
}
