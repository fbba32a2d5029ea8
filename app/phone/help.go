//go:build js && wasm

package phone

import (
	"encoding/json"
	"syscall/js"

	"sportello/api/help"
	"sportello/app/internal/page"
)

// helped tells the town hall which page stands, while the document says that a help code is on: names only. When
// it has ended meanwhile, those words go too. Without a network nothing is told, and nothing waits to be told.
func (h *host) helped(p help.Place) {
	words := document().Call("getElementById", page.HelpID)
	if !words.Truthy() || h.hall.offline() {
		return
	}
	body, err := json.Marshal(p)
	if err != nil {
		report(err)
		return
	}
	// The button that ends it leads back to where the person is now, not to where the document was made.
	if back := words.Call("querySelector", "input[name=torna]"); back.Truthy() {
		back.Set("value", h.shown.String())
	}
	answer, err := await(js.Global().Call("fetch", "/v1/help", map[string]any{"method": "PUT", "body": string(body),
		"headers": map[string]any{"Content-Type": "application/json"}, "cache": "no-store", "redirect": "error"}))
	if err == nil && answer.Get("status").Int() == notFound {
		words.Call("remove")
	}
}
