package web_test

import (
	"net/url"
	"strconv"

	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/money"
	"sportello/api/taxes"
)

// held is a dwelling with a rendita of 500 euro, held whole since 1998 and not lived in, with changes.
func held(unit string, changes ...func(*taxes.Holding)) taxes.Holding {
	h := taxes.Holding{Unit: unit, Kind: taxes.Building, Address: "Via Garibaldi " + unit[1:], Cadastral: taxes.Cadastral{Sheet: "12", Parcel: "345", Sub: "6", Category: "A/3"},
		Value: 500_00, From: day("1998-03-01"), Share: taxes.Share{Num: 1, Den: 1}, Right: taxes.Owner, Use: taxes.Other}
	for _, change := range changes {
		change(&h)
	}
	return h
}

func used(as taxes.Use) func(*taxes.Holding) { return func(h *taxes.Holding) { h.Use = as } }
func by(r taxes.Right) func(*taxes.Holding)  { return func(h *taxes.Holding) { h.Right = r } }
func from(iso string) func(*taxes.Holding)   { return func(h *taxes.Holding) { h.From = day(iso) } }
func until(iso string) func(*taxes.Holding)  { return func(h *taxes.Holding) { h.To = day(iso) } }
func part(num, den int) func(*taxes.Holding) {
	return func(h *taxes.Holding) { h.Share = taxes.Share{Num: num, Den: den} }
}
func worth(c money.Cents) func(*taxes.Holding) { return func(h *taxes.Holding) { h.Value = c } }
func of(category string) func(*taxes.Holding) {
	return func(h *taxes.Holding) { h.Cadastral.Category = category }
}
func at(address, sub string) func(*taxes.Holding) {
	return func(h *taxes.Holding) { h.Address, h.Cadastral.Sub = address, sub }
}
func inherited(h *taxes.Holding) { h.Inherited = true }
func historic(h *taxes.Holding)  { h.Historic = true }
func kind(k taxes.HoldingKind) func(*taxes.Holding) {
	return func(h *taxes.Holding) { h.Kind, h.Cadastral.Category = k, "" }
}

// paying is a payment of the IMU of 2026, as it stands on an F24.
func paying(term string, iso string, amount money.Cents) taxes.Payment {
	return taxes.Payment{ID: iso, Code: "3918", Year: 2026, Acconto: term != "saldo", Saldo: term != "acconto", PaidOn: day(iso), Amount: amount, Units: 1}
}

func owning(holdings ...taxes.Holding) folder.Folder {
	return folder.Folder{Who: teresa, ReadAt: noon, Imu: taxes.Imu{Holdings: holdings}}
}

func having(f folder.Folder, payments ...taxes.Payment) folder.Folder {
	f.Imu.Payments = payments
	return f
}

// forty is somebody with a home and thirty-nine other properties of all kinds.
func forty() folder.Folder {
	all := []taxes.Holding{held("U1", used(taxes.MainHome))}
	for n := 2; n <= 40; n++ {
		category := []string{"A/3", "C/6", "C/1", "A/2", "C/2", "A/10", "D/1"}[n%7]
		h := held("U"+strconv.Itoa(n), of(category), worth(money.Cents(90_00+n*37_15)))
		if n%13 == 0 {
			h = held("U"+strconv.Itoa(n), kind(taxes.Land), worth(40_00))
		}
		all = append(all, h)
	}
	return owning(all...)
}

// imuCase is a person, one of their pages, and what must be read and heard there, or must not.
type imuCase struct {
	about, path string
	folder      folder.Folder
	reads, not  []string
}

