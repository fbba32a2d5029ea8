package web_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/payments"
)

// The notices of the debts of these pages. Fine 1 has a discount until 2026-11-24, and costs more after it.
const (
	navDiscount, navReduced, navTari, navFee = "312000000000000725", "348202600000012352", "300123456789012341", "301000000000000144"
	payID                                    = "01890000-0000-7000-8000-0000000000f1"
	receiptID                                = "R-2026-0001"
)

// fineDebt is a fine of 43.20 until a day, then 55.80 until another.
func fineDebt(until, then string) payments.Position {
	return payments.Position{ID: "fine/V-1", Service: "fines", About: "V/2026/000001", Notices: []payments.Notice{
		{NAV: navDiscount, Option: 1, Number: 1, Of: 1, Amount: 43_20, Due: day(until), Expires: true},
		{NAV: navReduced, Option: 2, Number: 1, Of: 1, Amount: 55_80, Due: day(then), Expires: true}}}
}

// owes is the folder of Teresa with a fine, an instalment of TARI that is late, and what each change adds.
func owes(change ...func(f *folder.Folder)) folder.Folder {
	f := folder.Folder{Who: teresa, ReadAt: noon, Debts: []payments.Position{fineDebt("2026-11-24", "2027-01-20"),
		{ID: "tari/U1/2026", Service: "tari", About: "U1/2026", Notices: []payments.Notice{{NAV: navTari, Option: 1, Number: 2, Of: 2, Amount: 51_94, Due: day("2026-06-18")}}}}}
	for _, c := range change {
		c(&f)
	}
	return f
}

// only leaves the fine alone.
func only(f *folder.Folder) { f.Debts = f.Debts[:1] }

// tried adds a payment of the fine that has come so far.
func tried(p payments.Progress, receipt string) func(f *folder.Folder) {
	return func(f *folder.Folder) {
		f.Payments = append(f.Payments, payments.Payment{ID: payID, Progress: p, Total: 43_20, By: "Teresa Colli", Mine: true, At: noon.Add(-time.Minute),
			Items: []payments.Item{{NAV: navDiscount, Position: "fine/V-1", Service: "fines", About: "V/2026/000001", Number: 1, Of: 1, Amount: 43_20, Receipt: receipt}}})
		f.Debts[0].Waiting = p == payments.Sent || p == payments.Started
	}
}

// received adds the receipt of the fine.
func received(f *folder.Folder) {
	f.Receipts = []payments.Receipt{{ID: receiptID, NAV: navDiscount, Position: "fine/V-1", Service: "fines", About: "V/2026/000001", Amount: 43_20, Fee: 1_00,
		PaidOn: day("2026-11-22"), PaidAt: noon, PSP: "Banca di prova", Payer: "Teresa Colli"}}
	f.Debts[0].Notices[0].Paid, f.Debts[0].Notices[0].Received = 43_20, true
}

func ended(e payments.Ended) func(f *folder.Folder) {
	return func(f *folder.Folder) { f.Debts[0].Ended = e }
}

func debt(notices ...payments.Notice) func(f *folder.Folder) {
	return func(f *folder.Folder) { f.Debts[0].Notices = notices }
}

// limitedTo is somebody who acts for Teresa with these rights.
func limitedTo(r identity.Rights) func(f *folder.Folder) {
	return func(f *folder.Folder) {
		f.Who = identity.Who{Actor: identity.Person{ID: "01890000-0000-7000-8000-0000000000bb", GivenName: "Chiara", FamilyName: "Colli"}, Subject: teresa.Subject,
			Mandate: identity.Mandate{Kind: identity.MandateProxy, ID: givenID}, Rights: r}
	}
}

