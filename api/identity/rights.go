package identity

import (
	"slices"

	"sportello/api/money"
)

// Task is one thing that a mandate lets somebody do for another.
type Task string

// The tasks of a mandate, in the order in which they are offered. None includes another.
const (
	See     Task = "see"     // read what the town hall holds
	Prepare Task = "prepare" // write a draft, and ask the person to confirm it
	Send    Task = "send"    // file it
	Pay     Task = "pay"
)

// Tasks are all of them.
var Tasks = []Task{See, Prepare, Send, Pay}

// Rights are how far a mandate reaches. No services means every service. Cap is the most that one payment may
// be, in cents; nothing can be paid at 0. The zero value lets nobody do anything.
type Rights struct {
	Tasks    []Task      `json:"tasks,omitempty" enum:"see,prepare,send,pay"`
	Services []string    `json:"services,omitempty" doc:"Ids of services, tari among them; none means every service"`
	Cap      money.Cents `json:"cap,omitempty" doc:"The most that one payment may be, in cents"`
}

// Allow reports whether the rights reach so far. An empty service asks whether they do for any.
func (r Rights) Allow(t Task, service string) bool {
	return slices.Contains(r.Tasks, t) && (service == "" || len(r.Services) == 0 || slices.Contains(r.Services, service))
}

// AllowPayment reports whether an amount in cents may be paid for a service.
func (r Rights) AllowPayment(service string, amount money.Cents) bool {
	return r.Allow(Pay, service) && amount <= r.Cap
}

// May is the one place in Go that says whether an act is allowed: row-level security says it again. People may
// do everything in their own matters.
func (w Who) May(t Task, service string) bool {
	if w.Mandate.Kind == MandateSelf {
		return w.Actor.ID == w.Subject.ID
	}
	return w.Rights.Allow(t, service)
}

// MayPay reports whether one payment of a total, in cents, for these services is allowed: whole as it is, it counts
// against the most that a proxy lets somebody pay at once.
func (w Who) MayPay(total money.Cents, services ...string) bool {
	for _, s := range services {
		if !w.May(Pay, s) || w.ForOther() && !w.Rights.AllowPayment(s, total) {
			return false
		}
	}
	return len(services) > 0
}

// ForOther reports whether somebody acts in another person's matters.
func (w Who) ForOther() bool { return w.Known() && w.Mandate.Kind != MandateSelf }

// Scope tells apart what is kept of each person: the id of the mandate, or of the person themselves.
func (w Who) Scope() string {
	if w.Mandate.ID != "" {
		return w.Mandate.ID
	}
	return w.Subject.ID
}
