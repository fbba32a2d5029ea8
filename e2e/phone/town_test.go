package phone_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/proxies"
)

// town is a town hall small enough to be made to fail at any moment of a conversation: it applies a command
// once by its id, as the real one does, and keeps a diary of what it was sent.
type town struct {
	mu      sync.Mutex
	folders map[string]folder.Folder // by the id of the subject
	proxies []proxies.Proxy
	done    map[string]command.Receipt
	content map[string]string
	filed   int
	diary   []command.Command // in the order in which they came, each time they came

	fault func(c command.Command) fault // what happens to a command; nil: nothing
}

// fault is what goes wrong with one request.
type fault struct {
	lose   bool // apply it, then cut the line before the answer
	cut    bool // cut the line before anything is done
	status int  // refuse with this
	kind   string
	after  string        // Retry-After, in seconds
	hold   chan struct{} // do not answer before this is closed
}

var (
	ada   = identity.Person{ID: "01900000-0000-7000-8000-00000000000a", FiscalCode: "NRADAA40A41I625S", GivenName: "Ada", FamilyName: "Neri"}
	bruno = identity.Person{ID: "01900000-0000-7000-8000-00000000000b", FiscalCode: "RSSBRN40A01I625T", GivenName: "Bruno", FamilyName: "Rossi"}

	// Those for whom the others act.
	maria  = identity.Person{ID: "01900000-0000-7000-8000-00000000001a", FiscalCode: "VRDMRA30A41I625X", GivenName: "Maria", FamilyName: "Verdi"}
	nino   = identity.Person{ID: "01900000-0000-7000-8000-00000000001b", FiscalCode: "BNCNNI30A01I625Y", GivenName: "Nino", FamilyName: "Bianchi"}
	olga   = identity.Person{ID: "01900000-0000-7000-8000-00000000001c", FiscalCode: "GLLLGO30A41I625Z", GivenName: "Olga", FamilyName: "Galli"}
	people = map[string]identity.Person{ada.ID: ada, bruno.ID: bruno, maria.ID: maria, nino.ID: nino, olga.ID: olga}
)

var theTown = folder.Town{Name: "Comune di Seregno", Short: "Seregno", Phone: "0362 263.1", Services: []applications.Service{
	{ID: "telesoccorso", TermDays: 30, Office: "Servizi sociali", Responsible: "Rita Sala", Phone: "0362 263.401"}}}

func newTown() *town {
	t := &town{folders: map[string]folder.Folder{}, done: map[string]command.Receipt{}, content: map[string]string{}}
	for _, p := range []identity.Person{ada, bruno, maria, nino, olga} {
		t.folders[p.ID] = folder.Folder{Address: "via Segreta 77"}
	}
	return t
}

func (t *town) Town(context.Context) (folder.Town, error) { return theTown, nil }

func (t *town) Acting(_ context.Context, actor identity.Who, mandate string) (identity.Who, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if mandate == "" {
		return actor, nil
	}
	for _, p := range t.proxies {
		if p.ID == mandate && p.Delegate.ID == actor.Actor.ID && p.InForce(calendar.InRome(now)) {
			return identity.Who{Actor: actor.Actor, Subject: people[p.Delegator.ID], Mandate: identity.Mandate{Kind: identity.MandateProxy, ID: mandate}, Rights: p.Rights}, nil
		}
	}
	return identity.Who{}, command.ErrNoMandate
}

func (t *town) Folder(_ context.Context, who identity.Who) (folder.Folder, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	f := t.folders[who.Subject.ID]
	f.Who = who
	for _, p := range t.proxies {
		if !who.ForOther() && (p.Delegate.ID == who.Actor.ID || p.Delegator.ID == who.Actor.ID) {
			f.Proxies = append(f.Proxies, p)
		}
	}
	return f, nil
}

func (t *town) Send(_ context.Context, who identity.Who, c command.Command) (command.Receipt, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if c.Subject != who.Subject.ID {
		return command.Receipt{}, command.ErrOtherPerson
	}
	if r, did := t.done[c.ID]; did && c.Kind == command.Submit {
		if t.content[c.ID] != string(c.Body) {
			return command.Receipt{}, command.ErrReused
		}
		return r, nil
	}
	r := command.Receipt{Command: c.ID, State: command.Done, At: time.Now().UTC()}
	f := t.folders[c.Subject]
	f.Who = who
	f = folder.Overlay(f, []command.Command{c})
	if c.Kind == command.Submit {
		t.filed++
		r.State, r.Protocol = command.Registered, applications.Protocol(2026, int64(t.filed))
		f = folder.Settle(f, theTown, []command.Receipt{r})
	}
	t.folders[c.Subject], t.done[c.ID], t.content[c.ID] = f, r, string(c.Body)
	return r, nil
}

