package phone_test

import (
	"fmt"
	"strings"
	"testing"

	"sportello/api/command"
	"sportello/api/proxies"
	"sportello/e2e/browser"
)

// A proxy is revoked while something waits: at the next contact its folder, pages and key are gone, what waited is
// refused, and stays to be read until the person has read it. The others lose nothing.
func TestMandateEndsWhileSomethingWaits(t *testing.T) {
	s := acting(t)
	s.drafting(maria, filled(maria))
	tab := browser.Shared(t).Tab(t)
	s.enter(tab, "ada", "/aiuto")
	ready(tab)
	tab.Open(s.URL + per(forMaria, "/pratiche")) // the worker keeps this page
	ready(tab)
	tab.Tolerate("status of 403")
	tab.Offline(true)
	goTo(tab, per(forMaria, base+"/notes"), ", per Maria")
	tab.Fill("#notes", "la chiave è da Olga")
	tab.Click("#main form button")
	tab.WaitFor("location.pathname.endsWith('/controlla')", soon)
	rest(tab)
	tab.Eval("document.querySelector('#main form input[type=checkbox]').click()") // that it is for her
	tab.Click("#main form button")
	tab.WaitFor("location.pathname.includes('/pratiche/')&&document.querySelector('#main').innerText.includes('alvata su questo telefono')", soon)
	goTo(tab, per(forNino, base+"/phone"), ", per Nino")
	tab.Fill("#phone", "0362 222222")
	tab.Click("#main form button")
	tab.WaitFor("location.pathname.endsWith('/alone')", soon)
	goTo(tab, per(forMaria, "/pratiche"), ", per Maria")

	s.becomes(forMaria, proxies.Revoked)
	tab.Offline(false)
	tab.WaitFor("document.title.startsWith('Ora non può agire')", soon)
	tab.WaitFor("document.querySelector('#avvisi-rete').innerText.includes('non è stata mandata')", soon)
	if got := browser.Eval[string](tab, "[...document.querySelectorAll('#main a')].map(a=>a.getAttribute('href')).join(' ')"); strings.Contains(got, "/per/") {
		t.Errorf("the page leads nowhere: %s", got)
	}
	if keys, records := keptOf(tab); strings.Contains(keys+records, forMaria) || !strings.Contains(keys, forNino) || !strings.Contains(records, forNino) {
		t.Errorf("keys of %s, records of %s", keys, records)
	}
	tab.WaitFor(fmt.Sprintf("(sportello.outbox.list(%q,%q).then(all=>self.sent=all.every(e=>e.state!='waiting')),self.sent)", ada.ID, forNino), soon)
	if got := s.drafts(nino)["phone"]; got != "0362 222222" {
		t.Errorf("what waited for Nino: %q", got)
	}
	if got := s.applications(maria); len(got) != 0 {
		t.Errorf("filed for Maria: %+v", got)
	}

	tab.Offline(true) // it can be read without the folder, and without a network
	goTo(tab, "/", "Inizio")
	if got := tab.Text("#main"); !strings.Contains(got, "Non mandato") {
		t.Errorf("the first page says %s", got)
	}
	goTo(tab, "/pratiche/non-mandate", "non è stato mandato")
	tab.Eval("document.querySelector('#main details').open=true")
	for _, word := range []string{"Maria Verdi", "Telesoccorso", "2026", "la chiave è da Olga", "la delega è finita"} {
		if got := tab.Text("#main"); !strings.Contains(got, word) {
			t.Errorf("%q is not among what was not sent: %s", word, got)
		}
	}
	tab.Click("#main form button")
	tab.WaitFor("document.querySelector('#main').innerText.includes('non c\\'è nulla')", soon)
	tab.WaitFor("!document.querySelector('#avvisi-rete').innerText.includes('non è stata mandata')", soon)
}

// A form that the worker had kept for somebody whose mandate has ended is not lost without a word either.
func TestHandedOverFormOfAnEndedMandate(t *testing.T) {
	s := acting(t)
	tab := browser.Shared(t).Tab(t)
	tab.Tolerate("status of 403")
	s.enter(tab, "ada", "/aiuto")
	ready(tab)
	tab.Eval(fmt.Sprintf(`sportello.store.handOver({url:%q,fields:[["draft",%q],["phone","0362 111111"]],person:%q})`, per(forMaria, base+"/phone"), draft, ada.ID))
	s.becomes(forMaria, proxies.Renounced)
	tab.Open(s.URL + "/aiuto")
	ready(tab)
	tab.WaitFor(fmt.Sprintf("(sportello.outbox.list(%q,%q).then(all=>self.over=all.length==1&&all[0].state=='refused'),self.over)", ada.ID, forMaria), soon)
	goTo(tab, "/pratiche/non-mandate", "non è stato mandato")
	tab.Eval("document.querySelector('#main details').open=true")
	if got := tab.Text("#main"); !strings.Contains(got, "Maria Verdi") || !strings.Contains(got, "0362 111111") {
		t.Errorf("what was not sent: %s", got)
	}
	if left := browser.Eval[int](tab, "sportello.store.handedOver().then(l=>l.length)"); left != 0 {
		t.Errorf("%d forms are still handed over", left)
	}
}

