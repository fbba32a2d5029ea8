package web_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sportello/a11y/check"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/money"
	"sportello/api/taxes"
	"sportello/app/ui"
)

// born is Teresa with a codice fiscale that tells her birth.
var born = identity.Self(identity.Person{ID: teresa.Actor.ID, FiscalCode: "CLLTRS45R58I625T", GivenName: "Teresa", FamilyName: "Colli"})

// payCase is a page that helps to pay, what must be heard there and what must not stand there.
type payCase struct {
	about, path string
	folder      folder.Folder
	h1          string
	reads, not  []string
}

// oneBill is somebody with one instalment of TARI.
func oneBill(change func(i *taxes.Instalment)) folder.Folder {
	f := billed(nil, nil)
	one := taxes.Instalment{Number: 1, Of: 1, Due: day("2026-12-04"), Amount: 103_89, NAV: "312000000000000725"}
	if change != nil {
		change(&one)
	}
	f.Tari[0].Instalments = []taxes.Instalment{one}
	return f
}

func payCases() []payCase {
	const tari, imu = "/tasse/tari/U1/2026/paga/", "/tasse/imu/2026/"
	whole := owning(held("U1"))
	half := having(whole, paying("acconto", "2026-06-10", 428_00))
	part := having(whole, paying("acconto", "2026-06-10", 428_00), paying("saldo", "2026-11-20", 162_00))
	paid := having(whole, paying("both", "2026-06-10", 890_00))
	works := owning(held("U1", of("D/1"), worth(10_000_00)), held("U2", of("A/1"), used(taxes.MainHome), worth(2_000_00)))
	return []payCase{
		{"paying TARI", tari + "2", billed(nil, nil), "Come pagare la rata 2 di 2 della TARI 2026", []string{"Da pagare entro il giorno 4 dicembre 2026:", "3 0 0 1, 2 3 4 5, 6 7 8 9, 0 1 2 3, 4 1",
			"Codice fiscale del Comune 0 0 0 0 0 0 0 0 0 0 0", "Questo quadrato è il codice QR.", "in tabaccheria", "Qui trova tutto quello che serve per pagare"}, []string{"ritardo", "Addebito"}},
		{"paying a whole TARI", tari + "1", oneBill(nil), "Come pagare la TARI 2026", []string{"103 euro e 89 centesimi", "3 1 2 0, 0 0 0 0, 0 0 0 0, 0 0 0 7, 2 5"}, nil},
		{"paying TARI, late", tari + "1", billed(nil, nil), "Come pagare la rata 1 di 2 della TARI 2026", []string{"Il tempo per pagare è finito il giorno 18 giugno 2026", "Il ritardo è di 157 giorni.", "In quel caso le scrive.", "L'importo è lo stesso."}, []string{"anzione"}},
		{"paying TARI, paid in part", tari + "1", oneBill(func(i *taxes.Instalment) { i.Paid = 3_89 }), "", []string{"Da pagare entro il giorno 4 dicembre 2026: 100 euro", "Ha già pagato 3 euro e 89 centesimi."}, nil},
		{"paying TARI, paid", tari + "1", oneBill(func(i *taxes.Instalment) { i.Paid = i.Amount }), "", []string{"Questa rata è già pagata"}, []string{"312000", "3120 0000", "codice avviso"}},
		{"paying TARI, no notice", tari + "1", oneBill(func(i *taxes.Instalment) { i.NAV = "" }), "", []string{"Questa rata non ha un codice avviso."}, []string{"codice QR", "tabaccheria"}},
		{"F24 of TARI", tari + "1/f24", oneBill(nil), "F24 per la TARI 2026", []string{"Codice tributo 3 9 4 4: TARI", "Codice tributo T E F A: parte della Provincia", "Codice ente I 6 2 5", "Rateazione 0 1 0 1", "L'F24 si paga in euro interi.",
			"Codice fiscale C L L, T R S, 4 5 R 5 8, I 6 2 5 T", "Data di nascita 18 ottobre 1945", "Sesso F, donna", "Scriva lei il luogo"}, nil},
		{"F24 of TARI, late", "/tasse/tari/U1/2026/paga/1/f24", billed(nil, nil), "F24 per la rata 1 di 2 della TARI 2026", []string{"Da pagare:", "Rateazione 0 1 0 2"}, []string{"Ravv.»"}},
		{"paying the acconto, late", imu + "paga/acconto", whole, "Come pagare l'acconto dell'IMU 2026", []string{"L'acconto è in ritardo"}, []string{"Codice tributo", "Qui non c'è"}},
		{"paying the saldo", imu + "paga/saldo", half, "Come pagare il saldo dell'IMU 2026", []string{"Da pagare entro il giorno 16 dicembre 2026: 462 euro", "Sezione E L", "Codice tributo 3 9 1 8: altri fabbricati", "Casella «Saldo»",
			"Numero immobili 1", "Anno di riferimento 2026", "Importi a debito versati 462 euro", "In tutto con questo F24 paga 462 euro."}, []string{"Ravv.»", "Acc.»", "Detrazione,"}},
		{"paying the saldo, paid in part", imu + "paga/saldo", part, "", []string{"Ha già pagato 162 euro.", "Da pagare entro il giorno 16 dicembre 2026: 300 euro"}, nil},
		{"paying all, the acconto late", imu + "paga/tutto", whole, "Come pagare tutta l'IMU 2026", []string{"L'acconto è in ritardo", "462 euro"}, nil},
		{"paying all, paid", imu + "paga/tutto", paid, "", []string{"Qui non c'è nulla da pagare"}, []string{"F24"}},
		{"paying group D and a luxury home", imu + "paga/saldo", works, "", []string{"Riga 1 di 3", "3 9 1 2: casa dove si vive", "Detrazione, cioè lo sconto già tolto 100 euro", "3 9 2 5: fabbricati del gruppo D, parte dello Stato", "3 9 3 0"}, nil},
		// (calc) domain facts §3.9: 428 euro due on 16 June 2026 and paid after 159 days: 13.38 of sanction, 2.98 of interest.
		{"IMU late", imu + "ritardo", whole, "Pagare in ritardo l'IMU 2026", []string{"Se paga il giorno 22 novembre 2026: 444 euro", "Il ritardo è di 159 giorni.", "Mancano 428 euro di tassa.",
			"La sanzione, cioè la multa per il ritardo, è di 13 euro e 38 centesimi.", "sono 2 euro e 98 centesimi", "In tutto fanno 444 euro e 36 centesimi.", "Questo importo vale fino al giorno 29 novembre 2026. Il giorno dopo diventa 445 euro.", "Casella «Ravv.»"}, nil},
		{"IMU late, another day", imu + "ritardo?giorno=2026-11-30", whole, "", []string{"Se paga il giorno 30 novembre 2026: 445 euro", "Il ritardo è di 167 giorni."}, nil},
		{"IMU late, next year", imu + "ritardo?giorno=2027-01-15", whole, "", []string{"Gli interessi di alcuni di questi giorni non si sanno ancora. Qui usiamo quelli del 2026."}, nil},
		{"IMU late, two terms", "/tasse/imu/2025/ritardo", owning(held("U1")), "Pagare in ritardo l'IMU 2025", []string{"L'acconto in ritardo", "Il saldo in ritardo", "Il ritardo è di 341 giorni.", "Il ritardo è di 524 giorni."}, nil},
		{"IMU late, one term in time on that day", "/tasse/imu/2025/ritardo?giorno=2025-12-16", owning(held("U1")), "", []string{"Quel giorno è ancora in tempo"}, nil},
		{"IMU, nothing late", imu + "ritardo", half, "", []string{"Non c'è nulla in ritardo"}, []string{"F24"}},
	}
}

