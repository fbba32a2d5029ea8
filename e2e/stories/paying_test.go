package stories

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
)

func itoa(n int) string { return strconv.Itoa(n) }

// pays goes from the confirm page through pagoPA's, by that button.
func (p *reader) pays(button, choice string) {
	p.Helper()
	p.press(button)
	p.sees("Paghi per prova")
	p.press("Paga", "scelta", choice)
}

// until asks for news by the link of the page, as somebody without script does, until the page says so.
func (p *reader) until(words string) {
	p.Helper()
	for end := time.Now().Add(3 * patience); !strings.Contains(p.main(), words); {
		if time.Now().After(end) {
			p.Fatalf("%s never says %q: %s", p.at, words, p.main())
		}
		time.Sleep(200 * time.Millisecond) // between two looks
		p.follow("Controlli adesso")
	}
}

// TestDaughterPaysHerMothersFine: Teresa lets Chiara pay; Chiara does, without script, in Teresa's name, and Teresa has
// the receipt and reads who paid.
func TestDaughterPaysHerMothersFine(t *testing.T) {
	fine := fineOf(t, "teresa", "4711")
	change(t, `update proxy set tasks = '{see,prepare,send,pay}', cap = 10000 where id = '01900000-0000-7000-8000-000000000001'`)
	chiara := reads(t, "chiara")
	chiara.open("/persone")
	chiara.follow("Per Teresa Quarelaghi")
	base := strings.TrimSuffix(chiara.at, "/")
	chiara.open(base + "/multe/" + fine.ID)
	chiara.sees("Da pagare oggi", "55,80")
	chiara.follow("Paghi questa multa")
	chiara.sees("Teresa Quarelaghi", "55,80")
	chiara.pays("Vada a pagare", "paga")
	if !strings.HasPrefix(chiara.at, base+"/pagamenti/") {
		t.Errorf("she comes back to %s", chiara.at)
	}
	chiara.until("Il pagamento è arrivato")
	chiara.follow("Veda la ricevuta")
	chiara.sees("Ricevuta di pagamento", "55,80", fine.Number)

	teresa := reads(t, "teresa")
	teresa.open("/multe/" + fine.ID)
	teresa.sees("La multa è pagata", "55,80")
	teresa.open("/accessi")
	teresa.sees("Chiara Sverinelli")
	teresa.open("/paga/conferma?avviso=" + fine.NAVs.Reduced)
	teresa.sees("il pagamento è già arrivato")
}

// TestPaysWithoutSigningIn: who has the letter and knows the plate pays; the page says that it arrived, and nobody's name.
func TestPaysWithoutSigningIn(t *testing.T) {
	fine := fineOf(t, "gemma", "5120")
	p := &reader{T: t, client: town.Client()}
	p.open("/multe/cerca")
	p.press("Cerca la multa", "numero", fine.Number, "targa", strings.ToLower(fine.Plate))
	p.sees("29,40")
	p.pays("Paghi adesso senza entrare", "paga")
	if !strings.HasPrefix(p.at, "/paga/libero/") {
		t.Errorf("they come back to %s", p.at)
	}
	p.until("La multa è pagata")
	if strings.Contains(text(p.page), "Barlasvati") {
		t.Error("the page says whose fine it is")
	}
	p.open("/multe/cerca")
	p.press("Cerca la multa", "numero", fine.Number, "targa", fine.Plate)
	p.sees("La multa è pagata")
}

// TestClerkReadsTheNumber: who helps at the desk does not pay, and has the number to read aloud.
func TestClerkReadsTheNumber(t *testing.T) {
	id, fine := uuid.NewString(), fineOf(t, "aldo", "4105")
	change(t, `insert into assistance (id, clerk, office, subject, reason, channel, presence, started_at, expires_at)
		select $1, m.id, 'Sportello', a.id, 'question', 'counter', '{"how":"known"}', now(), now() + interval '30 minutes'
		from person m, person a where m.given_name = 'Marta' and m.family_name = 'Lesmevati' and a.id = (select subject from fine where id = $2)`, id, fine.ID)
	marta := reads(t, "marta")
	marta.open("/per/" + id + "/multe/" + fine.ID)
	nav := fine.NAVs.Full
	marta.sees("Lei non paga per il cittadino", nav[:4]+" "+nav[4:8])
	if strings.Contains(marta.main(), "Paghi questa multa") {
		t.Error("a clerk is offered to pay")
	}
	marta.open("/per/" + id + "/paga/conferma?avviso=" + nav)
	marta.sees("100,30")
	if strings.Contains(marta.main(), "Vada a pagare") {
		t.Error("a clerk is offered to pay")
	}
}
