package chaos

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sportello/e2e/browser"
)

// slow is how long a page may take on a machine that does other things too.
const slow = 40 * time.Second

const flowBase = "/servizi/telesoccorso/domanda/"

// phone is one person with one browser of their own, who files one application.
type phone struct {
	*browser.Tab
	t       *testing.T
	world   *world
	net     *proxy
	browser *browser.Browser
	rng     *rand.Rand
	code    string // fiscal code
	mark    string

	mu      sync.Mutex
	claimed time.Time // when a page first said that it is registered
	byHand  int       // times the person had to send again
}

// newPhone signs somebody in, in a browser with a profile on the disk.
func newPhone(t *testing.T, w *world, net *proxy, code, mark string, rng *rand.Rand) *phone {
	t.Helper()
	net.calm()
	p := &phone{t: t, world: w, net: net, rng: rng, code: code, mark: mark, browser: browser.New(t, browser.Profile(t.TempDir()))}
	p.tab()
	p.Open(net.url + "/entra?torna=/servizi/telesoccorso")
	p.signsIn("/servizi/telesoccorso")
	return p
}

// signsIn goes from the page that explains how, over the identity provider's, to another of ours.
func (p *phone) signsIn(to string) {
	p.t.Helper()
	p.Loads(func() { p.Click("form[action='/entra'] button") })
	p.Fill("#codice_fiscale", p.code)
	p.Loads(func() { p.Click("form:has(#codice_fiscale) button") })
	p.WaitFor("location.pathname === "+browser.Quote(to), slow)
}

// claims is what a page says when it says that the town hall has the application.
const claims = `(() => {
	const says = /\b20\d\d\/\d{7}\b|Arrivata e registrata|ha ricevuto la sua domanda/;
	const look = () => {
		const main = document.querySelector("main");
		if (main && says.test(main.textContent)) sportelloClaims(document.title);
	};
	new MutationObserver(look).observe(document, {subtree: true, childList: true, characterData: true});
})()`

// tab opens a tab that is listened to: what it says about the application is noted with the time.
func (p *phone) tab() {
	p.t.Helper()
	p.Tab = p.browser.ProfileTab(p.t)
	if p.net.heavy.Load() {
		p.Tolerate("sw.js") // a worker whose files do not get through is not installed
		p.Tolerate("fetching the script")
	}
	p.Tolerate("net::ERR")                 // connections die here
	p.Tolerate("status of 503")            // and so does the database
	p.Tolerate("the outbox is sent later") // so the worker asks the browser to wake it again
	err := chromedp.Listen(p.Context(), func(ev any) {
		if called, ok := ev.(*runtime.EventBindingCalled); ok && called.Name == "sportelloClaims" {
			p.mu.Lock()
			defer p.mu.Unlock()
			if p.claimed.IsZero() {
				p.claimed = time.Now()
			}
		}
	})
	if err == nil {
		_, err = chromedp.Call(p.Context(), runtime.AddBinding, runtime.AddBindingParams{Name: "sportelloClaims"})
	}
	if err != nil {
		p.t.Fatalf("listening to a page: %v", err)
	}
	p.always(claims)
	tab := p.Tab
	p.t.Cleanup(func() {
		if p.t.Failed() {
			p.t.Logf("the last requests: %+v", tab.Requests()[max(0, len(tab.Requests())-12):])
		}
	})
}

// begun keeps the first answers, as another device of the same person would, so that the pages go on from there.
const begun = `(async () => {
	const answers = {address: "Via Umberto I 12", phone: "0362 123456", alone: "yes", contact_name: "Chiara Colli",
		contact_phone: "333 1234567", keys: "yes", disability: "no"};
	const r = await fetch("/v1/drafts/%s", {method: "PUT", body: JSON.stringify({service: "telesoccorso", answers}),
		headers: {"Content-Type": "application/json", "Sportello-Subject": document.documentElement.dataset.person}});
	return r.status;
})()`

// state is how far a browser has got when somebody files: whether it has the worker, and whether the app answers.
type state int

const (
	awake  state = iota // the app in the browser answers
	asleep              // the worker is there, the app is not: the person spares data
	bare                // neither is there yet, on a bad line
)

func (s state) String() string { return [...]string{"awake", "asleep", "bare"}[s] }

const sparesData = `Object.defineProperty(NetworkInformation.prototype, "saveData", {get: () => true})`

