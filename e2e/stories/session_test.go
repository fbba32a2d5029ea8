package stories

import (
	"testing"

	"github.com/jackc/pgx/v5"

	"sportello/e2e/browser"
)

// lapse ends every session of a persona, as two hours of silence do.
func lapse(t *testing.T, given string) {
	t.Helper()
	change(t, `update session set expires_at = now() - interval '1 minute' where actor in (select id from person where given_name = $1)`, given)
}

func change(t *testing.T, sql string, args ...any) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), town.DSN())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), sql, args...); err != nil {
		t.Fatal(err)
	}
}

// TestLapsedSession: the session ends while somebody writes; after signing in again they are at the same
// question with their words in it. Without script, so that only the server can have kept them.
func TestLapsedSession(t *testing.T) {
	p := visitor(t)
	p.NoScript()
	p.signIn("marta", "/servizi/telesoccorso/domanda/address")
	p.Fill("#address", "Via del Ritorno 7")
	lapse(t, "Marta")
	p.Loads(func() { p.Click("main form button[type=submit]") })
	p.sees("entri di nuovo")
	p.Loads(func() { p.Click("form[action='/entra'] button") })
	p.Loads(func() { p.Click("button[value='marta']") })
	p.at("/servizi/telesoccorso/domanda/address")
	if got := browser.Eval[string](p.Tab, "document.querySelector('#address').value"); got != "Via del Ritorno 7" {
		t.Errorf("the field says %q", got)
	}
}

// TestLapsedSessionOfAnother: what one person wrote is not shown to another who signs in after them.
func TestLapsedSessionOfAnother(t *testing.T) {
	p := visitor(t)
	p.NoScript()
	p.signIn("marta", "/servizi/telesoccorso/domanda/address")
	p.Fill("#address", "Via Segreta 1")
	lapse(t, "Marta")
	p.Loads(func() { p.Click("main form button[type=submit]") })
	p.Loads(func() { p.Click("form[action='/entra'] button") })
	p.Loads(func() { p.Click("button[value='luca']") })
	if got := browser.Eval[string](p.Tab, "document.body.innerHTML.includes('Segreta') ? 'shown' : ''"); got != "" {
		t.Error("another person's words are shown")
	}
}

// TestTakeOverKeepsWhatIsTyped: the browser program wakes while somebody types. No word, no focus, no caret
// moves, and what was typed arrives with the first form.
func TestTakeOverKeepsWhatIsTyped(t *testing.T) {
	p := signedIn(t, "luca", "/servizi/telesoccorso/domanda/address")
	p.Fill("#address", "Via Prima 1")
	p.Eval("window.moves = 0; document.addEventListener('focusin', () => window.moves++); window.field = document.querySelector('#address'); field.setSelectionRange(4, 4)")
	p.awake()
	if !browser.Eval[bool](p.Tab, "document.querySelector('#address') === field && document.activeElement === field && field.selectionStart === 4 && moves === 0 && field.value === 'Via Prima 1'") {
		t.Error("waking disturbed the field")
	}
	p.Eval("window.sameDocument = true")
	p.Click("main form button[type=submit]")
	p.at("/servizi/telesoccorso/domanda/phone")
	p.Back()
	p.at("/servizi/telesoccorso/domanda/address")
	p.WaitFor("window.sameDocument && document.querySelector('#address') && document.querySelector('#address').value === 'Via Prima 1'", patience)
}

// personal lists what a browser keeps beside the files of the program that everybody gets.
const personal = `(async () => {
	const found = [];
	for (const name of await caches.keys())
		for (const r of await (await caches.open(name)).keys()) {
			const path = new URL(r.url).pathname;
			if (!path.startsWith('/-/') && path !== '/guscio' && path !== '/favicon.ico') found.push('cache ' + path);
		}
	for (const {name} of await indexedDB.databases()) {
		const db = await new Promise((ok, no) => { const r = indexedDB.open(name); r.onsuccess = () => ok(r.result); r.onerror = no });
		for (const store of db.objectStoreNames) {
			const n = await new Promise((ok, no) => { const r = db.transaction(store).objectStore(store).count(); r.onsuccess = () => ok(r.result); r.onerror = no });
			if (n > 0) found.push(name + '.' + store + ': ' + n);
		}
		db.close();
	}
	return found.join(', ');
})()`

