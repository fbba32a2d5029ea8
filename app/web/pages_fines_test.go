package web_test

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sportello/api/applications"
	"sportello/api/fines"
	"sportello/api/flow"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/payments"
	"sportello/assets"
)

// rulesOfFines are those of Seregno.
func rulesOfFines() fines.Rules {
	var r fines.Rules
	data, err := fs.ReadFile(assets.FS, "comuni/seregno/fines.json")
	if err == nil {
		err = json.Unmarshal(data, &r)
	}
	if err != nil {
		panic(err)
	}
	return r
}

const fineID, fineReceipt, finePayment = "V-2026-004711", "01890000-0000-7000-8000-0000000000f1", "01890000-0000-7000-8000-0000000000f2"

// fined is the folder of somebody with one fine that change makes of one of 3 November, notified on the 18th. Amounts:
// domain facts §4.2 (calc), minimum 42, maximum 173, costs 13.80.
func fined(change func(*fines.Fine)) folder.Folder {
	f := fines.Fine{ID: fineID, Number: "V/2026/004711", Kind: fines.Verbale, Plate: "AB123CD", FoundOn: day("2026-11-03"), FoundAt: "09:40", Place: "Via Garibaldi 4",
		What: "Sosta in divieto", Article: "art. 158 c. 2 CdS", Photo: "https://polizia.example.it/foto/4711", NotifiedOn: day("2026-11-18"), Discounted: 43_20, Reduced: 55_80, Full: 100_30,
		Costs: 13_80, Office: fines.Live, NAVs: fines.NAVs{Discounted: "348000000000001122", Reduced: "348000000000001223", Full: "348000000000001324"}}
	if change != nil {
		change(&f)
	}
	f = rulesOfFines().Dates(f)
	return folder.Folder{Who: teresa, ReadAt: noon, Fines: []fines.Fine{f}, Debts: []payments.Position{positionOf(f)}}
}

// positionOf is the fine as the database tells its notices.
func positionOf(f fines.Fine) payments.Position {
	p := payments.Position{ID: "fine/" + f.ID, Service: fines.Service, About: f.Number, Paid: f.Paid, PaidOn: f.PaidOn}
	ended := map[fines.Office]payments.Ended{fines.Prefect: payments.Appeal, fines.Judge: payments.Appeal, fines.Plan: payments.Plan, fines.Collector: payments.Collector, fines.Cancelled: payments.Cancelled}
	p.Ended = ended[f.Office]
	if f.Paid > 0 && f.Office == fines.Live {
		p.Ended = payments.Elsewhere
	}
	for _, n := range []payments.Notice{{NAV: f.NAVs.Discounted, Option: 1, Amount: f.Discounted, Due: f.DiscountTo}, {NAV: f.NAVs.Reduced, Option: 2, Amount: f.Reduced, Due: f.ReducedTo},
		{NAV: f.NAVs.Full, Option: 3, Amount: f.Full, From: f.ReducedTo + 1}} {
		if n.Number, n.Of, n.Expires = 1, 1, true; n.NAV != "" && n.Amount > 0 {
			p.Notices = append(p.Notices, n)
		}
	}
	return p
}

func office(o fines.Office) func(*fines.Fine) { return func(f *fines.Fine) { f.Office = o } }

func since(iso string) func(*fines.Fine) {
	return func(f *fines.Fine) { f.NotifiedOn = day(iso) }
}

func paidFine(iso string, sum int64) func(*fines.Fine) {
	return func(f *fines.Fine) { f.Paid, f.PaidOn = moneyOf(sum), day(iso) }
}

