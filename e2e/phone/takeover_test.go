package phone_test

import (
	"strings"
	"testing"

	"sportello/api/command"
	"sportello/e2e/browser"
)

const base = "/servizi/telesoccorso/domanda"

func TestTakeOver(t *testing.T) {
	s := open(t)
	tab := browser.Shared(t).Tab(t)
	tab.Viewport(412, 900)
	s.enter(tab, "ada", base+"/address")
	tab.Fill("#address", "via Segreta 78, scritta prima") // while the program loads
	ready(tab)
	if got := browser.Eval[string](tab, "address.value+'|'+document.activeElement.id"); got != "via Segreta 78, scritta prima|address" {
		t.Errorf("loading the app touched the field: %q", got)
	}
	tab.ForgetRequests()
	tab.Eval("window.mark=1")

	tab.Click("#main button")
	tab.WaitFor("location.pathname.endsWith('/phone')", soon)
	if got := tab.Title(); !strings.HasSuffix(got, " - Comune di Seregno") || strings.Contains(got, "Errore") {
		t.Errorf("title %q", got)
	}
	tab.WaitFor("document.activeElement.id=='titolo'", soon)
	if got := s.came(command.Answer); len(got) != 1 || !strings.Contains(string(got[0].Body), "scritta prima") {
		t.Errorf("the town hall got %v", got)
	}

	rest(tab)
	tab.Click("#main button") // nothing was written
	tab.WaitFor("document.activeElement.id=='errori'", soon)
	if got := tab.Title(); !strings.HasPrefix(got, "Errore:") {
		t.Errorf("title of a page with a problem: %q", got)
	}
	if browser.Eval[string](tab, "document.querySelector('#main form').getAttribute('novalidate')") != "" {
		t.Error("an attribute with an empty value was lost")
	}
	tab.Fill("#phone", "0362 123456")
	tab.Press("Enter")
	tab.WaitFor("location.pathname.endsWith('/alone')", soon)

	tab.Back()
	tab.WaitFor("location.pathname.endsWith('/phone')&&document.querySelector('#phone').value=='0362 123456'", soon)
	tab.WaitFor("document.activeElement.id=='titolo'", soon)
	tab.Click("header .menu summary")
	tab.Click("header nav a[href='/pratiche']")
	tab.WaitFor("location.pathname=='/pratiche'&&document.querySelector('#main .card')", soon)
	if got := browser.Eval[string](tab, "document.querySelector('header nav a[aria-current]').getAttribute('href')+document.querySelectorAll('header details[open]').length"); got != "/pratiche0" {
		t.Errorf("the menu says %q", got)
	}
	tab.Eval("document.querySelector('p.skiplinks a').click()")
	tab.WaitFor("location.hash=='#main'", soon)
	if got := browser.Eval[int](tab, "window.mark"); got != 1 {
		t.Error("a page was loaded on the way")
	}
	for _, r := range tab.Requests() {
		if r.Type == "Document" {
			t.Errorf("the server was asked for the page %s", r.URL)
		}
	}
}

// rest waits as long as a hand that does not tremble.
func rest(tab *browser.Tab) {
	tab.Eval("new Promise(done=>setTimeout(done,1050))")
}
