// Package heard walks the main paths as somebody who is blind: with the keyboard, by ear, in Italian, through
// the real Orca, a real Chromium and the real program.
//
// It asks which phrases are heard, in which order, and which must not be. It says nothing about other screen
// readers, and no test can say how tiring a page is to listen to: only people can.
package heard

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"sportello/a11y/orca"
	"sportello/api/folder"
	"sportello/e2e/house"
)

// A page from the server is loaded and read within this; the phone's own pages come much sooner.
const load = 20 * time.Second

// A path is one person at the keyboard, in a town of their own: what one path files, no other meets.
type path struct {
	*orca.Session
	t      testing.TB
	town   *house.House
	who    string
	line   *line
	client *http.Client // the same person elsewhere, to know what should be heard
}

// begin opens the page of signing in, from which the person comes to the address back.
func begin(t *testing.T, who, back string) *path {
	t.Helper()
	town := house.For(t, house.Options{Demo: true, Residents: 300})
	began := time.Now()
	p := &path{t: t, town: town, who: who, Session: orca.Start(t, orca.Options{URL: town.URL + "/entra?torna=" + back})}
	t.Cleanup(func() { t.Logf("%.0f seconds, and this was heard:\n%s", time.Since(began).Seconds(), p.Transcript()) })
	return p
}

// hearsSignIn reads the page of signing in: one title, and a box that may stay empty.
func (p *path) hearsSignIn() {
	p.t.Helper()
	p.Hear("the page of signing in", orca.Key("h"),
		orca.Say("Entri nello Sportello", "intestazione livello 1"), orca.Never("elemento con clic"))
	p.Hear("it has one title", orca.Key("1"), orca.Say("Ricominciato dall'inizio", "Entri nello Sportello"))
	p.Hear("the shared device", orca.Key("Tab"),
		orca.Say("Questo è un dispositivo condiviso", "casella di spunta", "non spuntata", "casa di riposo"), orca.Never("richiesto"))
}

// signIn walks the way of SPID by keyboard: our page, the provider's page, and back, until the phone can answer.
func (p *path) signIn(name, title string) {
	p.t.Helper()
	p.Until("the button", 8, orca.Key("Tab"), orca.Say("Entra con SPID o CIE", "pulsante"))
	p.Hear("the provider", orca.Key("Return"), orca.Within(load), orca.Say("Scelga chi essere", "completato"))
	p.Hear("the provider's title", orca.Key("h"), orca.Say("Chi vuole essere?", "intestazione livello 1"))
	p.Until("oneself", 5, orca.Key("Tab"), orca.Say(name, "pulsante"))
	p.Hear("back at the town hall", orca.Key("Return"), orca.Within(load), orca.Say(title, "completato"))
	p.line = plug(p)
	p.line.awake()
}

// folder is what the town hall knows of the person now.
func (p *path) folder() folder.Folder {
	p.t.Helper()
	if p.client == nil {
		p.client = p.town.Client()
		if err := p.town.SignIn(p.client, p.who); err != nil {
			p.t.Fatal(err)
		}
	}
	answer, err := p.client.Get(p.town.URL + "/v1/folder")
	if err != nil {
		p.t.Fatal(err)
	}
	defer answer.Body.Close()
	var f folder.Folder
	if err := json.NewDecoder(answer.Body).Decode(&f); err != nil {
		p.t.Fatalf("reading the folder: %v (status %d)", err, answer.StatusCode)
	}
	return f
}