// fineCases are a fine in every state that a person can meet, and what must be heard of it.
func fineCases() []payCase {
	const at, h1 = "/multe/" + fineID, "Multa del giorno 3 novembre 2026"
	with := func(f folder.Folder, change func(*folder.Folder)) folder.Folder { change(&f); return f }
	driver := func(f *fines.Fine) { f.Points, f.Driver = 6, true }
	then := func(all ...func(*fines.Fine)) folder.Folder {
		return fined(func(f *fines.Fine) {
			for _, one := range all {
				one(f)
			}
		})
	}
	found := func(f *fines.Fine) { f.NotifiedOn = 0 }
	windscreen := func(f *fines.Fine) { f.Kind, f.NotifiedOn, f.Full = fines.Preavviso, 0, 0 }
	receipt := payments.Receipt{ID: fineReceipt, NAV: "348000000000001122", Position: "fine/" + fineID, Service: fines.Service, About: "V/2026/004711", Amount: 43_20, PaidOn: day("2026-11-20"), PSP: "Banca"}
	sent := payments.Payment{ID: finePayment, Progress: payments.Sent, Total: 43_20, At: noon, Mine: true, Items: []payments.Item{{NAV: "348000000000001122", Position: "fine/" + fineID, Service: fines.Service, About: "V/2026/004711", Amount: 43_20}}}
	open := sent
	open.Progress = payments.Started
	said := applications.Application{ID: filedID, Service: "driver-data", State: applications.Filed, Answers: flow.Answers{"verbale": "V/2026/004711"}, FiledAt: noon, FiledOn: day("2026-11-20")}
	large := func(f *fines.Fine) { f.Discounted, f.Reduced, f.Full = 0, 300_00, 600_00 }
	asked := said
	asked.Service = "fine-plan"
	return []payCase{
		{"a fine, with the discount", at, fined(nil), h1, []string{"Paghi entro lunedì 23 novembre 2026", "Da pagare oggi: 43 euro e 20 centesimi", "Da martedì 24 novembre 2026 costa 55 euro e 80 centesimi.", "Sosta in divieto", "martedì 3 novembre 2026, ore 09:40",
			"3 4 8 0, 0 0 0 0, 0 0 0 0, 0 0 1 1, 2 2", "Questo quadrato è il codice QR.", "Gli altri codici avviso", "Entro venerdì 18 dicembre 2026", "Entro lunedì 18 gennaio 2027", "43,00 €: è il contributo unificato", "Se paga la multa, non può più fare ricorso."},
			[]string{"conviene", "agosto", "rate", "È festa"}},
		{"a fine, its last day moved", at, fined(since("2026-11-17")), h1, []string{"Paghi entro lunedì 23 novembre 2026", "L'ultimo giorno era domenica 22 novembre 2026. È festa: per questo può pagare fino a lunedì 23 novembre 2026."}, nil},
		{"a fine, within 60 days", at, fined(since("2026-11-02")), h1, []string{"Paghi entro sabato 2 gennaio 2027", "Da pagare oggi: 55 euro e 80 centesimi", "Da domenica 3 gennaio 2027 costa 100 euro e 30 centesimi.", "Non si può più usare."}, nil},
		{"a fine on the windscreen", at, fined(func(f *fines.Fine) { windscreen(f); f.FoundOn = day("2026-11-20") }), "Multa del giorno 20 novembre 2026", []string{"Paghi entro mercoledì 25 novembre 2026", "riceve a casa il verbale"}, []string{"Ricorso al"}},
		{"a fine on the windscreen, without the discount", at, fined(windscreen), h1, []string{"Può pagare adesso", "Da pagare oggi: 55 euro e 80 centesimi"}, []string{"Ricorso al"}},
		{"a fine that is not notified", at, fined(found), h1, []string{"Aspetti la lettera", "I giorni per pagare non sono ancora cominciati.", "Se vuole, può pagare già adesso."}, []string{"Ricorso al"}},
		{"a fine overdue", at, fined(since("2026-09-01")), h1, []string{"Il tempo per pagare è finito", "Da pagare oggi: 100 euro e 30 centesimi", "Il tempo per fare ricorso è finito."}, nil},
		{"a fine overdue, of which nobody knows the amount", at, fined(func(f *fines.Fine) { since("2026-09-01")(f); f.Full = 0 }), h1, []string{"Qui non sappiamo quanto costa oggi."}, []string{"Da pagare oggi", "<svg"}},
		{"a fine overdue, without a number for it", at, fined(func(f *fines.Fine) { since("2026-09-01")(f); f.NAVs.Full = "" }), h1, []string{"Per questo importo non c'è un codice avviso."}, nil},
		{"a fine with the collector", at, fined(func(f *fines.Fine) { since("2026-01-10")(f); f.Office, f.ToCollector = fines.Collector, 118_40 }), h1, []string{"Ora deve pagare all'agente della riscossione", "L'agente della riscossione chiede: 118 euro e 40 centesimi"}, []string{"Da pagare oggi"}},
		{"a fine before the prefect", at, fined(office(fines.Prefect)), h1, []string{"C'è un ricorso al Prefetto", "Ora non deve pagare."}, []string{"Da pagare oggi"}},
		{"a fine before the judge", at, fined(office(fines.Judge)), h1, []string{"C'è un ricorso al Giudice di pace", "Ora non deve pagare."}, []string{"Da pagare oggi"}},
		{"a fine in instalments", at, fined(office(fines.Plan)), h1, []string{"La multa si paga a rate"}, []string{"Da pagare oggi"}},
		{"a fine cancelled", at, fined(office(fines.Cancelled)), h1, []string{"La multa è annullata", "Non deve pagare e non deve fare nulla."}, []string{"Da pagare oggi"}},
		{"a fine cancelled after it was paid", at, then(office(fines.Cancelled), paidFine("2026-11-20", 43_20)), h1, []string{"Ha già pagato 43 euro e 20 centesimi. Può riaverli."}, nil},
		{"a fine paid", at, with(then(paidFine("2026-11-20", 43_20)), func(f *folder.Folder) { f.Receipts = []payments.Receipt{receipt} }), h1, []string{"La multa è pagata", "Non deve fare altro.", "venerdì 20 novembre 2026", "Veda la ricevuta di 43 euro e 20 centesimi del giorno 20 novembre 2026"}, []string{"Da pagare oggi", "Ricorso al"}},
		{"a fine paid, and who drove is not known", at, then(driver, paidFine("2026-11-20", 43_20)), h1, []string{"Deve però dire chi guidava.", "Questa multa toglie 6 punti dalla patente.", "entro lunedì 18 gennaio 2027, anche se ha già pagato.", "da 291 euro a 1166 euro", "Dica chi guidava"}, nil},
		{"a fine of which an answer said who drove", at, with(then(driver), func(f *folder.Folder) { f.Applications = []applications.Application{said} }), h1, []string{"Ha già mandato la risposta su chi guidava."}, []string{"Dica chi guidava"}},
		{"a fine whose driver the office knows", at, then(driver, func(f *fines.Fine) { f.DriverGiven = true }), h1, []string{"Il Comune sa già chi guidava."}, []string{"Dica chi guidava"}},
		{"a fine whose driver was not said in time", at, then(driver, since("2026-09-01")), h1, []string{"Doveva dire chi guidava entro sabato 31 ottobre 2026.", "Dica chi guidava"}, nil},
		{"a fine paid in part", at, then(paidFine("2026-11-20", 30_00)), h1, []string{"Ha pagato meno del dovuto", "Quel giorno la multa costava 43 euro e 20 centesimi.", "Oggi mancano: 13 euro e 20 centesimi", "Da martedì 24 novembre 2026 mancano 25 euro e 80 centesimi."}, []string{"Da pagare oggi"}},
		{"a fine paid twice", at, then(paidFine("2026-11-20", 86_40)), h1, []string{"Ha pagato più del dovuto", "Può riavere 43 euro e 20 centesimi."}, []string{"Da pagare oggi"}},
		{"a fine whose payment was sent", at, with(fined(nil), func(f *folder.Folder) { f.Debts[0].Waiting, f.Payments = true, []payments.Payment{sent} }), h1, []string{"Pagamento inviato, aspettiamo la conferma", "Non paghi di nuovo."}, []string{"Da pagare oggi", "Paghi questa multa", "<svg"}},
		{"a fine whose payment was sent by somebody else", at, with(fined(nil), func(f *folder.Folder) { f.Debts[0].Waiting = true }), h1, []string{"Un pagamento è già cominciato", "Qualcuno ha cominciato a pagare questa multa.", "torni qui tra 15 minuti"}, []string{"Pagamento inviato", "Paghi questa multa"}},
		{"a fine with a payment open at pagoPA", at, with(fined(nil), func(f *folder.Folder) { f.Debts[0].Waiting, f.Payments = true, []payments.Payment{open} }), h1, []string{"Ha un pagamento aperto su pagoPA", "Veda a che punto è il pagamento"}, []string{"Pagamento inviato", "Paghi questa multa"}},
		{"a large fine", at, fined(large), h1, []string{"Chi ha un reddito basso può chiedere di pagare a rate. Lo chieda entro venerdì 18 dicembre 2026.", "Anche se chiede le rate non può più fare ricorso."}, nil},
		{"a large fine, instalments asked for", at, with(fined(large), func(f *folder.Folder) { f.Applications = []applications.Application{asked} }), h1, []string{"Ha già chiesto le rate."}, []string{"Chieda le rate"}},
		{"a fine of July", at, fined(since("2026-07-20")), h1, nil, nil},
	}
}

