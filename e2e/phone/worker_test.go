package phone_test

import (
	"strings"
	"testing"

	"sportello/api/command"
	"sportello/e2e/browser"
)

func TestPagesWithoutANetwork(t *testing.T) {
	s := open(t)
	s.drafted(t, draft)
	tab := browser.Shared(t).Tab(t)
	s.enter(tab, "ada", "/aiuto")
	ready(tab)
	tab.Open(s.URL + "/pratiche") // the worker sees this one and keeps it
	ready(tab)
	tab.Offline(true)

	tab.Reload()
	if kept := browser.Eval[string](tab, "document.documentElement.dataset.keptAt||''"); kept == "" {
		t.Error("the copy does not say how old it is")
	}
	if got := tab.Text("#avvisi-rete"); !strings.Contains(got, "copia salvata") || !strings.Contains(got, "Non c'è rete") {
		t.Errorf("the banner says %q", got)
	}

	tab.Open(s.URL + "/tasse/tari") // never seen: the app draws it from the folder
	tab.WaitFor("document.activeElement.id=='titolo'&&!document.title.includes('Apro')", soon)
	if got := tab.Title(); !strings.HasSuffix(got, " - Comune di Seregno") || strings.Contains(got, "non è ancora sul telefono") {
		t.Errorf("title %q", got)
	}
	tab.Open(s.URL + "/entra?torna=/")
	tab.WaitFor("document.activeElement.id=='titolo'", soon)
	if got := tab.Title(); !strings.Contains(got, "non è ancora sul telefono") {
		t.Errorf("a page that only the server has: title %q", got)
	}
	tab.Offline(false)
	tab.WaitFor("document.querySelector('#annunci').textContent.includes('rete è tornata')", soon)
}

// A form that the browser itself sends while the line is dead: the worker keeps it and the app goes on.
func TestFormHandedOver(t *testing.T) {
	s := open(t)
	s.drafted(t, draft)
	tab := browser.Shared(t).Tab(t)
	s.enter(tab, "ada", base+"/controlla")
	ready(tab)
	tab.Tolerate("net::ERR_") // the line is cut on purpose
	tab.Tolerate("the outbox is sent later")
	tab.Tolerate("Failed to load resource")
	tab.Eval("delete sportello.visit") // as when the program has not come yet
	s.dead.Store(true)
	tab.Click("#main form button")
	tab.WaitFor("location.pathname.startsWith('/pratiche/')", soon)
	if got := states(tab); got != draft+" waiting" {
		t.Errorf("outbox %q", got)
	}
	if left := browser.Eval[int](tab, "new Promise(done=>setTimeout(()=>sportello.store.handedOver().then(l=>done(l.length)),300))"); left != 0 {
		t.Errorf("%d forms are still handed over", left)
	}
	s.dead.Store(false)
	tab.Eval("sportello.outbox.flush('" + ada.ID + "',true)")
	tab.WaitFor("document.querySelector('#annunci').textContent.includes('2026/0000001')", soon)
	tab.WaitFor("document.querySelector('#main').innerText.includes('2026/0000001')", soon)
	if got := s.came(command.Submit); len(got) != 1 {
		t.Errorf("sent %d times", len(got))
	}
}

// Both ways at once: the browser's own post arrived but its answer was lost, then the app sends the same.
func TestPostedAndSentIsDoneOnce(t *testing.T) {
	s := open(t)
	s.drafted(t, draft)
	tab := browser.Shared(t).Tab(t)
	s.enter(tab, "ada", base+"/controlla")
	ready(tab)
	tab.Tolerate("net::ERR_")
	tab.Tolerate("Failed to load resource")
	tab.Tolerate("the outbox is sent later")
	tab.Eval("delete sportello.visit")
	s.loseNextPage.Store(true)
	tab.Click("#main form button")
	tab.WaitFor("location.pathname.startsWith('/pratiche/')&&document.querySelector('#main').innerText.includes('2026/0000001')", soon)
	if got := s.applications(ada); len(got) != 1 || s.filed != 1 {
		t.Errorf("%d applications, %d numbers", len(got), s.filed)
	}
}

