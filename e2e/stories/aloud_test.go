package stories

import (
	"strings"
	"testing"

	"sportello/e2e/browser"
)

// TestAloud: the page is read aloud block by block, as it is heard and not as it is drawn; once more stops it.
// The voice of the machine is replaced by a list: there is none on a machine for tests.
func TestAloud(t *testing.T) {
	p := signedIn(t, "teresa", "/tasse/tari")
	p.WaitFor("!document.querySelector('#ascolta').hidden && !document.querySelector('#stampa').hidden", patience)
	p.Eval("window.spoken = []; speechSynthesis.speak = piece => spoken.push(piece.text)")
	p.Click("#ascolta")
	said := browser.Eval[string](p.Tab, "spoken.join('\\n')")
	if !strings.HasPrefix(said, "La sua TARI") || !strings.Contains(said, "Da pagare entro il giorno 4 dicembre 2026") || strings.Contains(said, "Menu") {
		t.Errorf("read aloud: %s", said)
	}
	if got := p.Text("#ascolta"); got != "Ferma la voce" {
		t.Errorf("the button says %q", got)
	}
	p.Click("#ascolta")
	if got := p.Text("#ascolta"); got != "Ascolta questa pagina" {
		t.Errorf("the button says %q after stopping", got)
	}
	plain := visitor(t)
	plain.NoScript()
	plain.Open(town.URL + "/")
	if browser.Eval[bool](plain.Tab, "document.querySelector('#ascolta').checkVisibility()") {
		t.Error("without script a button is shown that does nothing")
	}
}
