package proof_test

import (
	"strings"
	"testing"

	"sportello/e2e/browser"
	"sportello/e2e/proof"
)

// fault is one change to the clean page and what must be said of it.
type fault struct {
	name string
	// file is html, css or js; was is replaced by is. An empty was adds is at the end.
	file, was, is string
	// rule must be found at a place that contains where. Several rules may be named: each must be found.
	rules, where string
}

// pages seeds several faults at once where they do not hide each other, to save time.
var pages = map[string][]fault{
	"colour and size": {
		{"text at 5.9:1, enough for AA only", "css", ".brand{}", ".brand{color:#646464}", "probe:text-contrast axe:color-contrast-enhanced", "header > p"},
		{"text at 2.3:1", "css", "", "#aiuto{color:#aaa}", "probe:text-contrast axe:color-contrast ibm:text_contrast_sufficient", "aiuto"},
		{"pale placeholder", "css", "#4a4f55", "#999", "probe:text-contrast", "#nome"},
		{"half transparent text", "css", "", "caption{opacity:.5}", "probe:text-contrast", "caption"},
		{"pale edge of a field", "css", "", "#paese{border-color:#ccc}", "probe:field-edge", "#paese"},
		{"words cut off at the person's text size", "css", "", "#novita{max-height:34px;overflow:hidden}", "probe:user-font", "#novita"},
		{"a target of 40 px", "css", "", "#avanti{min-height:40px;padding:0 1rem}", "probe:target-size", "#avanti"},
		{"targets 2 px apart", "css", "", "nav ul{gap:2px} nav .button{margin:0}", "probe:target-spacing", "nav"},
		{"a div that looks like a button", "css", "", "#novita{cursor:pointer}", "probe:fake-button", "#novita"},
		{"something that always moves", "css", "", "@keyframes m{to{transform:translateX(9px)}} h2{animation:m 1s infinite}", "probe:motion probe:reduced-motion", "h2"},
		{"something that slides when pressed", "css", "", "#cambia{transition:transform 1s}", "probe:reduced-motion", "#cambia"},
	},
	"reflow and large text": {
		{"a box of 600 px", "css", "", "caption{width:600px}", "probe:reflow", "caption"},
		{"words cut off when they grow", "css", "", "#novita{height:2rem;overflow:hidden;max-height:32px}", "probe:text-200", "#novita"},
		{"words cut off on a phone", "css", "", ".brand{white-space:nowrap;overflow:hidden;width:100%} .brand::after{content:' e della sua bella provincia lontana'}", "probe:reflow", "p"},
		{"words that grow onto others", "css", "", "#aiuto{height:16px;margin:0} #errore{margin:0}", "probe:text-200", "errore"},
		{"words cut off when they are spaced", "css", "", "legend{display:block;white-space:nowrap;overflow:hidden;width:11.5rem;padding:0}", "probe:text-spacing", "legend"},
		{"a button that does not grow", "css", "", "#avanti{height:48px;line-height:1;padding:0 1rem;max-width:9rem}", "probe:text-200", "#avanti"},
		{"text that ignores the person's size", "css", "", "body,h1,h2,p{font-size:20px}", "probe:user-font-ignored", "body"},
		{"a header that covers a zoomed window", "css", "", "header{position:sticky;top:0;background:#fff;min-height:170px}", "probe:sticky-cover probe:focus-covered", ""},
	},
	"focus": {
		{"no ring", "css", "", "#nome:focus{outline:none}", "probe:focus-visible probe:forced-focus", "#nome"},
		{"a pale ring", "css", "", "#avanti:focus{outline:3px solid #ddd}", "probe:focus-visible", "#avanti"},
		{"a ring of 1 px", "css", "", "#cambia:focus{outline:1px solid #000}", "probe:focus-visible", "#cambia"},
		{"a shadow for a ring, lost with forced colours", "css", "", "#paese:focus{outline:none;box-shadow:0 0 0 4px #17212b}", "probe:forced-focus", "#paese"},
		{"a button without an edge, lost with forced colours", "css", "", ".button{border:0}", "probe:forced-colours", "#avanti"},
		{"columns in another order than the page", "css", "", "form{display:flex;flex-direction:column-reverse}", "probe:visual-order", ""},
		{"taking colours away from the person", "css", "", ".summary{forced-color-adjust:none}", "probe:forced-colours", "#sommario"},
	},
	"order": {
		{"a number for tabindex", "html", `id="nome"`, `id="nome" tabindex="5"`, "probe:tab-order tree:tabindex axe:tabindex", ""},
		{"a picture without alt", "html", "<h2>Le", `<img src="/favicon.ico"><h2>Le`, "tree:image-alt axe:image-alt", "img"},
		{"zoom forbidden", "html", "initial-scale=1", "initial-scale=1, user-scalable=no", "axe:meta-viewport", "meta"},
		{"a link without sense", "html", "guida al servizio</a>", "clicca qui</a>", "tree:link-words", "#contenuto > p"},
		{"focus on something hidden", "html", `<a class="button" href="/">`, `<a class="button" aria-hidden="true" href="/">`, "tree:hidden-focus axe:aria-hidden-focus", ""},
		{"a table without headers", "html", `<th scope="col">Giorno</th><th scope="col">Euro</th>`, `<td>Giorno</td><td>Euro</td>`, "tree:table", "table"},
		{"a button without words", "html", `type="button">Salva per dopo`, `type="button">`, "tree:name axe:button-name", "#cambia"},
	},
	"trap": {
		{"Tab that does not leave", "js", "", `document.getElementById("paese").addEventListener("keydown",e=>{if(e.key==="Tab")e.preventDefault()});`, "probe:trap", "#paese"},
	},
	"a page that changes by itself": {
		{"a title that follows the focus", "js", "", `document.getElementById("paese").addEventListener("focus",()=>document.title="Errore: altro");`, "probe:changes-on-focus", "body"},
		{"a film", "html", "<h2>Le", `<video src="/a.mp4" controls></video><h2>Le`, "tree:media", "video"},
	},
	"errors": {
		{"an error that the field does not tell", "html", ` aria-describedby="aiuto errore"`, ` aria-describedby="aiuto"`, "tree:error-summary", "#nome"},
		{"an ordinary title", "html", "Errore: Come si", "Come si", "tree:error-title", "title"},
		{"a silent summary", "js", "sommario", "nome", "probe:error-focus", "#sommario"},
		{"no label", "html", `<label for="paese">Dove abita?</label>`, `<p>Dove abita?</p>`, "tree:label axe:select-name", "#paese"},
		{"required", "html", `aria-required="true"`, `required`, "tree:required", "#nome"},
		{"no autocomplete", "html", ` autocomplete="given-name"`, ``, "tree:autocomplete", "#nome"},
		{"the same id twice", "html", `id="novita"`, `id="aiuto"`, "tree:duplicate-id", "#aiuto"},
		{"a second h1", "html", "<h2>Le sue rate</h2>", "<h1>Le sue rate</h1>", "tree:one-h1", "h1"},
		{"a live region within what is replaced", "html", `<p id="stato" class="status" role="status"></p>`, ``, "tree:live-region probe:live-region-inside", ""},
		{"a hard sentence", "html", "Servono due minuti.", "L'istanza deve essere presentata telematicamente mediante autenticazione.", "tree:hard-sentence", "p"},
	},
	"frame of the page": {
		{"no language", "html", `<html lang="it">`, `<html>`, "tree:page-lang axe:html-has-lang", "html"},
		{"no main", "html", `<main id="contenuto" tabindex="-1">`, `<div id="contenuto" tabindex="-1">`, "tree:landmarks", ""},
		{"a summary that is said twice", "html", `<div id="sommario"`, `<div role="alert" id="sommario"`, "probe:error-focus", "#sommario"},
		{"a jump in the headings", "html", "<h2>Le sue rate</h2>", "<h4>Le sue rate</h4>", "tree:heading-order axe:heading-order", "h4"},
		{"a form that goes nowhere", "html", `action="/nome" `, ``, "tree:form", "form"},
		{"a name that hides the visible words", "html", `id="avanti"`, `id="avanti" aria-label="Prosegui"`, "tree:label-in-name", "#avanti"},
	},
}

