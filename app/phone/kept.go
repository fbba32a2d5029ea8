//go:build js && wasm

package phone

import (
	"encoding/json"
	"strings"
	"syscall/js"
	"time"

	"sportello/api/command"
)

// kept is an answer of the town hall as this phone has it. At is the town hall's own clock when it last said
// that this is so.
type kept struct {
	ETag string          `json:"etag"`
	At   time.Time       `json:"at"`
	Body json.RawMessage `json:"body"`
}

// paper is one document of the town hall that this phone keeps: the town, or a folder. Scope is whose folder it
// is: the id of who signed in, or of the mandate under which they read it; empty for the town.
type paper struct {
	name, path, scope string

	loaded bool
	kept   *kept
	asked  time.Time     // when the town hall answered last, by the phone's clock
	busy   chan struct{} // closed when the question under way has ended; nil when there is none
	err    error         // of the last question
}

// get is the paper as kept, after asking for news as long as a page may wait for them.
func (h *hall) get(p *paper) (*kept, error) {
	h.load(p)
	switch {
	case p.kept != nil && p.fresh() && p.err == nil:
	case !online():
		p.err = command.ErrNotKept
	default:
		h.wait(p)
	}
	if p.kept != nil {
		return p.kept, nil
	}
	return nil, p.err
}

// fresh reports whether the town hall answered a moment ago. It goes by the time of day alone: the browser's stopwatch
// stands still while a phone sleeps, and a clock that has jumped is a reason to ask.
func (p *paper) fresh() bool {
	since := time.Now().Round(0).Sub(p.asked)
	return since >= 0 && since < justAsked
}

func (h *hall) wait(p *paper) {
	limit := patience
	switch {
	case p.kept == nil:
		limit = firstTime
	case h.offline():
		limit = 0
	}
	ended := h.ask(p)
	select {
	case <-ended:
	case <-time.After(limit):
		if p.kept == nil {
			p.err = command.ErrDown
		}
	}
}

// load reads the paper from the encrypted store, once.
func (h *hall) load(p *paper) {
	if p.loaded {
		return
	}
	text, ok := h.read(p.name, p.scope)
	if p.loaded = true; !ok || p.kept != nil {
		return
	}
	var k kept
	if json.Unmarshal([]byte(text), &k) == nil {
		p.kept = &k
	}
}

// ask asks the town hall whether the paper has changed. Of two that ask at once the second waits with the first.
func (h *hall) ask(p *paper) <-chan struct{} {
	if p.busy != nil {
		return p.busy
	}
	ended := make(chan struct{})
	p.busy = ended
	go func() {
		before := p.kept
		p.err = h.fetch(p)
		p.busy = nil
		close(ended)
		if p.scope != "" && before != nil && p.kept != nil && p.kept.ETag != before.ETag {
			h.grow(news{scope: p.scope})
		}
	}()
	return ended
}

func (h *hall) fetch(p *paper) error {
	began, etag := time.Now(), ""
	if p.kept != nil {
		etag = p.kept.ETag
	}
	a, err := fetch(p.path, h.headers(p, etag))
	if err != nil {
		h.failed = time.Now()
		return command.ErrDown
	}
	h.failed = time.Time{}
	h.tell(a.date)
	if p.scope != "" {
		h.lapsed, h.other = a.status == unauthorized, a.status == conflict || a.status == success && !h.about(p, a.body)
	}
	switch {
	case a.status == success && !h.other:
		p.kept = &kept{ETag: a.etag, At: h.now(), Body: json.RawMessage(a.body)}
	case a.status == notModified && p.kept != nil:
		again := *p.kept
		again.At = h.now()
		p.kept = &again
	case a.status == forbidden && p.scope != h.actor && a.problem() == noMandate:
		if p.err != command.ErrNoMandate { // else it is over and done with
			tell(h.outbox, "end", h.actor, p.scope)
		}
		return h.drop(p)
	default: // of 401 and 409 the host tells: see lapsed and other
		return command.ErrDown
	}
	p.asked = time.Now().Round(0)
	go h.keep(p)
	if p.scope != "" {
		h.forgetShown(p.scope, began)
	}
	return nil
}

// headers say who asks for a paper, and under which mandate: it is answered for these or not at all.
func (h *hall) headers(p *paper, etag string) map[string]any {
	headers := map[string]any{"Accept": "application/json"}
	if etag != "" {
		headers["If-None-Match"] = etag
	}
	if p.scope != "" {
		headers["Sportello-Actor"] = h.actor
	}
	if p.scope != "" && p.scope != h.actor {
		headers["Sportello-Mandate"] = p.scope
	}
	return headers
}

// about reports whether a folder that has come is the one that was asked for: nothing of one person is ever kept
// among the papers of another.
func (h *hall) about(p *paper, body string) bool {
	who, err := whoIn([]byte(body))
	return err == nil && who.Actor.ID == h.actor && who.Scope() == p.scope
}

// drop leaves a paper that may not be shown any more.
func (h *hall) drop(p *paper) error {
	p.loaded, p.kept, p.asked, p.err = true, nil, time.Time{}, command.ErrNoMandate
	h.stale(h.actor) // whose folder says what became of the mandate
	return p.err
}

// keep writes the paper to the encrypted store. When that fails the page still shows it.
func (h *hall) keep(p *paper) bool {
	if p.kept == nil {
		return false
	}
	raw, err := json.Marshal(p.kept)
	if err != nil {
		report(err)
		return false
	}
	_, err = call(h.store, "put", p.name, string(raw), p.scope)
	return err == nil
}

// tell learns the town hall's clock from the Date of an answer, which is cut to the second.
func (h *hall) tell(date string) {
	at, err := time.Parse(dateFormat, date)
	if err != nil {
		return
	}
	h.off = time.Until(at) + 500*time.Millisecond
	tell(h.store, "clock", date)
}

// read is a text of the encrypted store.
func (h *hall) read(name, scope string) (string, bool) {
	v, err := call(h.store, "get", name, scope)
	if err != nil || v.Type() != js.TypeString {
		return "", false
	}
	return v.String(), true
}

// stale makes the next page ask for the folder anew.
func (h *hall) stale(scope string) {
	if p := h.folders[scope]; p != nil {
		p.asked = time.Time{}
	}
}

type answer struct {
	status           int
	etag, date, body string
}

// problem is the key of the words for an answer that is one of RFC 9457; empty for any other.
func (a answer) problem() string {
	var p struct {
		Type string `json:"type"`
	}
	if json.Unmarshal([]byte(a.body), &p) != nil {
		return ""
	}
	return problemKey(p.Type)
}

// fetch asks for a document. An answer that is not surely the town hall's (a page of the network's owner)
// is an error, as is none within 20 seconds.
func fetch(path string, headers map[string]any) (answer, error) {
	options := map[string]any{"headers": headers, "cache": "no-store", "redirect": "error"}
	if limit := js.Global().Get("AbortSignal").Get("timeout"); limit.Truthy() {
		options["signal"] = js.Global().Get("AbortSignal").Call("timeout", 20_000)
	}
	r, err := await(js.Global().Call("fetch", path, options))
	if err != nil {
		return answer{}, err
	}
	header := func(name string) string { return textOf(r.Get("headers").Call("get", name)) }
	a := answer{status: r.Get("status").Int(), etag: header("ETag"), date: header("Date")}
	body, err := call(r, "text")
	if err != nil {
		return a, err
	}
	a.body = body.String()
	if a.status != notModified && !strings.Contains(header("Content-Type"), "json") {
		return a, failure{"NotTheTownHall", header("Content-Type")}
	}
	return a, nil
}