func fineSights() []sight {
	many := fined(nil)
	for i, c := range fineCases() {
		f := c.folder.Fines[0]
		f.ID += itoa(i)
		many.Fines, many.Debts = append(many.Fines, f), append(many.Debts, positionOf(f))
	}
	none := identity.Who{}
	forOther := func(r identity.Rights) folder.Folder {
		f := seesTari()
		f.Fines, f.Debts, f.Who.Rights = fined(nil).Fines, fined(nil).Debts, r
		return f
	}
	see, pay := identity.Rights{Tasks: []identity.Task{identity.See}}, identity.Rights{Tasks: []identity.Task{identity.See, identity.Pay}, Cap: 20_00}
	per := "/per/" + mandateOf(seesTari()) + "/multe"
	desk := fined(nil)
	desk.Who = martaHelps
	desk.Who.Rights = see
	all := []sight{
		{"at home with a fine", "/", nil, teresa, fined(nil), nil, 200, "Buongiorno, Teresa"},
		{"at home with many fines", "/", nil, teresa, many, nil, 200, "Buongiorno, Teresa"},
		{"no fines", "/multe", nil, teresa, folder.Folder{Who: teresa, ReadAt: noon}, nil, 200, "Multe"},
		{"fines of every kind", "/multe", nil, teresa, many, nil, 200, "Multe"},
		{"one fine in the list", "/multe", nil, teresa, fined(nil), nil, 200, "Multe"},
		{"fines that a proxy may not see", per, nil, seesTari().Who, seesTari(), nil, 200, "Multe"},
		{"fines of another", per, nil, forOther(see).Who, forOther(see), nil, 200, "Multe"},
		{"a fine of another, not to be paid", per + "/" + fineID, nil, forOther(see).Who, forOther(see), nil, 200, ""},
		{"a fine of another, over the cap", per + "/" + fineID, nil, forOther(pay).Who, forOther(pay), nil, 200, ""},
		{"a fine of the citizen at the desk", "/per/" + assistanceID + "/multe/" + fineID, nil, desk.Who, desk, nil, 200, ""},
		{"somebody else's fine", "/multe/V-1", nil, teresa, fined(nil), nil, 404, "Questa pagina non c'è"},
		{"looking for a fine", "/multe/cerca", nil, none, fined(nil), nil, 200, "Cerchi una multa"},
		{"nothing said of a fine", "/multe/cerca", url.Values{"numero": {""}, "targa": {""}}, none, fined(nil), nil, 200, "Cerchi una multa"},
		{"nothing said but an unknown fine", "/multe/cerca", url.Values{"numero": {"V/1"}, "targa": {"AB123CD"}}, none, fined(nil), nil, 200, ""},
		{"nothing said but too many tries", "/multe/cerca", url.Values{"numero": {"V/1"}, "targa": {"ZZ999ZZ"}}, none, fined(nil), nil, 200, ""},
		{"paying openly what has changed", "/paga/libero", url.Values{"id": {finePayment}, "avviso": {"348000000000001122"}, "targa": {"AB123CD"}, "totale": {"1"}}, none, fined(nil), nil, 200, "Il pagamento non è partito"},
		{"paying openly after too many tries", "/paga/libero", url.Values{"avviso": {"348000000000001122"}, "targa": {"ZZ999ZZ"}, "totale": {"4320"}}, none, fined(nil), nil, 200, "Il pagamento non è partito"},
		{"paying openly without a number", "/paga/libero", url.Values{"totale": {"molto"}}, none, fined(nil), nil, 200, "Il pagamento non è partito"},
		{"paying openly, of nobody", "/paga/libero/" + draftID, nil, none, fined(nil), nil, 404, "Questa pagina non c'è"},
		{"is it true", "/avviso", nil, none, fined(nil), nil, 200, "Questo avviso è vero?"},
		{"nothing said of a notice", "/avviso", url.Values{"testo": {""}}, none, fined(nil), nil, 200, "Questo avviso è vero?"},
		{"nothing said and no photo", "/avviso", url.Values{"con": {"foto"}}, none, fined(nil), nil, 200, ""},
		{"nothing said by a photo", "/avviso", url.Values{"con": {"foto"}, "foto": {"?"}}, none, fined(nil), nil, 200, ""},
		{"nothing said but words", "/avviso", url.Values{"testo": {"ciao"}}, none, fined(nil), nil, 200, ""},
		{"nothing said but too many notices", "/avviso", url.Values{"testo": {"348000000000000000"}}, none, fined(nil), nil, 200, ""},
	}
	for _, p := range []payments.Progress{payments.Started, payments.Sent, payments.Confirmed, payments.Dropped, payments.Failed, payments.Lapsed} {
		all = append(all, sight{"paying openly, " + string(p), "/paga/libero/" + finePayment, nil, none, openly(p), nil, 200, ""})
	}
	for _, c := range fineCases() {
		all = append(all, sight{c.about, c.path, nil, teresa, c.folder, nil, 200, c.h1},
			sight{c.about + ", found by its letter", "/multe/cerca", url.Values{"numero": {"V/2026/004711"}, "targa": {"ab 123 cd"}}, none, c.folder, nil, 200, "Ecco la multa"})
	}
	for _, c := range noticeCases() {
		all = append(all, sight{c.about, "/avviso", url.Values{"testo": {c.text}}, none, c.folder, nil, 200, c.h1})
	}
	return all
}

