package heard

import (
	"testing"

	"sportello/a11y/orca"
	"sportello/api/identity"
)

// The proxies of the demonstration: Teresa's and Bruno's, both to Chiara.
const (
	underTeresa = "01900000-0000-7000-8000-000000000001"
	underBruno  = "01900000-0000-7000-8000-000000000002"
)

// TestDaughterIsHeard: a daughter reads what her mother owes, and files for her. On each page she hears for whom.
func TestDaughterIsHeard(t *testing.T) {
	const mother = "Sta agendo per Teresa Quarelaghi"
	p := begin(t, "chiara", "/persone")
	p.Hear("past the menu", orca.Key("h"), orca.Say("Entri nello Sportello"))
	p.signIn("Chiara Sverinelli", "Per chi vuole agire?")
	p.Hear("for whom", append(title("Per chi vuole agire?"), orca.Key("h"))...)
	p.Until("her mother", 8, orca.Key("Tab"), orca.Say("Per Teresa Quarelaghi", "collegamento"))
	p.Hear("her mother's pages", append(title("Le pagine di Teresa Quarelaghi"), orca.Key("Return"), orca.Say(mother))...)
	p.Until("the way to the taxes", 16, orca.Key("Tab"), orca.Say("Le sue tasse", "collegamento"))
	p.Hear("the taxes", append(title("Le sue tasse"), orca.Key("Return"), orca.Say(mother))...)
	p.Until("the way to TARI", 8, orca.Key("Tab"), orca.Say("Veda la sua TARI", "collegamento"))
	p.Hear("TARI", append(title("La sua TARI"), orca.Key("Return"), orca.Say(mother))...)
	p.Hear("the title of the window", orca.Key("Insert+KP_Enter"), orca.Say("La sua TARI, per Teresa Quarelaghi"))
	p.hearsSums(newest(p.folderOf(underTeresa).Tari))

	p.Until("the way to change", 25, orca.Key("shift+Tab"), orca.Say("Cambi persona", "collegamento"))
	p.Hear("for whom, again", append(title("Per chi vuole agire?"), orca.Key("Return"), orca.Never(mother))...)
	p.Until("her mother", 8, orca.Key("Tab"), orca.Say("Per Teresa Quarelaghi", "collegamento"))
	p.Hear("her mother's pages", append(title("Le pagine di Teresa Quarelaghi"), orca.Key("Return"), orca.Say(mother))...)
	p.Until("telesoccorso", 20, orca.Key("Tab"), orca.Say("Telesoccorso: aiuto a casa con un pulsante", "collegamento"))
	p.Hear("the sheet", append(title("Telesoccorso: aiuto a casa con un pulsante"), orca.Key("Return"), orca.Say(mother))...)
	p.Until("the way in", 3, orca.Key("Tab"), orca.Say("Inizia la domanda", "collegamento"))
	p.Hear("the first question", append(title("Dove abita?"), orca.Key("Return"))...)
	p.Hear("whose home", orca.Key("Insert+KP_Enter"), orca.Say("Dove abita?, per Teresa Quarelaghi"))
	p.Hear("her mother's address is there", orca.Key("Tab"), orca.Say("Dove abita?", "Via Umberto I 12", "Risponda come se fosse Teresa."))
	p.goesOn("A che numero possiamo chiamarla?")
	p.writes("A che numero possiamo chiamarla?", "Va bene il telefono di casa o il cellulare.", "0362 123456")
	p.goesOn("In casa vive soltanto lei?")
	p.answers()
	p.finishes()
	p.Until("for whom, once more", 16, orca.Key("Tab"), orca.Say("Sì, la domanda è per Teresa Quarelaghi, non per me.", "casella di spunta", "non spuntata"))
	p.Hear("it is ticked", orca.Key("space"), orca.Say("spuntata"), orca.Never("non spuntata"))
	p.Until("the button", 3, orca.Key("Tab"), orca.Say("Invia la domanda per Teresa Quarelaghi", "pulsante"))
	p.Hear("the receipt", append(title("Il Comune ha ricevuto la sua domanda"), orca.Key("Return"), orca.Say(mother))...)
	hers := p.folderOf(underTeresa).Applications
	if len(hers) != 1 || hers[0].FiledBy != "Chiara Sverinelli" || hers[0].Mandate.Kind != identity.MandateProxy {
		t.Fatalf("the mother's applications: %+v", hers)
	}
	if own := p.folder().Applications; len(own) != 0 {
		t.Errorf("the daughter has filed for herself: %+v", own)
	}
	p.Until("who did it", 12, orca.Key("Down"), orca.Say("Chiara Sverinelli", "con una delega"))
}

// TestBlindCitizenConfirms: Chiara has prepared an application for Bruno, who is blind. He hears all of it on his own
// phone, and says yes.
func TestBlindCitizenConfirms(t *testing.T) {
	p := begin(t, "bruno", "/")
	chiara := p.other("chiara")
	bruno := chiara.folder(underBruno).Who.Subject.ID
	const draft = "01900000-0000-7000-8000-0000000000f1"
	chiara.send("POST", "/v1/confirmations", underBruno, bruno, `{"draft":"`+draft+`","service":"telesoccorso","answers":`+whole+`,"asked":"`+bruno+`"}`)
	p.Hear("past the menu", orca.Key("h"), orca.Say("Entri nello Sportello"))
	p.signIn("Bruno Tarvelotti", "Inizio")
	p.Hear("home", append(title("Buongiorno, Bruno"), orca.Key("h"))...)
	p.Until("what waits for him", 6, orca.Key("Down"), orca.Say("Chiara Sverinelli ha preparato una domanda per lei"))
	p.Until("the way there", 4, orca.Key("Tab"), orca.Say("Legga e risponda", "collegamento"))
	p.Hear("the page", append(title("Chiara Sverinelli ha preparato una domanda per lei"), orca.Key("Return"))...)
	p.Until("it can be listened to", 4, orca.Key("Tab"), orca.Say("Ascolti questa pagina", "pulsante"))
	p.Until("who prepared it", 5, orca.Key("Down"), orca.Say("Chi l'ha preparata"))
	p.Until("an answer", 16, orca.Key("Down"), orca.Say("Persona da chiamare"))
	p.Hear("in full", orca.Key("Down"), orca.Say("Niccolò Però"))
	p.Hear("the question", orca.Key("h"), orca.Say("Vuole mandare questa domanda?", "intestazione livello 2"))
	p.Hear("what yes means", orca.Key("Down"), orca.Say("Se dice sì, la domanda parte subito."))
	p.Hear("the yes", orca.Key("b"), orca.Say("Sì, mando la domanda", "pulsante"))
	p.Hear("the receipt", append(title("Il Comune ha ricevuto la sua domanda"), orca.Key("Return"))...)
	filed := p.folder().Applications
	if len(filed) != 1 || filed[0].ID != draft || filed[0].FiledBy != "Bruno Tarvelotti" {
		t.Fatalf("Bruno's applications: %+v", filed)
	}
	p.Until("the protocol", 6, orca.Key("Down"), orca.Say("Numero di protocollo"))
	p.Hear("its number", orca.Key("Down"), orca.Say(filed[0].Protocol))
}

// whole are answers that can be sent.
const whole = `{"address":"Via Santa Valeria 45/A","phone":"0362 123456","alone":"no","contact_name":"Niccolò Però","contact_phone":"333 1234567",` +
	`"keys":"yes","disability":"no","visit":"any","notes":"","declare":"yes"}`