// The person acting is told whether or not they were about to send something: the server's page is a contact too,
// also where the program never came.
func TestMandateEndsOnAPageOfTheServer(t *testing.T) {
	s := acting(t)
	tab := browser.Shared(t).Tab(t)
	s.enter(tab, "ada", "/aiuto")
	ready(tab)
	tab.Open(s.URL + per(forMaria, "/pratiche"))
	ready(tab)
	tab.Offline(true)
	tab.Reload()
	if kept := browser.Eval[string](tab, "document.documentElement.dataset.keptAt||''"); kept == "" || !strings.Contains(tab.Title(), "Maria") {
		t.Errorf("no copy of Maria's page: %s", tab.Title())
	}
	tab.Offline(false)
	before(tab, "self.requestIdleCallback=()=>{}") // the program does not come
	s.becomes(forMaria, proxies.Paused)
	tab.Tolerate("status of 403")
	tab.Open(s.URL + per(forMaria, "/pratiche"))
	if got := tab.Title(); !strings.HasPrefix(got, "Ora non può agire") {
		t.Errorf("title %q", got)
	}
	tab.WaitFor(fmt.Sprintf(`(new Promise(done=>{const r=indexedDB.open('sportello');r.onsuccess=()=>{const q=r.result.transaction(['keys']).objectStore('keys').getAllKeys();
		q.onsuccess=()=>{r.result.close();done(q.result)}}}).then(k=>self.gone=!k.includes(%q)),self.gone)`, forMaria), soon)
	if keys, records := keptOf(tab); strings.Contains(keys+records, forMaria) || !strings.Contains(records, forNino) {
		t.Errorf("keys of %s, records of %s", keys, records)
	}
}

// A proxy that has come to its last day is over without a network too: the actor's own folder says so.
func TestMandateOverWithoutANetwork(t *testing.T) {
	s := acting(t)
	tab := browser.Shared(t).Tab(t)
	s.enter(tab, "ada", "/aiuto")
	ready(tab)
	tab.Offline(true)
	goTo(tab, per(forMaria, "/pratiche"), ", per Maria")
	tab.Offline(false)
	s.becomes(forMaria, proxies.Paused)
	tab.Tolerate("status of 403")
	tab.Open(s.URL + "/aiuto")
	ready(tab) // the folders are brought up to date
	tab.Offline(true)
	goTo(tab, per(forMaria, "/pratiche"), "Ora non può agire")
	tab.Offline(false)
	s.becomes(forMaria, proxies.Active) // a pause is over
	tab.Open(s.URL + "/aiuto")
	ready(tab)
	tab.Offline(true)
	goTo(tab, per(forMaria, "/pratiche"), ", per Maria")
}

// Somebody else signs in, who acts for the same person. What the first wrote for her waits for the first; nobody
// takes the second's answer for the end of the first's mandate.
func TestAnotherActorForTheSamePerson(t *testing.T) {
	s := acting(t)
	b := browser.Shared(t)
	first, second := b.ProfileTab(t), b.ProfileTab(t)
	for _, tab := range []*browser.Tab{first, second} {
		tab.Tolerate("status of 409")
		tab.Tolerate("the outbox is sent later")
	}
	s.enter(first, "ada", per(forMaria, base+"/phone"))
	ready(first)
	first.Offline(true)
	first.Fill("#phone", "0362 111111")
	first.Click("#main form button")
	first.WaitFor("location.pathname.endsWith('/alone')", soon)

	s.enter(second, "bruno", per(alsoMaria, base+"/phone"))
	ready(second)
	if keys, records := keptOf(second); strings.Contains(keys+records, ada.ID) || strings.Contains(keys+records, forMaria) || !strings.Contains(records, alsoMaria) {
		t.Errorf("keys of %s, records of %s", keys, records)
	}
	if got := browser.Eval[string](second, "document.querySelector('#phone').value"); got != "" {
		t.Errorf("Bruno sees %q", got)
	}
	first.Offline(false)
	first.Eval(fmt.Sprintf("sportello.outbox.flush(%q,true)", ada.ID)) // her window still stands
	second.Eval(fmt.Sprintf("sportello.outbox.flush(%q,true)", bruno.ID))
	if got := browser.Eval[string](second, fmt.Sprintf("sportello.outbox.list(%q).then(all=>all.map(e=>e.lane+' '+e.state).join())", ada.ID)); got != forMaria+" waiting" {
		t.Errorf("Ada's outbox: %q", got)
	}
	if got := s.drafts(maria)["phone"]; got != "" {
		t.Errorf("sent in another's name: %q", got)
	}
	second.Fill("#phone", "0362 999999")
	second.Click("#main form button")
	second.WaitFor("location.pathname.endsWith('/alone')", soon)
	for _, c := range s.came(command.Answer) {
		if strings.Contains(string(c.Body), "111111") && c.Mandate != forMaria || strings.Contains(string(c.Body), "999999") && c.Mandate != alsoMaria {
			t.Errorf("under %s came %s", c.Mandate, c.Body)
		}
	}
	s.enter(second, "ada", "/pratiche")
	second.WaitFor(fmt.Sprintf("self.sportello&&sportello.outbox&&(sportello.outbox.list(%q).then(all=>self.sent=all.every(e=>e.state!='waiting')),self.sent)", ada.ID), soon)
	if got := s.drafts(maria)["phone"]; got != "0362 111111" {
		t.Errorf("when Ada is back: %q", got)
	}
}

