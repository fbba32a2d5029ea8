package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sportello/api/command"
)

// A browser that comes back from pagoPA is led on, whoever is signed in or nobody is, and is shown nothing on the way.
func TestComingBackFromPaying(t *testing.T) {
	h := host(t, &paper{folder: full()}, &door{})
	for _, c := range []struct {
		name, method, path, site string
		status                   int
		to                       string
	}{
		{"paid", "GET", "/paga/ritorno/" + draftID + "/ok", "cross-site", http.StatusSeeOther, "/pagamenti/" + draftID},
		{"turned back", "GET", "/paga/ritorno/" + draftID + "/annullato", "cross-site", http.StatusSeeOther, "/pagamenti/" + draftID},
		{"failed", "GET", "/paga/ritorno/" + draftID + "/errore", "cross-site", http.StatusSeeOther, "/pagamenti/" + draftID},
		{"no answer yet", "GET", "/paga/ritorno/" + draftID + "/attesa", "cross-site", http.StatusSeeOther, "/pagamenti/" + draftID},
		{"a word that is none", "GET", "/paga/ritorno/" + draftID + "/pagato", "cross-site", http.StatusSeeOther, "/entra?torna=%2Fpagamenti%2F-"},
		{"a form of another site", "POST", "/paga/ritorno/" + draftID + "/ok", "cross-site", http.StatusForbidden, ""},
	} {
		r := httptest.NewRequest(c.method, c.path, nil)
		r.Header.Set("Sec-Fetch-Site", c.site)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.status || w.Header().Get("Location") != c.to {
			t.Errorf("%s: %d to %q, want %d to %q", c.name, w.Code, w.Header().Get("Location"), c.status, c.to)
		}
		if c.status == http.StatusSeeOther && strings.Contains(w.Body.String(), "€") {
			t.Errorf("%s: it shows an amount", c.name)
		}
	}
}

// Where the word cannot be written down now, the page says so and leads to the same address: the word is in it.
func TestComingBackWhileTheTownHallIsAway(t *testing.T) {
	h := host(t, &paper{folder: full(), fails: command.ErrDown}, &door{})
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/paga/ritorno/"+draftID+"/annullato", nil))
	if again := `href="/paga/ritorno/` + draftID + `/annullato"`; w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), again) {
		t.Errorf("%d, without %s:\n%s", w.Code, again, w.Body)
	}
}
