package stories

import (
	"testing"

	"sportello/e2e/browser"
)

// questions is how Teresa answers: the question, what she does, and the question after it.
var questions = []struct {
	asks string
	do   func(person)
}{
	{"A quale indirizzo", func(p person) { p.rests() }}, // the registry's address is offered already
	{"", func(p person) { p.Fill("#phone", "0362 123456") }},
	{"", func(p person) { p.Click("input[name=alone][value=yes]") }},
	{"", func(p person) { p.Fill("#contact_name", "Chiara Colli"); p.Fill("#contact_phone", "333 1234567") }},
	{"", func(p person) { p.Click("input[name=keys][value=yes]") }},
	{"", func(p person) { p.Click("input[name=disability][value=no]") }},
	{"", func(p person) { p.Click("input[name=visit][value=morning]") }},
	{"", func(p person) { p.Fill("#notes", "Il campanello è rotto: bussare.") }},
	{"", func(p person) { p.Click("#declare") }},
}

// fills answers every question from the first, and stands before the check.
func (p person) fills() {
	p.t.Helper()
	for _, q := range questions {
		before := p.Text("h1")
		q.do(p)
		p.Click("main form button[type=submit]")
		p.WaitFor("document.querySelector('h1') && document.querySelector('h1').textContent.trim() !== "+browser.Quote(before), patience)
	}
	p.asks("Controlli le risposte")
}

// TestWithoutScript: the whole main job with script off, with an error on the way.
func TestWithoutScript(t *testing.T) {
	p := visitor(t)
	p.NoScript()
	p.signIn("teresa", "/tasse/tari")
	p.sees("Da pagare entro il", "Codice avviso")
	p.Open(town.URL + "/servizi/telesoccorso")
	p.Loads(func() { p.Click("main a[href='/servizi/telesoccorso/domanda']") })
	p.at("/servizi/telesoccorso/domanda/address")
	p.Fill("#address", " ")
	p.Loads(func() { p.Click("main form button[type=submit]") })
	p.sees("C'è un problema")
	p.Fill("#address", "Via Cavour 12")
	p.fills()
	p.Loads(func() { p.Click("main form button[type=submit]") })
	p.sees("Numero di protocollo", "Ultimo giorno per la risposta")
	number := p.protocol()
	p.Open(town.URL + "/pratiche")
	p.sees(number)
}

// TestWithScript: the same job taken over by the phone, in one document from the first link on.
func TestWithScript(t *testing.T) {
	p := signedIn(t, "bruno", "/servizi/telesoccorso")
	p.awake()
	p.Eval("window.sameDocument = true")
	p.Click("main a[href='/servizi/telesoccorso/domanda']")
	p.at("/servizi/telesoccorso/domanda/address")
	p.fills()
	p.Click("main form button[type=submit]")
	p.sees("Numero di protocollo")
	if !browser.Eval[bool](p.Tab, "window.sameDocument === true") {
		t.Error("the page was loaded again on the way")
	}
	number := p.protocol()
	p.Open(town.URL + "/pratiche")
	p.sees(number)
}

// TestOffline: the network goes before the first question, and comes back after the receipt. Chiara, who acts for
// others too, is asked for whom it is.
func TestOffline(t *testing.T) {
	p := signedIn(t, "chiara", "/servizi/telesoccorso")
	p.awake()
	p.keepsItsFolder()
	p.Offline(true)
	p.Click("main a[href='/servizi/telesoccorso/domanda']")
	p.asks("Per chi è questa domanda?") // she helps her mother
	p.rests()
	p.Click("main a[href='/servizi/telesoccorso/domanda?per=me']")
	p.at("/servizi/telesoccorso/domanda/address")
	p.asks("Dove abita")
	p.fills()
	p.Click("#whose")
	p.Click("main form button[type=submit]")
	p.asks("La domanda è salva su questo telefono")
	p.Open(town.URL + "/pratiche")
	p.sees("Salvata su questo telefono")
	p.Open(town.URL + "/tasse/tari")
	p.sees("Da pagare entro il")
	p.Offline(false)
	p.Open(town.URL + "/pratiche")
	p.sees("2026/")
}
