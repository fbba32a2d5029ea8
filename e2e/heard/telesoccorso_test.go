package heard

import (
	"testing"

	"sportello/a11y/orca"
)

// title is how a new page is heard: the focus is on its heading, and nothing says that it could be clicked.
func title(text string) []orca.Part {
	return []orca.Part{orca.Say(text, "intestazione livello 1"), orca.Never("elemento con clic", "non valida", "C'è un problema")}
}

// goesOn presses the button of the page, wherever the keyboard is before it, and hears the next title.
func (p *path) goesOn(next string) {
	p.t.Helper()
	p.Until("the button", 4, orca.Key("Tab"), orca.Say("Continua", "pulsante"))
	p.Hear("the next question", append(title(next), orca.Key("Return"))...)
}

// chooses the first answer of a question, after the question and its hint.
func (p *path) chooses(hint, answer string) {
	p.t.Helper()
	p.Hear("the answers", orca.Key("Tab"), orca.Say(answer, "non selezionato", "pulsante radio", hint), orca.Never("non valida"))
	p.Hear("the answer is chosen", orca.Key("space"), orca.Say("selezionato"), orca.Never("non selezionato"))
}

// writes into a field that says what it is and how to fill it.
func (p *path) writes(label, hint, text string) {
	p.t.Helper()
	p.Hear("the field", orca.Key("Tab"), orca.Say(label, "campo inserimento", "richiesto", hint), orca.Never("non valida"))
	p.Type(text)
}

// TestTelesoccorsoIsHeard: from the sheet of the service to the receipt, with one mistake on the way.
func TestTelesoccorsoIsHeard(t *testing.T) {
	p := begin(t, "bruno", "/servizi/telesoccorso")
	p.Hear("past the menu", orca.Key("h"), orca.Say("Entri nello Sportello"))
	p.signIn("Bruno Tarvelotti", "Telesoccorso")
	p.Hear("the sheet", append(title("Telesoccorso: aiuto a casa con un pulsante"), orca.Key("h"))...)
	p.Until("the way in", 3, orca.Key("Tab"), orca.Say("Inizia la domanda", "collegamento"))
	p.Hear("the first question", append(title("Dove abita?"), orca.Key("Return"))...)
	p.Hear("the address is there", orca.Key("Tab"),
		orca.Say("Dove abita?", "Via Santa Valeria 45/A", "richiesto", "È la casa dove serve il pulsante"), orca.Never("non valida"))
	p.goesOn("A che numero possiamo chiamarla?")
	p.errs()
	p.answers()
	p.finishes()
	p.checks()
	p.Hear("the receipt", append(title("Il Comune ha ricevuto la sua domanda"), orca.Key("Return"))...)
	p.hasReceipt()
}

// errs leaves the telephone empty and is led back to it.
func (p *path) errs() {
	p.t.Helper()
	const problem = "Scriva il suo numero di telefono."
	p.Hear("the field", orca.Key("Tab"), orca.Say("A che numero possiamo chiamarla?", "richiesto"), orca.Never("non valida"))
	p.Until("the button", 4, orca.Key("Tab"), orca.Say("Continua", "pulsante"))
	p.Hear("the problem", orca.Key("Return"), orca.Say("C'è un problema"), orca.Never("elemento con clic"))
	p.Hear("the title of the window", orca.Key("Insert+KP_Enter"), orca.Say("Errore: A che numero possiamo chiamarla?"))
	p.Hear("the link to the field", orca.Key("Tab"), orca.Say(problem, "collegamento"))
	p.Hear("the wrong field", orca.Key("Return"), orca.Say("A che numero possiamo chiamarla?", "campo inserimento",
		"non valida", "Errore: "+problem, "Va bene il telefono di casa o il cellulare."))
	p.Type("0362 123456")
	p.goesOn("In casa vive soltanto lei?")
}

// answers the questions about the home and the person to call.
func (p *path) answers() {
	p.t.Helper()
	p.chooses("", "Sì, soltanto io")
	p.goesOn("Chi chiamiamo se ha bisogno di aiuto?")
	p.writes("Nome e cognome della persona", "Per esempio una figlia", "Niccolò Però")
	p.writes("Numero di telefono della persona", "Deve essere un numero diverso dal suo.", "333 1234567")
	p.goesOn("La persona da chiamare ha le chiavi di casa?")
	p.chooses("Con le chiavi può entrare subito", "Sì, ha le chiavi")
	p.goesOn("Ha un'invalidità civile?")
	p.chooses("È quando una visita medica dice", "Sì")
	p.goesOn("Ha in casa il verbale di invalidità?")
	p.chooses("È la carta dove i medici scrivono", "Sì, è pronto")
	p.goesOn("Quando preferisce la visita a casa?")
}

// finishes answers the last questions.
func (p *path) finishes() {
	p.t.Helper()
	p.chooses("Il giorno lo scegliete insieme", "La mattina")
	p.goesOn("Vuole dirci altro?")
	p.Hear("the notes may stay empty", orca.Key("Tab"), orca.Say("Vuole dirci altro?", "può lasciare vuoto"), orca.Never("richiesto"))
	p.goesOn("Prima di inviare")
	p.Until("the box", 3, orca.Key("Tab"), orca.Say("Confermo: quello che ho scritto è vero", "non spuntata"), orca.Never("non valida"))
	p.Hear("it is ticked", orca.Key("space"), orca.Say("spuntata"), orca.Never("non spuntata"))
	p.goesOn("Controlli le risposte")
}

// checks reads answers again, and goes to the button that sends them.
func (p *path) checks() {
	p.t.Helper()
	p.Hear("who asks", orca.Key("h"), orca.Say("Chi fa la domanda", "intestazione livello 2"))
	p.Until("the fiscal code", 4, orca.Key("Down"), orca.Say("T R V, B R N, 5 6 E 0 2, F 2 0 5 P"))
	p.Hear("the answers", orca.Key("h"), orca.Say("Le sue risposte", "intestazione livello 2"))
	p.Until("each link says what it changes", 4, orca.Key("Tab"), orca.Say("Modifica Persona da chiamare", "collegamento"))
	p.Hear("what was typed", orca.Key("Up"), orca.Say("Niccolò Però"))
	p.Hear("the button", orca.Key("b"), orca.Say("Invia la domanda", "pulsante"))
}

// hasReceipt hears the number and the term, and finds the application again.
func (p *path) hasReceipt() {
	p.t.Helper()
	filed := p.folder().Applications[0]
	p.Until("where it stands", 3, orca.Key("Down"), orca.Say("Arrivata e registrata"))
	p.Until("the protocol", 6, orca.Key("Down"), orca.Say("Numero di protocollo"))
	p.Hear("its number", orca.Key("Down"), orca.Say(filed.Protocol))
	p.Until("the term", 14, orca.Key("Down"), orca.Say("Ultimo giorno per la risposta"))
	p.Hear("its day", orca.Key("Down"), orca.Say(day(filed.DueOn)))
	p.Until("the way to all applications", 3, orca.Key("shift+Tab"), orca.Say("Torna alle sue domande", "collegamento"))
	p.Hear("all applications", append(title("Le sue domande"), orca.Key("Return"))...)
	p.Until("this one", 6, orca.Key("Down"), orca.Say("Telesoccorso", "collegamento"))
	p.Until("where it stands", 6, orca.Key("Down"), orca.Say("Arrivata e registrata"))
}
