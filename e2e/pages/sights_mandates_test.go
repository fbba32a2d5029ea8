package pages

import (
	"net/url"
	"strings"
)

// mandates are the pages of who acts for whom: proxies from either side, and the same pages in another's matters.
func mandates() []sight {
	all := []sight{
		{name: "proxies: none", path: "/deleghe", who: filed, shows: "main a[href='/deleghe/nuova']"},
		{name: "proxies: given, and one begun", path: "/deleghe", who: mother, shows: "main a[href='/deleghe/nuova/elimina']"},
		{name: "proxies: held", path: "/deleghe", who: daughter, shows: "main a[href='/deleghe/" + full + "']"},
		{name: "proxies: invited, claimed, paused and over", path: "/deleghe", who: nephew, shows: "main details"},
		{name: "proxies: the paper form", path: "/deleghe/modulo", who: plain, shows: ".paper-form"},
		{name: "proxies: before giving", path: "/deleghe/nuova", who: filed, shows: "main a[href='/deleghe/nuova/who']"},
		{name: "proxies: no more to give", path: "/deleghe/nuova", who: uncle, shows: ".callout.warning"},
		{name: "proxies: check before giving", path: "/deleghe/nuova/controlla", who: mother, shows: "[name=seen]"},
		{name: "proxies: refused", path: "/deleghe/nuova/controlla", who: mother, fill: url.Values{}, shows: ".callout.warning", light: true},
		{name: "proxies: answers changed", path: "/deleghe/nuova/controlla", who: mother, fill: url.Values{"seen": {"old"}}, shows: ".callout.warning", light: true},
		{name: "proxies: throwing away", path: "/deleghe/nuova/elimina", who: mother, shows: ".btn-danger"},
		{name: "proxies: a code", path: "/deleghe/codice", who: nephew, shows: "#code", server: true},
		{name: "proxies: no form of a code", path: "/deleghe/codice", who: nephew, fill: url.Values{"code": {"1234"}}, shows: "#errori", server: true},
		{name: "proxies: a wrong code", path: "/deleghe/codice", who: nephew, fill: url.Values{"code": {"0000 0000"}}, shows: "#errori", server: true, light: true},
		{name: "proxies: codes locked", path: "/deleghe/codice", who: uncle, fill: url.Values{"code": {"0000 0000"}}, server: true},
		{name: "proxies: accepted", path: "/deleghe/codice?fatto=1", who: daughter, shows: "main a[href^='/per/']", server: true},
		{name: "proxies: before claiming", path: "/deleghe/richiesta", who: filed, shows: "main a[href='/deleghe/richiesta/kind']"},
		{name: "proxies: check before claiming", path: "/deleghe/richiesta/controlla", who: nephew, shows: "[name=seen]"},
		{name: "proxies: a claim thrown away", path: "/deleghe/richiesta/elimina", who: nephew, shows: ".btn-danger", light: true},
		{name: "people: nobody else", path: "/persone", who: filed},
		{name: "people: several", path: "/persone?da=" + full, who: daughter, shows: "main a[href^='/per/']"},
		{name: "people: at home with proxies", path: "/", who: daughter, shows: "main a[href='/per/" + full + "/']"},
		{name: "people: at home with an invitation", path: "/", who: nephew, shows: "main a[href='/deleghe/" + invited + "']"},
		{name: "people: at home with a question to answer", path: "/", who: uncle, shows: "main a[href='/conferme/" + uncleAsked + "']"},
		{name: "people: for whom is this", path: flow, who: daughter, shows: "main a[href='/per/" + full + flow + "']"},
		{name: "not sent: nothing", path: "/pratiche/non-mandate", who: daughter, shows: "main .back"},
		{name: "trail: nobody yet", path: "/accessi", who: empty},
		{name: "trail: proxies and clerks", path: "/accessi", who: helped},
		{name: "trail: one proxy", path: "/accessi?delega=" + full, who: mother, shows: "main a[href='/accessi']", server: true},
		{name: "trail: older", path: "/accessi?prima=1", who: mother, server: true, light: true},
		{name: "help: a code", path: "/aiuto", who: helped, fill: url.Values{}, shows: ".amount", server: true},
		{name: "help: ended", path: "/aiuto?finito=1", shows: ".callout.success", light: true},
		{name: "help: no code free", path: "/aiuto?pieno=1", shows: ".callout.warning", light: true, server: true},
	}
	all = append(all, standings()...)
	all = append(all, steps("proxies: giving", "/deleghe/nuova", filed, mother, giving(people))...)
	all = append(all, steps("proxies: claiming", "/deleghe/richiesta", filed, nephew, claiming(people))...)
	all = append(all, wrong("proxies: giving to oneself", "/deleghe/nuova/who", filed, url.Values{"name": {"Io"}, "code": {people.codes[filed]}}),
		wrong("proxies: parent of a grown-up", "/deleghe/richiesta/who", nephew, url.Values{"name": {"Io"}, "code": {"QUARELAGHI"}}),
		wrong("proxies: days that are none", "/deleghe/nuova/dates", mother, url.Values{"from": {"31/2/2027"}, "until": {day(-1)}}),
		wrong("proxies: a sum that is none", "/deleghe/nuova/cap", mother, url.Values{"cap": {"tanto"}}))
	all = append(all, theirs()...)
	return append(all, shared()...)
}