// TestSharedDevice: on a shared device nothing is kept: no worker, no store, and nothing after signing out.
func TestSharedDevice(t *testing.T) {
	p := visitor(t)
	p.Open(town.URL + "/entra?torna=/tasse/tari")
	p.Click("#condiviso")
	p.Loads(func() { p.Click("form[action='/entra'] button") })
	p.Loads(func() { p.Click("button[value='teresa']") })
	p.at("/tasse/tari")
	p.WaitFor("document.readyState === 'complete'", patience)
	if kept := browser.Eval[string](p.Tab, personal); kept != "" {
		t.Errorf("kept on a shared device: %s", kept)
	}
	p.Open(town.URL + "/esci")
	p.Loads(func() { p.Click("form[action='/esci'] button") })
	p.Open(town.URL + "/tasse/tari")
	p.at("/entra")
}

// TestSignOutForgets: after signing out on one's own phone, neither the folder nor a page can be read there.
func TestSignOutForgets(t *testing.T) {
	p := signedIn(t, "bruno", "/tasse/tari")
	p.keepsItsFolder()
	p.Open(town.URL + "/esci")
	p.Loads(func() { p.Click("form[action='/esci'] button") })
	p.at("/")
	p.Eval("new Promise(done => setTimeout(done, 800))")
	p.Offline(true)
	p.Open(town.URL + "/tasse/tari")
	p.Eval("new Promise(done => setTimeout(done, 2500))")
	if browser.Eval[bool](p.Tab, "document.body.innerText.includes('Codice avviso')") {
		t.Error("the tax page is readable after signing out")
	}
}

// TestPreferences: text size, contrast and spacing hold on every page, for the device and for the person.
func TestPreferences(t *testing.T) {
	p := signedIn(t, "chiara", "/preferenze")
	p.Click("input[name=text][value=larger]")
	p.Click("input[name=contrast][value=high]")
	p.Click("main form button[type=submit]")
	p.WaitFor("document.documentElement.dataset.text === 'larger' && document.documentElement.dataset.contrast === 'high'", patience)
	p.Open(town.URL + "/pratiche")
	p.WaitFor("document.documentElement.dataset.text === 'larger'", patience)
	other := signedIn(t, "chiara", "/pratiche") // another device of the same person
	other.WaitFor("document.documentElement.dataset.text === 'larger'", patience)
}

// TestEnglish: one tap, and the page and the next are in English; the device remembers.
func TestEnglish(t *testing.T) {
	p := visitor(t)
	p.Open(town.URL + "/servizi/telesoccorso")
	p.Loads(func() { p.Eval("document.querySelector('a[hreflang=en]').click()") })
	p.WaitFor("document.documentElement.lang === 'en'", patience)
	p.Open(town.URL + "/")
	p.WaitFor("document.documentElement.lang === 'en'", patience)
}

// TestWrongClock: a phone whose clock is a day wrong says the right age and files on the right day.
func TestWrongClock(t *testing.T) {
	p := signedIn(t, "bruno", "/tasse/tari")
	p.keepsItsFolder()
	p.Eval(`(() => { const real = Date.now.bind(Date), day = 864e5, D = Date;
		Date = class extends D { constructor(...a) { a.length ? super(...a) : super(real() + day) } static now() { return real() + day } } })()`)
	p.Click("header a[href='/pratiche']")
	p.asks("Le sue domande")
	p.Click("header a[href='/tasse']")
	p.sees("pochi minuti fa")
}