// openly is a payment of nobody who signed in.
func openly(p payments.Progress) folder.Folder {
	f := fined(nil)
	f.Payments = []payments.Payment{{ID: finePayment, Progress: p, Total: 43_20, At: noon, Items: []payments.Item{{NAV: "348000000000001122", Position: "fine/" + fineID, Service: fines.Service, About: "V/2026/004711", Amount: 43_20}}}}
	return f
}

// TestFines hears a fine in every state.
func TestFines(t *testing.T) {
	hall := &paper{}
	h := host(t, hall, &door{who: teresa})
	for _, c := range fineCases() {
		t.Run(c.about, func(t *testing.T) {
			hall.folder = c.folder
			hears(t, h, c)
		})
	}
}

// TestFineWithoutSigningIn: whoever has the letter sees the amount and nothing of whose it is; what is unknown and what
// does not match looks the same.
func TestFineWithoutSigningIn(t *testing.T) {
	hall := &paper{folder: fined(nil)}
	h := host(t, hall, &door{})
	find := func(number, plate string) string {
		w := ask(h, "/multe/cerca", url.Values{"numero": {number}, "targa": {plate}})
		if w.Code != http.StatusOK {
			t.Fatalf("%d", w.Code)
		}
		return w.Body.String()
	}
	said := find("V/2026/004711", "AB123CD")
	for _, private := range []string{"Teresa", "Colli", "CLMTRS45R58I625K", "polizia.example.it"} {
		if strings.Contains(said, private) {
			t.Errorf("tells %s", private)
		}
	}
	if !strings.Contains(said, "43,20") || !strings.Contains(said, "/entra?torna=%2Fmulte%2FV-2026-004711") {
		t.Error(said)
	}
	unknown, wrong := find("V/2026/009999", "AB123CD"), find("V/2026/004711", "XX999XX")
	if a, b := strings.ReplaceAll(unknown, "009999", "004711"), strings.ReplaceAll(wrong, "XX999XX", "AB123CD"); a != b {
		t.Error("an unknown fine and a wrong plate look different")
	}
}

