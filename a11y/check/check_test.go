package check_test

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"sportello/a11y/check"
)

// clean is a page without a fault, in the state after an error: every rule has something to look at.
const clean = `<!doctype html><html lang="it"><head><title>Errore: Come si chiama? - Comune</title><script src="/app.js"></script>
<script type="application/json">{}</script></head><body><a href="#contenuto">Vai al contenuto</a>
<header><nav aria-label="Menu"><a href="/">Inizio</a></nav></header><p role="status"></p>
<main id="contenuto" tabindex="-1"><h1>Come si chiama?</h1>
<div id="sommario" tabindex="-1" autofocus><h2>C'è un errore</h2><ul><li><a href="#nome">Scriva il suo nome</a></li><li><a href="#modo-a">Scelga come</a></li></ul></div>
<form action="/nome" method="post"><label for="nome">Nome</label><p id="aiuto">Lo scriva come sulla tessera.</p><p id="errore">Errore: Scriva il suo nome</p>
<input id="nome" name="nome" autocomplete="given-name" aria-describedby="aiuto errore" aria-invalid="true" aria-required="true">
<fieldset id="modo" aria-describedby="errore-modo" aria-invalid="true"><legend>Come vuole pagare?</legend><p id="errore-modo">Scelga come</p>
<input type="radio" name="modo" id="modo-a"><label for="modo-a">In banca</label>
<input type="radio" name="modo" id="modo-b"><label for="modo-b">In rete</label></fieldset>
<button aria-label="Avanti, al passo due"><svg aria-hidden="true"></svg>Avanti</button></form>
<h2>Le sue rate</h2><table><caption>Rate</caption><tr><th scope="col">Giorno</th></tr><tr><td>16 giugno</td></tr></table>
<img src="/a.png" alt=""><p lang="de-AT">Grüß Gott</p></main></body></html>`

func page(t *testing.T, source string) []check.Finding {
	t.Helper()
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	return check.Page(root)
}

func TestACleanPageHasNoFinding(t *testing.T) {
	for _, f := range page(t, clean) {
		t.Error(f)
	}
}

// Each row seeds one fault into the clean page.
var faults = []struct{ rule, was, is string }{
	{"page-title", "<title>Errore: Come si chiama? - Comune</title>", "<title> </title>"},
	{"page-lang", `<html lang="it">`, `<html>`},
	{"page-lang", `<html lang="it">`, `<html lang="fr">`},
	{"one-h1", "<h1>Come si chiama?</h1>", "<p>Come si chiama?</p>"},
	{"one-h1", "<h2>Le sue rate</h2>", "<h1>Le sue rate</h1>"},
	{"one-h1", "<h1>Come si chiama?</h1>", "<h1></h1>"},
	{"landmarks", `<main id="contenuto" tabindex="-1">`, `<div id="contenuto" tabindex="-1">`},
	{"landmarks", `<header>`, `<header><nav><a href="/a">Altra pagina</a></nav>`},
	{"live-region", `<p role="status"></p>`, ``},
	{"heading-order", "<h2>Le sue rate</h2>", "<h4>Le sue rate</h4>"},
	{"heading-order", "<h2>Le sue rate</h2>", "<h2></h2>"},
	{"duplicate-id", `<p id="aiuto">`, `<p id="nome">`},
	{"broken-reference", `aria-describedby="aiuto errore"`, `aria-describedby="aiutto errore"`},
	{"broken-reference", `<label for="modo-b">`, `<label for="modo-c">`},
	{"broken-reference", `href="#contenuto"`, `href="#main"`},
	{"label", `<label for="nome">Nome</label>`, `<p>Nome</p>`},
	{"label", `<label for="nome">Nome</label>`, `<label for="nome" hidden>Nome</label>`},
	{"group-legend", `<legend>Come vuole pagare?</legend>`, ``},
	{"group-legend", `<h2>Le`, `<label for="x">A</label><input id="x" type="checkbox" name="q"><label for="y">B</label><input id="y" type="checkbox" name="q"><h2>Le`},
	{"name", `<a href="/">Inizio</a>`, `<a href="/"><svg aria-hidden="true"></svg></a>`},
	{"name", `<button aria-label="Avanti, al passo due"><svg aria-hidden="true"></svg>Avanti</button>`, `<button></button>`},
	{"label-in-name", `aria-label="Avanti, al passo due"`, `aria-label="Prosegui"`},
	{"link-words", `<a href="/">Inizio</a>`, `<a href="/">Clicca qui.</a>`},
	{"image-alt", `alt=""`, ``},
	{"image-alt", `alt=""`, `alt="IMG_0042.jpg"`},
	{"image-alt", `<svg aria-hidden="true">`, `<svg>`},
	{"table", "<caption>Rate</caption>", ""},
	{"table", `<th scope="col">`, `<th>`},
	{"table", `<th scope="col">Giorno</th>`, `<td>Giorno</td>`},
	{"media", `<h2>Le`, `<video src="/a.mp4"></video><h2>Le`},
	{"draggable", `<h1>`, `<h1 draggable="true">`},
	{"lang-change", `lang="de-AT"`, `lang="deutsch"`},
	{"form", `method="post"`, ``},
	{"form", `action="/nome"`, ``},
	{"form", `<button `, `<button type="button" `},
	{"required", `aria-required="true"`, `required`},
	{"autocomplete", ` autocomplete="given-name"`, ``},
	{"autocomplete", ` autocomplete="given-name"`, ` autocomplete="email"`},
	{"error-described", ` aria-describedby="aiuto errore"`, ``},
	{"error-summary", `<a href="#nome">Scriva il suo nome</a>`, `Scriva il suo nome`},
	{"error-summary", `Errore: Scriva il suo nome`, `Errore: il campo è vuoto`},
	{"error-summary", `<a href="#modo-a">`, `<a href="#contenuto">`},
	{"error-title", `Errore: Come si chiama?`, `Come si chiama?`},
	{"tabindex", `<input id="nome"`, `<input tabindex="3" id="nome"`},
	{"hidden-focus", `<header>`, `<header aria-hidden="true">`},
	{"autofocus", `<input id="nome"`, `<input autofocus id="nome"`},
	{"inline-code", `<h1>`, `<h1 style="color:red">`},
	{"inline-code", `<h1>`, `<h1 onclick="go()">`},
	{"inline-code", `<title>`, `<style>a{}</style><title>`},
	{"inline-code", `<title>`, `<script>go()</script><title>`},
	{"inline-code", `<a href="/">`, `<a href="javascript:go()">`},
	{"long-sentence", `Lo scriva come sulla tessera.`, "Va " + strings.Repeat("e va ", 13) + "via."},
	{"hard-sentence", `Lo scriva come sulla tessera.`, "L'istanza deve essere presentata telematicamente mediante autenticazione."},
	{"hard-page", `Lo scriva come sulla tessera.`, strings.Repeat("Presentazione telematica dell'istanza mediante autenticazione. ", 20)},
	{"plain-page", `Lo scriva come sulla tessera.`, strings.Repeat("Presentazione telematica della domanda in comune di residenza. ", 12)},
}

