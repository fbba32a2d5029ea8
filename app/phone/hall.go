//go:build js && wasm

package phone

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"syscall/js"
	"time"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/folder"
	"sportello/api/identity"
)

// How long a page waits for the network before it shows what is kept.
const (
	patience   = 1500 * time.Millisecond // for news of something kept
	firstTime  = 12 * time.Second        // for something never seen
	forReceipt = 4 * time.Second         // for the answer to a submission
	forAnswers = 1500 * time.Millisecond // for the answer to what the next page does not need
	justAsked  = 3 * time.Second         // not asked again so soon
	sulking    = 15 * time.Second        // a network that failed is not waited for
)

// hall is the town hall as this phone has it: town and folder kept encrypted and brought up to date when
// there is a network, and the outbox.
type hall struct {
	store, outbox js.Value
	actor         string     // id of who signed in; empty when nobody has
	changed       func(news) // tells the host that the state has grown

	town    *paper
	folders map[string]*paper
	off     time.Duration   // what the phone's clock lacks to the town hall's
	failed  time.Time       // when the network failed last, by the phone's clock; zero when it works
	lapsed  bool            // the town hall said: nobody is signed in
	other   bool            // the town hall said: somebody else is signed in
	state   int             // counts what came to be known
	given   int             // the state that the last folder given showed
	told    map[string]bool // commands of which Send itself tells
}

func newHall(changed func(news)) *hall {
	s := sportello()
	h := &hall{store: s.Get("store"), outbox: s.Get("outbox"), changed: changed, folders: map[string]*paper{}, told: map[string]bool{}}
	h.town = &paper{name: "town", path: "/v1/town"}
	return h
}

// begin learns the clock and listens to the outbox.
func (h *hall) begin() {
	if ms, ok := h.read("clock", ""); ok {
		if d, err := time.ParseDuration(ms + "ms"); err == nil {
			h.off = d
		}
	}
	h.listen()
}

// now is the town hall's time: the age of what is shown must not hang on the clock of the phone. It is a time of day
// without a reading of the browser's stopwatch (Round), which stands still while a phone sleeps.
func (h *hall) now() time.Time { return time.Now().Round(0).Add(h.off) }

// offline reports whether there is no network, as far as can be known without asking.
func (h *hall) offline() bool {
	return !online() || time.Since(h.failed) < sulking
}

// Town is the kept town, or the town hall's answer.
func (h *hall) Town(context.Context) (folder.Town, error) {
	k, err := h.get(h.town)
	if err != nil {
		return folder.Town{}, err
	}
	var t folder.Town
	return t, json.Unmarshal(k.Body, &t)
}

// Acting is the actor under a mandate, as the folder kept of it says.
//
// Errors: command.ErrNoMandate when the town hall said so, or the actor's own folder does; those of Folder.
func (h *hall) Acting(_ context.Context, actor identity.Who, mandate string) (identity.Who, error) {
	if mandate == "" {
		return actor, nil
	}
	who, err := h.whoIs(mandate)
	switch known := err == nil; {
	case known && (who.Mandate.ID != mandate || who.Actor.ID != actor.Actor.ID):
		return who, command.ErrNoMandate
	case (!known || h.offline()) && h.over(mandate):
		return who, command.ErrNoMandate
	}
	return who, err
}

// over reports whether the actor's own folder says that a mandate has ended, is paused, or has come to its last day.
func (h *hall) over(mandate string) bool {
	for _, p := range h.own().Proxies {
		if p.ID == mandate {
			return !p.InForce(calendar.InRome(h.now()))
		}
	}
	return false
}

// Folder is the kept folder, as new as the network allows, with what waits on this phone laid over it.
//
// Errors: command.ErrNotKept when there is none on this phone and no network, command.ErrDown when the town
// hall does not answer, command.ErrNoMandate.
func (h *hall) Folder(_ context.Context, who identity.Who) (folder.Folder, error) {
	k, err := h.get(h.folder(who.Scope()))
	if err != nil {
		return folder.Folder{}, err
	}
	var f folder.Folder
	if err := json.Unmarshal(k.Body, &f); err != nil {
		return f, err
	}
	f.ReadAt, h.given = k.At, h.state
	return h.overlay(f, who.Scope()), nil
}

func (h *hall) folder(scope string) *paper {
	if h.folders[scope] == nil {
		h.folders[scope] = &paper{name: "folder", path: "/v1/folder", scope: scope}
	}
	return h.folders[scope]
}

