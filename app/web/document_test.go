package web

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sportello/app/ui"
)

func layout(t *testing.T, lang string) Layout {
	t.Helper()
	words, err := Words(os.DirFS("../../assets"))
	if err != nil {
		t.Fatal(err)
	}
	return ReadLayout(words(lang), Place{Name: "Comune di Prova", Phone: "0362 263260", Hours: "Dalle 9 alle 12.",
		Address: "piazza 1", Email: "a@example.org", PEC: "b@example.org", Site: "https://example.org"})
}

func written(t *testing.T, d Document) string {
	t.Helper()
	var b strings.Builder
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func document(t *testing.T) Document {
	return Document{Lang: "it", Title: "Prova - Sportello", Main: ui.Stack(ui.H1("Prova")), Words: layout(t, "it"), Path: "/pratiche/7",
		User: "Maria <Rossi>", CSS: "/-/v1/bundle.css", Boot: "/-/v1/boot.js", LangHref: "/x", OtherLang: "en", Demo: true, Text: "large", Offline: true}
}

// TestDocumentHolds goes through what every page must have, by the rule that asks for it.
func TestDocumentHolds(t *testing.T) {
	page := written(t, document(t))
	for _, want := range []string{
		"<!doctype html>\n<html data-text=\"large\" lang=\"it\">",
		`<title>Prova - Sportello</title>`,
		`src="/-/v1/boot.js"></script>`,
		`<link href="/-/v1/icons/manifest.webmanifest" rel="manifest"/>`,
		`<a href="#main">`, `<main class="container stack" id="main" tabindex="-1">`, // WCAG 2.4.1
		`<div aria-live="polite" class="visually-hidden" id="annunci" role="status"></div><div id="app">`, // empty, outside of app
		`aria-current="true" class="nav-link active" data-own="/pratiche" href="/pratiche"`,
		`Maria &lt;Rossi&gt;`, `<form action="/esci" method="post"`,
		`href="tel:+390362263260"`,                                                                              // WCAG 3.2.6
		`data-element="privacy-policy-link"`, `data-element="accessibility-link"`, `data-element="legal-notes"`, // model of municipal sites
		`data-element="faq"`, `data-element="report-inefficiency"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Index(page, `id="avvisi-rete"`) > strings.Index(page, `id="app"`) {
		t.Error("the banner of the network stands inside of what the phone replaces")
	}
	if strings.Contains(page, "style=") || strings.Contains(page, " onclick") {
		t.Error("inline style or script, which the policy forbids")
	}
}

func TestSignedOutDocumentOffersToSignIn(t *testing.T) {
	d := document(t)
	d.User, d.Boot, d.Demo, d.Offline = "", "", false, false
	page := written(t, d)
	if !strings.Contains(page, `data-element="personal-area-login" href="/entra"`) {
		t.Error("no way to sign in")
	}
	for _, absent := range []string{"/esci", "<script", d.Words.Demo, d.Words.Offline} {
		if strings.Contains(page, absent) {
			t.Errorf("%q must be absent", absent)
		}
	}
}

// TestWordsOfTheComuneStayItalian: its hours are written in Italian, and an English page says so (WCAG 3.1.2).
func TestWordsOfTheComuneStayItalian(t *testing.T) {
	d := document(t)
	const hours, marked = `<p class="lines">Dalle 9 alle 12.</p>`, `<p class="lines" lang="it">Dalle 9 alle 12.</p>`
	if !strings.Contains(written(t, d), hours) {
		t.Error("marked on an Italian page, or not there")
	}
	d = document(t)
	d.Lang, d.Words = "en", layout(t, "en")
	if !strings.Contains(written(t, d), marked) {
		t.Error("not marked on an English page")
	}
}

func TestMainIsNotWrappedTwice(t *testing.T) {
	d := document(t)
	d.Main = ui.Main(ui.H1("Prova"))
	if n := strings.Count(written(t, d), "<main"); n != 1 {
		t.Errorf("%d times main", n)
	}
}

func TestCurrentPage(t *testing.T) {
	for _, c := range []struct{ path, href, want string }{
		{"/", "/", "page"}, {"/pratiche", "/", ""}, {"/pratiche", "/pratiche", "page"},
		{"/pratiche/7", "/pratiche", "true"}, {"/praticone", "/pratiche", ""},
	} {
		if got := (Document{Path: c.path}).current(c.href); got != c.want {
			t.Errorf("on %s, %s is %q, want %q", c.path, c.href, got, c.want)
		}
	}
}

func TestDial(t *testing.T) {
	for phone, want := range map[string]string{"0362 263260": "tel:+390362263260", "+39 0362-1": "tel:+3903621", "+39 02": "tel:+3902"} {
		if got := dial(phone); got != want {
			t.Errorf("%s is %s, want %s", phone, got, want)
		}
	}
}

// TestClassesAreKnown: every class of the pages stands in our style sheet or in the library, and at least
// three of ten are the library's (rule of the .italia look).
func TestClassesAreKnown(t *testing.T) {
	ours := classesIn(t, "../../assets/css/bundle.css")
	theirs := classesIn(t, "../../node_modules/bootstrap-italia/dist/css/bootstrap-italia.min.css")
	d := document(t)
	d.Main = ui.Gallery()
	root, err := html.Parse(strings.NewReader(written(t, d)))
	if err != nil {
		t.Fatal(err)
	}
	all, known := 0, 0
	for class := range classesOf(root) {
		all++
		if theirs[class] {
			known++
		} else if !ours[class] {
			t.Errorf("class %q is drawn nowhere", class)
		}
	}
	t.Logf("%d of %d classes are of Bootstrap Italia", known, all)
	if known*10 < all*3 {
		t.Errorf("%d of %d classes are of Bootstrap Italia: at least 30 %%", known, all)
	}
}

var className = regexp.MustCompile(`\.(-?[_a-zA-Z][\w-]*)`)

func classesIn(t *testing.T, file string) map[string]bool {
	t.Helper()
	raw, err := os.ReadFile(file)
	if os.IsNotExist(err) && os.Getenv("CI") == "" {
		t.Skip("no node_modules: run npm ci --ignore-scripts")
	}
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for _, m := range className.FindAllStringSubmatch(string(raw), -1) {
		all[m[1]] = true
	}
	return all
}

func classesOf(n *html.Node) map[string]bool {
	all := map[string]bool{}
	for e := range n.Descendants() {
		for _, a := range e.Attr {
			if a.Key == "class" {
				for _, class := range strings.Fields(a.Val) {
					all[class] = true
				}
			}
		}
	}
	return all
}