func TestSeededFaultsAreFound(t *testing.T) {
	seeded := map[string]bool{"silent-change": true} // see TestSilentChange
	for name, faults := range pages {
		t.Run(name, func(t *testing.T) {
			tab := open(t, seed(t, faults))
			tab.Tolerate("favicon") // the picture without alt is no picture
			tab.Tolerate("a.mp4")   // and the film is not there
			found := proof.Inspect(tab, proof.Replaced("body"))
			for _, f := range faults {
				for _, rule := range strings.Fields(f.rules) {
					seeded[strings.TrimPrefix(rule, "probe:")] = true
					if !has(found, rule, f.where) {
						t.Errorf("%s: no %s at %q in:\n%s", f.name, rule, f.where, list(found))
					}
				}
			}
		})
	}
	for _, rule := range proof.ProbeRules() {
		if !seeded[rule] {
			t.Errorf("no fault is seeded for probe:%s", rule)
		}
	}
}

// seed puts the faults into a copy of the clean page.
func seed(t *testing.T, faults []fault) site {
	t.Helper()
	s := clean(t)
	files := map[string]*string{"html": &s.html, "css": &s.css, "js": &s.js}
	for _, f := range faults {
		file := files[f.file]
		if f.was == "" || strings.HasSuffix(f.was, "{}") {
			*file += "\n" + f.is
			continue
		}
		if !strings.Contains(*file, f.was) {
			t.Fatalf("%s: the clean page has no %q", f.name, f.was)
		}
		*file = strings.Replace(*file, f.was, f.is, 1)
	}
	return s
}

