package pages

import (
	"net/url"
	"strings"

	"sportello/api/payments"
)

// payWhole are the pages of fines and of paying on which the windows, the letters and the keyboard are proved.
var payWhole = map[string]bool{
	"fines: many": true, "fines: with the discount": true, "fine found: the form": true, "fine found: found": true, "notice: the form": true,
	"pay: several": true, "pay: confirm one": true, "pay: nothing chosen": true, "payment: sent": true, "payment: confirmed": true, "pay: over the cap": true, "receipt: one": true,
	"cost: of an application": true, "fine-plan: income": true, "driver-data: driver": true,
}

// policing are the fines, in every state that the town has one of, and what is there for who has a letter in the hand.
func policing() []sight {
	all := []sight{
		{name: "fines: none", path: "/multe", who: empty, shows: ".callout.success"},
		{name: "fines: one", path: "/multe", who: plain, shows: ".amount"},
		{name: "fines: many", path: "/multe", who: landlord, shows: "main details"},
		{name: "fine found: the form", path: "/multe/cerca", shows: "#targa", server: true},
		found(wrong("fine found: nothing said", "/multe/cerca", nobody, url.Values{"numero": {""}, "targa": {""}})),
		found(wrong("fine found: none", "/multe/cerca", nobody, letter("V/2020/000002", "ZZ111ZZ"))),
		found(wrong("fine found: too often", "/multe/cerca", nobody, letter("V/2020/000001", "ZZ999ZZ"))),
		found(sight{name: "fine found: found", path: "/multe/cerca", fill: letter(fineOf(plain, 4711).Number, "XB 123 CD"), shows: "form[action='/paga/libero']"}),
		found(sight{name: "fine found: paid", path: "/multe/cerca", fill: letter(fineOf(landlord, 4420).Number, "XD321JK"), shows: ".callout.success"}),
		found(sight{name: "fine found: another sum", path: "/multe/cerca", fill: letter(fineOf(plain, 4711).Number, "XB123CD"), then: url.Values{"totale": {"1"}}, at: "/paga/libero", shows: ".callout.warning"}),
		{name: "fine found: sent", path: "/paga/libero/" + openSent, shows: ".callout.warning", server: true},
		{name: "fine found: received", path: "/paga/libero/" + openPaid, shows: ".callout.success", server: true},
		{name: "notice: the form", path: "/avviso", shows: "[type=file]", server: true},
	}
	for name, serial := range map[string]int{"overdue": 4105, "with the collector": 1210, "before the prefect": 4390, "before the judge": 4502, "in instalments": 4240,
		"cancelled": 4260, "paid": 4420, "paid in part": 4433, "paid too much": 4444, "not delivered": 5077, "sent, and who drove": 4630} {
		all = append(all, fineAt(name, landlord, serial))
	}
	all = append(all, fineAt("with the discount", drafted, 4802), fineAt("reduced", plain, 4711), fineAt("on the windscreen", bought, 5120))
	return append(all, truths()...)
}

func fineAt(name, who string, serial int) sight {
	return sight{name: "fines: " + name, path: "/multe/" + fineOf(who, serial).ID, who: who, shows: ".callout"}
}

func letter(number, plate string) url.Values { return url.Values{"numero": {number}, "targa": {plate}} }

func found(s sight) sight {
	s.server = true
	return s
}

// truths are the answers to whether a notice is true.
func truths() (all []sight) {
	code := func(nav, creditor, cents string) string { return "PAGOPA|002|" + nav + "|" + creditor + "|" + cents }
	for name, said := range map[string]struct{ text, shows string }{"yes": {reduced, ".callout.success"}, "no longer": {gone, ".callout"}, "another sum": {code(reduced, "00000000000", "9900"), ".callout.danger"},
		"unknown": {code("348000000099999916", "00000000000", "5580"), ".callout.danger"}, "not ours": {code("301000000000000130", "77777777777", "1000"), ".callout.warning"},
		"unread": {"ciao", "#errori"}, "nothing": {"", "#errori"}} {
		all = append(all, sight{name: "notice: " + name, path: "/avviso", fill: url.Values{"testo": {said.text}}, shows: said.shows, server: true})
	}
	return all
}