func imuCases() []imuCase {
	whole := owning(held("U1"))
	paid := having(whole, paying("acconto", "2026-06-10", 428_00), paying("saldo", "2026-11-20", 462_00))
	half := having(whole, paying("acconto", "2026-06-10", 428_00))
	bought := owning(held("U1", from("2026-04-16")))
	sold := owning(held("U1", until("2026-04-15")))
	heir := owning(held("U1", from("2026-05-20"), part(1, 3), inherited))
	moved := owning(held("U1", used(taxes.MainHome), until("2026-07-09")), held("U1", from("2026-07-10")))
	return []imuCase{
		{"no property", "/tasse/imu", owning(), []string{"Non risulta nessun immobile a suo nome", "La paga chi li ha, non chi è in affitto."}, []string{"Acconto"}},
		{"a main home only", "/tasse/imu", owning(held("U1", used(taxes.MainHome)), held("U2", of("C/6"), used(taxes.Appurtenance))), []string{"Non deve pagare l'IMU del 2026", "La casa dove abita non paga l'IMU."}, []string{"/paga/"}},
		{"a main home only, why", "/tasse/imu/2026/perche", owning(held("U1", used(taxes.MainHome))), []string{"La casa dove abita non paga l'IMU."}, nil},
		{"a main home, its page", "/tasse/imu/2026/immobili/U1", owning(held("U1", used(taxes.MainHome))), []string{"È la casa dove abita. L'IMU non si paga.", "comma 740"}, []string{"Aliquota"}},
		{"nothing paid, the acconto late", "/tasse/imu", whole, []string{"L'acconto del 2026 è scaduto", "Mancano 428 euro.", "Saldo da pagare entro il giorno 16 dicembre 2026: 462 euro", "L'IMU di tutto il 2026 è 890 euro e 40 centesimi."}, nil},
		{"the acconto paid", "/tasse/imu", half, []string{"Saldo da pagare entro il giorno 16 dicembre 2026: 462 euro", "Pagata il giorno 10 giugno 2026", "Acconto, codice 3918"}, []string{"scaduto"}},
		{"all paid", "/tasse/imu/2026", paid, []string{"L'IMU del 2026 è tutta pagata"}, []string{"/paga/", "Da pagare"}},
		{"too much paid", "/tasse/imu/2026", having(whole, paying("both", "2026-06-10", 1_000_00)), []string{"in più", "Può chiedere i soldi indietro."}, nil},
		{"a payment that fits nothing", "/tasse/imu/2026", having(owning(held("U1", used(taxes.MainHome))), paying("acconto", "2026-06-10", 50_00)), []string{"Un pagamento non torna", "Non sappiamo per che cosa ha pagato 50 euro"}, nil},
		{"an earlier year late", "/tasse/imu", having(whole, paying("both", "2026-06-10", 890_00)), []string{"Altri anni sono ancora da pagare", "IMU del 2025: mancano 857 euro"}, nil},
		{"why, the rate is new", "/tasse/imu/2026/perche", half, []string{"Paga 33 euro e 60 centesimi in più, perché il Comune ha cambiato l'aliquota: prima 1,02 per cento, ora 1,06 per cento.", "L'acconto è l'IMU dei primi sei mesi, con l'aliquota del 2025.", "Aliquote IMU 2026, Consiglio comunale"}, nil},
		{"why, the first known year", "/tasse/imu/2023/perche", whole, []string{"856 euro e 80 centesimi"}, []string{"Che cosa è cambiato"}},
		{"one property, step by step", "/tasse/imu/2026/immobili/U1", whole, []string{"La rendita, cioè il valore che lo Stato dà all'immobile 500 euro", "Più il 5 per cento 525 euro", "Per 160, il numero della legge per la categoria A/3 84000 euro",
			"Aliquota del Comune per un anno: 1,06 per cento 890 euro e 40 centesimi", "comma 745"}, []string{"La sua parte: 1"}},
		{"a co-owner of a third", "/tasse/imu/2026/immobili/U1", owning(held("U1", part(1, 3))), []string{"La sua parte un terzo", "La sua parte: un terzo 296 euro e 80 centesimi"}, nil},
		{"an heir", "/tasse/imu", heir, []string{"Ha ereditato questo immobile", "Casa, Via Garibaldi 1: l'IMU è sua dal giorno 20 maggio 2026.", "con il numero 07", "Parte: un terzo. Mesi: 7 su 12."}, nil},
		{"an heir, why", "/tasse/imu/2026/perche", heir, []string{"in più, per un'eredità."}, nil},
		{"bought on the 16th", "/tasse/imu/2026/immobili/U1", bought, []string{"In aprile ha avuto l'immobile per 15 giorni su 30. Il mese è suo.", "9 su 12: da aprile a dicembre"}, nil},
		{"sold on the 16th", "/tasse/imu/2026/immobili/U1", sold, []string{"In aprile ha avuto l'immobile per 15 giorni su 30. Il mese non è suo.", "3 su 12: da gennaio a marzo"}, nil},
		{"moved out in July", "/tasse/imu/2026/immobili/U1", moved, []string{"Non è la casa dove abita: in luglio per 22 giorni su 31. Il mese conta.", "È la casa dove abita: in luglio per 9 giorni su 31. Il mese non conta.", "Per 6 mesi su 12"}, nil},
		{"a bare owner", "/tasse/imu", owning(held("U1", by(taxes.Bare))), []string{"Ha la nuda proprietà", "Non deve pagare"}, nil},
		{"a usufructuary", "/tasse/imu/2026/immobili/U1", owning(held("U1", by(taxes.Usufruct))), []string{"Ha l'usufrutto: usa l'immobile, e quindi paga l'IMU."}, nil},
		{"forty", "/tasse/imu", forty(), []string{"I suoi 40 immobili", "Veda i 40 immobili, uno per uno", "Case: 12 immobili"}, []string{"Via Garibaldi 7"}},
		{"forty, the list", "/tasse/imu/2026/immobili", forty(), []string{"Via Garibaldi 7", "Terreni: 3 immobili"}, nil},
		{"two garages", "/tasse/imu", owning(held("U1", of("C/6"), at("Via Roma 1", "7")), held("U2", of("C/6"), at("Via Roma 1", "8"))), []string{"Box o posto auto, Via Roma 1, numero 7 del catasto", "Box o posto auto, Via Roma 1, numero 8 del catasto"}, nil},
		{"forty, why", "/tasse/imu/2026/perche", forty(), []string{"Il conto, tipo per tipo"}, nil},
		{"a works of group D", "/tasse/imu/2026/immobili/U1", owning(held("U1", of("D/1"), worth(10_000_00))), []string{"Una parte va allo Stato 5187 euro", "Il resto va al Comune 2047 euro e 50 centesimi"}, nil},
		{"lent, historic and luxury", "/tasse/imu/2026", owning(held("U1", used(taxes.Comodato), historic), held("U2", of("A/1"), used(taxes.MainHome), worth(2_000_00)), held("U3", used(taxes.Agreed))), []string{"I suoi 3 immobili"}, nil},
		{"lent and historic", "/tasse/imu/2026/immobili/U1", owning(held("U1", used(taxes.Comodato), historic)), []string{"La metà: è in prestito gratis", "La metà: è un edificio storico"}, nil},
		{"a luxury home", "/tasse/imu/2026/immobili/U2", owning(held("U2", of("A/1"), used(taxes.MainHome), worth(2_000_00))), []string{"Meno 200 euro: è lo sconto per la casa dove abita 1816 euro", "È una casa di lusso"}, nil},
		{"let at an agreed rent", "/tasse/imu/2026/immobili/U3", owning(held("U3", used(taxes.Agreed), worth(700_00))), []string{"75 per cento 670 euro e 32 centesimi"}, nil},
		{"in a care home", "/tasse/imu/2026/immobili/U1", owning(held("U1", used(taxes.CareHome))), []string{"Non sappiamo se il Comune ha uno sconto per questo caso"}, nil},
		{"land", "/tasse/imu/2026/immobili/U1", owning(held("U1", kind(taxes.Land), worth(50_00))), []string{"Il reddito dominicale", "Più il 25 per cento", "89 euro e 44 centesimi"}, nil},
		{"building land", "/tasse/imu/2026/immobili/U1", owning(held("U1", kind(taxes.Area), worth(120_000_00))), []string{"1272 euro"}, nil},
		{"too little to be asked", "/tasse/imu", owning(held("U1", kind(taxes.Land), worth(5_00))), []string{"Fino a 12 euro l'anno non si paga."}, []string{"/paga/"}},
		{"all taxes", "/tasse", half, []string{"TARI, la tassa sui rifiuti", "Non deve pagare niente.", "Da pagare entro il giorno 16 dicembre 2026: 462 euro"}, nil},
		{"all taxes, nothing", "/tasse", owning(), []string{"Non deve pagare niente."}, []string{"Da pagare entro"}},
		{"all taxes, much late", "/tasse", withTari(whole), []string{"rate della TARI sono scadute", "rate dell'IMU sono scadute"}, nil},
	}
}

