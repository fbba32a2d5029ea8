package web_test

import (
	"maps"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sportello/a11y/check"
	"sportello/api/applications"
	"sportello/api/fines"
	"sportello/api/flow"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/payments"
	"sportello/api/proxies"
)

// policed is a service of the local police.
func policed(id string, days int) applications.Service {
	return applications.Service{ID: id, TermDays: days, Office: "Polizia Locale", Responsible: "Responsabile della Polizia Locale", Phone: "0362 263260",
		Email: "polizia@example.it", Hours: "Lunedì 9:00-12:30", Address: "Comune di Seregno", Remedy: "Segretario generale"}
}

// saidOf are whole answers to the services of the local police.
var saidOf = map[string]flow.Answers{
	"driver-data": {"verbale": "V/2026/004711", "verbale_on": "03/11/2026", "plate": "AB123CD", "who": "other", "driver_name": "Piero Colli", "driver_birth": "16/06/1970",
		"driver_place": "Seregno", "driver_home": "via Roma 12, Seregno", "licence_number": "U1A2B3C4D", "licence_class": "B", "licence_issuer": "MIT-UCO",
		"licence_on": "16/06/2020", "licence_until": "16/06/2030", "signed": "no", "declare": "yes"},
	"fine-plan": {"verbale": "V/2026/004711", "notified": "18/11/2026", "amount": "300,00", "household": "others", "people": "Ada Colli RSSMRA50H16I625M 1.000,00", "income_year": "2025",
		"income": "9.500,00", "isee": "", "rates": "3", "give_up": "yes", "declare": "yes"},
	"accident-report": {"accident_on": "16/11/2026", "accident_at": "15:30", "place": "via Roma", "role": "owner", "plate": "AB123CD", "receive": "office", "declare": "yes"},
}

// writing is the folder of somebody who has answered all but some of a service, with a fine that takes points.
func writing(service string, without ...string) folder.Folder {
	f := fined(func(f *fines.Fine) { f.Driver, f.Points, f.Reduced, f.Full = true, 6, 300_00, 600_00 })
	said := maps.Clone(saidOf[service])
	for _, w := range without {
		delete(said, w)
	}
	f.Drafts = []applications.Draft{{ID: draftID, Service: service, Answers: said, UpdatedAt: noon}}
	return f
}

// costing is the folder of somebody who has asked for a copy that costs 12 euro, of which so much is paid.
func costing(known bool, paid int64) folder.Folder {
	a := applications.Application{ID: filedID, Service: "accident-report", Protocol: "2026/0000008", FiledAt: noon, FiledOn: day("2026-11-22"), DueOn: day("2026-12-22"),
		State: applications.Filed, Answers: saidOf["accident-report"], FiledBy: "Teresa Colli", Mandate: teresa.Mandate, Office: "Polizia Locale", Responsible: "Responsabile"}
	f := folder.Folder{Who: teresa, ReadAt: noon, Applications: []applications.Application{a}}
	if known {
		f.Debts = []payments.Position{{ID: "fee/" + filedID, Service: a.Service, About: a.Protocol, Paid: moneyOf(paid),
			Notices: []payments.Notice{{NAV: "348000000000001425", Number: 1, Of: 1, Option: 1, Amount: 12_00, Paid: moneyOf(paid)}}}}
	}
	return f
}

// serviceSights are the services of the local police: each sheet, each question, the check and the receipts.
func serviceSights() []sight {
	var all []sight
	for id, said := range saidOf {
		at := "/servizi/" + id
		f, _ := applications.FlowOf(id, rulesOfFines())
		all = append(all, sight{"the sheet of " + id, at, nil, teresa, folder.Folder{Who: teresa, ReadAt: noon}, nil, 200, ""},
			sight{"the sheet of " + id + " with a fine", at, nil, teresa, writing(id), nil, 200, ""},
			sight{"checking " + id, at + "/domanda/controlla", nil, teresa, writing(id), nil, 200, "Controlli le risposte"})
		for _, step := range f.Path(said) {
			without := []string{}
			optional := true
			for _, field := range step.Fields {
				without, optional = append(without, field.Name), optional && field.Optional
			}
			to := at + "/domanda/" + step.ID
			all = append(all, sight{"question " + id + " " + step.ID, to, nil, teresa, writing(id, without...), nil, 200, ""})
			if !optional {
				all = append(all, sight{"nothing said to " + id + " " + step.ID, to, url.Values{"draft": {draftID}}, teresa, writing(id, without...), nil, 200, ""})
			}
		}
	}
	return append(all, sight{"deadlines of fines", "/scadenze", nil, teresa, dated(), nil, 200, "Le mie scadenze"},
		sight{"a receipt with a cost", "/pratiche/" + filedID + "?nuova=1", nil, teresa, costing(true, 0), nil, 200, ""},
		sight{"a receipt with a cost on its way", "/pratiche/" + filedID, nil, teresa, costing(false, 0), nil, 200, ""},
		sight{"a receipt with a cost that is paid", "/pratiche/" + filedID, nil, teresa, costing(true, 12_00), nil, 200, ""})
}

