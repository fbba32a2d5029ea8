package phone_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/e2e/browser"
)

// all are good answers to every question of the flow.
var all = flow.Answers{"address": "via Segreta 77", "phone": "0362 123456", "alone": "yes", "contact_name": "Carla Neri",
	"contact_phone": "333 1234567", "keys": "yes", "disability": "no", "visit": "any", "notes": "", "declare": "yes"}

// drafted gives the person a draft in which only the check is missing.
func (s *site) drafted(t *testing.T, id string) {
	t.Helper()
	f := s.folders[ada.ID]
	f.Drafts = []applications.Draft{{ID: id, Service: "telesoccorso", Answers: all}}
	s.folders[ada.ID] = f
}

const draft = "01900000-0000-7000-8000-0000000000d1"

// made is a command as the app makes it.
func made(t *testing.T, id string, kind command.Kind, body any) string {
	t.Helper()
	c, err := command.New(id, kind, ada.ID, now, body)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// states are the commands of the outbox: "id state", in order.
func states(tab *browser.Tab) string {
	return browser.Eval[string](tab, fmt.Sprintf(`sportello.outbox.list(%q).then(all=>all.map(e=>e.command.id+' '+e.state).join(', '))`, ada.ID))
}

func TestAddIsDurableOrderedAndOnce(t *testing.T) {
	s := open(t)
	tab := browser.Shared(t).Tab(t)
	s.enter(tab, "ada", "/aiuto")
	ready(tab)
	tab.Offline(true)
	add := func(id string, kind command.Kind, body any) string {
		return browser.Eval[string](tab, fmt.Sprintf(`sportello.outbox.add(%s).then(e=>e.state,e=>e.name)`, made(t, id, kind, body)))
	}
	answer := func(name, value string) applications.Answer {
		return applications.Answer{Draft: "d", Service: "telesoccorso", Answers: flow.Answers{name: value}}
	}
	add("a1", command.Answer, answer("phone", "1"))
	add("a2", command.Answer, answer("keys", "yes"))
	add("a3", command.Answer, answer("phone", "2")) // takes the place of a1
	submit := applications.Submit{Service: "telesoccorso", Answers: all}
	add("d", command.Submit, submit)
	if got := add("d", command.Submit, submit); got != "waiting" {
		t.Errorf("the same command again: %s", got)
	}
	if got, want := states(tab), "a2 waiting, a3 waiting, d waiting"; got != want {
		t.Errorf("outbox %q, want %q", got, want)
	}
	tab.Offline(false)
	tab.Eval(fmt.Sprintf("sportello.outbox.flush(%q,true)", ada.ID))
	var came []string
	for _, c := range s.diary {
		came = append(came, string(c.Kind))
	}
	if got := strings.Join(came, " "); got != "applications.answer applications.answer applications.submit" {
		t.Errorf("the town hall got %s", got)
	}
	// Other content under the same id: refused here while the outbox still knows it, else by the town hall.
	tab.Tolerate("status of 422")
	add("d", command.Submit, applications.Submit{Service: "other"})
	tab.Eval(fmt.Sprintf("sportello.outbox.flush(%q,true)", ada.ID))
	if got := s.applications(ada); s.filed != 1 || len(got) != 1 || got[0].Service != "telesoccorso" {
		t.Errorf("%d numbers given, applications %+v", s.filed, got)
	}
	if got := states(tab); strings.Contains(got, "waiting") {
		t.Errorf("outbox %q", got)
	}
}

// What the town hall says decides what becomes of a command.
func TestWhatEndsACommand(t *testing.T) {
	tests := []struct {
		name  string
		fault fault
		state string
	}{
		{"session lapsed", fault{status: 401, kind: "signed-out"}, "waiting"},
		{"for another person", fault{status: 409, kind: "other-person"}, "waiting"},
		{"our fault", fault{status: 500, kind: "fault"}, "waiting"},
		{"too many", fault{status: 429, kind: "busy"}, "waiting"},
		{"line cut", fault{cut: true}, "waiting"},
		{"answer lost", fault{lose: true}, "waiting"},
		{"refused by the rules", fault{status: 422, kind: "refused/missing"}, "refused"},
		{"key used for other content", fault{status: 422, kind: "key-reused"}, "refused"},
	}
	s := open(t)
	tab := browser.Shared(t).Tab(t)
	s.enter(tab, "ada", "/aiuto")
	ready(tab)
	tab.Tolerate("status of 4") // answered so on purpose
	tab.Tolerate("status of 500")
	tab.Tolerate("the outbox is sent later") // how the browser is told to wake the worker again
	tab.Tolerate("net::ERR_EMPTY_RESPONSE")  // cut on purpose
	for i, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			id := fmt.Sprintf("01900000-0000-7000-8000-0000000000f%d", i)
			s.goesWrong(func(command.Command) fault { return test.fault })
			tab.Eval(fmt.Sprintf(`sportello.outbox.add(%s).then(()=>sportello.outbox.flush(%q,true))`,
				made(t, id, command.Submit, applications.Submit{Service: "telesoccorso", Answers: all}), ada.ID))
			if got := states(tab); !strings.Contains(got, id+" "+test.state) {
				t.Errorf("outbox %q", got)
			}
			s.goesWrong(nil)
			tab.Eval(fmt.Sprintf("sportello.outbox.flush(%q,true)", ada.ID))
			filed := 0
			for _, a := range s.applications(ada) {
				if a.ID == id {
					filed++
				}
			}
			if want := map[string]int{"waiting": 1, "refused": 0}[test.state]; filed != want {
				t.Errorf("filed %d times, want %d", filed, want)
			}
		})
	}
}

