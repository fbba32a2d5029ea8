package orca

import (
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// site serves the small page in testdata: link to the content, one question, one choice, errors, receipt.
func site(t *testing.T) string {
	server := httptest.NewServer(http.FileServer(http.Dir("testdata")))
	t.Cleanup(server.Close)
	return server.URL + "/page.html"
}

func TestPathWithChromium(t *testing.T) {
	began := time.Now()
	s := Start(t, Options{URL: site(t)})
	t.Logf("ready after %.1f s", time.Since(began).Seconds())
	fillIn(s)
	correct(s)
	t.Logf("path done after %.1f s", time.Since(began).Seconds())
	mustFail(t, s)
	reachDevTools(t, s)
	photographScreen(t, s)
	t.Logf("heard:\n%s", s.Transcript())
}

func TestPathWithFirefox(t *testing.T) {
	began := time.Now()
	s := Start(t, Options{URL: site(t), Browser: Firefox})
	t.Logf("ready after %.1f s", time.Since(began).Seconds())
	fillIn(s)
	correct(s)
	t.Logf("path done after %.1f s", time.Since(began).Seconds())
	if address, err := s.DevTools(); err == nil {
		t.Errorf("Firefox has DevTools at %s", address)
	}
}

// fillIn walks from the title to the error summary.
func fillIn(s *Session) {
	s.Hear("the title", Key("h"), Say("Chiedi il telesoccorso", "intestazione livello 1"))
	s.Hear("back to the top", Key("ctrl+Home"), Say("Vai al contenuto", "collegamento"))
	s.Hear("the name", Key("Tab"),
		Say("Nome e cognome", "campo inserimento", "richiesto", "Come sulla carta d'identità"), Never("non valida"))
	s.Hear("the choice", Key("Tab"), Say("Vive da solo?", "Sì, vivo da solo", "non selezionato", "pulsante radio"))
	s.Hear("the choice made", Key("space"), Say("selezionato"), Never("non selezionato"))
	s.Hear("the button", Key("Tab"), Say("Invia la domanda", "pulsante"))
	s.Hear("the problem", Key("Return"), Say("C'è un problema"))
	s.Hear("the link to the field", Key("Tab"), Say("Scriva il nome e il cognome", "collegamento"))
	s.Hear("the field in error", Key("Return"),
		Say("Nome e cognome", "campo inserimento", "non valida", "Errore: Scriva il nome e il cognome", "Come sulla carta d'identità"))
}

// correct walks from the field in error to the news that the application is registered.
func correct(s *Session) {
	s.Type("Niccolò Però, è d'Alì")
	s.Until("the button again", 5, Key("Tab"), Say("Invia la domanda"))
	s.Hear("the receipt", Key("Return"), Say("Domanda salvata", "intestazione livello 1"), Never("C'è un problema"))
	if s.options.Browser == Chromium { // in Firefox Orca sometimes loses the line under a replaced heading
		s.Hear("what was typed", Key("Down"), Say("Nome scritto: Niccolò Però, è d'Alì"))
	}
	s.Hear("the button of the receipt", Key("Tab"), Say("Registra", "pulsante"))
	s.Hear("what happens without a key of the step", Do(func() { s.press("Return") }))
	s.Hear("the news, by listening on", Say("Domanda registrata, protocollo numero 2026/123."))
}

// mustFail proves that a step can fail: a test that cannot is worth nothing.
func mustFail(t *testing.T, s *Session) {
	t.Helper()
	for _, one := range []struct {
		why   string
		parts []Part
		want  string
	}{
		{"never said", []Part{Key("ctrl+Home"), Say("Parole mai dette"), Within(400 * time.Millisecond)}, "not heard"},
		{"wrong order", []Part{Key("ctrl+Home"), Say("collegamento", "Vai al contenuto"), Within(400 * time.Millisecond)}, "not heard"},
		{"forbidden", []Part{Key("ctrl+Home"), Never("Vai al contenuto")}, "must not be"},
		{"said before", []Part{Say("Domanda registrata"), Within(400 * time.Millisecond)}, "not heard"},
	} {
		if err := s.hear(one.why, one.parts...); err == nil || !strings.Contains(err.Error(), one.want) {
			t.Errorf("%s: got %v, want an error with %q", one.why, err, one.want)
		}
	}
	if err := s.until("no such button", 2, Key("Tab"), Say("Parole mai dette")); err == nil {
		t.Error("until: no error for a phrase that is never said")
	}
}

func reachDevTools(t *testing.T, s *Session) {
	t.Helper()
	address, err := s.DevTools()
	if err != nil {
		t.Fatal(err)
	}
	host, _, _ := strings.Cut(strings.TrimPrefix(address, "ws://"), "/")
	answer, err := http.Get("http://" + host + "/json/version")
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Errorf("DevTools answers %s", answer.Status)
	}
}

func photographScreen(t *testing.T, s *Session) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "screen.png")
	if err := photograph(filepath.Join(s.crew.home, "screen", "Xvfb_screen0"), path); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if r, g, b, _ := picture.At(500, 700).RGBA(); r>>8 != 255 || g>>8 != 255 || b>>8 != 255 {
		t.Errorf("the page's empty part is not white but %d %d %d", r>>8, g>>8, b>>8)
	}
}
