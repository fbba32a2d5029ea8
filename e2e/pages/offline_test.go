package pages

import "testing"

// TestOffline proves what a person meets without a network: pages that the phone draws from what it keeps, an
// error, a page that it has not, a receipt that waits, and the same pages opened anew.
func TestOffline(t *testing.T) {
	for prefer, who := range map[string]string{"lang=it": "lorena", "lang=en": "dario"} {
		t.Run(prefer, func(t *testing.T) {
			t.Parallel()
			v := awake(t, who, prefer)
			v.Viewport(360, 740)
			v.Offline(true)
			v.WaitFor(`document.querySelector("#avvisi-rete").innerText.length>10`, patience)
			v.sees(prefer, []sight{
				{name: "home", path: "/"},
				{name: "TARI", path: "/tasse/tari"},
				{name: "a question", path: flow + "/address", shows: "#address"},
				wrong("an error", flow+"/alone", "", emptied(answers[2].say)),
				{name: "an application that is not kept", path: "/pratiche/" + halfID},
				{name: "a page of the server", path: "/entra"},
				{name: "signing out", path: "/esci", shows: "[value=ovunque]"},
				{name: "preferences", path: "/preferenze"},
			})
			v.files()
			v.prove("offline " + prefer + " the receipt that waits")
			v.sees(prefer, []sight{{name: "applications that wait", path: "/pratiche"}, {name: "asked already", path: flow}})
			for _, s := range []sight{{name: "home", path: "/"}, {name: "applications", path: "/pratiche"}, {name: "help", path: "/aiuto"}} {
				v.Open(town.URL + s.path)
				v.stands()
				v.prove("offline, opened anew, " + prefer + " " + s.name)
			}
		})
	}
}

func (v visitor) sees(prefer string, all []sight) {
	v.t.Helper()
	for _, s := range all {
		v.visits(s)
		v.look("offline "+prefer, s, replaced)
	}
}

// stands waits until a page that was opened anew is whole: the copy that was kept, or what the phone draws in
// the place of the shell's own words.
func (v visitor) stands() {
	v.t.Helper()
	v.WaitFor(`self.sportello&&sportello.visit&&"kept" in sportello.page&&(all=>all.length===1&&
		(!("shell" in document.documentElement.dataset)||all[0].contains(document.activeElement)))(document.querySelectorAll("main:not([hidden])"))`, patience)
}

// files answers every question and sends, through the doors of the pages.
func (v visitor) files() {
	v.t.Helper()
	v.asks(town.URL+flow+"/"+answers[0].step, nil)
	for _, a := range answers {
		v.put(a.say)
		v.changes(v.press)
	}
	v.changes(v.press)
}

// TestTheShell proves the document that a phone keeps to draw pages in, as it stands before they come.
func TestTheShell(t *testing.T) {
	for _, lang := range []string{"it", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			v := enter(t, nobody, "")
			v.NoScript()
			v.Viewport(360, 740)
			v.Open(town.URL + "/guscio?lang=" + lang)
			v.prove("the shell " + lang)
		})
	}
}
