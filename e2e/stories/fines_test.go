package stories

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/jackc/pgx/v5"

	"sportello/api/calendar"
	"sportello/api/fines"
	"sportello/e2e/browser"
	demo "sportello/e2e/outside/town"
)

// fineOf is the fine of a persona whose number ends so.
func fineOf(t *testing.T, who, digits string) fines.Fine {
	t.Helper()
	for _, f := range demo.PersonaFines(calendar.InRome(time.Now()))[who] {
		if strings.HasSuffix(f.Number, digits) {
			return f
		}
	}
	t.Fatalf("%s has no fine %s", who, digits)
	return fines.Fine{}
}

// asked is what the database says in one word.
func asked(t *testing.T, sql string, args ...any) (word string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), town.DSN())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if err := conn.QueryRow(t.Context(), sql, args...).Scan(&word); err != nil {
		t.Fatal(err)
	}
	return word
}

// effort counts what somebody must look at and touch.
type effort struct {
	person
	screens []string
	taps    int
}

// looks is one more screen.
func (e *effort) looks() { e.screens = append(e.screens, e.Text("h1")) }

// taps touches one thing, which leads to the screen with that title.
func (e *effort) tapsTo(css, h1 string) {
	e.t.Helper()
	e.rests()
	e.Click(css)
	e.taps++
	e.asks(h1)
	e.looks()
}

// The ways through pagoPA's page in the demonstration.
const (
	confirms = "main form[action='/paga/conferma'] [type=submit]"
	paysNow  = "button[name=scelta][value=paga]"
	paysLate = "button[name=scelta][value=tardi]"
)

// arrived waits until the page of a payment says that the receipt has come. It changes by itself.
func (p person) arrived() {
	p.t.Helper()
	p.WaitFor("/^\\/(per\\/[^/]+\\/)?pagamenti\\//.test(location.pathname)", patience)
	p.WaitFor("document.querySelector('h1') && document.querySelector('h1').textContent.startsWith('Il pagamento è arrivato')", 3*patience)
}

// TestFineFromTheLetter: Chiara has the letter in her hand. After signing in she pays in four screens, that of pagoPA
// among them; the number is printed.
func TestFineFromTheLetter(t *testing.T) {
	fine := fineOf(t, "chiara", "4802")
	p := visitor(t)
	p.Open(town.URL + "/multe/cerca")
	p.Fill("#numero", fine.Number)
	p.Fill("#targa", fine.Plate)
	p.Loads(func() { p.Click("main form [type=submit]") })
	p.sees("Da pagare oggi", "74,70")
	p.Loads(func() { p.Click("main a[href^='/entra?torna=']") })
	p.Loads(func() { p.Click("form[action='/entra'] button") })
	p.Loads(func() { p.Click("button[value='chiara']") })
	p.at("/multe/" + fine.ID)

	e := &effort{person: p}
	e.looks()
	e.sees("Da pagare oggi", "74,70")
	e.awake()
	e.tapsTo("main a[href='/paga/conferma?avviso="+fine.NAVs.Discounted+"']", "Controlli prima di pagare")
	e.sees("74,70", "Comune di Seregno")
	e.tapsTo(confirms, "Paghi per prova")
	e.rests()
	e.Click(paysNow)
	e.taps++
	e.arrived()
	e.looks()
	t.Logf("after signing in: %d screens and %d taps: %s", len(e.screens), e.taps, strings.Join(e.screens, " · "))
	if len(e.screens) > 4 || e.taps > 6 {
		t.Errorf("%d screens and %d taps, more than 4 and 6", len(e.screens), e.taps)
	}
	e.rests()
	e.Click("main a[href^='/ricevute/']")
	e.asks("Ricevuta di pagamento")
	e.sees("74,70", fine.Number)
	e.Open(town.URL + "/multe/" + fine.ID)
	e.sees("La multa è pagata")
}

