package phone_test

import (
	"testing"

	"sportello/e2e/browser"
)

// A form that is sent without a network, on a phone that has no folder yet because it spares data: nothing can
// be kept, so the page stays with all that was typed, and says so to eyes and ears. Found by e2e/chaos.
func TestNothingTypedIsLostWithoutAFolder(t *testing.T) {
	s := open(t)
	s.drafted(t, draft)
	tab := browser.Shared(t).Tab(t)
	before(tab, `Object.defineProperty(NetworkInformation.prototype,"saveData",{get:()=>true})`)
	s.enter(tab, "ada", base+"/notes")
	tab.WaitFor("navigator.serviceWorker.controller", soon)
	before(tab, "self.requestIdleCallback=()=>{}") // the program does not come by itself, and keeps no folder
	tab.Open(s.URL + base + "/notes")
	tab.Offline(true)
	tab.WaitFor("document.querySelector('#annunci').textContent.includes('rete')", soon) // said, and over
	tab.Fill("#notes", "suonare due volte")
	tab.Click("#main form button")
	tab.WaitFor("document.querySelector('#avvisi-rete').innerText.includes('è ancora qui')", soon)
	tab.WaitFor("document.querySelector('#annunci').textContent.includes('è ancora qui')", soon)
	if got := browser.Eval[string](tab, "(document.querySelector('#notes')||{value:'the page has gone'}).value"); got != "suonare due volte" {
		t.Errorf("the field says %q", got)
	}
	tab.Offline(false)
	rest(tab)
	tab.Click("#main form button")
	tab.WaitFor("location.pathname.endsWith('/controlla')&&document.querySelector('#main').innerText.includes('suonare due volte')", soon)
}