// fills answers the last questions, page by page, and stands before the check.
func (p *phone) fills(s state) {
	p.t.Helper()
	switch s {
	case awake:
		p.WaitFor("window.sportello && sportello.visit && navigator.serviceWorker.controller", slow)
	case asleep:
		p.always(sparesData)
		p.WaitFor("navigator.serviceWorker.controller", slow)
	}
	if status := browser.Eval[int](p.Tab, fmt.Sprintf(begun, uuid.Must(uuid.NewV7()))); status != 200 {
		p.t.Fatalf("keeping the first answers: status %d", status)
	}
	p.Open(p.net.url + flowBase + "visit")
	if s == awake {
		p.WaitFor("window.sportello && sportello.visit", slow)
	}
	for _, q := range []struct {
		at string
		do func()
	}{
		{"visit", func() { p.Click("input[name=visit][value=any]") }},
		{"notes", func() { p.Fill("#notes", p.mark) }},
		{"declare", func() { p.Click("#declare") }},
	} {
		p.WaitFor("location.pathname === "+browser.Quote(flowBase+q.at)+" && document.querySelector('main form [name="+q.at+"]')", slow)
		q.do()
		p.Click("main form button[type=submit]")
	}
	p.WaitFor("location.pathname === "+browser.Quote(flowBase+"controlla")+" && document.querySelector('main form button[type=submit]')", slow)
	if woken := browser.Eval[bool](p.Tab, "!!(window.sportello && sportello.visit)"); woken != (s == awake) {
		p.t.Errorf("the app has woken: %v", woken)
	}
}

// always runs a script before those of every page.
func (p *phone) always(js string) {
	p.t.Helper()
	if _, err := chromedp.Call(p.Context(), page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: js}); err != nil {
		p.t.Fatalf("adding a script: %v", err)
	}
}

// taps presses the button that files, a second after the one before: sooner, at the same place, it would be
// taken for a hand that trembles.
func (p *phone) taps() {
	p.t.Helper()
	p.Eval("new Promise(done => setTimeout(done, 1050))")
	p.Click("main form button[type=submit]")
}

// moment is a random time after a tap, in which a kill falls.
func (p *phone) moment() { <-time.After(time.Duration(p.rng.IntN(120)) * time.Millisecond) }

// filed is how many applications the town hall has from this phone.
func (p *phone) filed() int {
	p.t.Helper()
	return p.world.number(`select count(*)::int from application where answers->>'notes' = $1`, p.mark)
}

// struck waits until the network has cut a submission.
func (p *phone) struck() {
	p.t.Helper()
	select {
	case <-p.net.struck:
	case <-time.After(slow):
		p.t.Fatal("the submission did not leave the browser")
	}
}

var protocol = regexp.MustCompile(`\b20\d\d/\d{7}\b`)

// endsWell is how the story ends, whatever has happened: the person opens their applications until the number
// is there. When nothing waits on the phone and only the draft is left, they send it again.
func (p *phone) endsWell() {
	p.t.Helper()
	p.net.heavy.Store(false)
	p.net.set(open)
	var text string
	for end, try := time.Now().Add(90*time.Second), 1; time.Now().Before(end); try++ {
		p.Open(p.net.url + "/pratiche")
		if browser.Eval[bool](p.Tab, `location.pathname === "/entra"`) {
			p.signsIn("/pratiche") // Chromium writes cookies down after half a minute: a flat battery signs out
		}
		text = p.settles()
		if protocol.MatchString(text) {
			p.judge(protocol.FindString(text))
			return
		}
		if try%3 == 0 {
			p.sendsAgain()
		}
	}
	p.t.Errorf("%s: the phone never shows a number, the town hall has %d applications: %.400s", p.mark, p.filed(), text)
}

// settles gives a page some seconds to say the number by itself, and gives what it says.
func (p *phone) settles() (text string) {
	p.t.Helper()
	for range 12 {
		text = browser.Eval[string](p.Tab, `document.querySelector("main") ? document.querySelector("main").innerText : ""`)
		if protocol.MatchString(text) {
			break
		}
		<-time.After(250 * time.Millisecond) // a person who waits
	}
	return text
}

func (p *phone) sendsAgain() {
	p.t.Helper()
	p.Open(p.net.url + flowBase + "controlla")
	if browser.Eval[bool](p.Tab, `location.pathname.endsWith("/controlla") && !!document.querySelector("main form button[type=submit]")`) {
		p.byHand++
		p.taps()
		p.settles()
	}
}

// judge holds what the phone says against what the town hall has.
func (p *phone) judge(shown string) {
	p.t.Helper()
	type row struct {
		Protocol string
		At       time.Time
	}
	has := read(p.world, pgx.RowToStructByPos[row], `select year || '/' || lpad(number::text, 7, '0'), filed_at from application
		where answers->>'notes' = $1`, p.mark)
	if len(has) != 1 || has[0].Protocol != shown {
		p.t.Errorf("%s: the phone shows %s, the town hall has %+v", p.mark, shown, has)
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.claimed.IsZero() || p.claimed.Before(has[0].At) {
		p.t.Errorf("%s: a page said at %v that it is registered; that was at %v", p.mark, p.claimed, has[0].At)
	}
}