func paySights() []sight {
	whole := owning(held("U1"))
	all := []sight{
		{"paying an instalment that is none", "/tasse/tari/U1/2026/paga/9", nil, teresa, full(), nil, 404, "Questa pagina non c'è"},
		{"paying somebody else's TARI", "/tasse/tari/U2/2026/paga/1", nil, teresa, full(), nil, 404, "Questa pagina non c'è"},
		{"F24 of somebody else's TARI", "/tasse/tari/U2/2026/paga/1/f24", nil, teresa, full(), nil, 404, "Questa pagina non c'è"},
		{"paying a term that is none", "/tasse/imu/2026/paga/metà", nil, teresa, whole, nil, 404, "Questa pagina non c'è"},
		{"paying a year that is none", "/tasse/imu/1999/paga/saldo", nil, teresa, whole, nil, 404, "Questa pagina non c'è"},
		{"late in a year that is none", "/tasse/imu/1999/ritardo", nil, teresa, whole, nil, 404, "Questa pagina non c'è"},
		{"paying for another", "/per/" + mandateOf(seesTari()) + "/tasse/tari/U1/2026/paga/2", nil, seesTari().Who, seesTari(), nil, 200, ""},
	}
	for about, typed := range map[string]string{"of the day": "", "but words of the day": "domani", "but a day of no calendar": "31/2/2026", "but a day before it was late": "1/6/2026", "but a day far off": "1/1/2029"} {
		all = append(all, sight{"nothing said " + about, "/tasse/imu/2026/ritardo", url.Values{"giorno": {typed}}, teresa, whole, nil, 200, ""})
	}
	for _, c := range payCases() {
		all = append(all, sight{c.about, c.path, nil, teresa, c.folder, nil, 200, c.h1})
	}
	return all
}

