package taxes

import (
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// payNow is the door to paying on these very pages; where there is none, words that say what else stands below.
func payNow(v page.Visit, door *ui.Node) []*ui.Node {
	if door == nil {
		return []*ui.Node{ui.P(v.Say("pay.nothere"))}
	}
	return []*ui.Node{door, ui.P(v.Say("pay.orelse"))}
}
