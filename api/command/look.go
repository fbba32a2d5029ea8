package command

import "context"

// Look is what somebody opens in another's matters. Page is the pattern of the screen's address, never a value
// in it; Matter is the kind of matter it shows. Form tells that the page answers a form, so that it is most
// often one already open. The zero value is the whole folder, as a phone or another program asks for it.
type Look struct {
	Page, Matter string
	Form         bool
}

type lookKey struct{}

// WithLook notes what a folder is read for, so that the store writes it down.
func WithLook(ctx context.Context, l Look) context.Context {
	return context.WithValue(ctx, lookKey{}, l)
}

// LookOf is what a folder is read for; the whole folder when nobody said so.
func LookOf(ctx context.Context) Look {
	l, _ := ctx.Value(lookKey{}).(Look)
	return l
}
