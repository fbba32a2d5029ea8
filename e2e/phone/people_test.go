package phone_test

import (
	"fmt"
	"strings"
	"testing"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/api/identity"
	"sportello/api/proxies"
	"sportello/e2e/browser"
)

// The mandates of Ada, and Bruno's for one of the same people.
const (
	forMaria  = "01900000-0000-7000-8000-00000000002a"
	forNino   = "01900000-0000-7000-8000-00000000002b"
	forOlga   = "01900000-0000-7000-8000-00000000002c"
	alsoMaria = "01900000-0000-7000-8000-00000000002d"
)

// acting lets Ada act for three people, and Bruno for one of them. Each of the three has a street of their own.
func acting(t *testing.T) *site {
	t.Helper()
	s := open(t)
	give := func(id string, from, to identity.Person) {
		s.proxies = append(s.proxies, proxies.Proxy{ID: id, Kind: proxies.Simple, State: proxies.Active, From: calendar.InRome(now),
			Delegator: proxies.Party{ID: from.ID, Name: from.Name()}, Delegate: proxies.Party{ID: to.ID, Name: to.Name()},
			Rights: identity.Rights{Tasks: identity.Tasks}})
	}
	give(forMaria, maria, ada)
	give(forNino, nino, ada)
	give(forOlga, olga, ada)
	give(alsoMaria, maria, bruno)
	for _, p := range []identity.Person{maria, nino, olga} {
		s.drafting(p, flow.Answers{"address": "via di " + p.GivenName})
	}
	return s
}

// drafting gives somebody a draft with these answers.
func (s *site) drafting(p identity.Person, a flow.Answers) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.folders[p.ID]
	f.Drafts = []applications.Draft{{ID: draftOf(p), Service: "telesoccorso", Answers: a}}
	s.folders[p.ID] = f
}

func draftOf(p identity.Person) string { return p.ID[:34] + "d" + p.ID[35:] }

// filled are good answers to every question, of somebody in their own street.
func filled(p identity.Person) flow.Answers {
	a := flow.Answers{}
	for name, value := range all {
		a[name] = value
	}
	a["address"] = "via di " + p.GivenName
	return a
}

// becomes changes the state of a mandate.
func (s *site) becomes(id string, state proxies.State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range s.proxies {
		if s.proxies[i].ID == id {
			s.proxies[i].State = state
		}
	}
}

// drafts are the answers of somebody's draft, as the town hall has them.
func (s *site) drafts(p identity.Person) flow.Answers {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d, ok := s.folders[p.ID].Draft("telesoccorso"); ok {
		return d.Answers
	}
	return nil
}

func per(mandate, path string) string { return "/per/" + mandate + path }

// keptOf are the scopes of which the phone keeps a key, and those of which it keeps records, each once.
func keptOf(tab *browser.Tab) (keys, records string) {
	const names = `(store,shape)=>new Promise(done=>{const r=indexedDB.open('sportello');r.onsuccess=()=>{const q=r.result.transaction(store).objectStore(store).getAllKeys();
		q.onsuccess=()=>{r.result.close();done([...new Set(q.result.map(shape).filter(Boolean))].sort().join(' '))}}})`
	keys = browser.Eval[string](tab, "("+names+")('keys',k=>k==='main'?'':k)")
	records = browser.Eval[string](tab, "("+names+")('sealed',k=>k.startsWith('of:')?k.split(':')[1]:'')")
	return keys, records
}

// goTo follows a link of the app to a page with these words in its title.
func goTo(tab *browser.Tab, path, title string) {
	tab.Test().Helper()
	tab.Eval(fmt.Sprintf("sportello.visit(location.origin+%q,null)", path))
	tab.WaitFor(fmt.Sprintf("location.pathname==%q&&document.title.includes(%q)&&document.activeElement.id=='titolo'", path, title), soon)
}

// Two windows of one phone, two people: each command goes up under its own mandate, and no word of one is
// ever seen in, or kept for, the other.
func TestTwoWindowsTwoPeople(t *testing.T) {
	s := acting(t)
	b := browser.Shared(t)
	first, second := b.ProfileTab(t), b.ProfileTab(t)
	s.enter(first, "ada", per(forMaria, base+"/phone"))
	second.Open(s.URL + per(forNino, base+"/phone"))
	ready(first)
	ready(second)
	first.Fill("#phone", "0362 111111")
	second.Fill("#phone", "0362 222222")
	first.Click("#main form button")
	second.Click("#main form button")
	for tab, about := range map[*browser.Tab][2]string{first: {forMaria, "Maria Verdi"}, second: {forNino, "Nino Bianchi"}} {
		tab.WaitFor(fmt.Sprintf("location.pathname==%q&&document.activeElement.id=='titolo'", per(about[0], base+"/alone")), soon)
		if got := tab.Title(); !strings.Contains(got, ", per "+about[1]+" - ") {
			t.Errorf("title %q", got)
		}
		if got := tab.Text("#per-conto-di"); !strings.Contains(got, about[1]) {
			t.Errorf("the banner says %q", got)
		}
		menu := browser.Eval[string](tab, "[...document.querySelectorAll('header nav a[data-own]')].map(a=>a.dataset.own+'>'+a.getAttribute('href')).join(' ')")
		if !strings.Contains(menu, "/pratiche>"+per(about[0], "/pratiche")) || !strings.Contains(menu, "/preferenze>/preferenze") {
			t.Errorf("the menu leads to %s", menu)
		}
		if got := browser.Eval[string](tab, "document.querySelector('header a[hreflang]').getAttribute('href')"); got != per(about[0], base+"/alone?lang=en") {
			t.Errorf("the other language is at %q", got)
		}
	}
	for _, c := range s.came(command.Answer) {
		want := map[string]string{maria.ID: forMaria + "0362 111111", nino.ID: forNino + "0362 222222"}[c.Subject]
		if want == "" || c.Mandate != want[:36] || !strings.Contains(string(c.Body), want[36:]) {
			t.Errorf("for %s under %s came %s", c.Subject, c.Mandate, c.Body)
		}
	}
	if m, n, a := s.drafts(maria)["phone"], s.drafts(nino)["phone"], s.drafts(ada); m != "0362 111111" || n != "0362 222222" || a != nil {
		t.Errorf("drafts: Maria %q, Nino %q, Ada %v", m, n, a)
	}
	goTo(first, "/pratiche", "Le sue domande - ")
	if got := first.Text("#main"); strings.Contains(got, "non finita") || strings.Contains(first.Title(), "Maria") {
		t.Errorf("Ada's own page: %s", got)
	}
	if got := browser.Eval[string](first, "document.querySelector('header nav a[aria-current]').getAttribute('href')"); got != "/pratiche" {
		t.Errorf("the menu of Ada's own page is at %q", got)
	}
}

