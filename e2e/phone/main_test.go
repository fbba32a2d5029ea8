// Package phone_test proves host 2 in a real browser: the browser program, the worker, the outbox and the
// encrypted store, against a town hall that can be made to fail at any moment.
package phone_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/google/uuid"

	"sportello/app/web"
	"sportello/e2e/browser"
)

func TestMain(m *testing.M) {
	if err := build(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(browser.Main(m))
}

// build brings the browser program up to date.
func build() error {
	root, err := browser.Root()
	if err != nil {
		return err
	}
	cmd := exec.Command("go", "run", "./cmd/gen", "dist")
	cmd.Dir = root
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building the browser program: %w\n%s", err, said)
	}
	return nil
}

// site is the town hall on the network.
type site struct {
	*town
	URL  string
	dead atomic.Bool // the line is cut for everything, though the phone believes it has a network

	slowPages    atomic.Pointer[chan struct{}] // pages are not answered before this is closed
	newVersion   atomic.Bool                   // the worker is that of a newer version of the program
	loseNextPage atomic.Bool                   // the next form of a browser is acted on, and its answer lost
}

// open opens the town hall with the product's own host for pages.
func open(t *testing.T) *site {
	t.Helper()
	root, err := browser.Root()
	if err != nil {
		t.Fatal(err)
	}
	s := &site{town: newTown()}
	sign := &signIn{}
	handler, err := web.New(web.Config{Hall: s.town, SignIn: sign, API: s.v1(sign), Assets: os.DirFS(filepath.Join(root, "assets")),
		Now: time.Now, NewID: func() string { return uuid.Must(uuid.NewV7()).String() }, Ready: func(context.Context) error { return nil },
		Report: func(err error) string { t.Errorf("the server reports: %v", err); return "x" }})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case s.dead.Load():
			cut(w)
		case r.URL.Path == "/favicon.ico":
			w.WriteHeader(http.StatusNoContent)
		case r.URL.Path == "/prova/entra": // stands for the identity provider
			http.SetCookie(w, &http.Cookie{Name: "chi", Value: r.URL.Query().Get("chi"), Path: "/", MaxAge: 3600})
			http.Redirect(w, r, r.URL.Query().Get("torna"), http.StatusSeeOther)
		case s.slowPages.Load() != nil && r.Header.Get("Sec-Fetch-Mode") == "navigate":
			<-*s.slowPages.Load()
		case s.newVersion.Load() && r.URL.Path == "/sw.js":
			old := httptest.NewRecorder()
			handler.ServeHTTP(old, r)
			w.Header().Set("Content-Type", "text/javascript")
			io.WriteString(w, strings.Replace(plain(t, old), `"version":"`, `"version":"nuova","was":"`, 1))
		case r.Method == http.MethodPost && s.loseNextPage.CompareAndSwap(true, false):
			handler.ServeHTTP(httptest.NewRecorder(), r)
			cut(w)
		default:
			handler.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	s.URL = server.URL
	return s
}

// enter signs somebody in and opens a page.
func (s *site) enter(tab *browser.Tab, name, path string) {
	tab.Open(s.URL + "/prova/entra?chi=" + name + "&torna=" + path)
}

const soon = 20 * time.Second

// now is when the tests make their commands.
var now = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

// ready waits until the app can take over, the worker stands, and all is kept for a time without a network.
func ready(tab *browser.Tab) {
	tab.Test().Helper()
	tab.WaitFor(`self.sportello&&sportello.visit&&sportello.page.kept&&navigator.serviceWorker.controller`, soon)
}

// before runs JavaScript in every page of the tab before its own.
func before(tab *browser.Tab, js string) {
	tab.Test().Helper()
	if _, err := chromedp.Call(tab.Context(), page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: js}); err != nil {
		tab.Test().Fatal(err)
	}
}

// plain is the body of an answer that may have been compressed.
func plain(t *testing.T, answer *httptest.ResponseRecorder) string {
	t.Helper()
	var from io.Reader = answer.Body
	if answer.Header().Get("Content-Encoding") == "br" {
		from = brotli.NewReader(from)
	}
	body, err := io.ReadAll(from)
	if err != nil {
		t.Error(err)
	}
	return string(body)
}
