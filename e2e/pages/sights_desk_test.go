package pages

import "net/url"

// why is what a clerk says before a search.
var why = url.Values{"reason": {"tax"}, "note": {"Chiede quando scade la rata"}}

// assisted are the pages of the desk: a clerk finds, recognises and helps; the citizen is asked for a yes.
func assisted() []sight {
	at, in := "/sportello/presenza/", per(assisting)
	ask := per(consenting) + "/consenso/telesoccorso"
	all := []sight{
		{name: "at home", path: "/", shows: "main h1"},
		{name: "why", path: "/sportello", shows: "[name=reason]"},
		{name: "a search too long ago", path: "/sportello?scaduta=1", shows: ".callout.warning", light: true},
		{name: "nothing said to why", path: "/sportello", fill: url.Values{}, shows: "#errori"},
		{name: "whom", path: "/sportello", at: "/sportello/persona", fill: why, shows: "#fiscal_code"},
		{name: "nothing said to whom", path: "/sportello", fill: why, then: url.Values{}, shows: "#errori"},
		{name: "half said to whom", path: "/sportello", fill: why, then: url.Values{"family_name": {"Colli"}}, shows: "#errori", light: true},
		{name: "nobody found", path: "/sportello", fill: why, then: url.Values{"fiscal_code": {"RSSMRA85T10A562S"}}, shows: ".callout.warning"},
		{name: "oneself", path: "/sportello", fill: why, then: url.Values{"fiscal_code": {people.codes[clerk]}}, shows: ".callout.warning", light: true},
		{name: "how recognised", path: at + searched, shows: "[value=telephone]"},
		{name: "how recognised, no telephone", path: at + unreached, who: barred, shows: "[name=how]", light: true},
		{name: "nothing said to how", path: at + searched, fill: url.Values{}, shows: "#errori", light: true},
		{name: "by document", path: at + searched + "/document", shows: "#expires"},
		{name: "nothing said to the document", path: at + searched + "/document", fill: url.Values{}, shows: "#errori"},
		{name: "by sight", path: at + searched + "/known", shows: "main form", light: true},
		{name: "by delegate", path: at + searched + "/delegate", shows: "[name=proxy]"},
		{name: "nothing said to the delegate", path: at + searched + "/delegate", fill: url.Values{}, shows: "#errori", light: true},
		{name: "by telephone", path: at + searched + "/telephone", shows: "main form dl"},
		{name: "what the citizen sees", path: in + "/sportello/vede?nuova=1", at: "/sportello/vede", shows: ".callout.success"},
		{name: "the citizen's home", path: in + "/"},
		{name: "the citizen's TARI", path: in + "/tasse/tari", light: true},
		{name: "a question", path: in + flow + "/address", shows: "#address"},
		{name: "checking", path: in + flow + "/controlla", shows: "main a[href$='/consenso/telesoccorso']"},
		{name: "preparing for a yes", path: in + flow + "/conferma", shows: "main form:not(.acting *)", light: true},
		{name: "to be read aloud", path: in + "/consenso/telesoccorso", at: "/consenso/telesoccorso", shows: ".callout.note"},
		{name: "the code", path: ask, who: asking, shows: "#code"},
		{name: "the code, not the form of one", path: ask, who: asking, fill: url.Values{"code": {"12"}}, shows: "#errori"},
		{name: "a wrong code", path: ask, who: asking, fill: url.Values{"code": {"1111 2222"}}, shows: "#errori", light: true},
		{name: "codes locked", path: per(barring) + "/consenso/telesoccorso", who: barred, fill: url.Values{"code": {"1111 2222"}}, shows: "#errori"},
		{name: "the end, asked", path: "/sportello/fine", shows: "main form"},
		{name: "over", path: "/sportello/finita", shows: ".callout.success"},
		{name: "a mandate that is over", path: per(over) + "/", status: 403},
		{name: "proxies on paper", path: "/sportello/deleghe", shows: "main a[href='/sportello/deleghe/" + claimed + "']"},
		{name: "a proxy registered", path: "/sportello/deleghe?fatto=carta", shows: ".callout.success", light: true},
		{name: "a claim", path: "/sportello/deleghe/" + claimed, shows: "#reason"},
		{name: "a claim refused without a reason", path: "/sportello/deleghe/" + claimed, fill: url.Values{}, button: "form:has(#reason) [type=submit]", shows: "#errori"},
		{name: "check of a paper", path: "/sportello/deleghe/carta/controlla", shows: "[name=seen]"},
		{name: "a paper begun", path: "/sportello/deleghe/carta", light: true},
		{name: "somebody's help code", path: "/sportello/aiuto", shows: "#codice"},
		{name: "no form of a help code", path: "/sportello/aiuto", fill: url.Values{"codice": {"1"}}, shows: "#errori"},
		{name: "the desk to who is no clerk", path: "/sportello", who: plain, status: 404, light: true},
	}
	for _, s := range steps("paper", "/sportello/deleghe/carta", clerk, clerk, onPaper(people)) {
		s.light = s.light || s.fill == nil
		all = append(all, s)
	}
	for i := range all {
		all[i].name, all[i].server = "desk: "+all[i].name, true
		if all[i].who == "" {
			all[i].who = clerk
		}
	}
	return append(all, consented()...)
}

// consented are the pages of the citizen whom a clerk asks for a yes.
func consented() []sight {
	return []sight{
		{name: "consent: none asked", path: "/consensi", who: filed},
		{name: "consent: one asked", path: "/consensi", who: helped, shows: "main a[href^='/consensi/']"},
		{name: "consent: at home", path: "/", who: helped, light: true},
		{name: "consent: what is asked", path: "/consensi/{consent of " + helped + "}", who: helped, shows: "[name=do]"},
		{name: "consent: the code to tell", path: "/consensi/{consent of " + helped + "}", who: helped, fill: url.Values{}, shows: ".amount", server: true},
		{name: "consent: said no", path: "/consensi/{first consent of " + locked + "}", who: locked},
		{name: "consent: said no just now", path: "/consensi?no=1", who: locked, shows: ".callout.success", light: true},
		{name: "consent: no card", path: "/codici", who: filed, shows: "main form"},
		{name: "consent: a card", path: "/codici", who: locked, shows: "main dl"},
		{name: "consent: a new card", path: "/codici", who: filed, fill: url.Values{}, shows: "main ol, main ul", server: true},
	}
}