// payment is a page about paying in one state: what must be heard there, and what must not stand there.
func paymentCases() []payCase {
	const one, all = "/paga/conferma?avviso=" + navDiscount, "/paga/conferma?avviso=" + navDiscount + "&avviso=" + navTari
	sees := identity.Rights{Tasks: []identity.Task{identity.See}}
	pays := identity.Rights{Tasks: identity.Tasks, Cap: 50_00}
	per := "/per/" + givenID
	at := "/pagamenti/" + payID
	whole := owning(held("U1", from("2026-01-01")))
	state := owning(held("U1", from("2026-01-01"), of("D/1"), worth(10_000_00)))
	imu := having(whole, paying("acconto", "2026-06-10", 428_00))
	return []payCase{
		{"a fine that is late", "/paga", owes(only, debt(payments.Notice{NAV: navDiscount, Option: 3, Amount: 100_30, From: day("2026-11-20")})), "", []string{"In ritardo: era per il giorno 19 novembre 2026."}, nil},
		{"what can be paid", "/paga", owes(), "Da pagare", []string{"Che cosa vuole pagare adesso?", "Multa V/2026/000001: 43 euro e 20 centesimi", "Entro il giorno 24 novembre 2026. Poi costa 55 euro e 80 centesimi.",
			"In ritardo: era per il giorno 18 giugno 2026.", "Tutte le multe"}, []string{navReduced, "Errore"}},
		{"one thing to pay", "/paga", owes(only), "Da pagare", []string{"Da pagare: 43 euro e 20 centesimi", "Paghi 43,20 €"}, []string{"checkbox"}},
		{"nothing to pay", "/paga", folder.Folder{Who: teresa, ReadAt: noon}, "Da pagare", []string{"Ora non c'è nulla da pagare", "Cerchi una multa con il numero e la targa", "Controlli se un avviso è vero"}, nil},
		{"IMU to pay", "/paga", imu, "Da pagare", []string{"IMU 2026, saldo", "462 euro", "Paghi 462,00 €"}, nil},
		{"IMU, late", "/paga", whole, "Da pagare", []string{"IMU 2026, acconto: 444 euro", "In ritardo: era per il giorno 16 giugno 2026. La somma comprende il costo del ritardo."}, nil},
		{"the collector has it", "/paga", owes(only, ended(payments.Collector)), "Da pagare", []string{"Che cosa non si paga da qui", "si paga all'agente della riscossione"}, []string{"Paghi 43"}},
		{"an appeal", "/paga", owes(only, ended(payments.Appeal)), "", []string{"c'è un ricorso, ora non deve pagare"}, nil},
		{"in instalments", "/paga", owes(only, ended(payments.Plan)), "", []string{"si paga a rate"}, nil},
		{"paid in part", "/paga", owes(only, ended(payments.Short)), "", []string{"pagata solo in parte"}, nil},
		{"cancelled", "/paga", owes(only, ended(payments.Cancelled)), "", []string{"Ora non c'è nulla da pagare"}, []string{"Che cosa non si paga"}},
		{"too late for its notices", "/paga", owes(only, func(f *folder.Folder) { f.Debts[0] = fineDebt("2026-06-01", "2026-08-01") }), "", []string{"il tempo per pagare da qui è finito"}, nil},
		{"too early", "/paga", owes(only, debt(payments.Notice{NAV: navFee, Option: 1, Amount: 100, From: day("2026-12-01")})), "", []string{"non si può ancora pagare"}, nil},
		{"TARI without a number, IMU late", "/paga", billedOnly(state), "", []string{"TARI 2026, rata 1: non c'è un codice avviso", "IMU 2026, acconto, in ritardo: si paga con il modulo F24", "IMU 2026, saldo: si paga con il modulo F24"}, nil},
		{"who may only look", per + "/paga", owes(limitedTo(sees)), "Da pagare", []string{"Con questa delega non può pagare", "43 euro e 20 centesimi"}, []string{"checkbox"}},
		{"who sees only some", per + "/paga", owes(limitedTo(identity.Rights{Tasks: identity.Tasks, Services: []string{"telesoccorso"}}), func(f *folder.Folder) { f.Debts = nil }), "", []string{"Vede solo quello che la delega le fa vedere."}, []string{"Ora non c'è nulla"}},
		{"for another", per + "/paga", owes(limitedTo(pays)), "Da pagare", []string{"Che cosa vuole pagare adesso?"}, nil},

		{"confirming", one, owes(), "Controlli prima di pagare", []string{"Da pagare in tutto: 43 euro e 20 centesimi", "Multa V/2026/000001", "3 1 2 0, 0 0 0 0, 0 0 0 0, 0 0 0 7, 2 5", "Comune di Seregno", "Teresa Colli",
			"La portiamo sulla pagina di pagoPA", "una commissione, cioè un piccolo costo in più", "Vada a pagare 43,20 €"}, []string{"serve la rete"}},
		{"confirming two", all, owes(), "", []string{"Da pagare in tutto: 95 euro e 14 centesimi", "Importo 51 euro e 94 centesimi", "TARI 2026"}, nil},
		{"confirming IMU", "/paga/conferma?imu=2026-saldo", imu, "", []string{"Da pagare in tutto: 462 euro", "IMU 2026, saldo", "Lo prepara il Comune"}, nil},
		{"confirming for another", per + one, owes(limitedTo(pays)), "", []string{"Teresa Colli", "Vada a pagare 43,20 €"}, nil},
		{"over the cap", per + all, owes(limitedTo(pays)), "", []string{"Questa somma è troppo alta per la delega", "Sono 95 euro e 14 centesimi. Con questa delega può pagare fino a 50 euro per volta."}, []string{"Vada a pagare"}},
		{"who may not pay", per + one, owes(limitedTo(sees)), "", []string{"Con questa delega non può pagare", "Può dare il codice avviso a Teresa Colli.", "3 1 2 0, 0 0 0 0, 0 0 0 0, 0 0 0 7, 2 5", "in tabaccheria"}, []string{"Vada a pagare"}},
		{"who may not pay IMU", per + "/paga/conferma?imu=2026-saldo", owes(func(f *folder.Folder) { f.Imu = imu.Imu }, limitedTo(sees)), "Come pagare", []string{"L'IMU si paga anche con il modulo F24.", "Veda la sua IMU"}, []string{"in tabaccheria", "Vada a pagare"}},
		{"a payment is under way", one, owes(tried(payments.Sent, "")), "Come pagare", []string{"Un pagamento è già cominciato"}, []string{"Vada a pagare"}},
		{"a payment was sent long ago", one, owes(tried(payments.Sent, ""), func(f *folder.Folder) { f.Debts[0].Waiting = false }), "Controlli prima di pagare", []string{"Ha già inviato un pagamento per questo", "chiami il Comune", "Vada a pagare 43,20 €"}, nil},
		{"the discount is over", one, owes(func(f *folder.Folder) { f.Debts[0] = fineDebt("2026-11-21", "2027-01-20") }), "Ora non si può pagare",
			[]string{"Multa V/2026/000001: questo avviso non vale più", "Valeva fino al giorno 21 novembre 2026.", "Ora deve pagare: 55 euro e 80 centesimi", "Paghi 55,80 €"}, []string{"Vada a pagare"}},
		{"paid in time, and the discount is over since", one, owes(func(f *folder.Folder) { f.Debts[0] = fineDebt("2026-11-21", "2027-01-20") }, tried(payments.Sent, "")), "Ora non si può pagare",
			[]string{"Un pagamento è già cominciato"}, []string{"non basta più", "Paghi 55,80 €"}},
		{"paid meanwhile", one, owes(received), "Ora non si può pagare", []string{"Multa V/2026/000001: il pagamento è già arrivato", "Non deve pagare di nuovo."}, []string{"Paghi 55"}},
		{"paid with the other notice", "/paga/conferma?avviso=" + navReduced, owes(received), "", []string{"il pagamento è già arrivato con un altro avviso"}, nil},
		{"not valid yet", "/paga/conferma?avviso=" + navFee, owes(debt(payments.Notice{NAV: navFee, Option: 1, Amount: 100, From: day("2026-12-01")})), "", []string{"Si può pagare dal giorno 1º dicembre 2026."}, nil},
		{"IMU that is paid", "/paga/conferma?imu=2026-acconto", imu, "Ora non si può pagare", []string{"L'IMU ora non si paga da qui"}, nil},

		{"payments", "/pagamenti", owes(received, tried(payments.Dropped, "")), "Pagamenti e ricevute", []string{"Ha pagato: 43 euro e 20 centesimi", "Pagato il giorno 22 novembre 2026", "Pagamenti non finiti"}, nil},
		{"no payments", "/pagamenti", folder.Folder{Who: teresa, ReadAt: noon}, "Pagamenti e ricevute", []string{"Qui non c'è ancora nessuna ricevuta."}, nil},
		{"wanted", at, owes(tried(payments.Intended, "")), "Un pagamento da fare", []string{"Oggi costa: 43 euro e 20 centesimi", "Non mi serve più"}, nil},
		{"wanted, and it is over", at, owes(tried(payments.Intended, ""), received), "", []string{"Questo ora non si può più pagare così."}, []string{"Paghi "}},
		{"on pagoPA's page", at, owes(tried(payments.Started, "")), "Pagamento aperto su pagoPA", []string{"Continui su pagoPA", "Controlli adesso"}, nil},
		{"sent", at, owes(tried(payments.Sent, "")), "Pagamento inviato, aspettiamo la conferma", []string{"Non paghi di nuovo", "Può chiudere questa pagina", "Controlli adesso", "Domani non c'è ancora la conferma?"}, []string{"Paghi ", "http-equiv"}},
		{"confirmed", at, owes(tried(payments.Confirmed, receiptID), received), "Il pagamento è arrivato", []string{"Veda la ricevuta. Multa V/2026/000001"}, nil},
		{"dropped", at, owes(tried(payments.Dropped, "")), "Non ha pagato", []string{"Non ha speso nulla.", "Riprovi a pagare"}, nil},
		{"failed", at, owes(tried(payments.Failed, "")), "Il pagamento non è riuscito", []string{"Riprovi a pagare"}, nil},
		{"lapsed", at, owes(tried(payments.Lapsed, "")), "Questo pagamento è scaduto", []string{"non paghi di nuovo"}, nil},
		{"failed, and paid since", at, owes(tried(payments.Failed, ""), received), "", []string{"Questo ora non è più da pagare così."}, []string{"Riprovi"}},
		{"a receipt", "/ricevute/" + receiptID, owes(received), "Ricevuta di pagamento", []string{"Importo 43 euro e 20 centesimi", "Commissione di chi ha incassato 1 euro", "Speso in tutto 44 euro e 20 centesimi", "Banca di prova", "Scarichi la ricevuta"}, nil},
		{"a receipt of too much", "/ricevute/" + receiptID, owes(received, func(f *folder.Folder) { f.Receipts[0].Over = true }), "", []string{"Può riavere i soldi pagati in più."}, nil},
	}
}

