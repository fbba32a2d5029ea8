//go:build js && wasm

package phone

import (
	"syscall/js"

	"sportello/api/command"
	"sportello/api/folder"
	"sportello/app/internal/text"
)

// news is something that came to be known about a person while a page stands.
type news struct {
	person  string
	receipt *command.Receipt // of a submission
	refused bool             // a command was not accepted
}

func (h *hall) grow(n news) {
	h.state++
	h.changed(n)
}

// listen hears from the outbox, whichever page or worker has sent it.
func (h *hall) listen() {
	channel := js.Global().Get("BroadcastChannel").New("sportello")
	channel.Set("onmessage", js.FuncOf(func(_ js.Value, args []js.Value) any {
		said := args[0].Get("data")
		state := textOf(said.Get("state"))
		if textOf(said.Get("type")) == "command" && (state == done || state == refused) {
			go h.heard(textOf(said.Get("subject")), textOf(said.Get("id")), textOf(said.Get("kind")))
		}
		return nil
	}))
}

// heard is for a command that somebody did not wait for: Send tells of the others.
func (h *hall) heard(person, id, kind string) {
	h.stale(person)
	if h.told[id] {
		return
	}
	n := news{person: person}
	for _, e := range h.entries(person) {
		if e.id != id {
			continue
		}
		n.refused = e.state == refused
		if r, err := e.toReceipt(); err == nil && kind == string(command.Submit) {
			n.receipt = &r
		}
	}
	h.grow(n)
}

// changed tells the person what has come, once, and draws the page again unless they are writing in it.
func (h *host) changed(n news) {
	if n.person != h.person {
		return
	}
	words := text.For(h.prefer.Lang)
	switch {
	case n.refused:
		boot().Call("say", words.Say("phone.refused"))
	case n.receipt != nil:
		boot().Call("say", words.Say("phone.registered", "Protocol", n.receipt.Protocol))
	}
	if h.shell.standing || n.receipt != nil || n.refused { // else the server's page is newer than what this phone had
		h.renew()
	}
}

// renew draws the page that stands again when more is known than it shows, unless the person writes in it.
func (h *host) renew() {
	if h.serving == 0 && h.hall.given != h.hall.state && !writing() {
		h.redraw()
	}
}

// writing reports whether the page that stands has a form: it is never drawn again under somebody's hands.
func writing() bool { return document().Call("querySelector", "#main form").Truthy() }

// refreshAll brings town and folder up to date and sends what waits, so that all is there when the network is
// not; then sportello.page.kept is true.
func (h *hall) refreshAll(person string) {
	papers := []*paper{h.town}
	if person != "" {
		papers = append(papers, h.folder(person))
	}
	whole := true
	for _, p := range papers {
		h.load(p)
		if online() {
			<-h.ask(p)
		}
		whole = whole && p.kept != nil && h.keep(p)
	}
	boot().Set("kept", whole)
	if person != "" {
		if _, err := call(h.outbox, "flush", person, true); err != nil {
			report(err)
		}
	}
}

// keptPerson is whose folder this phone keeps.
func (h *hall) keptPerson() string {
	v, err := call(h.store, "person")
	if err != nil {
		return ""
	}
	return textOf(v.Get("id"))
}

// prefers keeps the language for the shell, which is drawn before any folder is read.
func (h *hall) prefers(person string, p folder.Preferences) {
	tell(h.store, "here", map[string]any{"id": person, "lang": p.Lang})
}