// applications are the person's, as the town hall has them.
func (t *town) applications(p identity.Person) []applications.Application {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.folders[p.ID].Applications)
}

// came lists what was sent of a kind, each time it was.
func (t *town) came(kind command.Kind) (all []command.Command) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, c := range t.diary {
		if c.Kind == kind {
			all = append(all, c)
		}
	}
	return all
}

// goesWrong sets what happens to commands from now on.
func (t *town) goesWrong(how func(command.Command) fault) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.fault = how
}

// v1 is the contract of /v1 that the phone relies on: see api/internal/rest.
func (t *town) v1(s *signIn) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/town", func(w http.ResponseWriter, r *http.Request) { document(w, r, theTown) })
	mux.HandleFunc("GET /v1/folder", func(w http.ResponseWriter, r *http.Request) {
		if who, ok := t.known(w, r, s); ok {
			f, _ := t.Folder(r.Context(), who)
			document(w, r, f)
		}
	})
	mux.HandleFunc("PUT /v1/drafts/{draft}", func(w http.ResponseWriter, r *http.Request) {
		a := applications.Answer{}
		read(r, &a)
		a.Draft = r.PathValue("draft")
		t.take(w, r, s, command.Answer, a)
	})
	mux.HandleFunc("DELETE /v1/drafts/{draft}", func(w http.ResponseWriter, r *http.Request) {
		t.take(w, r, s, command.Discard, applications.Discard{Draft: r.PathValue("draft")})
	})
	mux.HandleFunc("POST /v1/applications", func(w http.ResponseWriter, r *http.Request) {
		body := applications.Submit{}
		read(r, &body)
		t.take(w, r, s, command.Submit, body)
	})
	mux.HandleFunc("PUT /v1/preferences", func(w http.ResponseWriter, r *http.Request) {
		body := folder.Preferences{}
		read(r, &body)
		t.take(w, r, s, command.Prefer, body)
	})
	return mux
}

// known is who asks and for whom; when there is nobody, or they may not, that is answered.
func (t *town) known(w http.ResponseWriter, r *http.Request, s *signIn) (identity.Who, bool) {
	who, _, _ := s.Who(r)
	if !who.Known() {
		problem(w, 401, "signed-out")
		return who, false
	}
	if r.Header.Get("Sportello-Actor") != who.Actor.ID {
		problem(w, 409, "other-person")
		return who, false
	}
	who, err := t.Acting(r.Context(), who, r.Header.Get("Sportello-Mandate"))
	if err != nil {
		problem(w, 403, "no-mandate")
	}
	return who, err == nil
}

// take is one command that arrives, with what goes wrong on its way.
func (t *town) take(w http.ResponseWriter, r *http.Request, s *signIn, kind command.Kind, body any) {
	c, err := command.New(r.Header.Get("Idempotency-Key"), kind, r.Header.Get("Sportello-Subject"), time.Time{}, body)
	if err != nil {
		panic(err)
	}
	t.mu.Lock()
	c.Mandate = r.Header.Get("Sportello-Mandate")
	t.diary = append(t.diary, c)
	var f fault
	if t.fault != nil {
		f = t.fault(c)
	}
	t.mu.Unlock()
	if f.hold != nil {
		<-f.hold
	}
	switch {
	case f.cut:
		cut(w)
		return
	case f.status != 0:
		if f.after != "" {
			w.Header().Set("Retry-After", f.after)
		}
		problem(w, f.status, f.kind)
		return
	}
	who, ok := t.known(w, r, s)
	if !ok {
		return
	}
	if who.Subject.ID != c.Subject {
		problem(w, 409, "other-person")
		return
	}
	c.Mandate = who.Mandate.ID
	receipt, err := t.Send(r.Context(), who, c)
	switch {
	case f.lose:
		cut(w)
	case err != nil:
		problem(w, 422, "key-reused")
	default:
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(receipt)
	}
}

func read(r *http.Request, into any) {
	if err := json.NewDecoder(r.Body).Decode(into); err != nil {
		panic(err)
	}
}

// cut ends the connection as a lost network does.
func cut(w http.ResponseWriter) {
	line, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		line.Close()
	}
}

func document(w http.ResponseWriter, r *http.Request, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	sum := sha256.Sum256(body)
	etag := `"` + hex.EncodeToString(sum[:8]) + `"`
	w.Header().Set("ETag", etag)
	w.Header().Set("Cache-Control", "private, no-cache")
	if r.Header.Get("If-None-Match") == etag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write(body)
}

func problem(w http.ResponseWriter, status int, kind string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"type":"/problems/%s","status":%d}`, kind, status)
}
