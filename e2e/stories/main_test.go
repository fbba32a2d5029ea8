// Package stories tells the main paths as people walk them, on the real program, a real database and real
// browsers: with script and without, with a network and without, by hand and by ear.
package stories

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"sportello/e2e/browser"
	"sportello/e2e/house"
)

var town *house.House

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	if town, err = startTown(); err != nil {
		return 1, err
	}
	defer town.Stop()
	return browser.Main(m), nil
}

// patience is how long a page may take on a machine that does other things too.
const patience = 20 * time.Second

// person is a persona in a browser of their own.
type person struct {
	*browser.Tab
	t testing.TB
}

// visitor opens a new, empty browser window on the town.
func visitor(t testing.TB) person {
	t.Helper()
	return person{browser.Shared(t).Tab(t), t}
}

// signedIn is a persona who has signed in, and stands at an address.
func signedIn(t testing.TB, key, at string) person {
	t.Helper()
	p := visitor(t)
	p.signIn(key, at)
	return p
}

// signIn walks the way of SPID: our page, the provider's page, and back.
func (p person) signIn(key, at string) {
	p.t.Helper()
	p.Open(town.URL + "/entra?torna=" + at)
	p.Loads(func() { p.Click("form[action='/entra'] button") })
	p.Loads(func() { p.Click("button[value='" + key + "']") })
	p.at(at)
}

// rests waits as long as a hand that does not tremble: a second tap at the same place within a second does
// nothing, even when the page under it is another by then. Without script there is no such guard, and no timer
// of the page to wait with.
func (p person) rests() {
	p.t.Helper()
	if !p.Scripts() {
		return
	}
	p.Eval("new Promise(done => setTimeout(done, 1050))")
}

// at asserts the address, without its query.
func (p person) at(path string) {
	p.t.Helper()
	p.WaitFor("location.pathname === "+browser.Quote(path), patience)
}

// asks asserts that the page of the moment asks this.
func (p person) asks(h1 string) {
	p.t.Helper()
	p.WaitFor("document.querySelector('h1') && document.querySelector('h1').textContent.startsWith("+browser.Quote(h1)+")", patience)
}

// sees asserts that the page says this somewhere in what people read.
func (p person) sees(words ...string) {
	p.t.Helper()
	for _, w := range words {
		p.WaitFor("document.body.innerText.includes("+browser.Quote(w)+")", patience)
	}
}

// awake waits until the browser program can take over.
func (p person) awake() {
	p.t.Helper()
	p.WaitFor("!!(window.sportello && window.sportello.visit)", patience)
}

// keepsItsFolder waits until the phone has what it needs to go on alone.
func (p person) keepsItsFolder() {
	p.t.Helper()
	p.awake()
	p.WaitFor("navigator.serviceWorker.controller !== null", patience)
	p.WaitFor("performance.getEntriesByType('resource').some(r => r.name.endsWith('/v1/folder') && r.responseEnd > 0)", patience)
	p.Eval("new Promise(done => setTimeout(done, 500))") // the answer is encrypted and written
}

// protocol is the number on the receipt.
func (p person) protocol() string {
	p.t.Helper()
	text := p.Text("main")
	i := strings.Index(text, "20")
	for ; i >= 0 && i+12 <= len(text); i++ {
		if text[i:i+2] == "20" && text[i+4] == '/' {
			return text[i : i+12]
		}
	}
	p.t.Fatalf("no protocol number in %q", text)
	return ""
}
