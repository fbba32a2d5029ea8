//go:build js && wasm

package phone

import (
	"slices"
	"syscall/js"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/folder"
	"sportello/app/internal/text"
)

// news is something that came to be known in a scope while a page stands.
type news struct {
	scope   string
	receipt *command.Receipt // of a submission
	refused bool             // a command was not accepted
	ended   bool             // nothing can be done under this mandate any more
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
		if textOf(said.Get("actor")) != h.actor {
			return nil
		}
		lane, state := textOf(said.Get("lane")), textOf(said.Get("state"))
		switch kind := textOf(said.Get("type")); {
		case kind == "command" && (state == done || state == refused):
			go h.heard(lane, textOf(said.Get("id")), textOf(said.Get("kind")))
		case kind == "ended":
			h.drop(h.folder(lane))
			go h.grow(news{scope: lane, ended: true})
		}
		return nil
	}))
}

// heard is for a command that somebody did not wait for: Send tells of the others.
func (h *hall) heard(lane, id, kind string) {
	h.stale(lane)
	if h.told[id] {
		return
	}
	n := news{scope: lane}
	for _, e := range h.entries(lane) {
		if e.id != id {
			continue
		}
		n.refused = e.state == refused
		if r, err := e.toReceipt(); err == nil && kind == string(command.Submit) {
			n.receipt = &r
		}
		if e.problemKey() == noMandate {
			n = news{scope: h.actor} // the end itself is told; one's own pages say what was not sent
		}
	}
	h.grow(n)
}

// changed tells the person what has come, once, and draws the page again unless they are writing in it.
func (h *host) changed(n news) {
	if n.scope != h.scope() {
		return
	}
	words := text.For(h.prefer.Lang)
	switch {
	case n.ended:
		boot().Call("say", words.Say("phone.over"))
	case n.refused:
		boot().Call("say", words.Say("phone.refused"))
	case n.receipt != nil:
		boot().Call("say", words.Say("phone.registered", "Protocol", n.receipt.Protocol))
	}
	if h.shell.standing || n.receipt != nil || n.refused || n.ended { // else the server's page is newer than what this phone had
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

// refreshAll brings town and folders up to date and sends what waits, so that all is there when the network is
// not; then sportello.page.kept is true. The folder of the page that stands comes first, then those of everybody
// for whom the actor may act, unless data is to be spared.
func (h *hall) refreshAll(scope string) {
	whole := h.refresh(h.town)
	if h.actor != "" {
		for _, s := range []string{scope, h.actor} {
			whole = h.refresh(h.folder(s)) && whole
		}
		for _, m := range h.mandates() {
			whole = h.refresh(h.folder(m)) && whole
		}
	}
	boot().Set("kept", whole)
	if h.actor != "" {
		if _, err := call(h.outbox, "flush", h.actor, true); err != nil {
			report(err)
		}
	}
}

// refresh brings one paper up to date, and reports whether this phone has it for a time without a network. One that
// may not be kept is not missed.
func (h *hall) refresh(p *paper) bool {
	h.load(p)
	if online() && !p.fresh() {
		<-h.ask(p)
	}
	return h.keep(p) || p.err == command.ErrNoMandate
}

// mandates are those in force that the actor's folder names, and those of which this phone keeps anything: if they
// have ended, the town hall says so.
func (h *hall) mandates() []string {
	var all []string
	if about := js.Global().Get("navigator").Get("connection"); !about.Truthy() || !about.Get("saveData").Truthy() {
		for _, p := range h.own().People(calendar.InRome(h.now())) {
			all = append(all, p.ID)
		}
	}
	kept, err := call(h.store, "scopes")
	for i := 0; err == nil && i < kept.Length(); i++ {
		if scope := kept.Index(i).String(); scope != h.actor && !slices.Contains(all, scope) {
			all = append(all, scope)
		}
	}
	return all
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