// TestWaitingUpdatesItself: the receipt comes later. The page of the payment says that it waits, asks for news with short
// questions, and changes by itself; the change is said to who cannot see it. Turning back and failing come before, and
// cost nothing.
func TestWaitingUpdatesItself(t *testing.T) {
	p := signedIn(t, "irene", "/paga")
	p.awake()
	nav := asked(t, `select nav from notice n join person p on p.id = n.subject where p.given_name = 'Irene' and service = 'tari' and n.due_on >= current_date order by due_on limit 1`)
	for _, way := range []struct{ button, says string }{{"annulla", "Non ha pagato"}, {"fallisce", "Il pagamento non è riuscito"}} {
		p.Open(town.URL + "/paga/conferma?avviso=" + nav)
		p.rests()
		p.Loads(func() { p.Click(confirms) })
		p.Loads(func() { p.Click("button[name=scelta][value=" + way.button + "]") })
		p.asks(way.says)
		if !p.Has("main a[href*='" + nav + "']") {
			t.Errorf("%s: nothing leads to paying again", way.says)
		}
	}
	p.Open(town.URL + "/paga/conferma?avviso=" + nav)
	p.rests()
	p.Loads(func() { p.Click(confirms) })
	p.Loads(func() { p.Click(paysLate) })
	p.asks("Pagamento inviato, aspettiamo la conferma")
	p.sees("Non paghi di nuovo")
	p.awake()
	p.ForgetRequests()
	p.Eval(`window.sameDocument = true; window.told = []; new MutationObserver(all => all.forEach(m => told.push((m.target.nodeType === 3 ? m.target.parentElement : m.target).closest("[aria-live],[role=status],[role=alert]")?.textContent)))
		.observe(document.body, {childList: true, subtree: true, characterData: true})`)
	p.arrived()
	if !browser.Eval[bool](p.Tab, "window.sameDocument === true && told.includes('Ci sono novità sul pagamento.')") {
		t.Errorf("the change was not told: %s", browser.Eval[string](p.Tab, "JSON.stringify(window.told||'another document')"))
	}
	questions := 0
	for _, r := range p.Requests() {
		if strings.Contains(r.URL, "/v1/payments/") {
			questions++
		}
	}
	t.Logf("it asked %d times", questions)
	if questions < 2 || questions > 15 {
		t.Errorf("%d questions in twenty seconds", questions)
	}
}

// TestWrongClockPays: what a fine costs follows the town hall's day, whatever the phone's clock says: on day 6 there is
// no discount though the phone is at day 4, and on day 5 there is though the phone is at day 7.
func TestWrongClockPays(t *testing.T) {
	fine := fineOf(t, "aldo", "4630")
	for _, c := range []struct {
		name             string
		notified, phone  int
		discounted, full string
	}{{"day 6, the phone says day 4", 6, -2, "", "304,80"}, {"day 5, the phone says day 7", 5, 2, "217,50", ""}} {
		t.Run(c.name, func(t *testing.T) {
			today := calendar.InRome(time.Now())
			change(t, `update fine set notified_on = $2, discount_to = $3, reduced_to = $4 where id = $1`, fine.ID, iso(today-calendar.Day(c.notified)), iso(today-calendar.Day(c.notified)+5), iso(today-calendar.Day(c.notified)+60))
			p := signedIn(t, "aldo", "/aiuto")
			p.clockOff(c.phone)
			p.Open(town.URL + "/multe")
			p.keepsItsFolder()
			p.Eval("window.sameDocument = true")
			p.Click("main a[href='/multe/" + fine.ID + "']")
			p.at("/multe/" + fine.ID)
			p.sees("Da pagare oggi", c.discounted+c.full)
			said := p.Text("main .amount")
			if !strings.Contains(said, c.discounted+c.full) || !browser.Eval[bool](p.Tab, "window.sameDocument === true") {
				t.Errorf("the phone asks for %q", said)
			}
			if before := browser.Eval[int](p.Tab, "Math.round((Date.now() - performance.timeOrigin - performance.now())/864e5)"); before != c.phone {
				t.Errorf("the clock is %d days off", before)
			}
		})
	}
	gone := asked(t, `select nav_discounted from fine where id = $1`, fine.ID)
	today := calendar.InRome(time.Now())
	change(t, `update fine set notified_on = $2, discount_to = $3, reduced_to = $4 where id = $1`, fine.ID, iso(today-6), iso(today-1), iso(today+54))
	aldo := reads(t, "aldo")
	aldo.open("/paga/conferma?avviso=" + gone)
	aldo.sees("Ora non si può pagare", "Valeva fino al giorno")
}

func iso(d calendar.Day) string { return d.String() }

// clockOff sets the clock of the phone so many days wrong, in every document from now on.
func (p person) clockOff(days int) {
	p.t.Helper()
	const wrong = `(days => { const real = Date.now.bind(Date), off = days * 864e5, D = Date;
		Date = class extends D { constructor(...a) { a.length ? super(...a) : super(real() + off) } static now() { return real() + off } } })`
	script := wrong + "(" + browser.Eval[string](p.Tab, "String("+itoa(days)+")") + ")"
	if _, err := chromedp.Call(p.Context(), page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script}); err != nil {
		p.t.Fatal(err)
	}
}
