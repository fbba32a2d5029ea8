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

// decided is what was read of the rates, and when somebody last tried.
type decided struct {
	mu    sync.Mutex
	rules *taxes.Rules // nil until they were read once
	tried time.Time
}

// Town is what everybody may read: the data of the comune, with the rates that its office has sent in since.
//
// When the store is away, the rates known last are still told. If none were ever read, the answer has an error beside
// it: the comune and its telephone are right, its rates may not be.
func (h *Hall) Town(ctx context.Context) (folder.Town, error) {
	town := h.Of
	h.decided.mu.Lock()
	defer h.decided.mu.Unlock()
	if now := h.Now(); h.decided.rules == nil || now.Sub(h.decided.tried) >= rereadAfter || now.Before(h.decided.tried) {
		d, err := h.Store.Rates(ctx)
		if err != nil && h.decided.rules == nil {
			return town, h.seen(err)
		}
		if err == nil {
			rules := h.Of.Taxes.With(d)
			h.decided.rules = &rules
		}
		if ctx.Err() == nil { // who went away has tried nothing
			h.decided.tried = now
		}
	}
	town.Taxes = *h.decided.rules
	return town, nil
}
