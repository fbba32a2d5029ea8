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

	backAndMenu(t, tab)
	if got := browser.Eval[int](tab, "window.mark"); got != 1 {
		t.Error("a page was loaded on the way")
	}
	for _, r := range tab.Requests() {
		if r.Type == "Document" {
			t.Errorf("the server was asked for the page %s", r.URL)
		}
	}
}

// backAndMenu goes back, then on by the menu, then to a place inside the page.
func backAndMenu(t *testing.T, tab *browser.Tab) {
	t.Helper()
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
}

// rest waits as long as a hand that does not tremble.
func rest(tab *browser.Tab) {
	tab.Eval("new Promise(done=>setTimeout(done,1050))")
}

// A form that is sent without a network before the program has come is held, and goes on with it.
func TestSubmitIsHeldWhileTheAppLoads(t *testing.T) {
	s := open(t)
	s.drafted(t, draft)
	tab := browser.Shared(t).Tab(t)
	s.enter(tab, "ada", "/aiuto")
	ready(tab)
	before(tab, "self.requestIdleCallback=()=>{}") // the program does not come by itself
	tab.Open(s.URL + base + "/notes")
	tab.Offline(true)
	tab.Fill("#notes", "suonare due volte")
	tab.Click("#main form button")
	tab.WaitFor("location.pathname.endsWith('/controlla')", soon)
	if got := tab.Text("#main"); !strings.Contains(got, "suonare due volte") {
		t.Errorf("the page says %s", got)
	}
	if got := states(tab); !strings.HasSuffix(got, " waiting") {
		t.Errorf("outbox %q", got)
	}
}

// A fault of ours in the browser program: the server answers instead, with the same form.
func TestServerAnswersWhenTheAppCannot(t *testing.T) {
	faults := map[string]string{
		"a panic in an answer":   "history.pushState=()=>{throw new Error('broken on purpose')}",
		"the program comes down": "{const make=document.createElement;document.createElement=function(n){return n==='main'?null:make.call(document,n)}}",
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			s.drafted(t, draft)
			tab := browser.Shared(t).Tab(t)
			s.enter(tab, "ada", base+"/controlla")
			ready(tab)
			for _, said := range []string{"broken on purpose", "sportello:", "panic", "exit code", "already exited"} {
				tab.Tolerate(said)
			}
			tab.Eval(fault)
			tab.Loads(func() { tab.Click("#main form button") })
			tab.WaitFor("location.pathname.startsWith('/pratiche/')&&document.querySelector('#main').innerText.includes('2026/0000001')", soon)
			if s.filed != 1 {
				t.Errorf("%d numbers given", s.filed)
			}
		})
	}
}

// The session lapsed while a page stood: the server is asked, and asks to sign in.
func TestLapsedSession(t *testing.T) {
	s := open(t)
	tab := browser.Shared(t).Tab(t)
	s.enter(tab, "ada", "/aiuto")
	ready(tab)
	tab.Tolerate("401")
	tab.Eval("fetch('/prova/entra?chi=&torna=/')")
	rest(tab)
	rest(tab)
	rest(tab) // longer than the app believes what it has just been told
	tab.Eval("sportello.visit(location.origin+'/pratiche',null)")
	tab.WaitFor("location.pathname=='/entra'&&location.search.includes('pratiche')", soon)
}
