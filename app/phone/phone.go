//go:build js && wasm

// Package phone is host 2: it answers links and forms with pages of the app inside the browser, from the
// folder that this phone keeps and the outbox, with or without a network.
//
// The server's page stands until the first link or form: nothing typed is ever touched. boot.js catches both
// and calls this host; store.js and outbox.js keep and send. What the host cannot answer it gives back to
// the browser, which asks the server as it always did. It knows no screen.
package phone

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"syscall/js"
	"time"

	"github.com/google/uuid"

	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/app"
	"sportello/app/internal/text"
)

// host answers in one browser window, which may be about the person who signed in or about somebody for whom they
// act: the address says which. The browser runs one goroutine at a time, so nothing is locked.
type host struct {
	app    *app.App
	hall   *hall
	shell  *shell
	person string // id of who signed in, for whom the document is; empty when nobody has
	prefer folder.Preferences
	inside bool // the document is the shell, so there is no page of the server to go back to

	turn    int     // counts what was asked: an answer that was overtaken is not shown
	serving int     // pages that are being made
	shown   address // the page that stands, the server's or ours
}

// Run answers until the window is closed.
func Run() {
	h := newHost()
	boot().Call("ready", js.FuncOf(func(_ js.Value, args []js.Value) any {
		r := request{to: parse(args[0].String()), back: len(args) > 2 && args[2].Truthy()}
		if args[1].Truthy() {
			r.form = entries(args[1])
		}
		go h.answer(r)
		return nil
	}))
	go h.begin()
	select {}
}

func newHost() *host {
	about := document().Get("documentElement").Get("dataset")
	word := func(name string) string { return textOf(about.Get(name)) }
	h := &host{person: word("person"), inside: boot().Get("shell").Truthy(), shell: newShell(), shown: here(),
		prefer: folder.Preferences{Text: word("text"), Contrast: word("contrast"), Spacing: word("spacing"), Lang: textOf(document().Get("documentElement").Get("lang"))}}
	h.hall = newHall(h.changed)
	h.hall.actor = h.person
	h.app = &app.App{Hall: h.hall, Words: h.words, Now: h.hall.now, NewID: newID, OnPhone: true, Offline: h.hall.offline, Report: report,
		NotSent: h.hall.notSent, Forget: h.hall.forget}
	return h
}

// begin draws the page when the document is only the shell, goes on with forms whose sending failed, and
// brings town and folder up to date so that they are there when the network is not.
func (h *host) begin() {
	defer h.rescue(request{to: h.shown})
	h.words(h.prefer.Lang)
	h.hall.begin()
	if h.inside && h.person == "" {
		h.person = h.hall.keptPerson()
		h.hall.actor = h.person
	}
	forms := h.hall.handedOver(h.person)
	if h.inside {
		forms = h.first(forms)
	}
	for _, f := range forms {
		h.catchUp(f)
	}
	behind := h.person != "" && len(h.hall.entries(h.scope())) > 0
	h.hall.refreshAll(h.scope())
	if behind && !writing() {
		h.redraw() // the server wrote its page before it had all that this phone kept
	}
}

// words are those of a language. English comes when somebody first reads in it, and is kept with the program; until it
// can be had, the page is in Italian and says so.
func (h *host) words(lang string) text.Text {
	if lang == "en" && !text.Learnt() {
		if all, err := call(boot(), "english"); err == nil {
			text.Learn(textOf(all))
		}
	}
	return text.For(lang)
}

// who is the person in the matters that an address is about, as its folder says; in their own by their id alone
// before the first folder has come. With an error it is the person by themselves.
func (h *host) who(path string) (identity.Who, error) {
	if h.person == "" {
		return identity.Who{}, nil
	}
	self := identity.Self(identity.Person{ID: h.person})
	mandate, _ := app.Split(path)
	if mandate != "" {
		who, err := h.hall.Acting(context.Background(), self, mandate)
		if err != nil {
			return self, err
		}
		return who, nil
	}
	if who, err := h.hall.whoIs(h.person); err == nil {
		return who, nil
	}
	return self, nil // the error comes again in the page
}

// scope is whose matters the page that stands is about.
func (h *host) scope() string {
	mandate, _ := app.Split(h.shown.path)
	return cmp.Or(mandate, h.person)
}

// newID makes a UUIDv7 from the browser's own random numbers.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// report writes a fault of ours in the browser's console; the reference is the moment, in seconds.
func report(err error) string {
	reference := "t-" + strconv.FormatInt(time.Now().Unix(), 36)
	js.Global().Get("console").Call("error", fmt.Sprintf("sportello: %s: %v", reference, err))
	return reference
}