// standings are single proxies, from either side, and what may be done with them.
func standings() (all []sight) {
	for _, s := range []struct{ name, id, who string }{
		{"in force, as the giver sees it", full, mother}, {"in force, as the holder sees it", preparing, daughter},
		{"invited, as the giver sees it", invited, uncle}, {"invited, as the holder sees it", invited, nephew},
		{"an invitation over", late1, aunt}, {"paused", paused, grandpa}, {"paused, as the holder sees it", paused, nephew},
		{"expired", expired, nephew}, {"not yet", future, aunt}, {"revoked", revoked, uncle}, {"claimed", claimed, nephew}, {"not proved", unproved, nephew},
	} {
		all = append(all, sight{name: "proxy: " + s.name, path: "/deleghe/" + s.id, who: s.who, shows: ".badge", light: len(all) > 2})
	}
	for _, s := range []struct{ act, id, who string }{{"pausa", full, mother}, {"riprendi", paused, grandpa}, {"revoca", full, mother},
		{"nuovo-codice", invited, uncle}, {"rinuncia", full, daughter}, {"rifiuta", invited, nephew}} {
		all = append(all, sight{name: "proxy: " + s.act, path: "/deleghe/" + s.id + "/" + s.act, who: s.who, shows: "main form", light: s.act != "revoca"})
	}
	return append(all,
		sight{name: "proxy: paused just now", path: "/deleghe/" + paused + "?fatto=pause", who: grandpa, shows: ".callout.success", light: true},
		sight{name: "proxy: the code to give away", path: "/deleghe/" + invited + "/nuovo-codice", who: uncle, fill: url.Values{}, shows: ".amount"},
		sight{name: "proxy: somebody else's", path: "/deleghe/" + full, who: plain, status: 404, server: true, light: true})
}

// steps are the questions of a flow: unanswered where they are asked of who has answered none, answered, and wrong.
func steps(name, base, fresh, answered string, all []step) (out []sight) {
	for i, s := range all {
		path := base + "/" + s.id
		if i < 3 {
			out = append(out, sight{name: name + ", " + s.id, path: path, who: fresh, shows: "main form", light: i > 0})
		}
		out = append(out, sight{name: name + ", " + s.id + " answered", path: path, who: answered, shows: "main form", light: s.id != "dates" && s.id != "which" && s.id != "decree"})
		w := wrong(name+", nothing said to "+s.id, path, answered, emptied(s.say))
		w.light = i > 0 && len(s.say) == 1
		if s.id != "until" { // may stay open
			out = append(out, w)
		}
	}
	return out
}

