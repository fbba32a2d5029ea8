package stories

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"golang.org/x/net/html"

	"sportello/e2e/browser"
)

// reader is somebody with a browser that runs no script: links and forms, and nothing else.
type reader struct {
	*testing.T
	client *http.Client
	at     string // the address of the page that stands
	page   *html.Node
}

// reads is somebody of the town, by their fiscal code, who has signed in.
func reads(t *testing.T, code string) *reader {
	p := &reader{T: t, client: town.Client()}
	if err := town.SignIn(p.client, code); err != nil {
		t.Fatal(err)
	}
	return p
}

// took reads the page that came.
func (p *reader) took(r *http.Response, err error) {
	p.Helper()
	if err != nil {
		p.Fatal(err)
	}
	defer r.Body.Close()
	if p.page, err = html.Parse(r.Body); err != nil {
		p.Fatal(err)
	}
	p.at = r.Request.URL.Path
	if r.StatusCode != 200 {
		p.Errorf("%s: status %d", p.at, r.StatusCode)
	}
}

func (p *reader) open(path string) {
	p.Helper()
	p.took(p.client.Get(town.URL + path))
}

// main is what the page says.
func (p *reader) main() string {
	for n := range p.page.Descendants() {
		if n.Data == "main" {
			return text(n)
		}
	}
	return text(p.page)
}

// text is what stands in a tree, with single blanks.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// follow takes the link with these words.
func (p *reader) follow(words string) {
	p.Helper()
	for n := range p.page.Descendants() {
		if n.Data == "a" && strings.Contains(text(n), words) {
			p.open(attr(n, "href"))
			return
		}
	}
	p.Fatalf("%s has no link %q: %s", p.at, words, p.main())
}

// press fills in the form with a button of these words and sends it.
func (p *reader) press(words string, fill ...string) {
	p.Helper()
	for f := range p.page.Descendants() {
		if f.Data != "form" || !strings.Contains(text(f), words) {
			continue
		}
		form := url.Values{}
		for in := range f.Descendants() {
			kind := attr(in, "type")
			if in.Data == "input" && kind != "radio" && kind != "checkbox" {
				form.Set(attr(in, "name"), attr(in, "value"))
			}
		}
		for i := 0; i+1 < len(fill); i += 2 {
			form.Set(fill[i], fill[i+1])
		}
		p.took(p.client.PostForm(town.URL+attr(f, "action"), form))
		return
	}
	p.Fatalf("%s has no button %q: %s", p.at, words, p.main())
}

// sees asserts that the page says all this.
func (p *reader) sees(words ...string) {
	p.Helper()
	said := p.main()
	for _, w := range words {
		if !strings.Contains(said, w) {
			p.Errorf("%s does not say %q: %s", p.at, w, said)
		}
	}
}

// answers are what is said to each question of telesoccorso.
var answers = [][]string{{"address", "Via Umberto I 12"}, {"phone", "0362 123456"}, {"alone", "yes"}, {"contact_name", "Nives", "contact_phone", "333 1234567"},
	{"keys", "yes"}, {"disability", "no"}, {"visit", "any"}, {"notes", ""}, {"declare", "yes"}}

// answer goes from the first question to the page where all is checked.
func (p *reader) answer() {
	p.Helper()
	for _, a := range answers {
		p.press("Continua", a...)
	}
}

// helped makes Fabio the helper of Ada, who lives elsewhere, and gives both and the id of the proxy.
func helped(t *testing.T, tasks string) (ada, fabio *reader, may func(tasks string)) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), town.DSN())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	var hers, his string
	const codes = `select a.fiscal_code, f.fiscal_code from person a, person f
	  where (a.given_name, a.family_name, f.given_name, f.family_name) = ('Ada', 'Zanovasco', 'Fabio', 'Brusamini')`
	if err := conn.QueryRow(t.Context(), codes).Scan(&hers, &his); err != nil {
		t.Fatal(err)
	}
	may = func(tasks string) {
		t.Helper()
		_, err := conn.Exec(t.Context(), `insert into proxy (id, kind, delegator, delegate_code, delegate, tasks, services, from_on, state, made_by, made_at, changed_at)
			select $1, 'simple', a.id, f.fiscal_code, f.id, $2, '{telesoccorso}', '2020-01-01', 'active', a.id, now(), now()
			  from person a, person f where a.fiscal_code = $3 and f.fiscal_code = $4
			on conflict (id) do update set tasks = excluded.tasks`, underAda, tasks, hers, his)
		if err != nil {
			t.Fatal(err)
		}
	}
	may(tasks)
	return reads(t, hers), reads(t, his), may
}

// underAda is the proxy that Ada gave Fabio.
const underAda = "01890000-0000-7000-8000-0000000000ad"