// own is the actor's own folder as far as it is known without asking.
func (h *hall) own() (f folder.Folder) {
	p := h.folder(h.actor)
	h.load(p)
	if p.kept == nil || json.Unmarshal(p.kept.Body, &f) != nil {
		return folder.Folder{}
	}
	return f
}

// knownTown is the town as far as it is known without asking.
func (h *hall) knownTown() folder.Town {
	var t folder.Town
	if k := h.town.kept; k != nil && json.Unmarshal(k.Body, &t) != nil {
		return folder.Town{}
	}
	return t
}

// whoIs is the actor in a scope as its folder says.
func (h *hall) whoIs(scope string) (identity.Who, error) {
	k, err := h.get(h.folder(scope))
	if err != nil {
		return identity.Who{}, err
	}
	return whoIn(k.Body)
}

// whoIn is who a folder is for.
func whoIn(body []byte) (identity.Who, error) {
	var f struct {
		Who identity.Who `json:"who"`
	}
	err := json.Unmarshal(body, &f)
	return f.Who, err
}

// Send keeps a command in the outbox and then sends it. The receipt says Kept when the town hall has not
// answered soon; nothing is said before the command is on the disk.
//
// Errors: command.ErrNotKept when this phone cannot keep it and the town hall cannot be asked at once,
// command.ErrReused, command.ErrNoMandate.
func (h *hall) Send(_ context.Context, who identity.Who, c command.Command) (command.Receipt, error) {
	if c.Subject == "" || c.Subject != who.Subject.ID || c.Mandate != who.Mandate.ID || who.Actor.ID != h.actor {
		return command.Receipt{}, command.ErrOtherPerson
	}
	value, err := marshal(c)
	if err != nil {
		return command.Receipt{}, err
	}
	h.told[c.ID] = true
	added, err := call(h.outbox, "add", value, h.actor, who.Subject.Name())
	switch {
	case named(err, "Reused"):
		return command.Receipt{}, command.ErrReused
	case err != nil:
		return h.sendAtOnce(c, value)
	}
	if e := entryOf(added); e.state != waits {
		return h.settled(e)
	}
	h.flush(c)
	e, ok := h.find(c)
	if !ok || e.state == waits {
		delete(h.told, c.ID)
		return command.Receipt{Command: c.ID, State: command.Kept, At: h.now()}, nil
	}
	return h.settled(e)
}

// flush sends the outbox and waits for it as long as a person can be asked to.
func (h *hall) flush(c command.Command) {
	wait := forAnswers
	if c.Kind == command.Submit {
		wait = forReceipt
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if _, err := call(h.outbox, "flush", h.actor, true); err != nil {
			report(err)
		}
	}()
	if h.offline() {
		wait = wait / 8 // a network that has come back unseen still answers
	}
	if !online() {
		wait = 0
	}
	select {
	case <-ended:
	case <-time.After(wait):
	}
}

// sendAtOnce is for a phone that keeps nothing (full disk): the town hall is asked directly, or the person
// is told that nothing was saved.
func (h *hall) sendAtOnce(c command.Command, value js.Value) (command.Receipt, error) {
	if !online() {
		return command.Receipt{}, command.ErrNotKept
	}
	answer, err := call(h.outbox, "send", value, h.actor)
	if err == nil && textOf(answer.Get("why")) == noMandate {
		return command.Receipt{}, h.drop(h.folder(c.Mandate))
	}
	if err != nil || answer.Get("why").Truthy() {
		return command.Receipt{}, command.ErrNotKept
	}
	return h.settled(entry{id: c.ID, lane: cmp.Or(c.Mandate, c.Subject), receipt: answer.Get("receipt"), problem: answer.Get("problem")})
}

// settled is the receipt of a command that the town hall has answered.
func (h *hall) settled(e entry) (command.Receipt, error) {
	h.stale(e.lane)
	if !e.problem.Truthy() {
		return e.toReceipt()
	}
	switch problem := e.problemKey(); problem {
	case "key-reused":
		return command.Receipt{}, command.ErrReused
	case noMandate:
		return command.Receipt{}, h.drop(h.folder(e.lane))
	default:
		return command.Receipt{Command: e.id, State: command.Refused, At: h.now(), Problem: problem}, nil
	}
}

var errNoReceipt = errors.New("the town hall's receipt cannot be read")
