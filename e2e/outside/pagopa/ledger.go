package pagopa

import (
	"crypto/rand"
	"encoding/hex"
	"slices"
	"time"

	"sportello/api/money"
)

// Who takes the money in the demonstration. Nobody is called so.
const (
	pspID   = "DEMOITMM"
	pspName = "Banca di prova (dimostrazione)"
	pspCode = "00000000000"
	channel = "00000000000_01"
	method  = "creditCard"
)

// Payment is a payment that was made: the ledger of the counterpart, which is the truth that a comune's books are held
// against. Sums are cents.
type Payment struct {
	Receipt  string      `json:"receipt"` // id of the receipt, of FdR the iur
	NAV      string      `json:"nav"`
	IUV      string      `json:"iuv"`
	Creditor string      `json:"creditor"`
	Company  string      `json:"company"`
	Office   string      `json:"office,omitempty"`
	About    string      `json:"about"`
	Amount   money.Cents `json:"amount"`
	Fee      money.Cents `json:"fee"`
	At       time.Time   `json:"at"`
	Debtor   Debtor      `json:"debtor"`
	Parts    []Transfer  `json:"parts"`
	Metadata []Entry     `json:"metadata,omitempty"`
	Cart     string      `json:"cart,omitempty"`
	Station  bool        `json:"station"`         // a station told what is owed, and is sent the receipt
	Archived bool        `json:"archived"`        // GPD knows the notice, and gives the receipt
	From     time.Time   `json:"from,omitzero"`   // when the receipt is to be had
	Held     bool        `json:"held,omitempty"`  // the receipt waits until somebody asks for it
	Lost     bool        `json:"lost,omitempty"`  // it never comes by itself: FdR tells of the payment
	Taken    time.Time   `json:"taken,omitzero"`  // the station has taken the receipt
	Flows    []string    `json:"flows,omitempty"` // of the creditors whose flow has told of it
}

// out reports whether the receipt is to be had.
func (p *Payment) out(now time.Time) bool { return !p.Held && !p.Lost && !p.From.After(now) }

// Ledger are all payments, the oldest first.
func (c *Counterpart) Ledger() []Payment {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := make([]Payment, len(c.payments))
	for i, p := range c.payments {
		all[i] = *p
	}
	return all
}

// Paid is what was paid of each notice, by NAV.
func (c *Counterpart) Paid() map[string]money.Cents {
	all := map[string]money.Cents{}
	for _, p := range c.Ledger() {
		all[p.NAV] += p.Amount
	}
	return all
}

// book writes payments into the ledger and sets out what becomes of their receipts. The lock is held.
func (c *Counterpart) book(all []*Payment) {
	for _, p := range all {
		p.Receipt, p.At = newReceiptID(), c.cfg.Now()
		if there := c.byNAV[key(p.Creditor, p.NAV)]; there != nil {
			p.Archived = true
			there.paid(p)
			c.save("position", key(there.Organization, there.IUPD), there)
		}
		c.payments = append(c.payments, p)
		c.byReceipt[p.Receipt] = p
		c.send(p)
		c.save("payment", p.Receipt, p)
	}
}

// Release lets a receipt go that was held back, or that got lost. False: there is none of that id.
func (c *Counterpart) Release(receipt string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	p := c.byReceipt[receipt]
	if p == nil {
		return false
	}
	p.Held, p.Lost, p.From = false, false, c.cfg.Now()
	c.queue = slices.DeleteFunc(c.queue, func(d delivery) bool { return d.pay == p })
	if p.Station {
		c.post(delivery{pay: p, at: p.From})
	}
	c.save("payment", p.Receipt, p)
	return true
}

// newReceiptID is 32 hexadecimal digits, as pagoPA's are; FdR takes 35 at the most.
func newReceiptID() string {
	var b [16]byte
	rand.Read(b[:]) // never fails (crypto/rand)
	return hex.EncodeToString(b[:])
}
