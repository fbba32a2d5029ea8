package pagopa

import (
	"context"
	"encoding/json"
)

// Record is one thing that outlives a restart: a position, a payment, a flow. Nil for a value means that it is gone.
type Record struct {
	Kind, Key string
	Value     []byte // JSON
}

// Store is where records are kept, in the order in which they were first written.
type Store interface {
	Load(ctx context.Context) ([]Record, error)
	Save(ctx context.Context, r Record) error
}

// save writes something down before anybody hears of it. The lock is held.
func (c *Counterpart) save(kind, key string, value any) {
	if c.cfg.Store == nil {
		return
	}
	r := Record{Kind: kind, Key: key}
	var err error
	if value != nil {
		r.Value, err = json.Marshal(value)
	}
	if err == nil {
		err = c.cfg.Store.Save(context.Background(), r)
	}
	if err != nil && len(c.faults) < mostFaults {
		c.faults = append(c.faults, Fault{c.cfg.Now(), "store", err.Error()})
	}
}

// load takes up what was kept; receipts that were not taken are sent again.
func (c *Counterpart) load(ctx context.Context) error {
	all, err := c.cfg.Store.Load(ctx)
	if err != nil {
		return err
	}
	for _, r := range all {
		if err := c.take(r); err != nil {
			return err
		}
	}
	return nil
}

func (c *Counterpart) take(r Record) error {
	switch r.Kind {
	case "position":
		p := new(Position)
		if err := json.Unmarshal(r.Value, p); err != nil {
			return err
		}
		c.positions[r.Key] = p
		for _, o := range p.Options {
			for _, i := range o.Installments {
				c.byNAV[key(p.Organization, i.NAV)], c.byNAV[key(p.Organization, "iuv "+i.IUV)] = p, p
			}
		}
	case "payment":
		p := new(Payment)
		if err := json.Unmarshal(r.Value, p); err != nil {
			return err
		}
		c.payments, c.byReceipt[p.Receipt] = append(c.payments, p), p
		if p.Station && p.Taken.IsZero() && !p.Held && !p.Lost {
			c.post(delivery{pay: p, at: p.From})
		}
	case "flow":
		f := new(Flow)
		if err := json.Unmarshal(r.Value, f); err != nil {
			return err
		}
		c.flows = append(c.flows, f)
	}
	return nil
}
