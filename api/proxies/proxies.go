// Package proxies says what a proxy (delega) is: who may act for whom, which tasks for which services, up to what
// amount, until when, and what may still be done with it.
//
// It is pure: the day and the moment are arguments. api/identity carries the rights of a proxy in force; keeping
// proxies is the work of api/internal/postgres.
package proxies

import (
	"time"

	"sportello/api/calendar"
	"sportello/api/identity"
)

// Kind is the legal ground of a proxy (DOMAIN § 6.1).
type Kind string

// The kinds. Simple is given by the citizen alone; the others stand on papers that a clerk has seen.
const (
	Simple  Kind = "simple"  // delega
	Tutor   Kind = "tutor"   // tutore (art. 357, 424 c.c.)
	Curator Kind = "curator" // curatore (art. 392, 424 c.c.)
	Support Kind = "support" // amministratore di sostegno: the acts in the decree, until the judge's day (art. 404-413 c.c.)
	Parent  Kind = "parent"  // of a minor, until the age of 18
	Heir    Kind = "heir"    // the matters of a person who has died
)

// State is what was last done with a proxy; whether it is in force depends on the day too: see Standing.
type State string

// The states.
const (
	Kept      State = "kept"      // given on this phone, and not yet arrived
	Invited   State = "invited"   // waits for the delegate's code
	Verifying State = "verifying" // waits for a clerk to see the papers
	Active    State = "active"
	Paused    State = "paused"
	Revoked   State = "revoked"   // by who gave it
	Renounced State = "renounced" // by who had it
	Refused   State = "refused"   // by the delegate, or by the clerk on the papers
)

// Party is one of the two people of a proxy. Name is as the other side wrote it until both know each other.
type Party struct {
	ID         string `json:"id,omitempty"`
	Name       string `json:"name,omitempty"`
	FiscalCode string `json:"fiscal_code"`
}

// Proxy is one proxy as either of its people reads it. Until is the last day, 0 for none.
type Proxy struct {
	ID        string          `json:"id"`
	Kind      Kind            `json:"kind" enum:"simple,tutor,curator,support,parent,heir"`
	Delegator Party           `json:"delegator" doc:"Who gives the power (delegante)"`
	Delegate  Party           `json:"delegate" doc:"Who receives it (delegato)"`
	Rights    identity.Rights `json:"rights"`
	From      calendar.Day    `json:"from"`
	Until     calendar.Day    `json:"until,omitzero"`
	State     State           `json:"state" enum:"kept,invited,verifying,active,paused,revoked,renounced,refused"`
	CodeUntil time.Time       `json:"code_until,omitzero" doc:"Last moment of the invitation code"`
	ChangedAt time.Time       `json:"changed_at"`
	Papers    *Papers         `json:"papers,omitempty" doc:"What it stands on, where a clerk sees or has seen papers"`
	Waiting   Act             `json:"-"` // asked for on this phone, and not yet arrived
	WaitingID string          `json:"-"` // the command by which it was
}

// InForce reports whether the delegate may act on a day.
func (p Proxy) InForce(today calendar.Day) bool {
	return p.State == Active && p.From <= today && (p.Until == 0 || today <= p.Until)
}
