package taxes

import (
	"sportello/api/money"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// payNow is the door to paying on this very page, for as much as is owed. Nothing can be paid here yet: the place is
// kept, and until then it draws nothing, for a button that does nothing is worse than none.
func payNow(page.Visit, money.Cents) *ui.Node { return nil }

// notHere says that this page only tells how to pay, while payNow draws nothing.
func notHere(v page.Visit, owed money.Cents) []*ui.Node {
	if door := payNow(v, owed); door != nil {
		return []*ui.Node{door}
	}
	return []*ui.Node{ui.P(v.Say("pay.nothere"))}
}