func TestEachSeededFaultIsFound(t *testing.T) {
	seeded := map[string]bool{}
	for _, f := range faults {
		seeded[f.rule] = true
		t.Run(f.rule, func(t *testing.T) {
			if !strings.Contains(clean, f.was) {
				t.Fatalf("the clean page has no %q", f.was)
			}
			found := page(t, strings.Replace(clean, f.was, f.is, 1))
			for _, got := range found {
				if got.Rule == f.rule && got.Where != "" && got.Advice != "" {
					return
				}
			}
			t.Errorf("not found; found instead: %v", found)
		})
	}
	for _, id := range check.Rules() {
		if !seeded[id] {
			t.Errorf("no fault is seeded for rule %s", id)
		}
	}
}

func TestAPartNeedsNoPageAroundIt(t *testing.T) {
	nodes, err := html.ParseFragment(strings.NewReader(`<div><h2>Le sue rate</h2><p>Può pagare oggi.</p><input id="x"></div>`), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		t.Fatal(err)
	}
	found := check.Part(nodes[0])
	if len(found) != 1 || found[0].Rule != "label" || found[0].Where != "#x" {
		t.Errorf("want the missing label only, got %v", found)
	}
}

func TestNotesAreNoFailures(t *testing.T) {
	all := []check.Finding{{Rule: "a"}, {Rule: "b", Level: check.Note}}
	if got := check.Failures(all); len(got) != 1 || got[0].Rule != "a" {
		t.Errorf("failures: %v", got)
	}
}

// A page that another has replaced may stay behind it, hidden and without its ids: nobody meets it.
func TestWhatIsHiddenIsNoFault(t *testing.T) {
	old := `<main hidden><h1>Prima</h1><div tabindex="-1"><a href="#prima">Scriva</a></div><label>Prima</label>
<input aria-invalid="true" aria-describedby="via"><fieldset><legend>Prima</legend><input type="radio"></fieldset></main></body>`
	for _, f := range page(t, strings.Replace(clean, "</body>", old, 1)) {
		t.Error(f)
	}
}

// English text has no Gulpease; only the length of its sentences counts.
func TestEnglishIsNotScoredAsItalian(t *testing.T) {
	english := strings.Replace(strings.Replace(clean, `lang="it"`, `lang="en"`, 1), "Lo scriva come sulla tessera.",
		"Telematic presentation requires authentication through identification documentation.", 1)
	for _, f := range page(t, english) {
		t.Error(f)
	}
}

func TestAPageTakesMilliseconds(t *testing.T) {
	root, err := html.Parse(strings.NewReader(clean))
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	for range 100 {
		check.Page(root)
	}
	t.Logf("%v a page", time.Since(start)/100)
}