func has(found []proof.Finding, rule, where string) bool {
	for _, f := range found {
		if f.Rule == rule && !f.Note && strings.Contains(f.Where, where) {
			return true
		}
	}
	return false
}

func list(found []proof.Finding) string {
	var b strings.Builder
	for _, f := range found {
		if !f.Note {
			b.WriteString("  " + f.String() + "\n")
		}
	}
	return b.String()
}

func TestThePageIsPutBack(t *testing.T) {
	tab := open(t, clean(t))
	tab.Fill("#nome", "Ada")
	tab.Viewport(800, 600)
	tab.Eval("scrollTo(0,100)")
	state := `JSON.stringify([document.documentElement.outerHTML,document.activeElement.id,nome.value,innerWidth,innerHeight,scrollY,
		getComputedStyle(document.body).fontSize,matchMedia("(forced-colors: active)").matches,"sportelloProbe" in window,"axe" in window])`
	before := browser.Eval[string](tab, state)
	proof.Inspect(tab)
	if after := browser.Eval[string](tab, state); after != before {
		t.Errorf("before %s\nafter  %s", before, after)
	}
}

// The proof speaks to a page whose own scripts are switched off. Nothing gave the summary the focus there,
// and that alone is found.
func TestAPageWithoutScripts(t *testing.T) {
	tab := browser.Shared(t).Tab(t)
	tab.NoScript()
	tab.Open(clean(t).start(t) + "/")
	found := proof.Inspect(tab)
	if !has(found, "probe:error-focus", "#sommario") || strings.Count(list(found), "\n") != 1 {
		t.Errorf("found:\n%s", list(found))
	}
}

func TestSilentChange(t *testing.T) {
	for _, c := range []struct{ name, act, want string }{
		{"nobody hears it", `novita.textContent="Ha un avviso."`, "#novita"},
		{"a region that stood there tells it", `stato.textContent="Ha un avviso."`, ""},
		{"a region that comes with its words", `novita.insertAdjacentHTML("beforeend","<span role=status>Ha un avviso.</span>");novita.querySelector("span").append(" Ora.")`, "novita"},
		{"the focus goes there", `document.querySelector("main").innerHTML="<h1 tabindex=-1>Grazie</h1>";document.querySelector("h1").focus()`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			tab := open(t, clean(t))
			found := proof.Silent(tab, func() { tab.Eval(c.act) })
			if c.want == "" && len(found) > 0 || c.want != "" && !has(found, "probe:silent-change", c.want) {
				t.Errorf("want a finding at %q, got %v", c.want, found)
			}
		})
	}
}

func TestAnExceptionNeedsAReasonAndAPlace(t *testing.T) {
	s := clean(t)
	s.css += "#aiuto,.brand{color:#aaa}"
	tab := open(t, s)
	quiet := &recorder{TB: t}
	proof.Page(quiet, tab, "aiuto pallido", proof.Except("probe:text-contrast", "#aiuto", "a test"))
	if !strings.Contains(quiet.errors, "probe:text-contrast at html") || strings.Contains(quiet.errors, "probe:text-contrast at #aiuto") {
		t.Errorf("faults told: %s", quiet.errors)
	}
}

// recorder keeps the errors of a proof that is meant to fail.
type recorder struct {
	testing.TB
	errors string
}

func (r *recorder) Errorf(format string, args ...any) {
	for _, a := range args {
		if f, ok := a.(proof.Finding); ok {
			r.errors += f.String() + "\n"
		}
	}
}
func (r *recorder) Logf(string, ...any) {}
