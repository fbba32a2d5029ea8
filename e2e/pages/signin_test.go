package pages

import (
	"net/url"
	"strings"
	"testing"

	"sportello/e2e/browser"
	"sportello/e2e/proof"
)

// TestSignIn proves each reason for which somebody may not come in, told on the page where they try again.
func TestSignIn(t *testing.T) {
	for _, lang := range []string{"it", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			v := enter(t, nobody, "lang="+lang)
			v.NoScript()
			v.Viewport(360, 740)
			for _, reason := range reasons {
				s := sight{name: "not signed in: " + reason, path: "/entra?problema=" + reason, shows: ".callout.warning", light: reason != "level"}
				v.goes(s)
				v.look(lang, s)
			}
		})
	}
}

// still: the provider's page has no script.
var still = proof.Except("tree:live-region", "body", "nothing on this page ever changes without a new page")

// TestProvider proves the page of the demonstration's identity provider: asked, with a wrong code, and when
// the request has gone.
func TestProvider(t *testing.T) {
	for _, lang := range []string{"it", "en"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			v := enter(t, nobody, "lang="+lang)
			v.NoScript()
			v.Viewport(360, 740)
			v.Open(town.URL + "/entra")
			v.Loads(v.press)
			v.prove("provider "+lang, still)
			asked := v.URL()
			v.put(url.Values{"codice_fiscale": {"AAAAAA"}})
			v.Loads(func() { v.Eval(`document.querySelector("#codice_fiscale").form.querySelector("button").click()`) })
			if !v.Has("[aria-invalid]") {
				t.Fatal("the provider took a code that is none")
			}
			v.prove("provider "+lang+", wrong code", still)
			v.Open(asked)
			v.Loads(func() { v.Eval(`document.querySelector("button[name=annulla]").click()`) })
			if got := browser.Eval[string](v.Tab, `new URL(location.href).searchParams.get("problema")||""`); got != "cancelled" {
				t.Errorf("cancelling came back with %q", got)
			}
			v.Open(asked + "&lingua=" + lang)
			v.prove("provider "+lang+", request gone", still)
		})
	}
}

// TestGallery lets the engines look at every example of every part. The page itself is for those who draw: it
// has more titles than one and links that lead nowhere, so nobody else is asked.
func TestGallery(t *testing.T) {
	v := enter(t, nobody, "")
	v.NoScript()
	v.Open(town.URL + "/galleria")
	for _, f := range proof.Inspect(v.Tab, proof.AsItStands()) {
		if !f.Note && (strings.HasPrefix(f.Rule, "axe:") || strings.HasPrefix(f.Rule, "ibm:")) {
			t.Error(f)
		}
	}
}

// TestDocs proves the page that describes the interface for programs.
func TestDocs(t *testing.T) {
	v := enter(t, nobody, "")
	v.Viewport(360, 740)
	v.Open(town.URL + "/docs")
	v.prove("the docs", still)
}
