//go:build js && wasm

package phone

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/api/identity"
	"sportello/app"
	"sportello/app/internal/page"
)

// request is a link (form is nil) or a form.
type request struct {
	to   address
	form url.Values
	back bool // Back or Forward of the browser: the address is there already
}

// elsewhere are the addresses that only the server answers. boot.js has the same list.
var elsewhere = regexp.MustCompile(`^/(entra|esci|dimostrazione|sportello|guscio|v1|docs|openapi|-)([/.]|$)|\.(ics|html)$`)

// answer shows the page for a request, or lets the server answer.
func (h *host) answer(r request) {
	defer h.rescue(r)
	h.turn++
	mine := h.turn
	for range 8 {
		p := h.serve(r)
		if mine != h.turn {
			return // something else was asked meanwhile
		}
		next, again := h.follow(r, p)
		if !again {
			return
		}
		r = next
	}
	h.toServer(r)
}

// serve asks the app. The folder comes first, for it says who the person is and for whom they act.
func (h *host) serve(r request) page.Page {
	h.serving++
	defer func() { h.serving-- }()
	who, failed := h.who(r.to.path)
	asked := app.Request{Path: r.to.path, Query: r.to.values(), Form: r.form, Who: who, Prefer: h.prefer}
	p := h.app.Serve(context.Background(), asked)
	switch ended := who.ForOther() && h.hall.folder(who.Scope()).err == command.ErrNoMandate; {
	case ended: // while it was being answered
		asked.Who, asked.Form = identity.Self(who.Actor), nil
		p = h.app.Serve(context.Background(), asked)
	case failed != nil && p.Status == forbidden && !errors.Is(failed, command.ErrNoMandate):
		p = h.app.Trouble(context.Background(), asked, failed)
	}
	if p.Prefer != nil {
		h.prefer = *p.Prefer
		h.hall.prefers(h.person, h.prefer)
	}
	return p
}

// follow shows a page, or says where to ask again, or gives up for the server.
func (h *host) follow(r request, p page.Page) (next request, again bool) {
	to := parse(p.Redirect)
	switch {
	case h.hall.other && r.form == nil && !h.hall.offline():
		h.toServer(r) // nothing that was typed here goes up in another's name: it waits in the outbox
	case h.hall.lapsed && !h.hall.offline():
		boot().Call("server", r.to.String(), fields(r.form)) // which asks to sign in, and keeps what was typed
	case p.Redirect != "" && (p.Reload || elsewhere.MatchString(to.path)):
		h.toServer(request{to: to})
	case p.Redirect != "":
		return request{to: to, back: r.back}, true
	case p.Reload, p.Status == notFound && !h.hall.offline() && !h.inside:
		h.toServer(r)
	case r.form != nil && p.Status == unavailable && !h.inside:
		boot().Call("hold") // nothing was kept: what is typed stays where it is
	default:
		h.show(r, p)
	}
	return request{}, false
}

// toServer lets the browser ask the server. In the shell that would only bring the shell again, and without
// a network nothing: then the page says that it is not on this phone.
func (h *host) toServer(r request) {
	if h.hall.offline() || (h.inside && r.to == here()) {
		h.show(r, h.app.Trouble(context.Background(), app.Request{Path: r.to.path, Prefer: h.prefer}, command.ErrNotKept))
		return
	}
	boot().Call("server", r.to.String(), fields(r.form))
}

// rescue keeps a fault of ours from leaving the person before a dead page: the server answers instead.
func (h *host) rescue(r request) {
	cause := recover()
	if cause == nil {
		return
	}
	report(fmt.Errorf("panic: %v\n%s", cause, debug.Stack()))
	if !h.hall.offline() && !h.inside {
		boot().Call("server", r.to.String(), fields(r.form))
	}
	boot().Call("done")
}

// first draws the page of the shell: the form that brought the person here, if there was one, else the link.
// It gives the forms that are left.
func (h *host) first(forms []handedOver) []handedOver {
	for i, f := range forms {
		if f.to.path == h.shown.path {
			h.answer(request{to: f.to, form: f.form, back: true})
			h.unsent(f)
			h.hall.taken(f)
			return slices.Delete(forms, i, i+1)
		}
	}
	h.answer(request{to: h.shown, back: true})
	return forms
}

// catchUp does what a form asked that was handed over when nobody could show its answer. A form with a
// problem in it stays, for its page to be opened again.
func (h *host) catchUp(f handedOver) {
	if p := h.serve(request{to: f.to, form: f.form}); p.Redirect != "" || h.unsent(f) {
		h.hall.taken(f)
	}
}

// unsent keeps what a form asked under a mandate that has ended, among what was not sent; false when it has not.
func (h *host) unsent(f handedOver) bool {
	mandate, path := app.Split(f.to.path)
	if _, err := h.who(f.to.path); mandate == "" || !errors.Is(err, command.ErrNoMandate) {
		return false
	}
	answers := flow.Answers{}
	for name := range f.form {
		answers[name] = f.form.Get(name)
	}
	service, _, _ := strings.Cut(strings.TrimPrefix(path, "/servizi/"), "/")
	return h.hall.unsent(mandate, applications.Answer{Draft: newID(), Service: service, Answers: answers})
}
