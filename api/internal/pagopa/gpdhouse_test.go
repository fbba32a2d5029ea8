package pagopa_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"sportello/api/calendar"
	"sportello/api/identity"
	"sportello/api/internal/pagopa"
	"sportello/api/payments"
	"sportello/e2e/outside/pagopa/spec"
)

// archive is a small GPD: it keeps what it is told by its name, and says what a test wants it to say.
type archive struct {
	mu     sync.Mutex
	kept   map[string]map[string]any // by iupd
	calls  []string                  // method, and whether it went well
	bodies []string
	ids    map[string]bool // X-Request-Id
	answer func(w http.ResponseWriter, r *http.Request) bool
}

func (a *archive) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	body, _ := io.ReadAll(r.Body)
	a.calls, a.bodies = append(a.calls, r.Method), append(a.bodies, string(body))
	a.ids[r.Header.Get("X-Request-Id")] = true
	if a.answer != nil && a.answer(w, r) {
		return
	}
	_, name, _ := strings.Cut(r.URL.Path, "/debtpositions")
	name = strings.TrimPrefix(name, "/")
	var said map[string]any
	if json.Unmarshal(body, &said); name == "" {
		name, _ = said["iupd"].(string)
	}
	known, there := a.kept[name]
	switch {
	case r.Method == http.MethodPost && there:
		w.WriteHeader(http.StatusConflict)
	case r.Method != http.MethodPost && !there:
		w.WriteHeader(http.StatusNotFound)
	case r.Method != http.MethodPost && r.Method != http.MethodGet && known["status"] != "VALID" && known["status"] != "PUBLISHED":
		w.WriteHeader(http.StatusConflict)
	case r.Method == http.MethodDelete:
		delete(a.kept, name)
	case r.Method == http.MethodGet:
		json.NewEncoder(w).Encode(known)
	default:
		said["status"] = "VALID"
		a.kept[name] = said
		if r.Method == http.MethodPost {
			w.WriteHeader(http.StatusCreated)
		}
		json.NewEncoder(w).Encode(said)
	}
}

// asked are the methods of the calls since the last time.
func (a *archive) asked() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	all := strings.Join(a.calls, " ")
	a.calls, a.bodies = nil, nil
	return all
}

// only is the one position that the archive has.
func (a *archive) only(t *testing.T) map[string]any {
	t.Helper()
	if len(a.kept) != 1 {
		t.Fatalf("the archive has %d positions", len(a.kept))
	}
	for _, p := range a.kept {
		return p
	}
	return nil
}

const (
	navLess = "307000000000000144"
	navMore = "307000000000000245"
	navFull = "307000000000000346"
)

var (
	anna    = identity.Person{ID: "00000000-0000-7000-8000-00000000000a", FiscalCode: "NNANNA60A41I625Z", GivenName: "Anna", FamilyName: "Bianchi"}
	council = payments.Creditor{Code: "00000000000", Name: "Comune di prova", Segregation: 7, Entity: "I625", Accounts: map[string]payments.Account{
		"fines": {IBAN: "IT60X0542811101000000123456", Category: "9/0101100IM/"},
		"tari":  {IBAN: "IT60X0542811101000000123457", Category: "9/0101101IM/", Tax: "3944"},
		"tefa":  {Creditor: "00000000001", Name: "Provincia di prova", IBAN: "IT60X0542811101000000123458", Category: "9/0201102IM/", Tax: "TEFA"}}}
)

// way is a gateway to a server that is judged by one of the official files, at a moment. A fault of ours fails the test.
func way(t *testing.T, file string, h http.Handler, at string) *pagopa.Gateway {
	t.Helper()
	server := httptest.NewServer(spec.Validate(file, h, func(err error) { t.Errorf("what we send is not what pagoPA says: %v", err) }))
	t.Cleanup(server.Close)
	one := pagopa.Service{URL: server.URL}
	g, err := pagopa.New(pagopa.Config{Creditor: council, Key: "k", GPD: one, Receipts: one, Checkout: one, Flows: one, Events: one,
		Site: "https://sportello.example.it", Origin: "https://checkout.pagopa.it", Now: func() time.Time { return moment(t, at) }})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func newArchive() *archive {
	return &archive{kept: map[string]map[string]any{}, ids: map[string]bool{}}
}

func moment(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func day(year, month, d int) calendar.Day {
	at, ok := calendar.Of(year, month, d)
	if !ok {
		panic("no such day")
	}
	return at
}

// verbale was notified on 1 July 2026: its discount ends on 6 July, its reduced payment on 31 August (DOMAIN § 4.2).
func verbale() payments.Position {
	return payments.Position{ID: "fine/V-2026-004711", Service: "fines", About: "V/2026/004711", Notices: []payments.Notice{
		{NAV: navLess, Option: 1, Number: 1, Of: 1, Amount: 43_20, Due: day(2026, 7, 6), Expires: true},
		{NAV: navMore, Option: 2, Number: 1, Of: 1, Amount: 55_80, Due: day(2026, 8, 31), Expires: true},
		{NAV: navFull, Option: 3, Number: 1, Of: 1, Amount: 100_30, From: day(2026, 9, 1), Expires: true}}}
}
