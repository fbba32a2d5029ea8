package api_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api"
	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/internal/postgres/pgtest"
)

const (
	anna  = "01890000-0000-7000-8000-00000000000a"
	bice  = "01890000-0000-7000-8000-00000000000b"
	draft = "01890000-0000-7000-8000-0000000000d1"
	whole = `{"service":"telesoccorso","answers":{"address":"Via Cavour 12","phone":"0362 123456","alone":"yes","contact_name":"Ada","contact_phone":"333 1234567",` +
		`"keys":"yes","disability":"no","visit":"any","notes":"","declare":"yes"}}`
)

// door is /v1 over a real database, for whoever the header X-Test names.
func door(t *testing.T) http.Handler {
	h, _ := openDoor(t)
	return h
}

// openDoor is a door, and the owner of the tables behind it.
func openDoor(t *testing.T, change ...func(*api.Config)) (http.Handler, *pgxpool.Pool) {
	t.Helper()
	dsn := pgtest.New(t)
	owner := pgtest.Owner(t, dsn)
	for _, p := range []string{anna, bice} {
		if _, err := owner.Exec(t.Context(), `insert into person(id, fiscal_code, given_name) values ($1::text::uuid, right($1::text, 16), 'Anna')`, p); err != nil {
			t.Fatal(err)
		}
	}
	config := api.Config{DSN: dsn, BaseURL: "http://localhost", Now: time.Now, Version: "test",
		Town:   folder.Town{Name: "Prova", Services: []applications.Service{{ID: "telesoccorso", TermDays: 30, Office: "Servizi", Responsible: "R"}}},
		Report: func(err error) string { t.Log("reported:", err); return "REF" },
		Who: func(r *http.Request) (identity.Who, error) {
			switch id := r.Header.Get("X-Test"); id {
			case "":
				return identity.Who{}, nil
			case "away":
				return identity.Who{}, errors.New("secret of the database")
			default:
				who := identity.Self(identity.Person{ID: id, GivenName: "Anna"})
				who.Office = r.Header.Get("X-Office")
				return who, nil
			}
		}}
	for _, do := range change {
		do(&config)
	}
	a, err := api.New(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	return a.Handler, owner
}

func call(h http.Handler, who, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("X-Test", who)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// TestV1 walks the main job as a program does.
func TestV1(t *testing.T) {
	h := door(t)
	w := call(h, anna, "PUT", "/v1/drafts/"+draft, `{"service":"telesoccorso","answers":{"phone":"0362 123456"}}`, "Sportello-Subject", anna)
	if w.Code != 200 {
		t.Fatalf("keeping an answer: %d %s", w.Code, w.Body)
	}
	file := func() *httptest.ResponseRecorder {
		return call(h, anna, "POST", "/v1/applications", whole, "Sportello-Subject", anna, "Idempotency-Key", draft)
	}
	first, second := file(), file()
	if first.Code != 201 || second.Code != 201 || first.Body.String() != second.Body.String() {
		t.Fatalf("filing twice: %d %s, %d %s", first.Code, first.Body, second.Code, second.Body)
	}
	var receipt command.Receipt
	if err := json.Unmarshal(first.Body.Bytes(), &receipt); err != nil || receipt.State != command.Registered || !strings.HasSuffix(receipt.Protocol, "/0000001") {
		t.Errorf("the receipt is %s (%v)", first.Body, err)
	}
	w = call(h, anna, "GET", "/v1/folder", "")
	var f folder.Folder
	if err := json.Unmarshal(w.Body.Bytes(), &f); err != nil || len(f.Applications) != 1 || len(f.Drafts) != 0 || f.Applications[0].DueOn != calendar.InRome(time.Now())+30 {
		t.Errorf("the folder is %s (%v)", w.Body, err)
	}
	tag := w.Header().Get("ETag")
	if w := call(h, anna, "GET", "/v1/folder", "", "If-None-Match", tag); w.Code != 304 || w.Body.Len() != 0 {
		t.Errorf("nothing changed: %d with %d bytes", w.Code, w.Body.Len())
	}
	if w := call(h, bice, "GET", "/v1/folder", ""); strings.Contains(w.Body.String(), "Cavour") {
		t.Error("Bice reads Anna's folder")
	}
}

// TestProblems: every refusal is application/problem+json with a type of its own, and tells nothing of ours.
func TestProblems(t *testing.T) {
	h := door(t)
	if w := call(h, anna, "POST", "/v1/applications", whole, "Sportello-Subject", anna, "Idempotency-Key", draft); w.Code != 201 {
		t.Fatalf("filing: %d %s", w.Code, w.Body)
	}
	other := strings.Replace(whole, "Cavour", "Mazzini", 1)
	const key = "01890000-0000-7000-8000-0000000000d2"
	for _, c := range []struct {
		about, who, method, path, body string
		headers                        []string
		status                         int
		kind                           string
	}{
		{"nobody", "", "GET", "/v1/folder", "", nil, 401, "/problems/signed-out"},
		{"a fault of ours", "away", "GET", "/v1/folder", "", nil, 500, "/problems/fault"},
		{"made for another", bice, "POST", "/v1/applications", whole, []string{"Sportello-Subject", anna, "Idempotency-Key", key}, 409, "/problems/other-person"},
		{"a phone that believes somebody else is signed in", bice, "POST", "/v1/applications", whole, []string{"Sportello-Actor", anna, "Sportello-Subject", bice, "Idempotency-Key", key}, 409, "/problems/other-person"},
		{"a folder for somebody else", bice, "GET", "/v1/folder", "", []string{"Sportello-Actor", anna}, 409, "/problems/other-person"},
		{"no longer a mandate, for somebody else", bice, "GET", "/v1/folder", "", []string{"Sportello-Actor", anna, "Sportello-Mandate", key}, 409, "/problems/other-person"},
		{"no mandate", anna, "GET", "/v1/folder", "", []string{"Sportello-Actor", anna, "Sportello-Mandate", key}, 403, "/problems/no-mandate"},
		{"key used for other content", anna, "POST", "/v1/applications", other, []string{"Sportello-Subject", anna, "Idempotency-Key", draft}, 422, "/problems/key-reused"},
		{"somebody else's key", bice, "POST", "/v1/applications", whole, []string{"Sportello-Subject", bice, "Idempotency-Key", draft}, 422, "/problems/key-reused"},
		{"no key", anna, "POST", "/v1/applications", whole, []string{"Sportello-Subject", anna}, 422, ""},
		{"a key that is no UUID", anna, "POST", "/v1/applications", whole, []string{"Sportello-Subject", anna, "Idempotency-Key", "1"}, 422, ""},
		{"half of the answers", anna, "POST", "/v1/applications", `{"service":"telesoccorso","answers":{"phone":"1"}}`, []string{"Sportello-Subject", anna, "Idempotency-Key", key}, 422, "/problems/refused/bad_answers"},
		{"answers nobody asked for", anna, "POST", "/v1/applications", strings.Replace(whole, `"keys"`, `"admin":"1","keys"`, 1), []string{"Sportello-Subject", anna, "Idempotency-Key", key}, 422, "/problems/refused/strange_answers"},
		{"no such service", anna, "POST", "/v1/applications", strings.Replace(whole, "telesoccorso", "altro", 1), []string{"Sportello-Subject", anna, "Idempotency-Key", key}, 422, "/problems/refused/unknown_service"},
		{"no JSON", anna, "PUT", "/v1/preferences", "{", []string{"Sportello-Subject", anna}, 400, ""},
		{"preferences nobody offers", anna, "PUT", "/v1/preferences", `{"text":"huge"}`, []string{"Sportello-Subject", anna}, 422, ""},
		{"nothing there", anna, "GET", "/v1/nothing", "", nil, 404, "/problems/not-found"},
	} {
		w := call(h, c.who, c.method, c.path, c.body, c.headers...)
		var p struct{ Type, Detail string }
		err := json.Unmarshal(w.Body.Bytes(), &p)
		if w.Code != c.status || err != nil || c.kind != "" && p.Type != c.kind || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s %s", c.about, w.Code, w.Header().Get("Content-Type"), w.Body)
		}
		if strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%s: tells %s", c.about, w.Body)
		}
	}
}

// TestSpecIsCommitted: openapi.yaml is what /v1 says of itself. Write it again with make generate.
func TestSpecIsCommitted(t *testing.T) {
	want, err := api.Describe("1").YAML()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("openapi.yaml")
	if err != nil || string(got) != string(want) {
		t.Errorf("openapi.yaml is not up to date (%v): run make generate", err)
	}
}

func TestDescriptionsAreServed(t *testing.T) {
	h := door(t)
	for path, mark := range map[string]string{"/openapi.json": `"3.1`, "/openapi-3.0.json": `"3.0`, "/docs": "/v1/folder"} {
		w := call(h, "", "GET", path, "")
		body, _ := io.ReadAll(w.Body)
		if w.Code != 200 || !strings.Contains(string(body), mark) {
			t.Errorf("%s: %d without %s", path, w.Code, mark)
		}
	}
}
