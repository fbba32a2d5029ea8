package heard

import (
	"strings"
	"testing"
	"time"

	"sportello/a11y/orca"
	"sportello/api/calendar"
	"sportello/api/fines"
	demo "sportello/e2e/outside/town"
)

// TestFineIsHeard: what a fine costs today, until when and what it becomes; the number, digit by digit; paying it on
// pagoPA's page; that the receipt is waited for, that it has come, and the receipt in words.
func TestFineIsHeard(t *testing.T) {
	f := demo.PersonaFines(calendar.InRome(time.Now()))["teresa"][0]
	heading := "Multa del giorno " + day(f.FoundOn)
	p := begin(t, "teresa", "/multe/"+f.ID)
	p.Hear("past the menu", orca.Key("h"), orca.Say("Entri nello Sportello"))
	p.signIn("Teresa Quarelaghi", heading)
	p.Hear("the fine", append(title(heading), orca.Key("h"))...)
	f = p.fine()
	p.Until("until when", 8, orca.Key("Down"), orca.Say("Paghi entro", day(f.ReducedTo)))
	p.Until("how much", 6, orca.Key("Down"), orca.Say("Da pagare oggi: "+euro(f.Reduced)), orca.Never("€"))
	p.Until("what it becomes", 3, orca.Key("Down"), orca.Say(day(f.ReducedTo+1), "costa "+euro(f.Full)), orca.Never("€"))
	p.Until("the way to pay", 4, orca.Key("Tab"), orca.Say("Paghi questa multa", "collegamento"))
	p.Hear("before paying", append(title("Controlli prima di pagare"), orca.Key("Return"))...)
	p.Until("the sum", 6, orca.Key("Down"), orca.Say(euro(f.Reduced)), orca.Never("€"))
	p.Until("the number", 10, orca.Key("Down"), orca.Say(number(f.NAVs.Reduced)), orca.Never(f.NAVs.Reduced))
	p.Until("the button", 16, orca.Key("Tab"), orca.Say("Vada a pagare", "pulsante"))
	p.Hear("pagoPA", orca.Key("Return"), orca.Within(load), orca.Say("Paghi per prova", "completato"))
	p.Until("with the receipt later", 12, orca.Key("Tab"), orca.Say("Paga, con la ricevuta più tardi", "pulsante"))
	p.Hear("back at the town hall", orca.Key("Return"), orca.Within(load), orca.Say("Pagamento inviato, aspettiamo la conferma", "completato"))
	p.Hear("it comes by itself", orca.Within(3*load), orca.Say("Ci sono novità sul pagamento", "Il pagamento è arrivato"), orca.Never("elemento con clic"))
	p.Until("the way to the receipt", 8, orca.Key("Tab"), orca.Say("Veda la ricevuta", f.Number, "collegamento"))
	p.Hear("the receipt", append(title("Ricevuta di pagamento"), orca.Key("Return"))...)
	p.Until("the sum that was paid", 16, orca.Key("Down"), orca.Say(euro(f.Reduced)), orca.Never("€"))
	p.Until("who got it", 16, orca.Key("Down"), orca.Say("Comune"))
}

// fine is the person's fine as the town hall has it.
func (p *path) fine() fines.Fine {
	p.t.Helper()
	for _, f := range p.folder().Fines {
		if strings.HasPrefix(f.Number, "V/") {
			return f
		}
	}
	p.t.Fatal("the persona has no fine")
	return fines.Fine{}
}
