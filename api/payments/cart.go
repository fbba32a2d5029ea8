package payments

import (
	"time"

	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/api/money"
)

// CartLife is how long pagoPA keeps a cart: what is older is made anew (pagopa-checkout, a detail of theirs that may
// change).
const CartLife = 10 * time.Minute

// Cart is a payment with the page of pagoPA on which it is paid. Open is one that was started without signing in.
type Cart struct {
	Payment
	Open   bool
	URL    string
	MadeAt time.Time
}

// Fresh reports whether the page can still be used at a moment.
func (c Cart) Fresh(at time.Time) bool {
	return c.URL != "" && at.Sub(c.MadeAt) < CartLife
}

// OpenFor is for how long a payment without signing in can be looked at by who has its address.
const OpenFor = 24 * time.Hour

// OwnDebt is a debt that comes into being because the person asks for something. Parts is what it pays, as JSON.
type OwnDebt struct {
	Kind    string // imu, or fee
	Service string
	About   string
	Amount  money.Cents
	Due     calendar.Day // last day on which the amount is right; 0: it stays right
	Parts   any
	// Segregation is the creditor's own code, for the notice number.
	Segregation int
}

// firstOwn keeps the numbers of our own notices apart from those that the programs of the offices give out.
const firstOwn = 8_000_000_000_000

// OwnNAV is the notice number of our own notice n (1, 2, …).
func (c Creditor) OwnNAV(n uint64) (string, error) {
	return fiscal.NewNAV(fiscal.Aux3, c.Segregation, firstOwn+n)
}

// Return is the word with which pagoPA's pages send a browser back. It is never proof.
type Return string

// The words, as they stand in the address.
const (
	ReturnOK     Return = "ok"
	ReturnCancel Return = "annullato"
	ReturnError  Return = "errore"
	ReturnWait   Return = "attesa"
)

// Progress is how far the word brings a payment; false for a word that is none.
func (r Return) Progress() (Progress, bool) {
	p, ok := map[Return]Progress{ReturnOK: Sent, ReturnWait: Sent, ReturnCancel: Dropped, ReturnError: Failed}[r]
	return p, ok
}

// Back is where a browser is led that came back: the payment is open, or was started under the mandate of that id.
type Back struct {
	Open    bool
	Mandate string
}
