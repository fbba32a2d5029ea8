package pages

import (
	"net/url"
	"strings"
)

// sight is one page in one state.
type sight struct {
	name, path, who string
	// fill is what is put into the form of the page before it is sent; nil: the page is only looked at.
	fill url.Values
	// then is what is put into the form of the page that comes after that one.
	then url.Values
	// button is what is pressed, when it is not the first of the page; at is where fill and then lead to.
	button, at string
	// shows is something that stands on the page in this state alone, as CSS.
	shows  string
	status int // 200 when 0
	server bool
	// light: the page differs from another one by a few words, so the layout is proved there.
	light bool
}

// sights are all pages in all states in which the town hall answers.
func sights() []sight {
	all := []sight{
		{name: "a stranger", path: "/", shows: "main a[href='/entra']"},
		{name: "signed out", path: "/?uscito=1", server: true, light: true},
		{name: "at home", path: "/", who: plain, shows: "main a[href='/tasse/tari']"},
		{name: "at home, late and with a draft", path: "/", who: late, shows: ".callout.danger"},
		{name: "at home with nothing", path: "/", who: empty},
		{name: "signing in", path: "/entra?torna=/pratiche", server: true, shows: "[name=condiviso]"},
		{name: "a session lapsed", path: "/entra?ripresa=1&torna=/pratiche", server: true, shows: ".callout.note"},
		{name: "signing out", path: "/esci", who: plain, server: true, shows: "[value=ovunque]"},
		{name: "preferences", path: "/preferenze", shows: "[name=spacing]"},
		{name: "preferences saved", path: "/preferenze?fatto=1", who: plain, shows: ".callout.success"},
		{name: "help", path: "/aiuto"},
		{name: "accessibility", path: "/accessibilita"},
		{name: "privacy", path: "/privacy"},
		{name: "legal notes", path: "/note-legali"},
		{name: "report", path: "/segnala"},
		{name: "TARI", path: "/tasse/tari", who: plain, shows: ".amount"},
		{name: "TARI overdue", path: "/tasse/tari", who: late, shows: ".callout.danger"},
		{name: "no TARI", path: "/tasse/tari", who: empty, shows: ".callout.note"},
		{name: "one year of TARI", path: "{home}", who: plain, shows: "table"},
		{name: "one year of TARI, overdue", path: "{home}", who: late, shows: "table"},
		{name: "somebody else's TARI", path: "{home of " + plain + "}", who: late, status: 404, server: true},
		{name: "services", path: "/servizi", shows: "main a[href='/servizi/telesoccorso']"},
		{name: "the service sheet", path: "/servizi/telesoccorso"},
		{name: "the service sheet with a draft", path: "/servizi/telesoccorso", who: drafted, light: true},
		{name: "no such service", path: "/servizi/altro", status: 404, server: true},
		{name: "asked already", path: flow, who: filed, shows: "main a[href='/pratiche/" + filedID + "']"},
		{name: "a draft resumed", path: flow, who: late, shows: "#contact_name"},
		{name: "checking the answers", path: flow + "/controlla", who: drafted, shows: "[name=seen]"},
		{name: "answers changed elsewhere", path: flow + "/controlla", who: drafted, fill: url.Values{"seen": {"old"}}, shows: ".callout.warning"},
		{name: "throwing a draft away", path: flow + "/elimina", who: drafted, shows: "form[action='" + flow + "/elimina']"},
		{name: "applications", path: "/pratiche", who: filed, shows: "main a[href='/pratiche/" + filedID + "']"},
		{name: "applications with a draft", path: "/pratiche", who: drafted, shows: "main a[href='" + flow + "/elimina']"},
		{name: "no applications", path: "/pratiche", who: empty, shows: "main a[href='/servizi']"},
		{name: "the receipt", path: "/pratiche/" + filedID + "?nuova=1", who: filed, shows: "details"},
		{name: "one application", path: "/pratiche/" + filedID, who: filed, shows: ".timeline"},
		{name: "somebody else's application", path: "/pratiche/" + filedID, who: plain, status: 404, server: true},
		{name: "nothing there", path: "/niente", status: 404, server: true},
	}
	all = append(all, questions()...)
	all = append(all, mandates()...)
	all = append(all, assisted()...)
	all = append(all, taxing()...)
	all = append(all, policing()...)
	all = append(all, settling()...)
	for i, s := range all {
		many := strings.Contains(s.name, ": ") || strings.HasPrefix(s.name, "question ") || strings.HasPrefix(s.name, "nothing said to ")
		all[i].light = s.light || many && !whole[s.name] && !taxWhole[s.name] && !payWhole[s.name]
	}
	return all
}

