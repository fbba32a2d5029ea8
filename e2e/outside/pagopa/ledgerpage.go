package pagopa

import (
	"net/http"
	"slices"

	"sportello/api/fiscal"
)

// shownPayments is how many payments the page shows.
const shownPayments = 100

// row is a payment on the page. Send says that its receipt can be sent by a button.
type row struct {
	About, NAV, Amount, When, Receipt, State string
	Send                                     bool
}

// showLedger shows what was paid and where the receipts are.
func (c *Counterpart) showLedger(w http.ResponseWriter, r *http.Request) {
	v := c.newView(r, "ledger", "/")
	v.Heading, v.Text = v.LedgerHeading, v.LedgerText
	c.mu.Lock()
	v.Flows, v.FaultCount = len(c.flows), len(c.faults)
	for _, p := range slices.Backward(c.payments) {
		if len(v.Rows) == shownPayments {
			break
		}
		state, send := c.state(v.Words, p)
		v.Rows = append(v.Rows, row{p.About, fiscal.Group(p.NAV), v.euroText(p.Amount), when(p.At), p.Receipt, state, send})
	}
	c.mu.Unlock()
	c.show(w, http.StatusOK, v, "")
}

// state is where a receipt is, in words, and whether it is to be sent by hand. The lock is held.
func (c *Counterpart) state(w Words, p *Payment) (string, bool) {
	switch {
	case p.Held, p.Lost:
		return w.ReceiptHeld, true
	case !p.out(c.cfg.Now()):
		return w.ReceiptLater, true
	case !p.Taken.IsZero():
		return w.ReceiptTaken, false
	case p.Station:
		return w.ReceiptOnWay, true
	}
	return w.ReceiptOut, false
}

func (c *Counterpart) releaseOne(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 4<<10)
	if !c.Release(r.PostFormValue("ricevuta")) {
		http.Error(w, "no such receipt", http.StatusNotFound)
		return
	}
	c.Deliver(r.Context())
	http.Redirect(w, r, c.back(r), http.StatusSeeOther)
}

func (c *Counterpart) makeFlow(w http.ResponseWriter, r *http.Request) {
	c.MakeFlows()
	http.Redirect(w, r, c.back(r), http.StatusSeeOther)
}

// back is the page of the ledger in the language of the form.
func (c *Counterpart) back(r *http.Request) string {
	if r.URL.Query().Get("lingua") == "en" {
		return c.prefix + "/?lingua=en"
	}
	return c.prefix + "/"
}