// TestPayingAFineOpenly: the form on the page of a fine that was found leads to where one pays, with the amount that was
// seen; a link leads back to looking for it.
func TestPayingAFineOpenly(t *testing.T) {
	h := host(t, &paper{folder: fined(nil)}, &door{})
	root, err := html.Parse(ask(h, "/multe/cerca", url.Values{"numero": {"V/2026/004711"}, "targa": {"AB123CD"}}).Body)
	if err != nil {
		t.Fatal(err)
	}
	form := url.Values{}
	for n := range root.Descendants() {
		if n.Data == "input" && attr(n, "type") == "hidden" {
			form.Set(attr(n, "name"), attr(n, "value"))
		}
	}
	if w := ask(h, "/paga/libero", form); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "https://checkout.example/c/"+draftID {
		t.Errorf("%v: %d to %s", form, w.Code, w.Header().Get("Location"))
	}
	if w := ask(h, "/paga/libero", nil); w.Header().Get("Location") != "/multe/cerca" {
		t.Errorf("a link leads to %q", w.Header().Get("Location"))
	}
}

// TestAFineIsNotPaidHere: where the comune takes nothing online, no button leads anywhere, and the number stands there.
func TestAFineIsNotPaidHere(t *testing.T) {
	town := seregno
	town.Pay.Online = false
	h := host(t, &paper{folder: fined(nil), town: &town}, &door{who: teresa})
	for about, w := range map[string]*httptest.ResponseRecorder{"one's own": ask(h, "/multe/"+fineID, nil), "by its letter": ask(h, "/multe/cerca", url.Values{"numero": {"V/2026/004711"}, "targa": {"AB123CD"}})} {
		said := w.Body.String()
		if strings.Contains(said, "/paga/conferma") || strings.Contains(said, `action="/paga/libero"`) || !strings.Contains(said, "3480 0000 0000 0011 22") {
			t.Errorf("%s: %s", about, said)
		}
	}
}

// TestPayingAFineForAnother: who may not pay is told so, and is led to no payment; the number stays to be read out.
func TestPayingAFineForAnother(t *testing.T) {
	town := seregno
	town.Pay.Online = true
	for _, s := range fineSights() {
		want, asked := map[string]string{"a fine of another, not to be paid": "con questa delega non può pagare", "a fine of another, over the cap": "può pagare fino a",
			"a fine of the citizen at the desk": "Può leggere ad alta voce il codice avviso", "a fine, with the discount": "Paghi questa multa"}[s.about]
		if !asked {
			continue
		}
		w := ask(host(t, &paper{folder: s.folder, town: &town}, &door{who: identity.Self(s.who.Actor)}), s.path, nil)
		said := w.Body.String()
		may := s.who.Mandate.Kind == identity.MandateSelf
		if !strings.Contains(said, want) || strings.Contains(said, "/paga/conferma?avviso=348000000000001122") != may || !strings.Contains(said, "3480 0000 0000 0011 22") {
			t.Errorf("%s: %s", s.about, said)
		}
	}
}
