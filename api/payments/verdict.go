package payments

import (
	"strconv"

	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/api/money"
)

// Answer is what the town hall says to "is this notice true?".
type Answer string

// The answers.
const (
	Yes     Answer = "yes"      // we have this notice, and what its code asks is what we ask
	No      Answer = "no"       // it says it is ours, and we have no such notice, or ask another amount: do not pay, call
	NotOurs Answer = "not_ours" // of another creditor
	Unsure  Answer = "unsure"   // we have no such notice, and cannot tell whose it is
	Unread  Answer = "unread"   // neither a notice number nor the text of a code
)

// Verdict is that answer with its reasons. Nothing in it says whose the notice is.
type Verdict struct {
	Answer   Answer
	NAV      string      // as read, 18 digits; empty when Unread
	Creditor string      // fiscal code that the code names, 11 digits; empty when only a number was given
	Asked    money.Cents // what the code asks; 0: only a number was given
	Known    bool        // we have a notice of this number: what follows is of it
	Amount   money.Cents // of the notice, as we ask it
	Service  string      // fines, tari …
	State    State       // where the notice stands today
	Ended    Ended       // why it is Stopped
	Open     []Notice    // what can be paid of this debt today: this notice, or those in its place
}

// Judge says whether what was read of a notice is true. p is the position that we have of its number; the zero value:
// none. asked has neither creditor nor amount when only a number was given.
func (c Creditor) Judge(asked fiscal.Payable, p Position, today calendar.Day) Verdict {
	v := Verdict{Answer: Unsure, NAV: asked.NAV, Creditor: asked.Creditor, Asked: asked.Amount}
	n, known := p.Notice(asked.NAV)
	coded := asked.Creditor != ""
	switch {
	case coded && c.Code != "" && asked.Creditor != c.Code:
		v.Answer = NotOurs // two creditors can have notices of one number
		return v
	case known && coded && asked.Amount != n.Amount:
		v.Answer = No
	case known:
		v.Answer = Yes
	case c.Code == "":
		return v
	case coded || c.made(asked.NAV):
		v.Answer = No
		return v
	default:
		v.Answer = NotOurs
		return v
	}
	v.Known, v.Amount, v.Service, v.State, v.Open = true, n.Amount, p.Service, p.State(n, today), p.Open(today)
	if v.State == Stopped {
		v.Ended = p.Ended
	}
	return v
}

// made reports whether a number has our segregation code.
func (c Creditor) made(nav string) bool {
	if len(nav) != 18 || nav[0] != '0'+fiscal.Aux3 {
		return false
	}
	code, err := strconv.Atoi(nav[1:3])
	return err == nil && code == c.Segregation
}