// hears asks for a page and looks for what must be heard on it, and for what must not stand on it.
func hears(t *testing.T, h http.Handler, c payCase) {
	t.Helper()
	heard(t, ask(h, c.path, nil).Body, c.reads, c.not)
}

// heard looks for what must be heard on a page, and for what must not stand on it.
func heard(t *testing.T, written io.Reader, reads, not []string) {
	t.Helper()
	root, err := html.Parse(written)
	if err != nil {
		t.Fatal(err)
	}
	said := ui.Heard(find(root, "main"))
	for _, want := range reads {
		if !strings.Contains(said, strings.ReplaceAll(want, "\u00a0", " ")) {
			t.Errorf("does not say %q", want)
		}
	}
	for _, word := range not {
		if source := ui.String(find(root, "main")); strings.Contains(source, word) {
			t.Errorf("says %q", word)
		}
	}
	if g := check.Gulpease(strings.Join(check.ReadingText(root), "\n")); g < 80 {
		t.Errorf("Gulpease %.0f, under 80:\n%s", g, strings.Join(check.ReadingText(root), "\n"))
	}
	if t.Failed() {
		t.Log(said)
	}
}

// TestPaying hears every page that helps to pay.
func TestPaying(t *testing.T) {
	hall := &paper{}
	h := host(t, hall, &door{who: born})
	for _, c := range payCases() {
		t.Run(c.about, func(t *testing.T) {
			hall.folder = c.folder
			hears(t, h, c)
		})
	}
}

