package main

import (
	"context"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/help"
	"sportello/api/identity"
	"sportello/app/web"
	"sportello/assets"
)

// TestHelpNeverKeepsAValue: with the real pages and the real store, a mark is typed into every field of every step
// and in addresses while a help code is on. It stands neither in the table nor on the page of the clerk.
func TestHelpNeverKeepsAValue(t *testing.T) {
	const mark = "zmarcatorez"
	dsn, a, _ := privateTown(t)
	door := &oneDoor{}
	h, err := web.New(web.Config{Hall: a.Hall, Server: a.Hall, SignIn: door, API: a.Handler, Assets: builtAssets(t), Now: time.Now, NewID: newID,
		Report: func(err error) string { t.Error(err); return "" }, Ready: a.Ready})
	if err != nil {
		t.Fatal(err)
	}
	ticket, err := a.Hall.OpenHelp(t.Context(), identity.Who{})
	if err != nil {
		t.Fatal(err)
	}
	cookie, clerk := help.CookieName+"="+ticket.Cookie(), identity.Self(identity.Person{ID: newID()})
	clerk.Office = "Sportello del cittadino"
	harm(t, dsn, `insert into person(id, fiscal_code, given_name, family_name) values ('`+clerk.Actor.ID+`', 'LSMMRT80A65B729D', 'Marta', 'Lesmevati')`)
	harm(t, dsn, `update person set given_name = 'Annetta', family_name = 'Rossini' where id = '`+anna.ID+`'`)
	look := func(about, want string) {
		t.Helper()
		door.who = clerk
		said := visit(h, "/sportello/aiuto", url.Values{"codice": {ticket.Code}}, "")
		kept := dump(t, dsn)
		if !strings.Contains(said, want) {
			t.Errorf("%s: the clerk does not see %q", about, want)
		}
		for _, secret := range []string{mark, "Annetta", "Rossini"} {
			if strings.Contains(said, secret) || strings.Contains(kept, secret) {
				t.Errorf("%s: %q is on the clerk's page or in %s", about, secret, kept)
			}
		}
	}
	fields := url.Values{"draft": {newID()}}
	for _, name := range []string{"address", "phone", "alone", "contact_name", "contact_phone", "keys", "disability", "papers", "visit", "notes", "declare"} {
		fields.Set(name, strings.Repeat(mark, 300))
	}
	for _, step := range []string{"address", "phone", "contact", "notes", "alone", "declare"} {
		door.who = identity.Self(anna)
		visit(h, "/servizi/telesoccorso/domanda/"+step, fields, cookie)
		look(step, "/servizi/{service}/domanda/{step}")
	}
	for _, path := range []string{"/tasse/tari/" + mark + "/2026", "/pratiche/" + mark, "/servizi/" + mark, "/accessi?prima=" + mark + "&delega=" + mark} {
		door.who = identity.Self(anna)
		visit(h, path, nil, cookie)
		look(path, "Dove è la persona")
	}
}

func visit(h http.Handler, path string, form url.Values, cookie string) string {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if form != nil {
		r = httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Cookie", cookie)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Body.String()
}

// dump is all that is kept of help codes, as text.
func dump(t *testing.T, dsn string) (all string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if err := conn.QueryRow(t.Context(), `select string_agg(row_to_json(help)::text, ' ') from help`).Scan(&all); err != nil {
		t.Fatal(err)
	}
	return all
}

// builtAssets is the assets with a browser program, which may not have been built.
func builtAssets(t *testing.T) fs.FS {
	t.Helper()
	all := fstest.MapFS{"dist/app.wasm.br": {Data: []byte("\x00asm")}, "dist/wasm_exec.js": {Data: []byte("//")}, "dist/english.txt": {Data: []byte("words")}}
	err := fs.WalkDir(assets.FS, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path, "dist/") {
			return err
		}
		data, err := fs.ReadFile(assets.FS, path)
		all[path] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// oneDoor lets one person in, whoever it is now.
type oneDoor struct{ who identity.Who }

func (d *oneDoor) Who(*http.Request) (identity.Who, bool, error) { return d.who, false, nil }
func (d *oneDoor) Start(http.ResponseWriter, *http.Request, string, bool, string) error {
	return context.Canceled
}
func (d *oneDoor) Finish(http.ResponseWriter, *http.Request) (string, error) { return "/", nil }
func (d *oneDoor) Reason(error) string                                       { return "" }
func (d *oneDoor) Out(http.ResponseWriter, *http.Request, bool) error        { return nil }
func (d *oneDoor) Park(http.ResponseWriter, *http.Request, url.Values) error { return nil }
func (d *oneDoor) Unpark(http.ResponseWriter, *http.Request, identity.Who) (url.Values, bool) {
	return nil, false
}
