package payments

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"sportello/api/calendar"
	"sportello/api/money"
)

// Offer is what the comune takes through pagoPA on these pages. The zero value takes nothing.
type Offer struct {
	Online  bool `json:"online" doc:"One can pay here"`
	Imu     bool `json:"imu,omitempty" doc:"IMU too"`
	Most    int  `json:"most,omitempty" doc:"Notices in one payment"`
	Waiting int  `json:"waiting,omitempty" doc:"Minutes for which a payment that was sent is waited for before it can be tried again"`
}

// MostNotices is what pagoPA takes in one cart (Checkout, /carts v2).
const MostNotices = 5

// Progress is how far a payment has come. Only Confirmed means that the money is booked.
type Progress string

// The steps of a payment.
//
//	Intended ──▶ Started ──▶ Sent ──receipts──▶ Confirmed
//	                │  ├─ the person turned back ─▶ Dropped
//	                │  └─ pagoPA said it failed ──▶ Failed
//	                └─ nothing was heard in time ─▶ Lapsed
//
// A receipt makes Confirmed of any of them: it is the only proof, and it may come first.
const (
	Intended  Progress = "intended"  // kept for when there is a network
	Started   Progress = "started"   // on pagoPA's pages
	Sent      Progress = "sent"      // back from there; its receipts are waited for
	Confirmed Progress = "confirmed" // every notice has its receipt
	Dropped   Progress = "dropped"
	Failed    Progress = "failed"
	Lapsed    Progress = "lapsed"
)

// Item is one notice of a payment.
type Item struct {
	NAV      string      `json:"nav"`
	Position string      `json:"position"`
	Service  string      `json:"service"`
	About    string      `json:"about"`
	Number   int         `json:"number,omitempty"`
	Of       int         `json:"of,omitempty"`
	Amount   money.Cents `json:"amount" doc:"In cents"`
	Receipt  string      `json:"receipt,omitempty" doc:"Id of its receipt, once it has come"`
}

// Payment is one try to pay, or the intention to.
type Payment struct {
	ID       string      `json:"id" format:"uuid"`
	Progress Progress    `json:"progress" enum:"intended,started,sent,confirmed,dropped,failed,lapsed"`
	Items    []Item      `json:"items"`
	Total    money.Cents `json:"total" doc:"In cents"`
	By       string      `json:"by" doc:"Name of who pays; empty when nobody had signed in"`
	Mine     bool        `json:"mine" doc:"Whoever reads has started it"`
	At       time.Time   `json:"at"`
	Cart     bool        `json:"cart,omitempty" doc:"pagoPA has opened its page for it"`
	Kept     bool        `json:"-"` // on this phone only
}

// Start is the body of the commands that start a payment, or keep the intention. Total is what the person has seen
// and said yes to: when it is not what is owed, nothing is started.
type Start struct {
	Notices []string    `json:"notices,omitempty" maxItems:"5" doc:"Notice numbers"`
	Imu     *Imu        `json:"imu,omitempty" doc:"IMU has no notice before somebody wants to pay it"`
	Total   money.Cents `json:"total" doc:"In cents: what the person has agreed to"`
	Later   bool        `json:"later,omitempty" doc:"Keep the intention only"`
}

// Imu names what of a year's IMU is paid: acconto, saldo or tutto.
type Imu struct {
	Year int    `json:"year"`
	Half string `json:"half" enum:"acconto,saldo,tutto"`
}

// About is how the part of the year is called, as in 2026/saldo.
func (i Imu) About() string { return strconv.Itoa(i.Year) + "/" + i.Half }

// Shares reports whether two payments are about one notice.
func (p Payment) Shares(q Payment) bool {
	return slices.ContainsFunc(p.Items, func(a Item) bool {
		return slices.ContainsFunc(q.Items, func(b Item) bool { return a.NAV == b.NAV && (a.NAV != "" || a.Position == b.Position) })
	})
}

// MostAtOnce is how many notices one payment takes.
func (o Offer) MostAtOnce() int {
	if o.Most <= 0 || o.Most > MostNotices {
		return MostNotices
	}
	return o.Most
}

// OfPayment is the body of a command about one payment.
type OfPayment struct {
	Payment string `json:"payment" format:"uuid"`
}

// Why a payment cannot be started. The texts are keys of the words.
var (
	ErrNothing  = errors.New("pay_nothing")  // no notice, or none of theirs
	ErrTooMany  = errors.New("pay_too_many") // more than one cart takes
	ErrNotOpen  = errors.New("pay_not_open") // cannot be paid on this day
	ErrTwice    = errors.New("pay_twice")    // two alternatives of one debt, or one notice twice
	ErrChanged  = errors.New("pay_changed")  // the amount is not what the person agreed to
	ErrOverCap  = errors.New("pay_over_cap") // more than the proxy allows
	ErrNoOnline = errors.New("pay_no_online")
)

// Choose are the items of a payment of these notices on a day: each one open, and no two alternatives of one debt.
//
// Errors: ErrNothing, ErrTooMany, ErrTwice, ErrNotOpen.
func Choose(all []Position, navs []string, most int, today calendar.Day) ([]Item, error) {
	if len(navs) == 0 {
		return nil, ErrNothing
	}
	if len(navs) > (Offer{Most: most}).MostAtOnce() {
		return nil, ErrTooMany
	}
	var items []Item
	options := map[string]int{}
	for i, nav := range navs {
		p, n, found := Find(all, nav)
		switch before, seen := options[p.ID]; {
		case !found:
			return nil, ErrNothing
		case slices.Contains(navs[:i], nav), seen && before != n.Option:
			return nil, ErrTwice
		case p.State(n, today) != Open || n.Owed() == 0:
			return nil, ErrNotOpen
		}
		options[p.ID] = n.Option
		items = append(items, Item{NAV: nav, Position: p.ID, Service: p.Service, About: p.About, Number: n.Number, Of: n.Of, Amount: n.Owed()})
	}
	return items, nil
}

// Find is the notice of a number, with its position.
func Find(all []Position, nav string) (Position, Notice, bool) {
	for _, p := range all {
		if n, ok := p.Notice(nav); ok {
			return p, n, true
		}
	}
	return Position{}, Notice{}, false
}

// Sum is what items come to.
func Sum(items []Item) (total money.Cents) {
	for _, i := range items {
		total += i.Amount
	}
	return total
}
