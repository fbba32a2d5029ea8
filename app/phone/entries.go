//go:build js && wasm

package phone

import (
	"cmp"
	"encoding/json"
	"net/url"
	"strings"
	"syscall/js"
	"time"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/folder"
)

// The states of an entry, as outbox.js writes them.
const (
	waits   = "waiting"
	done    = "done"
	refused = "refused"
)

// noMandate is the key of the problem of a mandate under which nothing can be done any more.
const noMandate = "no-mandate"

// entry is a command of the outbox and what the town hall said to it. Lane is whose matters it is about, as a scope;
// name is that of the person.
type entry struct {
	id, lane, name, state string
	command               js.Value
	receipt, problem      js.Value
	settled               time.Time // by the phone's clock
}

func entryOf(v js.Value) entry {
	c := v.Get("command")
	e := entry{id: textOf(c.Get("id")), lane: textOf(v.Get("lane")), name: textOf(v.Get("name")), state: textOf(v.Get("state")), command: c,
		receipt: v.Get("receipt"), problem: v.Get("problem")}
	if at := v.Get("settled"); at.Type() == js.TypeNumber {
		e.settled = time.UnixMilli(int64(at.Float()))
	}
	return e
}

func (e entry) toCommand() (c command.Command, err error) {
	err = unmarshal(e.command, &c)
	return c, err
}

func (e entry) toReceipt() (r command.Receipt, err error) {
	if !e.receipt.Truthy() {
		return r, errNoReceipt
	}
	err = unmarshal(e.receipt, &r)
	return r, err
}

func marshal(c command.Command) (js.Value, error) {
	raw, err := json.Marshal(c)
	if err != nil {
		return js.Null(), err
	}
	return js.Global().Get("JSON").Call("parse", string(raw)), nil
}

func unmarshal(v js.Value, into any) error {
	return json.Unmarshal([]byte(js.Global().Get("JSON").Call("stringify", v).String()), into)
}

// entries are the commands that this phone has of one scope, or of all of who signed in when it is empty, in their
// order.
func (h *hall) entries(scope string) []entry {
	list, err := call(h.outbox, "list", h.actor, scope)
	if err != nil {
		return nil // a phone that keeps nothing has nothing waiting
	}
	all := make([]entry, list.Length())
	for i := range all {
		all[i] = entryOf(list.Index(i))
	}
	return all
}

func (h *hall) find(c command.Command) (entry, bool) {
	for _, e := range h.entries(cmp.Or(c.Mandate, c.Subject)) {
		if e.id == c.ID {
			return e, true
		}
	}
	return entry{}, false
}

// overlay lays over the folder what it does not show yet. A submission that was refused is shown as the draft
// it was, so that nothing written is lost; the town hall's draft, when there still is one, may be newer.
func (h *hall) overlay(f folder.Folder, scope string) folder.Folder {
	var pending []command.Command
	var receipts []command.Receipt
	for _, e := range h.entries(scope) {
		c, err := e.toCommand()
		if err != nil {
			continue
		}
		if e.state == refused && asItWas(c.Kind) {
			continue
		}
		if e.state == refused && c.Kind == command.Submit {
			body, ok := asDraft(c)
			if _, drafted := f.Draft(body.Service); !ok || drafted {
				continue
			}
			if c, err = command.New(c.ID, command.Answer, c.Subject, c.Made, body); err != nil {
				continue
			}
		}
		pending = append(pending, c)
		if r, err := e.toReceipt(); err == nil && e.state == done {
			receipts = append(receipts, r)
		}
	}
	return folder.Settle(folder.Overlay(f, pending), h.knownTown(), receipts)
}

// asItWas reports whether a command of that kind, when refused, leaves the draft, the proxy or what waits as it was.
func asItWas(k command.Kind) bool {
	switch k {
	case command.Propose, command.Decline, command.Withdraw, command.GiveProxy, command.ClaimProxy, command.ChangeProxy:
		return true
	}
	return false
}

// asDraft is a refused submission as the answers of its draft; false for the yes to a confirmation, which was none.
func asDraft(c command.Command) (applications.Answer, bool) {
	var s applications.Submit
	err := json.Unmarshal(c.Body, &s)
	return applications.Answer{Draft: c.ID, Service: s.Service, Answers: s.Answers}, err == nil && !s.Confirms
}

// forgetShown takes out of the outbox what the town hall had answered before it gave this folder.
func (h *hall) forgetShown(scope string, asked time.Time) {
	var shown []any
	for _, e := range h.entries(scope) {
		if e.state == done && e.settled.Before(asked) {
			shown = append(shown, e.id)
		}
	}
	if len(shown) > 0 {
		tell(h.outbox, "forget", shown)
	}
}

// problemKey is the key of the words for a refusal; empty when there is none.
func (e entry) problemKey() string {
	if !e.problem.Truthy() {
		return ""
	}
	return problemKey(textOf(e.problem.Get("type")))
}

// problemKey is the key of the words for a refusal: the end of the problem's type.
func problemKey(kind string) string {
	kind = strings.TrimPrefix(kind, "/problems/")
	return strings.TrimPrefix(kind, "refused/")
}

// handedOver is a form that the worker kept because its sending failed.
type handedOver struct {
	name string
	to   address
	form url.Values
}

// handedOver are the forms of who signed in that nobody has gone on with, oldest first.
func (h *hall) handedOver(person string) []handedOver {
	list, err := call(h.store, "handedOver")
	if err != nil {
		return nil
	}
	var all []handedOver
	for i := range list.Length() {
		if f := list.Index(i); textOf(f.Get("person")) == person {
			all = append(all, handedOver{textOf(f.Get("name")), parse(textOf(f.Get("url"))), entries(f.Get("fields"))})
		}
	}
	return all
}

// taken ends a form that was handed over: what it asked is in the outbox, or on the page.
func (h *hall) taken(f handedOver) { tell(h.store, "remove", []any{f.name}) }
