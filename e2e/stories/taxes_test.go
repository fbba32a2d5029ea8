package stories

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"sportello/api/calendar"
)

// amounts are the sums that a page shows largest, as they are seen.
var amounts = regexp.MustCompile(`(\d[\d.]*,\d\d) €`)

// amount is the first sum of the page that stands.
func (p *reader) amount() string {
	p.Helper()
	found := amounts.FindStringSubmatch(p.main())
	if found == nil {
		p.Fatalf("%s shows no sum: %s", p.at, p.main())
	}
	return found[1]
}

// TestTeresaReadsHerTaxes: what she owes, why, how to pay it and by when: each a link away, and the same sum on each.
func TestTeresaReadsHerTaxes(t *testing.T) {
	teresa := reads(t, "teresa")
	teresa.open("/")
	teresa.follow("Le sue tasse")
	teresa.sees("TARI, la tassa sui rifiuti", "IMU, la tassa su case e terreni", "16 dicembre")
	teresa.follow("Veda la sua TARI")
	next := teresa.amount()
	teresa.follow("Veda come pagare")
	teresa.sees(next, "Codice avviso", "Con il codice avviso può pagare", "alla posta")
	teresa.follow("Torna alla TARI")
	teresa.follow("Perché questo importo")
	teresa.sees("del "+strconv.Itoa(calendar.InRome(time.Now()).Year()-1), "Le parti, una per una", "La regola")

	teresa.open("/tasse")
	teresa.follow("Veda la sua IMU")
	saldo := teresa.amount()
	teresa.sees("Parte: 1/3", "Non si paga") // her share of her sister's flat, and her own home
	teresa.follow("perché questo importo")
	teresa.sees("Che cosa è cambiato dal", "La regola in parole")
	teresa.follow("Torna alla sua IMU")
	teresa.follow("Veda come pagare il saldo")
	teresa.sees(saldo, "Codice tributo 3918", "In tutto con questo F24 paga "+saldo)
	teresa.open("/scadenze")
	teresa.sees("IMU", saldo, "TARI", next)
}

// TestTenantOwesNoImu: who rents reads that there is nothing to do, and why, and finds nothing to try.
func TestTenantOwesNoImu(t *testing.T) {
	samira := reads(t, "samira")
	samira.open("/tasse/imu")
	samira.sees("Non risulta nessun immobile a suo nome", "La paga chi li ha, non chi è in affitto")
	samira.open("/tasse/imu/simula")
	samira.sees("Non c'è niente da provare")
	samira.open("/tasse")
	samira.follow("Veda la sua TARI")
	samira.sees("Da pagare entro")
}

// TestBoughtOnThe16th: the month in which a flat changed hands is told day by day.
func TestBoughtOnThe16th(t *testing.T) {
	gemma := reads(t, "gemma")
	gemma.open("/tasse/imu")
	gemma.sees("Mesi: 9 su 12")
	gemma.follow("Via Rossini 14")
	gemma.sees("In aprile ha avuto l'immobile per 15 giorni su 30. Il mese è suo.", "9 su 12")
	gemma.follow("Torna alla sua IMU")
}

// TestWhatIf: Teresa tries what a care home would change, with an answer left out and a day that is none on the way.
// It stays a try: her IMU is the same after.
func TestWhatIf(t *testing.T) {
	teresa := reads(t, "teresa")
	teresa.open("/tasse/imu")
	before := teresa.main()
	teresa.follow("Che cosa succede se")
	teresa.press("Continua")
	teresa.sees("C'è un problema", "Scelga un immobile.")
	teresa.press("Continua", "immobile", teresa.value("immobile", "Casa, Via Umberto I 12"))
	teresa.sees("Che cosa vuole provare?", "È solo una prova")
	teresa.press("Continua", "cosa", "care_home")
	teresa.press("Continua", "giorno", "31/2/2027")
	teresa.sees("C'è un problema", "Questo giorno non esiste")
	soon := calendar.InRome(time.Now()) + 10
	teresa.press("Continua", "giorno", soon.Italian())
	teresa.sees("Che cosa succede se va in una casa di riposo", "Non cambia niente e non vale come domanda.", "un anno intero", "Che cosa deve fare, se decide davvero")
	teresa.follow("Faccia un'altra prova")
	teresa.sees("Che cosa vuole provare?")
	teresa.open("/tasse/imu")
	if teresa.main() != before {
		t.Errorf("after a try the IMU is another:\n%s", teresa.main())
	}
}

// value is what a choice with these words stands for.
func (p *reader) value(field, words string) string {
	p.Helper()
	for n := range p.page.Descendants() {
		if n.Data != "input" || attr(n, "name") != field {
			continue
		}
		for l := range p.page.Descendants() {
			if l.Data == "label" && attr(l, "for") == attr(n, "id") && strings.Contains(text(l), words) {
				return attr(n, "value")
			}
		}
	}
	p.Fatalf("%s offers no %q: %s", p.at, words, p.main())
	return ""
}

// TestDaughterReadsHerMothersImu: Chiara sees what Teresa owes and the form that pays it, in Teresa's name.
func TestDaughterReadsHerMothersImu(t *testing.T) {
	chiara := reads(t, "chiara")
	chiara.open("/persone")
	chiara.follow("Per Teresa Quarelaghi")
	base := chiara.at
	chiara.follow("Le sue tasse")
	chiara.follow("IMU")
	if chiara.at != base+"tasse/imu" {
		t.Errorf("she is at %s", chiara.at)
	}
	saldo := chiara.amount()
	chiara.follow("come pagare il saldo")
	chiara.sees(saldo, "Cognome Quarelaghi", "Sta agendo per Teresa Quarelaghi")
	chiara.follow("Torna all'IMU")
	chiara.open(base + "scadenze")
	chiara.sees(saldo)
	own := reads(t, "chiara")
	own.open("/tasse/imu")
	if own.amount() == saldo {
		t.Error("her own IMU is her mother's")
	}
}
