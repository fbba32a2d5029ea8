package heard

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/uuid"

	"sportello/a11y/orca"
	"sportello/api/command"
	"sportello/api/identity"
)

// TestClerkFilesByEar: Marta, at the desk, files for Teresa with the code that Teresa reads out from her card. A
// wrong code comes first, and costs nothing but a try.
func TestClerkFilesByEar(t *testing.T) {
	assistance, draft := uuid.NewString(), uuid.NewString()
	p := begin(t, "marta", "/per/"+assistance+"/consenso/telesoccorso")
	codes := p.assists(assistance, draft)
	p.Hear("past the menu", orca.Key("h"), orca.Say("Entri nello Sportello"))
	p.Until("the button", 8, orca.Key("Tab"), orca.Say("Entra con SPID o CIE", "pulsante"))
	p.Hear("the provider", orca.Key("Return"), orca.Within(load), orca.Say("Scelga chi essere", "completato"))
	p.Hear("the provider's title", orca.Key("h"), orca.Say("Chi vuole essere?", "intestazione livello 1"))
	p.Until("oneself", 6, orca.Key("Tab"), orca.Say("Marta Lesmevati", "pulsante"))
	p.Hear("the sentence", orca.Key("Return"), orca.Within(load), orca.Say("Legga questa frase a Teresa", "completato"))
	p.Hear("its title", append(title("Legga questa frase a Teresa"), orca.Key("h"))...)
	p.Until("what to read", 5, orca.Key("Down"), orca.Say("Teresa Quarelaghi, vuole che io mandi ora al Comune"))
	p.Until("to its end", 3, orca.Key("Down"), orca.Say("domanda di telesoccorso, che è gratis?"))
	p.Hear("it was read", orca.Key("b"), orca.Say("Ho letto la frase: ora chiedo il codice", "pulsante"))
	p.Hear("the field's page", orca.Key("Return"), orca.Within(load), orca.Say("Quale codice le ha detto Teresa?", "completato"))
	p.Until("which code", 30, orca.Key("Down"), orca.Say("serve il codice numero 1"))
	p.Until("the field", 10, orca.Key("shift+Tab"), orca.Say("Quale codice le ha detto Teresa?", "campo inserimento", "Ha 8 cifre."))
	p.Type(wrong(codes[0]))
	p.Hear("the problem", orca.Key("Return"), orca.Within(load), orca.Say("Errore: Quale codice le ha detto Teresa?"))
	p.Until("the field again", 6, orca.Key("Tab"), orca.Say("Quale codice le ha detto Teresa?", "campo inserimento", "non valida"))
	p.Hear("it is emptied", orca.Key("ctrl+a"))
	p.Type(codes[0])
	p.Hear("the receipt", orca.Key("Return"), orca.Within(load), orca.Say("Il Comune ha ricevuto la sua domanda"))
	filed := p.folderOf(assistance).Applications
	if len(filed) != 1 || filed[0].ID != draft || filed[0].FiledBy != "Marta Lesmevati" || filed[0].Mandate.Kind != identity.MandateDesk {
		t.Fatalf("Teresa's applications: %+v", filed)
	}
}

// assists opens an assistance for Teresa with a whole draft, and gives the codes of the card she has made.
func (p *path) assists(assistance, draft string) []string {
	p.t.Helper()
	teresa, marta, search := p.other("teresa"), p.other("marta"), uuid.NewString()
	her, clerk := teresa.folder("").Who.Subject, marta.folder("").Who.Subject.ID
	var card command.Receipt
	if err := json.Unmarshal(teresa.send("POST", "/v1/card", "", her.ID, `{}`), &card); err != nil {
		p.t.Fatal(err)
	}
	marta.send("POST", "/v1/desk/searches", "", clerk, `{"reason":"application","note":"telesoccorso","fiscal_code":"`+her.FiscalCode+`"}`, search)
	marta.send("POST", "/v1/desk/assistances", "", clerk, `{"search":"`+search+`","presence":{"how":"known"}}`, assistance)
	marta.send("PUT", "/v1/drafts/"+draft, assistance, her.ID, `{"service":"telesoccorso","answers":`+whole+`}`)
	return card.Codes
}

// wrong is a code of the same form that is not this one.
func wrong(code string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '0' + (r-'0'+1)%10
		}
		return r
	}, code)
}
