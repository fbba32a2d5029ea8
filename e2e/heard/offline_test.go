package heard

import (
	"net/url"
	"strings"
	"testing"

	"sportello/a11y/orca"
)

// TestOfflineIsHeard: the network goes before the last questions and comes back after the receipt. Each change
// is said once, and nobody has to do anything about it.
func TestOfflineIsHeard(t *testing.T) {
	p := begin(t, "bruno", "/servizi/telesoccorso")
	p.hasBegun()
	p.Hear("past the menu", orca.Key("h"), orca.Say("Entri nello Sportello"))
	p.signIn("Bruno Tarvelotti", "Telesoccorso")
	p.Hear("the sheet", append(title("Telesoccorso: aiuto a casa con un pulsante"), orca.Key("h"))...)
	p.Until("the way back in", 3, orca.Key("Tab"), orca.Say("Continua la domanda", "collegamento"))
	p.Hear("the network goes", orca.Do(func() { p.line.cut(true) }), orca.Say("Non c'è rete. Può leggere e scrivere"))
	p.Hear("the question", append(title("Quando preferisce la visita a casa?"), orca.Key("Return"), orca.Never("rete"))...)
	p.finishes()
	p.checks()
	p.Hear("the receipt", append(title("La domanda è salva su questo telefono"), orca.Key("Return"))...)
	p.Until("where it is", 3, orca.Key("Down"), orca.Say("Salvata su questo telefono"))
	p.Hear("where it is not", orca.Key("Down"), orca.Say("Non è ancora in Comune"))
	p.Hear("the network comes back", orca.Do(func() { p.line.cut(false) }), orca.Within(load),
		orca.Say("La rete è tornata.", "La sua domanda è registrata.", "Protocollo numero"))
	p.Hear("to the top", orca.Key("ctrl+Home"))
	p.Hear("the receipt is another", append(title("Il Comune ha ricevuto la sua domanda"), orca.Key("h"))...)
	p.hasReceipt()
	for _, once := range []string{"Non c'è rete. Può leggere", "La rete è tornata.", "La sua domanda è registrata."} {
		if n := strings.Count(p.Transcript(), once); n != 1 {
			t.Errorf("%q is said %d times, want once", once, n)
		}
	}
}

// firstAnswers are the questions before that of the visit, by the names of their steps.
var firstAnswers = []struct {
	step    string
	answers url.Values
}{
	{"address", url.Values{"address": {"Via Santa Valeria 45/A"}}},
	{"phone", url.Values{"phone": {"0362 123456"}}},
	{"alone", url.Values{"alone": {"yes"}}},
	{"contact", url.Values{"contact_name": {"Niccolò Però"}, "contact_phone": {"333 1234567"}}},
	{"keys", url.Values{"keys": {"yes"}}},
	{"disability", url.Values{"disability": {"no"}}},
}

// hasBegun answers the first questions elsewhere, on another device.
func (p *path) hasBegun() {
	p.t.Helper()
	p.folder() // signs in
	for _, one := range firstAnswers {
		answer, err := p.client.PostForm(p.town.URL+"/servizi/telesoccorso/domanda/"+one.step, one.answers)
		if err != nil {
			p.t.Fatal(err)
		}
		if answer.Body.Close(); answer.Request.URL.Path == "/servizi/telesoccorso/domanda/"+one.step {
			p.t.Fatalf("the answer %q was not taken: status %d", one.step, answer.StatusCode)
		}
	}
}
