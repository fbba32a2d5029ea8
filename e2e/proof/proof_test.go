package proof_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"sportello/e2e/browser"
	"sportello/e2e/proof"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// policy is as strict as the product's: the engines must work under it.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// site serves the clean page, with one change.
type site struct{ html, css, js string }

func clean(t *testing.T) site {
	t.Helper()
	read := func(name string) string {
		b, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	return site{read("clean.html"), read("clean.css"), read("clean.js")}
}

func (s site) start(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	for path, f := range map[string][2]string{"/{$}": {"text/html; charset=utf-8", s.html}, "/clean.css": {"text/css", s.css}, "/clean.js": {"text/javascript", s.js}, "/favicon.ico": {"image/x-icon", ""}} {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", f[0])
			w.Header().Set("Content-Security-Policy", policy)
			fmt.Fprint(w, f[1])
		})
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func open(t *testing.T, s site) *browser.Tab {
	t.Helper()
	tab := browser.Shared(t).Tab(t)
	tab.Open(s.start(t) + "/")
	return tab
}

func TestACleanPageHasNoFault(t *testing.T) {
	tab := open(t, clean(t))
	start := time.Now()
	for _, f := range proof.Inspect(tab, proof.Replaced("main")) {
		t.Logf("note %v: %s", f.Note, f)
		if !f.Note {
			t.Error(f)
		}
	}
	t.Logf("inspected in %v", time.Since(start))
}
