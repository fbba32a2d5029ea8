package page

import "sportello/app/internal/text"

// named are the keys of what each page is called, by the pattern of its address. What stands in an address is no
// part of a name: neither the trail nor a clerk who helps is told a value.
var named = map[string]string{
	"/": "home.title", "/entra": "signin.title", "/esci": "signout.title", "/preferenze": "preferences.title", "/aiuto": "help.title",
	"/accessibilita": "accessibility.title", "/privacy": "privacy.title", "/note-legali": "legal.title", "/segnala": "report.title",
	"/accessi": "trail.title", "/tasse/tari": "trail.page.tari", "/tasse/tari/{utenza}/{anno}": "trail.page.year",
	"/tasse": "trail.page.taxes", "/tasse/imu": "trail.page.imu", "/tasse/imu/{anno}": "trail.page.imu.year", "/tasse/imu/{anno}/perche": "trail.page.imu.why",
	"/tasse/imu/{anno}/immobili": "trail.page.units", "/tasse/imu/{anno}/immobili/{unit}": "trail.page.unit", "/tasse/imu/simula": "simulate.title",
	"/tasse/tari/{utenza}/{anno}/perche":      "trail.page.why",
	"/tasse/tari/{utenza}/{anno}/paga/{rata}": "trail.page.pay", "/tasse/tari/{utenza}/{anno}/paga/{rata}/f24": "trail.page.f24",
	"/tasse/imu/{anno}/paga/{quando}": "trail.page.f24", "/tasse/imu/{anno}/ritardo": "trail.page.late",
	"/multe": "fines.title", "/multe/{verbale}": "trail.page.fine", "/multe/cerca": "fines.find.title", "/avviso": "fines.check.title", "/paga/libero": "fines.open.pay", "/paga/libero/{payment}": "fines.open.pay",
	"/servizi": "applications.services.title", "/servizi/{service}": "trail.page.service",
	"/servizi/{service}/domanda": "trail.page.form", "/servizi/{service}/domanda/{step}": "trail.page.form",
	"/servizi/{service}/domanda/controlla": "flow.check.title", "/servizi/{service}/domanda/elimina": "trail.page.discard",
	"/servizi/{service}/domanda/conferma": "trail.page.confirm", "/conferme/{id}": "trail.page.confirm", "/conferme/{id}/no": "trail.page.confirm",
	"/conferme/{id}/ritira": "trail.page.confirm", "/pratiche": "trail.page.mine", "/pratiche/{id}": "trail.page.one",
	"/pratiche/non-mandate": "trail.page.mine", "/recapiti": "trail.page.contact", "/recapiti/ferma": "trail.page.contact",
	"/recapiti/{kind}": "trail.page.contact", "/persone": "trail.page.people", "/deleghe": "trail.page.proxies",
	"/deleghe/nuova": "trail.page.proxies", "/deleghe/nuova/controlla": "trail.page.proxies", "/deleghe/nuova/elimina": "trail.page.proxies",
	"/deleghe/nuova/{step}": "trail.page.proxies", "/deleghe/codice": "trail.page.proxies", "/deleghe/richiesta": "trail.page.proxies",
	"/deleghe/richiesta/controlla": "trail.page.proxies", "/deleghe/richiesta/elimina": "trail.page.proxies",
	"/deleghe/richiesta/{step}": "trail.page.proxies", "/deleghe/modulo": "trail.page.proxies", "/deleghe/{id}": "trail.page.proxies",
	"/deleghe/{id}/{act}": "trail.page.proxies", "/consensi": "trail.page.consents", "/consensi/{id}": "trail.page.consents",
	"/paga": "payments.title", "/paga/conferma": "payments.confirm.title", "/pagamenti": "payments.mine.title",
	"/pagamenti/{payment}": "payments.details", "/ricevute/{receipt}": "payments.receipt.title",
	"/codici": "trail.page.card", "/sportello/vede": "trail.page.sees", "/scadenze": "deadlines.of", "/scadenze/calendario": "trail.page.calendar", "/consenso/{service}": "trail.page.consents",
}

// NameOf is what the page of a pattern is called; words for any other page when it has no name of its own.
func NameOf(t text.Text, pattern string) string {
	key, ok := named[pattern]
	if !ok {
		key = "trail.page.other"
	}
	return t.Say(key)
}

// Named reports whether the page of a pattern has a name.
func Named(pattern string) bool { return named[pattern] != "" }