func TestSignOutAndAnotherPerson(t *testing.T) {
	s := open(t)
	tab := browser.Shared(t).Tab(t)
	kept := func() string {
		return browser.Eval[string](tab, `new Promise(done=>{const r=indexedDB.open('sportello');r.onsuccess=()=>{const q=r.result.transaction('sealed').objectStore('sealed').getAllKeys();
			q.onsuccess=()=>done(q.result.map(k=>k.split(':').slice(0,3).join(':')).filter((k,i,a)=>a.indexOf(k)===i).join(' '))}})`)
	}
	s.enter(tab, "ada", "/aiuto")
	ready(tab)
	tab.Open(s.URL + "/pratiche")
	ready(tab)
	if got := kept(); !strings.Contains(got, "of:"+ada.ID+":folder") || !strings.Contains(got, "of:"+ada.ID+":page") {
		t.Fatalf("kept for Ada: %s", got)
	}
	s.enter(tab, "bruno", "/aiuto")
	ready(tab)
	if got := kept(); strings.Contains(got, ada.ID) || !strings.Contains(got, bruno.ID) {
		t.Errorf("kept when Bruno came: %s", got)
	}
	tab.Loads(func() { tab.Eval("document.querySelector('form[action=\"/esci\"]').requestSubmit()") })
	tab.WaitFor("self.sportello&&sportello.visit", soon)
	left := browser.Eval[string](tab, `(async()=>[(await sportello.store.person()).id,await sportello.store.keptPage("`+bruno.ID+`","/aiuto")].join())()`)
	if got := kept(); strings.Contains(got, "folder") || left != "," {
		t.Errorf("kept after signing out: %s %s", got, left)
	}
}

func TestSharedDeviceKeepsNothing(t *testing.T) {
	s := open(t)
	s.drafted(t, draft)
	tab := browser.Shared(t).Tab(t)
	s.enter(tab, "ada", "/aiuto") // her own device, until she says otherwise
	ready(tab)
	s.enter(tab, "ada%2B", base+"/phone")
	tab.WaitFor("document.documentElement.dataset.shared!==undefined&&document.readyState=='complete'", soon)
	tab.WaitFor("performance.now()>2500", soon) // longer than the idle time after which the app would load
	if browser.Eval[bool](tab, "!!sportello.visit||!!sportello.store") {
		t.Error("the app was loaded")
	}
	if got := browser.Eval[int](tab, "navigator.serviceWorker.getRegistrations().then(all=>all.length)"); got != 0 {
		t.Errorf("%d workers", got)
	}
	left := browser.Eval[string](tab, `new Promise(done=>{const r=indexedDB.open('sportello');r.onsuccess=()=>{const q=r.result.transaction('sealed').objectStore('sealed').getAllKeys();
		q.onsuccess=()=>done(q.result.filter(k=>/^(of|person)/.test(k)).join(' '))}})`)
	if left != "" {
		t.Errorf("still kept: %s", left)
	}
	tab.Offline(true)
	tab.Fill("#phone", "0362 999999")
	tab.Click("#main form button")
	tab.WaitFor("document.querySelector('#annunci').textContent.includes('non c\\'è rete')", soon)
	if got := browser.Eval[string](tab, "location.pathname.split('/').pop()+phone.value"); got != "phone0362 999999" {
		t.Errorf("what was typed: %q", got)
	}
}

// A phone that can keep nothing is a browser like any other: the server answers, and nobody says "salvata".
func TestPhoneThatKeepsNothing(t *testing.T) {
	s := open(t)
	s.drafted(t, draft)
	tab := browser.Shared(t).Tab(t)
	before(tab, `IDBFactory.prototype.open=()=>{throw new DOMException("no room","QuotaExceededError")}`)
	s.enter(tab, "ada", base+"/controlla")
	tab.WaitFor("performance.now()>2500&&document.readyState=='complete'", soon)
	if browser.Eval[bool](tab, "!!sportello.visit") {
		t.Error("the app took over on a phone that keeps nothing")
	}
	tab.Loads(func() { tab.Click("#main form button") })
	if got := tab.Text("#main"); !strings.Contains(got, "2026/0000001") {
		t.Errorf("the server's page says %s", got)
	}
}