// whole are the pages, of those that have many like them, on which the windows, the letters and the walk by keyboard
// are proved: one for each way in which such a page is built.
var whole = map[string]bool{
	"question address": true, "question alone": true, "question contact": true, "question declare": true, "question papers, answered": true,
	"question notes, answered": true, "nothing said to contact": true, "nothing said to alone": true, "nothing said to declare": true, "nothing said to papers": true,
	"proxies: given, and one begun": true, "proxies: invited, claimed, paused and over": true, "proxies: the paper form": true, "proxies: check before giving": true,
	"proxies: a code": true, "proxies: no form of a code": true, "proxies: accepted": true, "proxies: no more to give": true, "proxies: throwing away": true,
	"proxies: giving, which answered": true, "proxies: giving, nothing said to dates": true, "proxies: giving, nothing said to which": true,
	"proxies: claiming, nothing said to decree": true, "proxies: claiming, kind": true,
	"proxy: in force, as the giver sees it": true, "proxy: in force, as the holder sees it": true, "proxy: revoca": true, "proxy: the code to give away": true,
	"people: several": true, "people: at home with proxies": true, "people: at home with a question to answer": true, "people: for whom is this": true,
	"trail: proxies and clerks": true, "trail: one proxy": true, "help: a code": true,
	"for mother: home": true, "for mother: one year of TARI": true, "for mother: a question": true, "for mother: checking the answers": true,
	"for mother: sending without the box": true, "for mother: asking for a yes": true, "for mother: the receipt": true, "for mother: contacts": true,
	"for uncle: waiting for his yes": true, "for aunt: checking, not sending": true, "for grandpa: asked to send": true,
	"shared: a yes or a no": true, "shared: why not": true, "shared: whom to ask": true, "shared: nobody asked": true, "contacts: a change waits": true, "contacts: e-mail": true,
	"desk: why": true, "desk: nothing said to why": true, "desk: whom": true, "desk: how recognised": true, "desk: nothing said to the document": true, "desk: by telephone": true,
	"desk: what the citizen sees": true, "desk: checking": true, "desk: to be read aloud": true, "desk: the code": true, "desk: codes locked": true, "desk: over": true,
	"desk: proxies on paper": true, "desk: a claim refused without a reason": true, "desk: check of a paper": true, "desk: paper, nothing said to scan": true,
	"consent: one asked": true, "consent: what is asked": true, "consent: the code to tell": true, "consent: a new card": true,
}

// questions are the steps of the flow: empty, answered, and with each thing that can be wrong.
func questions() (all []sight) {
	for _, a := range answers {
		path := flow + "/" + a.step
		if a.step != "papers" { // asked only after a yes to the question before
			all = append(all, sight{name: "question " + a.step, path: path, who: plain, shows: "main form"})
		}
		all = append(all, sight{name: "question " + a.step + ", answered", path: path, who: drafted, shows: "main form", light: a.step != "papers" && a.step != "notes"})
		if a.step != "notes" {
			all = append(all, wrong("nothing said to "+a.step, path, drafted, emptied(a.say)))
		}
	}
	contact := func(phone string) url.Values {
		return url.Values{"contact_name": {"Ada Colli"}, "contact_phone": {phone}}
	}
	return append(all,
		wrong("too long an address", flow+"/address", plain, url.Values{"address": {strings.Repeat("via lunga ", 30)}}),
		wrong("too long a note", flow+"/notes", plain, url.Values{"notes": {strings.Repeat("è", 1001)}}),
		wrong("a phone that is none", flow+"/phone", plain, url.Values{"phone": {"quello di mia figlia"}}),
		wrong("the person's own phone", flow+"/contact", drafted, contact("+39 0362 123456")),
		wrong("a phone to call that is none", flow+"/contact", drafted, contact("12")))
}

func wrong(name, path, who string, fill url.Values) sight {
	return sight{name: name, path: path, who: who, fill: fill, shows: "#errori"}
}

// emptied is the same fields with nothing in them.
func emptied(say url.Values) url.Values {
	out := url.Values{}
	for name := range say {
		out[name] = []string{""}
	}
	return out
}

// reasons are why a sign-in can fail, each told in words of its own on the page of signing in.
var reasons = []string{"unreachable", "cancelled", "state", "no_fiscal_code", "clock", "level", "token", "refused",
	"spid_19", "spid_20", "spid_21", "spid_22", "spid_23", "spid_30", "fault"}

// find is the address of a sight in full.
func (s sight) find() string {
	path := s.path
	for who, home := range people.homes {
		path = strings.ReplaceAll(path, "{home of "+who+"}", home)
	}
	for place, id := range people.asked {
		path = strings.ReplaceAll(path, place, id)
	}
	return town.URL + strings.ReplaceAll(path, "{home}", people.homes[s.who])
}
