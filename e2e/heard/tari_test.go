package heard

import (
	"fmt"
	"testing"
	"time"

	"sportello/a11y/orca"
	"sportello/api/calendar"
	"sportello/api/money"
	"sportello/api/taxes"
)

// TestTariIsHeard: what is late and what is due, by when, and the number to pay it with, each in one breath.
func TestTariIsHeard(t *testing.T) {
	p := begin(t, "bruno", "/")
	p.hearsSignIn()
	p.signIn("Bruno Tarvelotti", "Inizio")
	p.Hear("home", orca.Key("h"), orca.Say("Buongiorno, Bruno", "intestazione livello 1"), orca.Never("elemento con clic"))
	owed := newest(p.folder().Tari)
	p.opensTaxes()
	p.Until("the way to TARI", 8, orca.Key("Tab"), orca.Say("Veda la sua TARI", "collegamento"))
	p.Hear("the page comes", orca.Key("Return"), orca.Say("La sua TARI", "intestazione livello 1"), orca.Never("elemento con clic"))
	p.Hear("what TARI is", orca.Key("Down"), orca.Say("TARI è la tassa sui rifiuti."))
	p.hearsSums(owed)
	p.hearsTable(owed)
	p.hearsParts(owed)
	p.hearsNotice(owed)
}

// opensTaxes goes from home to what there is to pay.
func (p *path) opensTaxes() {
	p.t.Helper()
	p.Until("the way to the taxes", 24, orca.Key("Tab"), orca.Say("Le sue tasse", "collegamento"))
	p.Hear("the taxes", append(title("Le sue tasse"), orca.Key("Return"))...)
}

// hearsSums reads on, line by line, to what is late and to what is due next.
func (p *path) hearsSums(owed taxes.TariPosition) {
	p.t.Helper()
	today := calendar.InRome(time.Now())
	late := money.Cents(0)
	for _, one := range owed.Overdue(today) {
		late += one.Owed()
	}
	next, due := owed.Next(today)
	if late == 0 && !due {
		p.t.Fatal("the persona owes nothing: there is no sum to hear")
	}
	if late > 0 {
		p.Until("what is late", 8, orca.Key("Down"), orca.Say("Mancano "+euro(late)), orca.Never("€"))
	}
	if due {
		until := "Da pagare entro il giorno " + day(next.LastDay()) + ": "
		p.Until("what is due", 8, orca.Key("Down"), orca.Say(until+euro(next.Owed())), orca.Never(until+"Da pagare", "€"))
	}
}

// hearsTable goes down the table of the instalments to the last of them, then along its row.
func (p *path) hearsTable(owed taxes.TariPosition) {
	p.t.Helper()
	caption := fmt.Sprintf("Le rate della TARI %d", owed.Year)
	size := fmt.Sprintf("tabella con %d righe 5 colonne", len(owed.Instalments)+1)
	p.Hear("the table", orca.Key("t"), orca.Say(caption, size))
	for _, one := range owed.Instalments {
		name := fmt.Sprintf("%d di %d", one.Number, one.Of)
		p.Hear("down a row", orca.Key("alt+shift+Down"), orca.Say(name, "intestazione di riga"))
	}
	last := owed.Instalments[len(owed.Instalments)-1]
	p.Hear("by when", orca.Key("alt+shift+Right"), orca.Say(day(last.LastDay())))
	p.Hear("how much", orca.Key("alt+shift+Right"), orca.Say("Importo", euro(last.Amount)), orca.Never("€"))
	p.Hear("is it paid", orca.Key("alt+shift+Right"), orca.Say("Stato"))
	p.Hear("its number", orca.Key("alt+shift+Right"), orca.Say("Codice avviso", number(last.NAV)), orca.Never(last.NAV))
}

// hearsParts asks where the sum comes from.
func (p *path) hearsParts(owed taxes.TariPosition) {
	p.t.Helper()
	why := fmt.Sprintf("Perché questo importo: TARI %d", owed.Year)
	p.Until("the way to the parts", 6, orca.Key("shift+Tab"), orca.Say(why, "collegamento"))
	p.Hear("the parts", append(title(why), orca.Key("Return"))...)
	p.Hear("their table", orca.Key("t"), orca.Say(fmt.Sprintf("Le parti della TARI %d", owed.Year)))
	p.Hear("the first part", orca.Key("alt+shift+Down"), orca.Say("Parte fissa"))
	p.Hear("its sum", orca.Key("alt+shift+Right"), orca.Say(euro(owed.Fixed)), orca.Never("€"))
	p.Hear("part by part", orca.Key("h"), orca.Say("Le parti, una per una"))
	p.Until("what the first one is", 3, orca.Key("Down"), orca.Say("Dipende da quanto è grande la casa."))
}

// hearsNotice goes back and asks how what is late is paid: the number to say at a counter, in groups.
func (p *path) hearsNotice(owed taxes.TariPosition) {
	p.t.Helper()
	one := owed.Overdue(calendar.InRome(time.Now()))[0]
	p.Until("the way back", 12, orca.Key("shift+Tab"), orca.Say(fmt.Sprintf("Torna alla TARI %d", owed.Year), "collegamento"))
	p.Hear("the bill", append(title(fmt.Sprintf("TARI %d", owed.Year)), orca.Key("Return"))...)
	p.Until("the way to pay", 8, orca.Key("Tab"), orca.Say(fmt.Sprintf("rata %d di %d", one.Number, one.Of), "collegamento"))
	p.Hear("how to pay", append(title(fmt.Sprintf("Come pagare la rata %d di %d della TARI %d", one.Number, one.Of, owed.Year)), orca.Key("Return"))...)
	p.Until("how much", 12, orca.Key("Down"), orca.Say(": "+euro(one.Owed())), orca.Never("€"))
	p.Until("the number", 10, orca.Key("Down"), orca.Say(number(one.NAV)), orca.Never(one.NAV))
}

func newest(all []taxes.TariPosition) taxes.TariPosition {
	var last taxes.TariPosition
	for _, one := range all {
		if one.Year > last.Year {
			last = one
		}
	}
	return last
}