// settling are the pages of paying, of what became of it, and of the receipts.
func settling() []sight {
	confirm := func(navs ...string) string { return "/paga/conferma?avviso=" + strings.Join(navs, "&avviso=") }
	all := []sight{
		{name: "pay: nothing", path: "/paga", who: empty, shows: ".callout.success"},
		{name: "pay: several", path: "/paga", who: plain, shows: "main [type=checkbox]"},
		{name: "pay: with much under way", path: "/paga", who: landlord, shows: ".callout.warning"},
		{name: "pay: nothing chosen", path: "/paga/conferma", who: plain, shows: "#errori"},
		{name: "pay: too many", path: confirm("1", "2", "3", "4", "5", "6"), who: plain, shows: "#errori"},
		{name: "pay: confirm one", path: confirm(reduced), who: plain, shows: "[name=totale]"},
		{name: "pay: confirm two and IMU", path: confirm(reduced, "{bill of "+plain+"}") + "&imu=" + year + "-saldo", who: plain, shows: "[name=totale]"},
		{name: "pay: the sum has changed", path: confirm(reduced), who: plain, fill: url.Values{"totale": {"1"}}, shows: ".callout.warning", server: true},
		{name: "pay: no longer", path: confirm(gone), who: plain, shows: ".callout"},
		{name: "pay: busy", path: confirm("{notice of 4630}"), who: landlord, shows: "main a[href='/pagamenti/" + tries[payments.Sent] + "']"},
		{name: "pay: somebody else's", path: confirm(reduced), who: late, status: 404, server: true},
		{name: "pay: for mother", path: per(full) + confirm("{bill of "+mother+"}"), who: daughter, shows: "[name=totale]"},
		{name: "pay: without the right", path: per(forTeresa) + confirm(reduced), who: drafted, shows: ".qr"},
		{name: "pay: without the right, all", path: per(forTeresa) + "/paga", who: drafted, shows: ".callout.note"},
		{name: "pay: over the cap", path: per(forAldo) + confirm(fineOf(landlord, 4105).NAVs.Full), who: drafted, shows: ".qr"},
		{name: "pay: a clerk", path: per(atTeresa) + confirm(reduced), who: reading, shows: ".qr", server: true},
		{name: "fines: a clerk", path: per(atTeresa) + "/multe/" + fineOf(plain, 4711).ID, who: reading, shows: ".qr", server: true},
		{name: "payments: none", path: "/pagamenti", who: empty},
		{name: "payments: many", path: "/pagamenti", who: landlord, shows: "main details"},
		{name: "receipt: one", path: "/ricevute/" + once, who: landlord, shows: ".receipt"},
		{name: "receipt: paid twice", path: "/ricevute/" + again, who: landlord, shows: ".callout.warning"},
		{name: "cost: of an application", path: "/pratiche/{accident}", who: heir, shows: "main a[href^='/paga/conferma']"},
	}
	for _, p := range []payments.Progress{payments.Intended, payments.Started, payments.Sent, payments.Confirmed, payments.Dropped, payments.Failed, payments.Lapsed} {
		shows := "main dl"
		if p == payments.Confirmed {
			shows = "main a[href='/ricevute/" + once + "']"
		}
		all = append(all, sight{name: "payment: " + string(p), path: "/pagamenti/" + tries[p], who: landlord, shows: shows})
	}
	for i, s := range all {
		all[i].light = !payWhole[s.name]
	}
	return append(all, asked()...)
}

// asked are the applications about fines and accidents: the sheet, each question answered, some answered wrong, the check.
func asked() (all []sight) {
	for service, steps := range map[string][]step{"driver-data": driving(), "fine-plan": planning(), "accident-report": crashing()} {
		at := "/servizi/" + service
		all = append(all, sight{name: service + ": the sheet", path: at, who: landlord}, sight{name: service + ": the check", path: at + "/domanda/controlla", who: landlord, shows: "[name=seen]"})
		for _, s := range steps {
			all = append(all, sight{name: service + ": " + s.id, path: at + "/domanda/" + s.id, who: landlord, shows: "main form"})
		}
	}
	wrongs := func(service, step string, say url.Values) {
		all = append(all, wrong(service+": wrong "+step, "/servizi/"+service+"/domanda/"+step, landlord, say))
	}
	wrongs("driver-data", "driver", emptied(driving()[2].say))
	wrongs("driver-data", "days", url.Values{"licence_on": {"31/2/2020"}, "licence_until": {"domani"}})
	wrongs("fine-plan", "verbale", url.Values{"verbale": {"1"}, "notified": {day(-60)}, "amount": {"12,00"}})
	wrongs("fine-plan", "people", url.Values{"people": {"mia moglie"}})
	wrongs("fine-plan", "income", url.Values{"income_year": {"2025"}, "income": {"90.000,00"}})
	wrongs("accident-report", "accident", url.Values{"accident_on": {day(9)}, "accident_at": {""}, "place": {""}})
	for i, s := range all {
		all[i].light = !payWhole[s.name]
	}
	return all
}