// billedOnly is TARI whose first instalment has no number, beside what the folder has.
func billedOnly(f folder.Folder) folder.Folder {
	b := billed(nil, nil)
	b.Tari[0].Instalments[0].NAV = ""
	f.Tari = b.Tari
	return f
}

func paymentSights() []sight {
	elsewhere := "/pagamenti/" + draftID
	all := []sight{
		{"nothing said of what to pay", "/paga/conferma", nil, teresa, owes(), nil, 200, "Da pagare"},
		{"nothing said but six notices", "/paga/conferma?avviso=1+2+3+4+5+6", nil, teresa, owes(), nil, 200, "Da pagare"},
		{"nothing said but two alternatives", "/paga/conferma?avviso=" + navDiscount + "&avviso=" + navReduced, nil, teresa, owes(), nil, 200, "Da pagare"},
		{"nothing said but IMU of two years", "/paga/conferma?imu=2025-saldo&imu=2026-saldo", nil, teresa, owes(), nil, 200, "Da pagare"},
		{"a notice that is not theirs", "/paga/conferma?avviso=" + navFee, nil, teresa, owes(), nil, 404, "Questa pagina non c'è"},
		{"somebody else's payment", elsewhere, nil, teresa, owes(), nil, 404, "Questa pagina non c'è"},
		{"somebody else's receipt", "/ricevute/altra", nil, teresa, owes(), nil, 404, "Questa pagina non c'è"},
	}
	for _, c := range paymentCases() {
		all = append(all, sight{c.about, c.path, nil, c.folder.Who, c.folder, nil, 200, c.h1})
	}
	return all
}

// yes is the form of the confirm page for the fine, of somebody who saw that sum.
func yes(total string) url.Values {
	return url.Values{"id": {payID}, "avviso": {navDiscount}, "imu": {""}, "totale": {strings.ReplaceAll(total, "_", "")}}
}

// TestPayments hears every page about paying, in a town that takes payments online.
func TestPayments(t *testing.T) {
	hall, in := &paper{}, &door{}
	h := host(t, hall, in)
	for _, c := range paymentCases() {
		t.Run(c.about, func(t *testing.T) {
			hall.folder, in.who = c.folder, identity.Self(c.folder.Who.Actor)
			hears(t, h, c)
		})
	}
}
