// Package payments says what somebody owes as pagoPA sees it, whether it can be paid on a day, and what became of a
// payment.
//
// It is pure: the day is an argument. Sums are cents, days are civil days in Rome. Only a receipt closes a position;
// what a browser comes back with never does. Talking to pagoPA is the work of api/internal/pagopa.
package payments

import (
	"slices"
	"time"

	"sportello/api/calendar"
	"sportello/api/money"
)

// Position is a debt (posizione debitoria): alternatives of which one is paid, each of one notice or of instalments.
type Position struct {
	ID      string       `json:"id" doc:"What it is for: fine/{id}, tari/{utenza}/{year}, imu/{uuid}, fee/{uuid}"`
	Service string       `json:"service" doc:"The service whose rights it stands under: fines, tari, imu, or that of an application"`
	About   string       `json:"about" doc:"The number of the verbale, the utenza and year: what people call it by"`
	Ended   Ended        `json:"ended,omitempty" enum:"cancelled,collector,appeal,plan,elsewhere,short" doc:"Why it cannot be paid by its notices any more"`
	Paid    money.Cents  `json:"paid" doc:"In all, in cents: what the office has booked, or what receipts say, whichever is more"`
	PaidOn  calendar.Day `json:"paid_on,omitzero"`
	Notices []Notice     `json:"notices"`
	Waiting bool         `json:"waiting,omitempty" doc:"A payment has been sent, and its receipt has not come"`
	TEFA    money.Cents  `json:"-"` // of TARI: the part of the province, of Total
	Total   money.Cents  `json:"-"`
}

// Notice is one notice (avviso di pagamento).
type Notice struct {
	NAV      string       `json:"nav" doc:"Notice number, 18 digits"`
	Option   int          `json:"option" doc:"Which alternative it belongs to: paying one closes the others"`
	Number   int          `json:"number" doc:"Which instalment of its alternative"`
	Of       int          `json:"of"`
	Amount   money.Cents  `json:"amount" doc:"In cents"`
	Paid     money.Cents  `json:"paid" doc:"Of this notice, in cents"`
	From     calendar.Day `json:"from,omitzero" doc:"Not to be paid before"`
	Due      calendar.Day `json:"due,omitzero" doc:"Last day, already moved off holidays; none: no term runs yet"`
	Expires  bool         `json:"expires" doc:"Cannot be paid after its day (switchToExpired)"`
	Received bool         `json:"received,omitempty" doc:"A receipt says that it was paid through pagoPA"`
}

// Ended is why a position is closed though its notices were not paid: the office said so.
type Ended string

// The ways to end.
const (
	Cancelled Ended = "cancelled"
	Collector Ended = "collector" // handed to the collector (a ruolo)
	Appeal    Ended = "appeal"    // an appeal is under way
	Plan      Ended = "plan"      // paid in instalments that the office granted
	Elsewhere Ended = "elsewhere" // paid, and not through these notices
	Short     Ended = "short"     // too little was paid: the rest is asked for by the office
)

// State is where a notice stands on a day.
type State string

// The states of a notice. A position that is Open can be paid now.
//
//	NotYet ──from──▶ Open ──receipt──▶ Paid ──more──▶ Over
//	                  │ ├─ another alternative was paid ─▶ Closed
//	                  │ └─ after its day, when it expires ─▶ Expired
//	                  └─ the office says so ─▶ Stopped (see Ended)
//
// Nothing leads out of Paid and Over but a second receipt: a late, repeated or contradictory message changes nothing.
const (
	NotYet  State = "not_yet"
	Open    State = "open"
	Expired State = "expired"
	Paid    State = "paid"
	Over    State = "over"    // more was paid than owed
	Closed  State = "closed"  // another alternative was paid
	Stopped State = "stopped" // the office ended it
)

// State is where a notice of the position stands on a day.
func (p Position) State(n Notice, today calendar.Day) State {
	switch {
	case n.Paid > n.Amount, n.Paid > 0 && p.otherPaid(n):
		return Over
	case n.Paid > 0 && n.Paid == n.Amount:
		return Paid
	case p.otherPaid(n):
		return Closed
	case p.Ended != "":
		return Stopped
	case n.Received: // it asks for more since: pagoPA takes money for a notice once, so the rest is not paid by it
		return Paid
	case n.From != 0 && today < n.From:
		return NotYet
	case n.Expires && n.Due != 0 && today > n.Due:
		return Expired
	}
	return Open
}

// otherPaid reports whether a notice of another alternative was paid.
func (p Position) otherPaid(n Notice) bool {
	for _, other := range p.Notices {
		if other.Option != n.Option && other.Paid > 0 {
			return true
		}
	}
	return false
}

// Proved reports whether a receipt has settled a notice of the position.
func (p Position) Proved() bool {
	return slices.ContainsFunc(p.Notices, func(n Notice) bool { return n.Received && n.Paid >= n.Amount })
}

// Owed is what is left to pay of a notice.
func (n Notice) Owed() money.Cents { return max(n.Amount-n.Paid, 0) }

// Notice is the notice of that number; false when the position has none.
func (p Position) Notice(nav string) (Notice, bool) {
	for _, n := range p.Notices {
		if n.NAV == nav {
			return n, true
		}
	}
	return Notice{}, false
}

// Open are the notices to pay on a day, of the alternative that costs least: those of instalments all together.
func (p Position) Open(today calendar.Day) []Notice {
	sums, options := map[int]money.Cents{}, map[int][]Notice{}
	best := 0
	for _, n := range p.Notices {
		if p.State(n, today) == Open && n.Owed() > 0 {
			sums[n.Option] += n.Owed()
			options[n.Option] = append(options[n.Option], n)
		}
	}
	for _, n := range p.Notices { // in the order of the notices, so that the first of two equal ones counts
		if _, open := sums[n.Option]; open && (best == 0 || sums[n.Option] < sums[best]) {
			best = n.Option
		}
	}
	return options[best]
}

// Receipt is the proof that a notice was paid (ricevuta telematica), as pagoPA gave it.
type Receipt struct {
	ID       string       `json:"id" doc:"pagoPA's id of the receipt"`
	NAV      string       `json:"nav"`
	Position string       `json:"position" doc:"What it was for; empty when the comune does not know the notice"`
	Service  string       `json:"service"`
	About    string       `json:"about"`
	Amount   money.Cents  `json:"amount" doc:"In cents, without the fee of who took it"`
	Fee      money.Cents  `json:"fee,omitempty" doc:"What who took it asked for its service"`
	PaidOn   calendar.Day `json:"paid_on"`
	PaidAt   time.Time    `json:"paid_at,omitzero"`
	PSP      string       `json:"psp" doc:"Who took the money"`
	Method   string       `json:"method,omitempty"`
	Payer    string       `json:"payer,omitempty" doc:"Who paid, as pagoPA says; empty when it does not"`
	Over     bool         `json:"over,omitempty" doc:"The position was paid already: the office gives this back"`
}
