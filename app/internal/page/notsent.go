package page

import (
	"time"

	"sportello/api/flow"
	"sportello/app/ui"
)

// NotSent is what was written on this phone for somebody else, and had not arrived when the mandate ended. IDs are
// the commands; For is the name of the person; Service is empty for what is no application.
type NotSent struct {
	IDs     []string
	For     string
	Service string
	Answers flow.Answers
	Made    time.Time
}

// Unsent is what this phone may not send any more; the server keeps nothing of the kind.
func (v Visit) Unsent() []NotSent {
	if v.NotSent == nil {
		return nil
	}
	return v.NotSent()
}

// UnsentNotice says that something was not sent, and leads to it; nil when there is nothing.
func (v Visit) UnsentNotice() *ui.Node {
	n := len(v.Unsent())
	if n == 0 || v.Base != "" {
		return nil
	}
	return ui.Callout("warning", v.Say("phone.unsent", "Count", n), ui.P(v.Say("phone.unsent.why")),
		ui.Link("/pratiche/non-mandate", v.Say("phone.unsent.see")))
}
