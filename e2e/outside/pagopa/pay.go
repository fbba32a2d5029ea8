package pagopa

import (
	"context"
	"errors"

	"sportello/api/money"
)

// due is what is owed for a notice now.
type due struct {
	Amount         money.Cents
	About, Company string
}

// Item is a notice to pay, and for how much.
type Item struct {
	Creditor string
	NAV      string
	Amount   money.Cents
}

// Codes of the Nodo's own (DOMAIN § 1.7).
const (
	nodeBusy = "PPT_PAGAMENTO_IN_CORSO"
	nodePaid = "PPT_PAGAMENTO_DUPLICATO"
	nodeDown = "PPT_STAZIONE_INT_PA_TIMEOUT"
)

// verify asks what is owed for a notice now: the station where there is one, else GPD.
//
// Errors: *Refusal.
func (c *Counterpart) verify(ctx context.Context, i Item) (due, error) {
	if c.cfg.Station != nil {
		d, err := c.verifyAt(ctx, i.Creditor, i.NAV)
		return d, refusal(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	p, _, n, err := c.archived(i)
	if err != nil {
		return due{}, err
	}
	return due{Amount: n.Amount, About: n.About, Company: p.Company}, nil
}

// archived is a notice that GPD says can be paid now. The lock is held.
func (c *Counterpart) archived(i Item) (*Position, *Option, *Installment, error) {
	p := c.byNAV[key(i.Creditor, i.NAV)]
	if p == nil {
		return nil, nil, nil, &Refusal{unknown, "no position has this notice"}
	}
	o, n, code := p.payable(i.NAV, c.cfg.Now())
	if code != "" {
		return nil, nil, nil, &Refusal{code, "the position is " + string(p.Status)}
	}
	return p, o, n, nil
}

// refusal is an error as a *Refusal: what is none is a station that does not answer.
func refusal(err error) error {
	if no := (*Refusal)(nil); err == nil || errors.As(err, &no) {
		return err
	}
	return &Refusal{nodeDown, err.Error()}
}

// Pay pays one notice as at a bank's counter, and gives the id of the receipt.
//
// Errors: *Refusal.
func (c *Counterpart) Pay(ctx context.Context, i Item) (receipt string, err error) {
	all, err := c.pay(ctx, []Item{i}, "", func(*Payment) {})
	if err != nil {
		return "", err
	}
	return all[0].Receipt, nil
}

// pay pays notices, all or none. While it does nobody else pays one of them: the Nodo sees to that.
func (c *Counterpart) pay(ctx context.Context, items []Item, cart string, mark func(*Payment)) ([]*Payment, error) {
	if err := c.occupy(items); err != nil {
		return nil, err
	}
	defer c.vacate(items)
	var all []*Payment
	for n, i := range items {
		p, err := c.activate(ctx, i, cart)
		if err != nil {
			return nil, refusal(err)
		}
		if p.Amount != i.Amount {
			return nil, &Refusal{wrongSum, "what is owed is " + decimal(p.Amount) + " euro now"}
		}
		if n == 0 {
			p.Fee = c.cfg.Fee
		}
		mark(p)
		all = append(all, p)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.book(all)
	return all, nil
}

// activate takes what a payment of a notice is made of, from the station or from GPD.
func (c *Counterpart) activate(ctx context.Context, i Item, cart string) (*Payment, error) {
	if c.cfg.Station != nil {
		return c.activateAt(ctx, i.Creditor, i.NAV, cart, i.Amount)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	p, o, n, err := c.archived(i)
	if err != nil {
		return nil, err
	}
	return &Payment{NAV: n.NAV, IUV: n.IUV, Creditor: p.Organization, Company: p.Company, Office: p.Office, About: n.About, Amount: n.Amount,
		Debtor: o.Debtor, Parts: append([]Transfer(nil), n.Transfers...), Metadata: n.Metadata, Cart: cart}, nil
}

// occupy keeps others from paying the same notices.
func (c *Counterpart) occupy(items []Item) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, i := range items {
		if c.busy[key(i.Creditor, i.NAV)] {
			return &Refusal{nodeBusy, "somebody is paying this notice"}
		}
		for _, p := range c.payments {
			if p.NAV == i.NAV && p.Creditor == i.Creditor {
				return &Refusal{nodePaid, "this notice has been paid"}
			}
		}
	}
	for _, i := range items {
		c.busy[key(i.Creditor, i.NAV)] = true
	}
	return nil
}

func (c *Counterpart) vacate(items []Item) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, i := range items {
		delete(c.busy, key(i.Creditor, i.NAV))
	}
}