// What a page of these services must say, and what it must not.
func TestServicesOfThePolice(t *testing.T) {
	hall, in := &paper{}, &door{who: teresa}
	h := host(t, hall, in)
	two := writing("none")
	two.Drafts = nil
	second := two.Fines[0]
	second.ID, second.Number = "V-2026-004712", "V/2026/004712"
	two.Fines = append(two.Fines, second)
	one := two
	one.Fines = two.Fines[:1]
	draft := writing("driver-data", "declare")
	draft.Fines = two.Fines
	for _, c := range []struct {
		about, path string
		folder      folder.Folder
		says, not   []string
	}{
		{"the clock of who drove", "/servizi/driver-data", two, []string{"Verbale V/2026/004711", "Entro il giorno 18 gennaio 2027.", "Ha 60 giorni", "può avere un'altra multa"}, nil},
		{"the clock of instalments", "/servizi/fine-plan", one, []string{"Entro il giorno 18 dicembre 2026.", "superare 200 euro", "10628 euro e 16 centesimi"}, nil},
		{"what a copy costs", "/servizi/accident-report", one, []string{"Costa 12 euro. Si paga dopo aver inviato la domanda: qui o in banca."}, []string{"lo chieda alla Polizia Locale"}},
		{"the cost before it is sent", "/servizi/accident-report/domanda/controlla", writing("accident-report"), []string{"Questa domanda costa 12 euro."}, nil},
		{"no cost before it is sent", "/servizi/driver-data/domanda/controlla", writing("driver-data"), nil, []string{"Questa domanda costa"}},
		{"the cost to pay", "/pratiche/" + filedID + "?nuova=1", costing(true, 0), []string{"Costo della domanda: 12 euro", "/paga/conferma?avviso=348000000000001425", "Può pagare qui oppure in banca."}, nil},
		{"the cost is paid", "/pratiche/" + filedID, costing(true, 12_00), []string{"Il costo è pagato."}, []string{"/paga/conferma?avviso=348000000000001425"}},
		{"the number of the only fine", "/servizi/driver-data/domanda/verbale", one, []string{`value="V/2026/004711"`, `value="03/11/2026"`, `value="AB123CD"`}, nil},
		{"the number of the fine that was named", "/servizi/driver-data/domanda/verbale?verbale=V-2026-004712", two, []string{`value="V/2026/004712"`}, nil},
		{"no number of two that were not named", "/servizi/driver-data/domanda/verbale", two, nil, []string{`value="V/2026`}},
		{"no number of a fine that is not theirs", "/servizi/driver-data/domanda/verbale?verbale=V-2026-009999", one, nil, []string{`value="V/2026`}},
		{"the sum and the day", "/servizi/fine-plan/domanda/verbale", one, []string{`value="18/11/2026"`, `value="300,00"`}, nil},
		{"another fine than the draft's", "/servizi/driver-data/domanda/verbale?verbale=V-2026-004712", draft, []string{`value="V/2026/004712"`}, nil},
	} {
		hall.folder = c.folder
		body := ask(h, c.path, nil, "").Body.String()
		root, err := html.Parse(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		said := body + words(root)
		for _, want := range c.says {
			if !strings.Contains(said, want) {
				t.Errorf("%s: does not say %q:\n%s", c.about, want, words(root))
			}
		}
		for _, not := range c.not {
			if strings.Contains(said, not) {
				t.Errorf("%s: says %q", c.about, not)
			}
		}
	}
}

// The way from a fine to the first question keeps the name of the fine, and a draft about another fine gives way to it.
func TestTheFineIsNamedOnTheWay(t *testing.T) {
	hall, in := &paper{}, &door{who: teresa}
	h := host(t, hall, in)
	open := writing("driver-data", "declare")
	asked := open
	asked.Drafts = nil
	asked.Applications = []applications.Application{{ID: filedID, Service: "driver-data", State: applications.Filed, FiledAt: noon, FiledOn: day("2026-11-20"), Answers: flow.Answers{"verbale": "V/1"}}}
	moved := writing("driver-data", "declare")
	moved.Drafts[0].Answers["verbale"] = "V/1"
	helping := asked
	helping.Proxies = []proxies.Proxy{{ID: "x1", Kind: proxies.Simple, Delegator: partyBruno, Delegate: partyTeresa, State: proxies.Active, From: day("2026-01-01"), Until: day("2027-12-31"),
		Rights: identity.Rights{Tasks: identity.Tasks}}}
	if body := ask(h, "/servizi/driver-data/domanda", nil, "").Body.String(); strings.Contains(body, "Per chi") {
		t.Error("who acts for nobody is asked for whom")
	}
	hall.folder = helping
	if body := ask(h, "/servizi/driver-data/domanda", nil, "").Body.String(); !strings.Contains(body, "Per chi") {
		t.Error("who acts for others is not asked for whom")
	}
	for about, c := range map[string]struct {
		folder folder.Folder
		want   string
	}{
		"one's own, who helps others": {helping, "/servizi/driver-data/domanda/verbale?verbale=" + fineID},
		"a draft of this fine":        {open, "/servizi/driver-data/domanda/declare?verbale=" + fineID},
		"a draft of another":          {moved, "/servizi/driver-data/domanda/verbale?verbale=" + fineID},
		"another was asked before":    {asked, "/servizi/driver-data/domanda/verbale?verbale=" + fineID},
	} {
		hall.folder = c.folder
		if got := ask(h, "/servizi/driver-data/domanda?verbale="+fineID, nil, "").Header().Get("Location"); got != c.want {
			t.Errorf("%s: leads to %q, want %q", about, got, c.want)
		}
	}
}

// dated is the folder of somebody with a fine of each kind of day: with its discount, late, paid, one of which it is not
// said who drove, and the cost of an application that has a day.
func dated() folder.Folder {
	f := costing(true, 0)
	f.Debts[0].Notices[0].Due = day("2026-12-20")
	for i, change := range []func(*fines.Fine){func(*fines.Fine) {}, since("2026-09-01"), paidFine("2026-11-20", 43_20)} {
		one := fined(change).Fines[0]
		one.ID, one.Number, one.Driver = one.ID+itoa(i), one.Number+"/"+itoa(i), i < 2
		f.Fines = append(f.Fines, one)
	}
	return f
}

// Fines and costs stand among the deadlines with their words, and in a calendar; under the secret address without a number.
func TestFinesAmongTheDeadlines(t *testing.T) {
	hall := &paper{folder: dated()}
	h := host(t, hall, &door{who: teresa})
	said := text(t, ask(h, "/scadenze", nil))
	for _, want := range []string{"Multa, verbale V/2026/004711/0", "Da pagare: 43 euro e 20 centesimi", "Entro il giorno 23 novembre 2026.", "È domani", "Dopo quel giorno la multa costa di più.",
		"Dire chi guidava: verbale V/2026/004711/1", "Il giorno è passato. Apra questa scheda: dice che cosa fare.", "Va detto anche se la multa è pagata.", "Pagato il giorno 20 novembre 2026",
		"Costo della domanda. Copia del rapporto di un incidente", "Da pagare: 12 euro"} {
		if !strings.Contains(said, want) {
			t.Errorf("the page does not say %q:\n%s", want, said)
		}
	}
	full, plain := events(t, ask(h, "/scadenze.ics", nil)), events(t, ask(h, secretPath, nil))
	for _, want := range []string{"Multa, verbale V/2026/004711/0", "Dire chi guidava: verbale V/2026/004711/0", "Fatto: Multa, verbale V/2026/004711/2"} {
		if full[want] == nil {
			t.Errorf("the calendar has no %q", want)
		}
	}
	for _, want := range []string{"Una multa", "Fatto: Una multa", "Dire chi guidava", "Il costo di una domanda"} {
		if plain[want] == nil {
			t.Errorf("the calendar of the secret address has no %q", want)
		}
	}
}

// TestServicesArePlain: every page of these services has a Gulpease of 80 (ACCESSIBILITY, rule 10).
func TestServicesArePlain(t *testing.T) {
	hall, in := &paper{}, &door{}
	h := host(t, hall, in)
	for _, s := range serviceSights() {
		hall.folder, in.who = s.folder, s.who
		root, err := html.Parse(ask(h, s.path, s.form).Body)
		if err != nil {
			t.Fatal(err)
		}
		if g := check.Gulpease(strings.Join(check.ReadingText(root), "\n")); g < 80 {
			t.Errorf("%s: Gulpease %.1f, under 80", s.about, g)
		}
	}
}