// A form that stands on a page of somebody who signed in before is not sent in the name of who is here now.
func TestFormOfSomebodyElse(t *testing.T) {
	s := acting(t)
	b := browser.Shared(t)
	first, second := b.ProfileTab(t), b.ProfileTab(t)
	first.Tolerate("status of 409")
	s.enter(first, "ada", base+"/phone")
	ready(first)
	first.Eval("delete sportello.visit") // as when the program has not come yet
	s.enter(second, "bruno", "/aiuto")
	ready(second)
	first.Fill("#phone", "0362 111111")
	first.Loads(func() { first.Click("#main form button") })
	if got := first.Title(); !strings.Contains(got, "di un'altra persona") {
		t.Errorf("title %q", got)
	}
	if a, b := s.drafts(ada), s.drafts(bruno); a != nil || b != nil {
		t.Errorf("drafts: %v, %v", a, b)
	}
}

// What the first version kept: the folder is read on, its pages are fetched again, and what waits is sent.
func TestWhatTheFirstVersionKept(t *testing.T) {
	s := open(t)
	tab := browser.Shared(t).Tab(t)
	s.enter(tab, "ada", "/aiuto")
	ready(tab)
	tab.Offline(true)
	answer := made(t, "01900000-0000-7000-8000-0000000000f1", command.Answer, map[string]any{"draft": draft, "service": "telesoccorso", "answers": map[string]string{"phone": "0362 111111"}})
	tab.Eval(fmt.Sprintf(`(async()=>{const {store}=sportello,command=%s,folder=await store.get("folder",%[2]q);
		const seal=(name,clear)=>store.seal(name,clear),row=Object.assign({id:command.id,subject:%[2]q,state:"waiting",tries:0,after:0},await seal("outbox:"+command.id,JSON.stringify({command})));
		const old=[["folder:"+%[2]q,folder],["page:"+"0".repeat(64),"{}"]].map(async([n,c])=>[n,Object.assign(await seal(n,c),{at:1})]),all=await Promise.all(old);
		await store.forget(%[2]q);
		await store.run("sealed","readwrite",s=>{for(const [n,c] of all)s.put(c,n)});
		await store.run("outbox","readwrite",s=>{s.add(row)});
		await store.renew()})()`, answer, ada.ID))
	got := browser.Eval[string](tab, fmt.Sprintf(`(async()=>{const names=await sportello.store.run("sealed","readonly",s=>sportello.store.value(s.getAllKeys()));
		return names.filter(n=>/^(folder|page):/.test(n)).join()+"|"+!!(await sportello.store.get("folder",%[1]q))+"|"+(await sportello.outbox.list(%[1]q)).map(e=>e.lane+e.state).join()})()`, ada.ID))
	if got != "|true|"+ada.ID+"waiting" {
		t.Errorf("after the change: %s", got)
	}
	tab.Open(s.URL + "/tasse/tari")
	tab.WaitFor("document.title.includes('TARI')", soon)
	tab.Offline(false)
	tab.WaitFor(fmt.Sprintf("(sportello.outbox.list(%q).then(all=>self.sent=all.every(e=>e.state!='waiting')),self.sent)", ada.ID), soon)
	if got := s.drafts(ada)["phone"]; got != "0362 111111" {
		t.Errorf("the draft says %q", got)
	}
}