// Fabio prepares, Ada says no and why, then yes; then Ada prepares and Fabio sends. All without script.
func TestTwoPeopleMakeAnApplication(t *testing.T) {
	ada, fabio, may := helped(t, "{see,prepare}")

	fabio.open("/servizi/telesoccorso/domanda")
	fabio.sees("Per chi è questa domanda?", "Per me, Fabio Brusamini")
	fabio.follow("Per Ada Zanovasco")
	fabio.sees("Sta agendo per Ada Zanovasco", "Risponda come se fosse Ada.")
	fabio.answer()
	fabio.sees("Controlli le risposte della domanda di Ada", "La sua delega non le permette di inviare.")
	fabio.follow("Chiedi a Ada Zanovasco di confermare")
	fabio.press("Chiedi a Ada Zanovasco di confermare")
	fabio.sees("In attesa della conferma di Ada Zanovasco")

	ada.open("/")
	ada.sees("Fabio Brusamini ha preparato una domanda per lei")
	ada.follow("Legga e risponda")
	ada.sees("Persona da chiamare Nives", "Vuole mandare questa domanda?")
	ada.follow("No, non la mando")
	ada.press("No, non la mando", "note", "Il telefono è sbagliato")
	ada.sees("Ha risposto no")

	fabio.open("/per/" + underAda + "/pratiche")
	fabio.sees("Ada Zanovasco ha risposto no")
	fabio.follow("Telesoccorso")
	fabio.sees("Il telefono è sbagliato")
	fabio.open("/per/" + underAda + "/servizi/telesoccorso/domanda/controlla")
	fabio.follow("Chiedi a Ada")
	fabio.press("Chiedi a Ada")

	ada.open("/pratiche")
	ada.follow("Da confermare")
	ada.press("Sì, mando la domanda")
	ada.sees("Il Comune ha ricevuto la sua domanda", "Preparata da Fabio Brusamini", "Confermata da Ada Zanovasco")
	fabio.open("/per/" + underAda + "/pratiche")
	fabio.sees("Protocollo", "Confermata da Ada Zanovasco")
	fabio.open("/pratiche")
	fabio.sees("Non ha ancora fatto nessuna domanda") // of his own

	may("{see,send}")
	ada.open("/servizi/telesoccorso/domanda")
	ada.follow("Faccia un'altra domanda")
	ada.answer()
	ada.follow("Chiedi a Fabio Brusamini di controllare e inviare")
	ada.press("Chiedi a Fabio")
	ada.sees("In attesa della conferma di Fabio Brusamini")
	fabio.open("/")
	fabio.sees("Ada Zanovasco le chiede di inviare una domanda")
	fabio.follow("Legga e risponda")
	fabio.press("Sì, mando la domanda per Ada Zanovasco")
	fabio.sees("Sta agendo per Ada Zanovasco", "Preparata da Ada Zanovasco", "Confermata da Fabio Brusamini (per un'altra persona, con una delega)")
	fabio.open("/per/" + underAda + "/servizi/telesoccorso")
	fabio.sees("Qui non può fare questa domanda")
}

// TestYesOffline: what Chiara has prepared is read and confirmed without a network; the yes waits on the phone, says
// so, and goes by itself.
func TestYesOffline(t *testing.T) {
	chiara := reads(t, "chiara")
	chiara.open("/per/01900000-0000-7000-8000-000000000001/servizi/telesoccorso/domanda/address")
	chiara.answer()
	chiara.follow("Chiedi a Teresa Quarelaghi di confermare")
	chiara.press("Chiedi a Teresa Quarelaghi di confermare")

	p := signedIn(t, "teresa", "/pratiche")
	p.awake()
	p.keepsItsFolder()
	p.Offline(true)
	p.Click("main a[href^='/conferme/']")
	p.asks("Chiara Sverinelli ha preparato una domanda per lei")
	p.sees("Ascolti questa pagina", "Vuole mandare questa domanda?")
	p.Eval("window.spoken = []; speechSynthesis.speak = piece => spoken.push(piece.text)")
	p.Click("button.aloud")
	said := browser.Eval[string](p.Tab, "spoken.join('\\n')")
	if !strings.HasPrefix(said, "Chiara Sverinelli ha preparato") || !strings.Contains(said, "Persona da chiamare\nNives") || strings.Contains(said, "Ascolti") {
		t.Errorf("read aloud: %s", said)
	}
	p.rests()
	p.Click("main form button[type=submit]")
	p.asks("La domanda è salva su questo telefono")
	p.Offline(false)
	p.Open(town.URL + "/pratiche")
	p.sees("Preparata da Chiara Sverinelli", "Confermata da Teresa Quarelaghi", "2026/")
}
