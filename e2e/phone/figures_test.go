package phone_test

import (
	"testing"

	"sportello/e2e/browser"
)

// TestFigures prints how long a repeat visit without a network takes on a slow phone (processor ÷4). A time
// never fails a test; the budgets are in DESIGN.md: visible 1.0 s, answers 2.5 s.
func TestFigures(t *testing.T) {
	s := open(t)
	s.drafted(t, draft)
	b := browser.Shared(t)
	tab := b.Tab(t)
	s.enter(tab, "ada", "/aiuto")
	ready(tab)
	tab.Open(s.URL + "/pratiche")
	ready(tab)
	tab.Offline(true)
	tab.Throttle(0, 0, 4)

	tab.Open(s.URL + "/pratiche")
	tab.WaitFor("self.sportello&&sportello.visit", soon)
	seen := browser.Eval[float64](tab, "performance.getEntriesByName('first-contentful-paint')[0].startTime")
	answers := browser.Eval[float64](tab, `new Promise(done=>{const from=performance.now();
		new MutationObserver(()=>done(performance.now()-from)).observe(document.querySelector('#app'),{childList:true});sportello.visit(location.origin+'/tasse/tari',null)})`)
	t.Logf("a kept copy: visible after %.0f ms; the first link answered in %.0f ms", seen, answers)

	tab.Open(s.URL + "/servizi/telesoccorso/domanda/keys")
	tab.WaitFor("location.pathname.endsWith('/keys')&&document.querySelector('#main form')", soon)
	drawn := browser.Eval[float64](tab, "performance.now()")
	first := browser.Eval[float64](tab, "performance.getEntriesByName('first-contentful-paint')[0].startTime")
	t.Logf("the shell: visible after %.0f ms; the page drawn and answering before %.0f ms", first, drawn)
}
