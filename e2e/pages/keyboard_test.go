package pages

import (
	"testing"

	"sportello/e2e/browser"
)

// strokes are how every question is answered by keyboard: where Tab has to come, and what is pressed there.
// The last stroke of each sends the form.
var strokes = [][]stroke{
	{{"#address", "", "Via Umberto I 12"}, {"#address", "Enter", ""}},
	{{"#phone", "", "0362 123456"}, {send1, "Space", ""}},
	{{"[name=alone]", "Space", ""}, {send1, "Enter", ""}},
	{{"#contact_name", "", "Carla Neri"}, {"#contact_phone", "", "333 1234567"}, {send1, "Enter", ""}},
	{{"[name=keys]", "Space", ""}, {"[name=keys]", "ArrowDown", ""}, {"[name=keys]", "ArrowUp", ""}, {"[name=keys]", "Enter", ""}},
	{{"[name=disability]", "ArrowDown", ""}, {send1, "Enter", ""}},
	{{"[name=visit]", "Space", ""}, {send1, "Space", ""}},
	{{"#notes", "", "Bussare forte."}, {send1, "Shift+Tab", ""}, {"#notes", "Tab", ""}, {send1, "Enter", ""}},
	{{"#declare", "Space", ""}, {send1, "Enter", ""}},
	{{send1, "Enter", ""}},
}

const send1 = "main form [type=submit]"

// stroke is something done by keyboard: Tab until there, then type, or press.
type stroke struct{ at, press, text string }

// TestByKeyboard signs in, asks for the Telesoccorso and reads the receipt with Tab, Shift+Tab, Space, arrows
// and Enter alone, once as the server draws the pages and once as the phone does (WCAG 2.1.1, 2.1.3).
func TestByKeyboard(t *testing.T) {
	for who, script := range map[string]bool{"ada": false, "fabio": true} {
		name := map[bool]string{false: "without script", true: "with script"}[script]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := enter(t, nobody, "lang=it")
			if !script {
				v.NoScript()
			}
			v.Open(town.URL + "/")
			v.signsInByKeyboard(who)
			if script {
				v.WaitFor("self.sportello&&sportello.visit", patience)
				v.Eval("self.sameDocument=true")
			}
			v.next(stroke{"a[href='#main']", "Enter", ""}, false)
			v.next(stroke{"main a[href='/servizi/telesoccorso']", "Enter", ""}, true)
			v.next(stroke{"main a[href='" + flow + "']", "Enter", ""}, true)
			for _, page := range strokes {
				for i, s := range page {
					v.next(s, i == len(page)-1)
				}
			}
			v.WaitFor(`/Numero di protocollo/.test(document.querySelector("main").innerText)`, patience)
			if script && browser.Eval[bool](v.Tab, "self.sameDocument!==true") {
				t.Error("the server drew some of these pages")
			}
		})
	}
}

// signsInByKeyboard goes to the identity provider and types a fiscal code there.
func (v visitor) signsInByKeyboard(who string) {
	v.t.Helper()
	code, err := code(who)
	if err != nil {
		v.t.Fatal(err)
	}
	v.next(stroke{"main a[href='/entra']", "Enter", ""}, true)
	v.next(stroke{send1, "Enter", ""}, true)
	v.next(stroke{"#codice_fiscale", "", code}, false)
	v.next(stroke{"#codice_fiscale", "Enter", ""}, true)
}

// next does one stroke and, when it brings another page, waits for its title.
func (v visitor) next(s stroke, page bool) {
	v.t.Helper()
	v.reach(s.at)
	v.Type(s.text)
	if s.press == "" {
		return
	}
	before := browser.Eval[string](v.Tab, `document.querySelector("h1").textContent`)
	v.Press(s.press)
	if page {
		v.WaitFor(`document.readyState==="complete"&&document.querySelector("h1")&&document.querySelectorAll("main:not([hidden])").length===1&&document.querySelector("h1").textContent!==`+browser.Quote(before), patience)
	}
}

// reach presses Tab until the focus is there.
func (v visitor) reach(css string) {
	v.t.Helper()
	there := "!!document.activeElement&&document.activeElement.matches(" + browser.Quote(css) + ")"
	for range 60 {
		if browser.Eval[bool](v.Tab, there) {
			return
		}
		v.Press("Tab")
	}
	v.t.Fatalf("Tab never comes to %s on %q (%s); it is at %s", css, v.Title(), v.URL(), v.Focused())
}