func TestManyTabsSendOnce(t *testing.T) {
	s := open(t)
	b := browser.Shared(t)
	first := b.ProfileTab(t)
	s.enter(first, "ada", "/aiuto")
	ready(first)
	second := b.ProfileTab(t)
	second.Open(s.URL + "/aiuto")
	ready(second)
	release := make(chan struct{})
	s.goesWrong(func(command.Command) fault { return fault{hold: release} })
	var adds []string
	const n = 12
	for i := range n {
		adds = append(adds, made(t, fmt.Sprintf("s%02d", i), command.Submit, applications.Submit{Service: "telesoccorso", Answers: all}))
	}
	for _, tab := range []*browser.Tab{first, second} { // both are given all, as after a double tap in two windows
		tab.Eval(fmt.Sprintf(`(async()=>{for(const c of [%s])await sportello.outbox.add(c);window.sent=false})()`, strings.Join(adds, ",")))
	}
	for _, tab := range []*browser.Tab{first, second} {
		tab.Eval(fmt.Sprintf(`void Promise.all([1,2,3].map(()=>sportello.outbox.flush(%q,true))).then(()=>window.sent=true)`, ada.ID))
		tab.Eval(`navigator.serviceWorker.controller.postMessage({do:"flush"})`)
	}
	close(release)
	for _, tab := range []*browser.Tab{first, second} {
		tab.WaitFor("window.sent", soon)
	}
	var order []string
	for _, c := range s.came(command.Submit) {
		order = append(order, c.ID)
	}
	want := "s00 s01 s02 s03 s04 s05 s06 s07 s08 s09 s10 s11"
	if got := strings.Join(order, " "); got != want {
		t.Errorf("the town hall got %s\nwant %s", got, want)
	}
}

// One telephone, two people: what Ada wrote waits for Ada, whoever uses it meanwhile.
func TestOutboxWaitsForItsPerson(t *testing.T) {
	s := open(t)
	tab := browser.Shared(t).Tab(t)
	s.enter(tab, "ada", "/aiuto")
	ready(tab)
	tab.Offline(true)
	tab.Eval(fmt.Sprintf("sportello.outbox.add(%s)", made(t, draft, command.Submit, applications.Submit{Service: "telesoccorso", Answers: all})))
	tab.Offline(false)
	s.goesWrong(func(command.Command) fault { return fault{cut: true} })
	tab.Tolerate("net::ERR_")
	tab.Tolerate("the outbox is sent later")
	s.enter(tab, "bruno", "/aiuto")
	ready(tab)
	s.goesWrong(nil)
	tab.Eval(fmt.Sprintf("sportello.outbox.flush(%q,true)", bruno.ID))
	if got := len(s.applications(ada)) + len(s.applications(bruno)); got != 0 {
		t.Errorf("%d applications while Bruno is here", got)
	}
	s.enter(tab, "ada", "/pratiche")
	tab.WaitFor("document.querySelector('#main').innerText.includes('2026/0000001')", soon)
	if got := len(s.applications(ada)); got != 1 || len(s.applications(bruno)) != 0 {
		t.Errorf("Ada has %d applications", got)
	}
}

// A busy town hall asks to be left alone for a while, and is.
func TestRetryAfter(t *testing.T) {
	s := open(t)
	tab := browser.Shared(t).Tab(t)
	s.enter(tab, "ada", "/aiuto")
	ready(tab)
	tab.Tolerate("429")
	tab.Tolerate("the outbox is sent later")
	s.goesWrong(func(command.Command) fault { return fault{status: 429, kind: "busy", after: "3"} })
	send := fmt.Sprintf("sportello.outbox.flush(%q,true).then(end=>end.why)", ada.ID)
	tab.Eval(fmt.Sprintf("sportello.outbox.add(%s)", made(t, draft, command.Submit, applications.Submit{Service: "telesoccorso", Answers: all})))
	for range 4 {
		if why := browser.Eval[string](tab, send); why != "later" {
			t.Errorf("flush says %q", why)
		}
	}
	if got := len(s.came(command.Submit)); got != 1 {
		t.Errorf("asked %d times within the time it wanted", got)
	}
	s.goesWrong(nil)
	tab.WaitFor(fmt.Sprintf("(sportello.outbox.list(%q).then(all=>self.over=all.every(e=>e.state==='done')),self.over)", ada.ID), soon)
	if s.filed != 1 {
		t.Errorf("%d numbers given", s.filed)
	}
}