// A proxy with three people has all three with her without a network, each sealed under a key of their own.
func TestThreePeopleWithoutANetwork(t *testing.T) {
	s := acting(t)
	tab := browser.Shared(t).Tab(t)
	s.enter(tab, "ada", "/aiuto")
	ready(tab)
	want := strings.Join([]string{ada.ID, forMaria, forNino, forOlga}, " ")
	if keys, records := keptOf(tab); keys != want || records != want {
		t.Fatalf("keys of %s, records of %s", keys, records)
	}
	opened := browser.Eval[string](tab, fmt.Sprintf(`(async()=>{const {store}=sportello,out=[];
		for(const of of [%[1]q,%[2]q])for(const by of [%[1]q,%[2]q,""]){const name="of:"+of+":folder";
		const row=await store.run("sealed","readonly",s=>store.value(s.get(name)));out.push(await store.unseal(name,row,by)?"yes":"no")}
		return out.join(" ")})()`, forMaria, forNino))
	if opened != "yes no no no yes no" {
		t.Errorf("folders opened by the keys of others: %s", opened)
	}
	tab.Offline(true)
	for _, p := range []struct {
		mandate string
		of      identity.Person
	}{{forMaria, maria}, {forNino, nino}, {forOlga, olga}} {
		goTo(tab, per(p.mandate, base+"/address"), ", per "+p.of.Name())
		if got := browser.Eval[string](tab, "address.value"); got != "via di "+p.of.GivenName {
			t.Errorf("for %s: %s", p.of.Name(), got)
		}
	}
	tab.Back() // across people
	tab.WaitFor("document.title.includes('per Nino Bianchi')&&address.value=='via di Nino'", soon)
	tab.Eval("history.forward()")
	tab.WaitFor("document.title.includes('per Olga Galli')&&address.value=='via di Olga'", soon)

	tab.Fill("#address", "via nuova di Olga")
	tab.Click("#main form button")
	tab.WaitFor("location.pathname.endsWith('/phone')", soon)
	tab.Open(s.URL + per(forMaria, base+"/address")) // the shell, under another's address
	tab.WaitFor("document.title.includes('per Maria Verdi')&&address.value=='via di Maria'", soon)
	goTo(tab, per(forOlga, base+"/address"), ", per Olga Galli")
	if got := browser.Eval[string](tab, "address.value"); got != "via nuova di Olga" {
		t.Errorf("what waits for Olga: %q", got)
	}
	goTo(tab, per("01900000-0000-7000-8000-0000000000ff", "/pratiche"), "non è ancora sul telefono") // nothing is kept of them
	tab.Offline(false)
	tab.Eval(fmt.Sprintf("sportello.outbox.flush(%q,true)", ada.ID))
	if got := s.drafts(olga)["address"]; got != "via nuova di Olga" || s.drafts(maria)["address"] != "via di Maria" || s.drafts(nino)["address"] != "via di Nino" {
		t.Errorf("Olga's draft says %q", got)
	}
}

// With Save-Data only the folder of who is here is fetched.
func TestSavedDataFetchesNobodyElse(t *testing.T) {
	s := acting(t)
	tab := browser.Shared(t).Tab(t)
	before(tab, `Object.defineProperty(NetworkInformation.prototype,"saveData",{get:()=>true})`)
	s.enter(tab, "ada", "/pratiche")
	tab.WaitFor("navigator.serviceWorker.controller", soon)
	tab.Offline(true)
	tab.Open(s.URL + "/tasse/tari") // in the shell the program is needed all the same
	tab.WaitFor("self.sportello&&sportello.visit", soon)
	tab.Offline(false)
	tab.Reload()
	tab.WaitFor("self.sportello&&document.readyState=='complete'", soon)
	if keys, _ := keptOf(tab); strings.Contains(keys, forMaria) {
		t.Errorf("kept: %s", keys)
	}
}

// Something typed on a page about somebody else, while the program comes, is neither touched nor led astray.
func TestTakeOverForAnother(t *testing.T) {
	s := acting(t)
	tab := browser.Shared(t).Tab(t)
	s.enter(tab, "ada", per(forMaria, base+"/address"))
	tab.Fill("#address", "via scritta prima")
	ready(tab)
	if got := browser.Eval[string](tab, "address.value+'|'+document.activeElement.id"); got != "via scritta prima|address" {
		t.Errorf("loading the app touched the field: %q", got)
	}
	tab.Click("#main form button")
	tab.WaitFor(fmt.Sprintf("location.pathname==%q", per(forMaria, base+"/phone")), soon)
	if got := s.drafts(maria)["address"]; got != "via scritta prima" {
		t.Errorf("Maria's draft says %q", got)
	}
}