func withTari(f folder.Folder) folder.Folder {
	f.Tari = full().Tari
	return f
}

// reckoning is the person of the simulator: the home they live in with its garage, and a second home.
func reckoning() folder.Folder {
	return owning(held("U1", used(taxes.MainHome)), held("U2", of("C/6"), used(taxes.Appurtenance), worth(80_00)), held("U3", part(1, 2)))
}

func imuSights() []sight {
	const simulate = "/tasse/imu/simula"
	all := []sight{
		{"somebody else's property", "/tasse/imu/2026/immobili/U9", nil, teresa, owning(held("U1")), nil, 404, "Questa pagina non c'è"},
		{"a year of no IMU", "/tasse/imu/1999", nil, teresa, owning(held("U1")), nil, 404, "Questa pagina non c'è"},
		{"a year that is none", "/tasse/imu/02026/perche", nil, teresa, owning(held("U1")), nil, 404, "Questa pagina non c'è"},
		{"no properties to list", "/tasse/imu/2026/immobili", nil, teresa, owning(), nil, 404, "Questa pagina non c'è"},
		{"at home with IMU", "/", nil, teresa, withTari(owning(held("U1"))), nil, 200, "Buongiorno, Teresa"},
		{"nothing to try", simulate, nil, teresa, owning(), nil, 200, "Non c'è niente da provare"},
		{"trying, which", simulate, nil, teresa, reckoning(), nil, 200, "Per quale immobile vuole fare la prova?"},
		{"trying, which of forty", simulate, nil, teresa, forty(), nil, 200, "Per quale immobile vuole fare la prova?"},
		{"trying, an unknown one", simulate + "?immobile=U9", nil, teresa, reckoning(), nil, 200, "Per quale immobile vuole fare la prova?"},
		{"trying, what", simulate + "?immobile=U1", nil, teresa, reckoning(), nil, 200, "Che cosa vuole provare?"},
		{"trying, what, with one", simulate, nil, teresa, owning(held("U1")), nil, 200, "Che cosa vuole provare?"},
		{"trying, from when", simulate + "?immobile=U1&cosa=sell", nil, teresa, reckoning(), nil, 200, "Da quale giorno?"},
		{"trying, from when once more", simulate + "?immobile=U1&cosa=sell&giorno=1/8/2026&passo=giorno", nil, teresa, reckoning(), nil, 200, "Da quale giorno?"},
		{"nothing said but a day when it was held in another way", simulate + "?immobile=U1&cosa=sell&giorno=1/1/2026", nil, teresa, owning(held("U1", until("2026-06-30")), held("U1", from("2026-07-01"))), nil, 200, ""},
		{"nothing said of which", simulate, url.Values{"passo": {"immobile"}}, teresa, reckoning(), nil, 200, ""},
		{"nothing said of what", simulate, url.Values{"passo": {"cosa"}, "immobile": {"U1"}}, teresa, reckoning(), nil, 200, ""},
	}
	for about, day := range map[string]string{"of when": "", "but words": "domani", "but a day that is none": "31/2/2026", "but a day long past": "1/8/2020", "but a day far away": "2031-01-01"} {
		all = append(all, sight{"nothing said " + about, simulate, url.Values{"passo": {"giorno"}, "immobile": {"U1"}, "cosa": {"sell"}, "giorno": {day}}, teresa, reckoning(), nil, 200, ""})
	}
	for about, unit := range map[string]string{"sell": "U3", "care_home": "U1", "lend": "U3", "agreed": "U3"} {
		all = append(all, sight{"the result of " + about, simulate + "?immobile=" + unit + "&cosa=" + about + "&giorno=1/8/2026", nil, teresa, reckoning(), nil, 200, ""})
	}
	for _, c := range imuCases() {
		all = append(all, sight{c.about, c.path, nil, teresa, c.folder, nil, 200, ""})
	}
	return append(all, sight{"no right to see IMU", "/per/" + mandateOf(seesTari()) + "/tasse/imu", nil, seesTari().Who, seesTari(), nil, 200, "La sua IMU"},
		sight{"taxes, a right for TARI alone", "/per/" + mandateOf(seesTari()) + "/tasse", nil, seesTari().Who, seesTari(), nil, 200, "Le sue tasse"},
		sight{"deadlines, a right for TARI alone", "/per/" + mandateOf(seesTari()) + "/scadenze", nil, seesTari().Who, seesTari(), nil, 200, "Le scadenze"})
}

// seesTari is Teresa's folder as somebody reads it whose proxy is for the TARI alone.
func seesTari() folder.Folder {
	f := full()
	f.Who = teresa
	f.Who.Actor = identity.Person{ID: partyChiara.ID, FiscalCode: partyChiara.FiscalCode, GivenName: "Chiara", FamilyName: "Sverinelli"}
	f.Who.Mandate = identity.Mandate{Kind: identity.MandateProxy, ID: givenID}
	f.Who.Rights = identity.Rights{Tasks: []identity.Task{identity.See}, Services: []string{"tari"}}
	return f
}

func mandateOf(f folder.Folder) string { return f.Who.Mandate.ID }