// theirs are the pages of somebody's matters as their delegate has them.
func theirs() []sight {
	all := []sight{
		{name: "home", path: "/"},
		{name: "TARI", path: "/tasse/tari", shows: "main h1"},
		{name: "one year of TARI", path: "{home of " + mother + "}", shows: "table"},
		{name: "services", path: "/servizi", light: true},
		{name: "the service sheet", path: "/servizi/telesoccorso", light: true},
		{name: "a question", path: flow + "/contact", shows: "#contact_name"},
		wrong("a question, wrong", flow+"/alone", "", emptied(answers[2].say)),
		{name: "checking the answers", path: flow + "/controlla", shows: "[name=whose]"},
		wrong("sending without the box", flow+"/controlla", "", url.Values{}),
		{name: "asking for a yes", path: flow + "/conferma", shows: "main form"},
		{name: "throwing a draft away", path: flow + "/elimina", shows: "main form", light: true},
		{name: "applications", path: "/pratiche", shows: "main h1"},
		{name: "the receipt", path: "/pratiche/" + motherFiled + "?nuova=1", shows: "details"},
		{name: "one application", path: "/pratiche/" + motherFiled, shows: ".timeline", light: true},
		{name: "contacts", path: "/recapiti", shows: ".callout.warning"},
		{name: "another address", path: "/recapiti/email", shows: "#recapito", light: true},
		{name: "nothing there", path: "/niente", status: 404, server: true, light: true},
	}
	for i := range all {
		all[i].name, all[i].path, all[i].who = "for mother: "+all[i].name, per(full)+all[i].path, daughter
	}
	return append(all,
		sight{name: "for uncle: home", path: per(preparing) + "/", who: daughter, light: true},
		sight{name: "for uncle: no TARI allowed", path: per(preparing) + "/tasse/tari", who: daughter, light: true},
		sight{name: "for uncle: a sheet that waits", path: per(preparing) + "/servizi/telesoccorso", who: daughter, light: true},
		sight{name: "for uncle: waiting for his yes", path: per(preparing) + "/conferme/" + uncleAsked, who: daughter, shows: "main details"},
		sight{name: "for uncle: taking it back", path: per(preparing) + "/conferme/" + uncleAsked + "/ritira", who: daughter, shows: "main form", light: true},
		sight{name: "for aunt: checking, not sending", path: per(declining) + flow + "/controlla", who: daughter, shows: "main a[href$='/conferma']"},
		sight{name: "for aunt: she said no", path: per(declining) + "/conferme/" + auntDraft, who: daughter, shows: "main dl"},
		sight{name: "for grandpa: asked to send", path: per(second) + "/conferme/" + grandpaAsked, who: daughter, shows: "main form:not(.acting *)"},
		sight{name: "an expired mandate", path: per(expired) + "/", who: daughter, status: 403, server: true},
		sight{name: "a mandate that is paused", path: per(paused) + "/tasse/tari", who: nephew, status: 403, server: true, light: true},
		sight{name: "somebody else's mandate", path: per(full) + "/", who: plain, status: 403, server: true, light: true})
}

// shared are drafts that two people make, as the citizen sees them, and the ways to reach people.
func shared() []sight {
	return []sight{
		{name: "shared: a yes or a no", path: "/conferme/" + uncleAsked, who: uncle, shows: "main a[href$='/no']"},
		{name: "shared: why not", path: "/conferme/" + uncleAsked + "/no", who: uncle, shows: "#note"},
		wrong("shared: too long a reason", "/conferme/"+uncleAsked+"/no", uncle, url.Values{"note": {strings.Repeat("è", 1001)}}),
		{name: "shared: waiting for the delegate", path: "/conferme/" + grandpaAsked, who: grandpa, shows: "main details", light: true},
		{name: "shared: taking it back", path: "/conferme/" + grandpaAsked + "/ritira", who: grandpa, shows: "main form"},
		{name: "shared: said no", path: "/conferme/" + auntDraft, who: aunt, light: true},
		{name: "shared: applications with a question", path: "/pratiche", who: uncle, shows: "main a[href='/conferme/" + uncleAsked + "']"},
		{name: "shared: whom to ask", path: flow + "/conferma", who: mother, shows: "[name=asked]"},
		wrong("shared: nobody asked", flow+"/conferma", mother, url.Values{}),
		{name: "shared: checking, with delegates", path: flow + "/controlla", who: mother, shows: "main a[href$='/conferma']", light: true},
		{name: "shared: filed by another", path: "/pratiche/" + motherFiled, who: mother, shows: ".timeline"},
		{name: "contacts: none", path: "/recapiti", who: empty, light: true},
		{name: "contacts: a change waits", path: "/recapiti", who: mother, shows: ".callout.warning form"},
		{name: "contacts: changed", path: "/recapiti?fatto=cambiato", who: plain, shows: ".callout.success", light: true},
		{name: "contacts: stopped too late", path: "/recapiti?fatto=passato", who: plain, shows: ".callout.warning", light: true},
		{name: "contacts: nothing to stop", path: "/recapiti/ferma", who: plain, light: true, server: true},
		{name: "contacts: e-mail", path: "/recapiti/email", who: mother, shows: "[name=togli]"},
		{name: "contacts: telephone", path: "/recapiti/telefono", who: empty, shows: "#recapito", light: true},
		wrong("contacts: an address that is none", "/recapiti/email", empty, url.Values{"recapito": {"luca chiocciola esempio"}}),
		wrong("contacts: a number that is none", "/recapiti/telefono", mother, url.Values{"recapito": {"12"}}),
	}
}
