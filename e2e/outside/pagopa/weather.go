package pagopa

import (
	"hash/fnv"
	"math/rand/v2"
	"time"
)

// Weather is what happens to receipts on a bad day. How often is told per thousand; the zero value is a good day. What
// becomes of a receipt follows from the seed and the notice alone, so that a run can be repeated.
type Weather struct {
	Seed     uint64
	Late     int           // comes later, by up to Most: others overtake it
	Most     time.Duration // a second when 0
	Twice    int           // comes once more, by up to Most later
	Contrary int           // comes once more and says another amount
	Lost     int           // never comes: FdR tells of the payment
}

// fate is what becomes of one receipt.
type fate struct {
	lost            bool
	late            time.Duration
	twice, contrary bool
	again           time.Duration
}

func (w Weather) fate(nav string) fate {
	h := fnv.New64a()
	h.Write([]byte(nav)) // never fails (hash.Hash)
	rng := rand.New(rand.NewPCG(w.Seed, h.Sum64()))
	most := int64(w.Most)
	if most <= 0 {
		most = int64(time.Second)
	}
	chance := func(of int) bool { return rng.IntN(1000) < of }
	f := fate{lost: chance(w.Lost), twice: chance(w.Twice), contrary: chance(w.Contrary)}
	late, by, again := chance(w.Late), rng.Int64N(most)+1, rng.Int64N(most)+1
	if late {
		f.late = time.Duration(by)
	}
	f.again = f.late + time.Duration(again)
	return f
}

// Simulate changes the weather for the payments to come.
func (c *Counterpart) Simulate(w Weather) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cfg.Weather = w
}

// send sets out when the receipt of a new payment goes where. The lock is held.
func (c *Counterpart) send(p *Payment) {
	f := c.cfg.Weather.fate(p.NAV)
	p.Lost = f.lost
	if p.From.IsZero() {
		p.From = p.At.Add(f.late)
	}
	if p.Lost || p.Held || !p.Station {
		return
	}
	c.post(delivery{pay: p, at: p.From})
	if f.twice {
		c.post(delivery{pay: p, at: p.At.Add(f.again), more: true})
	}
	if f.contrary {
		c.post(delivery{pay: p, at: p.At.Add(f.again), more: true, contrary: true})
	}
}
