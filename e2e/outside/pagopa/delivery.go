package pagopa

import (
	"context"
	"slices"
	"sync"
	"time"

	"sportello/api/calendar"
)

// senders is how many receipts are on their way to the station at once.
const senders = 4

// delivery is a receipt on its way to the station.
type delivery struct {
	pay      *Payment
	at       time.Time
	tries    int
	more     bool // sent once more though it may have been taken
	contrary bool // says another amount than the first
}

// post puts a delivery among those to make. The lock is held.
func (c *Counterpart) post(d delivery) {
	c.queue = append(c.queue, d)
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// Run hands receipts to the station when their time comes, and makes the flows of a day when it is over, until ctx
// ends.
func (c *Counterpart) Run(ctx context.Context) {
	for tick := time.NewTicker(time.Second); ; {
		c.Deliver(ctx)
		c.nightly()
		select {
		case <-tick.C:
		case <-c.wake:
		case <-ctx.Done():
			tick.Stop()
			return
		}
	}
}

// Deliver makes the deliveries that are due, and says how many are left for later, those that failed among them.
func (c *Counterpart) Deliver(ctx context.Context) (left int) {
	c.mu.Lock()
	now := c.cfg.Now()
	var due []delivery
	c.queue = slices.DeleteFunc(c.queue, func(d delivery) bool {
		if d.at.After(now) || d.contrary && d.pay.Taken.IsZero() { // what contradicts comes after what it contradicts
			return false
		}
		due = append(due, d)
		return true
	})
	c.mu.Unlock()
	slices.SortStableFunc(due, func(a, b delivery) int { return a.at.Compare(b.at) })
	var all sync.WaitGroup
	free := make(chan struct{}, senders)
	for _, d := range due {
		free <- struct{}{}
		all.Go(func() {
			defer func() { <-free }()
			c.deliver(ctx, d)
		})
	}
	all.Wait()
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.queue)
}

// deliver hands one receipt to the station, which may have taken it already; or puts it off, as the Nodo does.
func (c *Counterpart) deliver(ctx context.Context, d delivery) {
	err := c.sendRT(ctx, d)
	c.mu.Lock()
	defer c.mu.Unlock()
	if err == nil {
		if d.pay.Taken.IsZero() && !d.contrary {
			d.pay.Taken = c.cfg.Now()
			c.save("payment", d.pay.Receipt, d.pay)
		}
		return
	}
	if d.tries++; d.tries < c.cfg.Tries && !d.contrary {
		d.at = c.cfg.Now().Add(c.cfg.Retry)
		c.queue = append(c.queue, d)
	}
}

// nightly makes the flows of yesterday, once the day is over.
func (c *Counterpart) nightly() {
	c.mu.Lock()
	today := calendar.InRome(c.cfg.Now())
	for _, p := range c.payments {
		if len(p.Flows) == 0 && calendar.InRome(p.At) < today {
			c.mu.Unlock()
			c.MakeFlows()
			return
		}
	}
	c.mu.Unlock()
}
