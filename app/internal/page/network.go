package page

import (
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// NetworkID is the id of the place, outside of the page, where the phone says what is true of the network.
const NetworkID = "avvisi-rete"

// Network is that place, empty, with the words that assets/worker/boot.js puts there or announces. {when} and
// {count} are filled in by the script.
func Network(t text.Text) *ui.Node {
	words := ui.Attrs{"id": NetworkID}
	for _, name := range []string{"offline", "offline-kept", "online", "wait", "hold", "sign-in", "refused", "ended", "failed"} {
		words["data-"+name] = t.Say("phone." + name)
	}
	words["data-copy"] = t.Say("phone.copy", "When", "{when}")
	words["data-waiting"] = t.Say("phone.waiting", "Number", "{count}")
	return ui.El("div", words)
}
