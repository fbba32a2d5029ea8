package hall

import (
	"context"
	"sync"
	"time"

	"sportello/api/folder"
	"sportello/api/taxes"
)

// RatesStore is where the rates are that the comune's office has sent in.
type RatesStore interface {
	Rates(ctx context.Context) (taxes.Decided, error)
}

// rereadAfter is how old the rates may be: an import is seen by every replica within it, and nobody restarts anything.
const rereadAfter = time.Minute

// decided is what was read of the rates, and when somebody last began to.
type decided struct {
	mu    sync.Mutex   // never held while the store is asked: it may be slow, and every page needs the town
	rules *taxes.Rules // nil until they were read once
	read  time.Time    // when the reading of rules began
	tried time.Time
}

// known are the rules read last, nil before the first. Of those who ask when they are old one is told to read them again.
func (d *decided) known(now time.Time) (rules *taxes.Rules, again bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	again = d.rules == nil || now.Sub(d.tried) >= rereadAfter || now.Before(d.tried)
	if again {
		d.tried = now
	}
	return d.rules, again
}

// keep takes in what was read from a time on, unless something newer is there already.
func (d *decided) keep(rules *taxes.Rules, began time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.rules == nil || !began.Before(d.read) {
		d.rules, d.read = rules, began
	}
}

// forget says that who went away has tried nothing: the next reads.
func (d *decided) forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.tried = time.Time{}
}

// Town is what everybody may read: the data of the comune, with the rates that its office has sent in since.
//
// When the store is away, or slow, the rates known last are told. If none were ever read, the answer has an error
// beside it: the comune and its telephone are right, its rates may not be.
func (h *Hall) Town(ctx context.Context) (folder.Town, error) {
	town, now := h.Of, h.Now()
	rules, again := h.decided.known(now)
	if again {
		d, err := h.Store.Rates(ctx)
		switch {
		case err == nil:
			newest := h.Of.Taxes.With(d)
			rules = &newest
			h.decided.keep(rules, now)
		case rules == nil:
			return town, h.seen(err)
		case ctx.Err() != nil:
			h.decided.forget()
		}
	}
	town.Taxes = *rules
	return town, nil
}
