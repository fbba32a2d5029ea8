package payments

import (
	"slices"
	"time"
)

// DefaultWaiting is how long a payment that was begun stands in the way of another, where the comune says nothing:
// somewhat longer than pagoPA keeps a cart.
const DefaultWaiting = 15 * time.Minute

// CartWait is how long pagoPA's page may take to be there: a payment without one cannot have been paid.
const CartWait = time.Minute

// Heard is how long a receipt can take: pagoPA tries for 48 hours to deliver it (SANP, paSendRT), and a day more is for
// the flows of money that tell of what was lost.
const Heard = 72 * time.Hour

// Wait is how long a payment that was begun stands in the way of another.
func (o Offer) Wait() time.Duration {
	if o.Waiting <= 0 {
		return DefaultWaiting
	}
	return time.Duration(o.Waiting) * time.Minute
}

// Now is how far the payment has come by a moment: what was written of it, and what receipts and time made of it.
func (p Payment) Now(at time.Time, o Offer) Progress {
	proved := len(p.Items) > 0 && !slices.ContainsFunc(p.Items, func(i Item) bool { return i.Receipt == "" })
	switch age := at.Sub(p.At); {
	case proved:
		return Confirmed
	case p.Progress == Started && (age >= o.Wait() || !p.Cart && age >= CartWait), p.Progress == Sent && age >= Heard:
		return Lapsed
	}
	return p.Progress
}

// Busy reports whether the payment stands in the way of another for the same notices at a moment: the money may be on
// its way.
func (p Payment) Busy(at time.Time, o Offer) bool {
	now := p.Now(at, o)
	return (now == Started || now == Sent) && at.Sub(p.At) < o.Wait()
}

// Follow gives each payment its progress by a moment, and tells of each position whether a payment of it was sent whose
// receipt has not come. Both lists are changed in place.
func Follow(positions []Position, all []Payment, at time.Time, o Offer) {
	waiting := map[string]bool{}
	for i := range all {
		p := &all[i]
		for _, item := range p.Items {
			if item.Receipt == "" && p.Busy(at, o) {
				waiting[item.Position] = true
			}
		}
		p.Progress = p.Now(at, o)
	}
	for i := range positions {
		positions[i].Waiting = waiting[positions[i].ID]
	}
}
