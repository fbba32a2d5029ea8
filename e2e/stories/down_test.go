package stories

import (
	"context"
	"os"
	"testing"
	"time"

	"sportello/api"
	"sportello/e2e/browser"
	"sportello/e2e/house"
)

// fragile is a town whose database can be taken away and given back.
type fragile struct {
	t      *testing.T
	folder string
	db     *api.Private
}

func newFragile(t *testing.T) *fragile {
	t.Helper()
	folder, err := os.MkdirTemp("", "sportello-fragile-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(folder, 0o711); err != nil { // so that root can hand what is inside to another user
		t.Fatal(err)
	}
	f := &fragile{t: t, folder: folder}
	f.back()
	t.Cleanup(func() {
		f.db.Stop()
		os.RemoveAll(folder)
	})
	return f
}

func (f *fragile) back() {
	f.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	db, err := api.StartPrivate(ctx, f.folder)
	if err != nil {
		f.t.Fatal(err)
	}
	f.db = db
}

// TestDatabaseDown: PostgreSQL goes away while somebody writes. Without script the page says so and holds what
// was typed; the phone keeps the application and sends it when the town hall answers again.
func TestDatabaseDown(t *testing.T) {
	f := newFragile(t)
	h := house.For(t, house.Options{Demo: true, Residents: 300, DatabaseURL: f.db.DSN})
	was := town
	town = h
	defer func() { town = was }()

	plain := visitor(t)
	plain.NoScript()
	plain.signIn("luca", "/servizi/telesoccorso/domanda/address")
	plain.Fill("#address", "Via Ferma 3")
	phone := signedIn(t, "teresa", "/servizi/telesoccorso")
	phone.Tolerate("503")
	phone.Tolerate("the outbox is sent later") // how the worker asks the browser to try again
	phone.keepsItsFolder()
	phone.Click("main a[href='/servizi/telesoccorso/domanda']")
	phone.fills()

	f.db.Stop()
	plain.Loads(func() { plain.Click("main form button[type=submit]") })
	plain.asks("Il Comune ora non risponde")
	if !browser.Eval[bool](plain.Tab, "document.querySelector('input[name=address]').value === 'Via Ferma 3'") {
		t.Error("what was typed is not in the page")
	}
	phone.Click("main form button[type=submit]")
	phone.asks("La domanda è salva su questo telefono")

	f.back()
	plain.Loads(func() { plain.Click("main form button[type=submit]") })
	plain.at("/servizi/telesoccorso/domanda/phone")
	phone.Open(h.URL + "/pratiche")
	phone.sees("2026/0000001")
}

// TestDraftOnAnotherDevice: what was answered on one device is there on the next.
func TestDraftOnAnotherDevice(t *testing.T) {
	change(t, `delete from draft`)
	one := signedIn(t, "luca", "/servizi/telesoccorso/domanda/address")
	one.Fill("#address", "Via Uno 1")
	one.Click("main form button[type=submit]")
	one.at("/servizi/telesoccorso/domanda/phone")
	two := signedIn(t, "luca", "/pratiche")
	two.sees("Da finire")
	two.Open(town.URL + "/servizi/telesoccorso/domanda")
	two.at("/servizi/telesoccorso/domanda/phone")
	two.Open(town.URL + "/servizi/telesoccorso/domanda/address")
	two.WaitFor("document.querySelector('#address').value === 'Via Uno 1'", patience)
}
