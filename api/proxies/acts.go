package proxies

import (
	"errors"
	"slices"
	"time"

	"sportello/api/calendar"
	"sportello/api/identity"
)

// Act is something that one of the two people does with a proxy that is there.
type Act string

// The acts. They are true at once: the next request of the delegate is judged by the new state.
const (
	Pause    Act = "pause"
	Resume   Act = "resume"
	Revoke   Act = "revoke"
	Recode   Act = "code" // a new code for the same invitation
	Renounce Act = "renounce"
	Refuse   Act = "refuse"
)

// Why a proxy cannot be given, taken or changed, although nothing is wrong with what was written.
var (
	ErrTooManyGiven = errors.New("as many proxies given as one person may")
	ErrTooManyHeld  = errors.New("as many proxies held as one person may")
	ErrNotNow       = errors.New("not to be done with the proxy as it stands, or not by this side")
)

// Side is which of the two people somebody is.
type Side string

// The two sides.
const (
	Giver  Side = "giver"
	Holder Side = "holder"
)

// move is one line of the book of what may be done. Without any, it may be done with proxies that the delegator
// gave alone: who has a tutor cannot end what a judge decided (DOMAIN § 6.3).
type move struct {
	act  Act
	by   Side
	any  bool
	from []State
	to   State
}

var moves = []move{
	{Pause, Giver, false, []State{Active}, Paused},
	{Resume, Giver, false, []State{Paused}, Active},
	{Revoke, Giver, false, []State{Invited, Active, Paused}, Revoked},
	{Recode, Giver, false, []State{Invited}, Invited},
	{Renounce, Holder, true, []State{Verifying, Active, Paused}, Renounced},
	{Refuse, Holder, false, []State{Invited}, Refused},
}

// After is the state that an act leads to; false when it is not that side's to do now. What has been done already
// may be done again: two taps, or two phones, are nobody's mistake.
func (p Proxy) After(a Act, by Side) (State, bool) {
	for _, m := range moves {
		if m.act == a && m.by == by && (m.any || p.Kind == Simple) && (m.to == p.State || slices.Contains(m.from, p.State)) {
			return m.to, true
		}
	}
	return p.State, false
}

// Acts are what a side may do on a day, in the order of the book. What has ended by itself needs no act.
func (p Proxy) Acts(by Side, today calendar.Day) []Act {
	var all []Act
	for _, m := range moves {
		mine := m.by == by && (m.any || p.Kind == Simple) && slices.Contains(m.from, p.State)
		if mine && (p.Until == 0 || today <= p.Until) {
			all = append(all, m.act)
		}
	}
	return all
}

// SideOf says which side somebody is on. Empty: neither.
func (p Proxy) SideOf(who identity.Person) Side {
	switch {
	case who.ID != "" && p.Delegator.ID == who.ID:
		return Giver
	case who.ID != "" && p.Delegate.ID == who.ID, who.FiscalCode != "" && p.Delegate.FiscalCode == who.FiscalCode:
		return Holder
	}
	return ""
}

// Standing is where a proxy stands on a day, in one word that has words for people.
type Standing string

// Standings beside the states: what a day makes of them.
const (
	InForceNow     Standing = "inforce"
	Future         Standing = "future"          // accepted, and begins later
	Expired        Standing = "expired"         // its last day is over
	InvitationOver Standing = "invitation_over" // nobody has accepted in time
)

// Standing says where the proxy stands at a moment, whose day in Italy is today.
func (p Proxy) Standing(today calendar.Day, now time.Time) Standing {
	lives := p.State == Invited || p.State == Active || p.State == Paused
	switch {
	case lives && p.Until != 0 && today > p.Until:
		return Expired
	case p.State == Invited && !p.CodeUntil.IsZero() && now.After(p.CodeUntil):
		return InvitationOver
	case p.State == Active && today < p.From:
		return Future
	case p.State == Active:
		return InForceNow
	}
	return Standing(p.State)
}

// Counts reports whether a proxy takes one of the places that the limits give: in force or to be so, paused, or
// offered to somebody who may still accept.
func (p Proxy) Counts(today calendar.Day, now time.Time) bool {
	s := p.Standing(today, now)
	return p.Kind == Simple && (s == InForceNow || s == Future || s == Standing(Paused) || s == Standing(Invited))
}

// Over reports whether nothing can come of the proxy any more.
func (p Proxy) Over(today calendar.Day, now time.Time) bool {
	switch s := p.Standing(today, now); s {
	case Expired, Standing(Revoked), Standing(Renounced), Standing(Refused):
		return true
	}
	return false
}