// The disk fills up while the app is at work: online the town hall is asked at once, offline the person is told.
func TestDiskFullWhileWriting(t *testing.T) {
	s := open(t)
	s.drafted(t, draft)
	tab := browser.Shared(t).Tab(t)
	s.enter(tab, "ada", base+"/controlla")
	ready(tab)
	tab.Eval(`IDBObjectStore.prototype.add=IDBObjectStore.prototype.put=()=>{throw new DOMException("no room","QuotaExceededError")}`)
	tab.Offline(true)
	tab.Click("#main form button")
	tab.WaitFor("document.querySelector('#main').innerText.includes('non riesce a salvare')", soon)
	if got := tab.Text("#main"); strings.Contains(got, "alvata su questo telefono") {
		t.Errorf("the page lies: %s", got)
	}
	tab.Offline(false)
	rest(tab)
	tab.Click("#main form button")
	tab.WaitFor("document.querySelector('#main').innerText.includes('2026/0000001')", soon)
	if s.filed != 1 {
		t.Errorf("%d numbers given", s.filed)
	}
}

// The phone's clock is two days slow. Age and today come from the town hall's clock.
func TestWrongClock(t *testing.T) {
	s := open(t)
	tab := browser.Shared(t).Tab(t)
	before(tab, `{const D=Date,late=-2*86400e3;self.Date=class extends D{constructor(...a){a.length?super(...a):super(D.now()+late)}static now(){return D.now()+late}}}`)
	s.enter(tab, "ada", "/aiuto")
	ready(tab)
	tab.Eval("sportello.visit(location.origin+'/pratiche',null)")
	tab.WaitFor("location.pathname=='/pratiche'", soon)
	if got := tab.Text("#main"); !strings.Contains(got, "pochi minuti fa") {
		t.Errorf("a folder that has just come: %s", got)
	}
}

func TestASecondTapDoesNothingTwice(t *testing.T) {
	s := open(t)
	s.drafted(t, draft)
	tab := browser.Shared(t).Tab(t)
	s.enter(tab, "ada", base+"/keys")
	ready(tab)
	tab.Click("#main form button") // already answered: goes on to the check
	tab.Click("#main form button") // the finger trembles, wherever the new button is
	tab.WaitFor("location.pathname.endsWith('/controlla')", soon)
	if got := len(s.came(command.Answer)); got != 1 {
		t.Errorf("%d answers sent", got)
	}
}

// The line is up and nothing comes through: after four seconds the copy is shown.
func TestSlowNetwork(t *testing.T) {
	s := open(t)
	tab := browser.Shared(t).Tab(t)
	s.enter(tab, "ada", "/aiuto")
	ready(tab)
	tab.Open(s.URL + "/pratiche")
	ready(tab)
	release := make(chan struct{})
	s.slowPages.Store(&release)
	defer close(release)
	tab.Open(s.URL + "/pratiche")
	if got := browser.Eval[string](tab, "(document.documentElement.dataset.keptAt?'copy ':'')+Math.round(performance.getEntriesByType('navigation')[0].responseStart/1000)"); got != "copy 4" {
		t.Errorf("shown: %q, want the copy after 4 s", got)
	}
}

// A new version is installed beside the old one and begins with the next page, unless somebody has written
// in this one. Caches of others are left alone.
func TestNewVersion(t *testing.T) {
	s := open(t)
	s.drafted(t, draft)
	tab := browser.Shared(t).Tab(t)
	s.enter(tab, "ada", base+"/notes")
	ready(tab)
	tab.Eval("caches.open('di-altri')")
	first := browser.Eval[string](tab, "caches.keys().then(k=>k.filter(n=>n.startsWith('sportello-')).join())")
	s.newVersion.Store(true)
	tab.Fill("#notes", "sto scrivendo")
	tab.Eval("navigator.serviceWorker.getRegistration().then(r=>r.update())")
	tab.WaitFor("(navigator.serviceWorker.getRegistration().then(r=>self.waits=!!r.waiting),self.waits)", soon)
	if got := browser.Eval[string](tab, "notes.value"); got != "sto scrivendo" {
		t.Errorf("the page was loaded again under a form: %q", got)
	}
	tab.Open(s.URL + "/aiuto")
	ready(tab)
	// Chromium lets the old worker end when it is idle, at the latest after half a minute.
	tab.WaitFor("(navigator.serviceWorker.getRegistration().then(r=>self.waits=!!r.waiting),self.waits===false)", 2*soon)
	all := browser.Eval[string](tab, "caches.keys().then(k=>k.join())")
	if all != "di-altri,"+first+",sportello-nuova" && all != first+",di-altri,sportello-nuova" {
		t.Errorf("caches %s", all)
	}
}