// TestPayingElsewhere: another comune takes late TARI as the law lets it, takes it from the account, and has rates that
// are not decided yet.
func TestPayingElsewhere(t *testing.T) {
	town := seregno
	town.Creditor, town.Taxes = "", rulesOfSights()
	town.Taxes.TariLate = true
	town.Taxes.Tari[0].Debit = &taxes.Debit{AskBy: day("2026-11-30"), On: day("2026-12-16"), Discount: 10 * money.PerCent}
	hall := &paper{town: &town}
	h := host(t, hall, &door{who: teresa})
	past := func() { town.Taxes.Tari[0].Debit.AskBy = day("2026-11-21") }
	undecided := func() { town.Taxes.Imu = town.Taxes.Imu[1:] }
	large := oneBill(func(i *taxes.Instalment) { i.Due, i.Amount = day("2026-06-18"), 10_389_00 })
	for _, c := range []struct {
		payCase
		before func()
	}{
		{payCase{"late TARI by the law", "/tasse/tari/U1/2026/paga/1", large, "", []string{"La sanzione, cioè la multa per il ritardo, è di 324 euro e 66 centesimi.", "Se paga oggi, in tutto fanno", "Con l'F24 paga anche il ritardo"}, []string{"le scrive.", "codice QR"}}, nil},
		{payCase{"late TARI, its F24", "/tasse/tari/U1/2026/paga/1/f24", large, "", []string{"Codice tributo 3 9 4 5: interessi della TARI", "Codice tributo 3 9 4 6: sanzione della TARI", "Codice tributo T E F Z", "In quale giorno paga?"}, nil}, nil},
		{payCase{"direct debit", "/tasse/tari/U1/2026/paga/1", oneBill(nil), "", []string{"I soldi escono dal conto il giorno 16 dicembre 2026.", "uno sconto: 10 per cento", "Lo chieda entro il giorno 30 novembre 2026."}, nil}, nil},
		{payCase{"direct debit, too late", "/tasse/tari/U1/2026/paga/1", oneBill(nil), "", []string{"era possibile fino al giorno 21 novembre 2026"}, []string{"Lo chieda"}}, past},
		{payCase{"the saldo of rates not decided", "/tasse/imu/2026/paga/saldo", owning(held("U1")), "", []string{"Il saldo non è ancora certo"}, []string{"Codice tributo"}}, undecided},
	} {
		t.Run(c.about, func(t *testing.T) {
			if c.before != nil {
				c.before()
			}
			hall.folder = c.folder
			hears(t, h, c.payCase)
		})
	}
}

// TestLateDay: a form that names a day leads to an address that names it, which can be kept, printed and gone back to.
func TestLateDay(t *testing.T) {
	hall := &paper{folder: owning(held("U1"))}
	h := host(t, hall, &door{who: teresa})
	w := ask(h, "/tasse/imu/2026/ritardo", url.Values{"giorno": {"30/11/2026"}})
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/tasse/imu/2026/ritardo?giorno=2026-11-30" {
		t.Errorf("%d to %s", w.Code, w.Header().Get("Location"))
	}
	if w = ask(h, "/tasse/imu/2026/ritardo", url.Values{"giorno": {"31 novembre"}}); !strings.Contains(w.Body.String(), `value="31 novembre"`) {
		t.Error("what was typed is lost")
	}
	if len(hall.sent) != 0 {
		t.Errorf("%d commands sent", len(hall.sent))
	}
}

// TestPayingForAnother: the form is in the name of whose tax it is, never of who reads it for them.
func TestPayingForAnother(t *testing.T) {
	for _, path := range []string{"/tasse/tari/U1/2026/paga/3", "/tasse/tari/U1/2026/paga/3/f24"} {
		f := seesTari()
		f.Who.Subject = born.Subject
		hall := &paper{folder: f}
		w := ask(host(t, hall, &door{who: identity.Self(f.Who.Actor)}), "/per/"+mandateOf(f)+path, nil)
		said := w.Body.String()
		if strings.Contains(said, f.Who.Actor.FiscalCode) || strings.HasSuffix(path, "f24") && !strings.Contains(said, born.Subject.FiscalCode) {
			t.Errorf("%s: %d, in the name of somebody else: %s", path, w.Code, said)
		}
		if w.Code != http.StatusOK || !strings.Contains(said, `href="/per/`+mandateOf(f)+`/tasse/tari/U1/2026`) {
			t.Errorf("%s: %d, and the ways on leave that person", path, w.Code)
		}
	}
}
