package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"sportello/api/command"
	"sportello/api/folder"
)

const secretPath = "/calendario/" + secret + ".ics"

// events reads a file back with the library that wrote it, by what each entry says.
func events(t *testing.T, w *httptest.ResponseRecorder) map[string]*ics.VEvent {
	t.Helper()
	if kind := w.Header().Get("Content-Type"); w.Code != 200 || kind != "text/calendar; charset=utf-8" {
		t.Fatalf("%d, %s: %s", w.Code, kind, w.Body)
	}
	c, err := ics.ParseCalendar(strings.NewReader(w.Body.String()))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*ics.VEvent{}
	for _, e := range c.Events() {
		all[e.GetProperty(ics.ComponentPropertySummary).Value] = e
	}
	return all
}

// The file of who is signed in: whole days, named as on the page, with what is done marked and an alarm for the rest.
func TestCalendarFile(t *testing.T) {
	h := host(t, &paper{folder: many()}, &door{who: teresa})
	w := ask(h, "/scadenze.ics", nil)
	if how := w.Header().Get("Content-Disposition"); how != `attachment; filename="scadenze.ics"` || w.Header().Get("Cache-Control") != "private, no-cache" {
		t.Errorf("it comes as %q, %q", how, w.Header().Get("Cache-Control"))
	}
	all := events(t, w)
	for says, want := range map[string]struct {
		start, end string
		alarms     int
	}{
		"TARI 2026, rata 3 di 3":                                                 {"20261204", "20261205", 2},
		"TARI 2026, rata 2 di 3":                                                 {"20261019", "20261020", 2}, // the 18th is a Sunday
		"Fatto: TARI 2026, rata 1 di 3":                                          {"20260618", "20260619", 0},
		"Risposta del Comune. Telesoccorso: aiuto a casa con un pulsante":        {"20261120", "20261121", 0}, // for the town hall to do
		"Finisce la delega: Ada Colli":                                           {"20270531", "20270601", 2},
		"Fatto: Risposta del Comune. Telesoccorso: aiuto a casa con un pulsante": {"20261222", "20261223", 0},
		"TARI 2026": {"20261127", "20261128", 2},
	} {
		e := all[says]
		if e == nil {
			t.Errorf("no entry says %q", says)
			continue
		}
		start, end := e.GetProperty(ics.ComponentPropertyDtStart), e.GetProperty(ics.ComponentPropertyDtEnd)
		if start.ICalParameters["VALUE"][0] != "DATE" || end.ICalParameters["VALUE"][0] != "DATE" || end.Value <= start.Value {
			t.Errorf("%s is from %+v to %+v", says, start, end)
		}
		if says != "Risposta del Comune. Telesoccorso: aiuto a casa con un pulsante" && (start.Value != want.start || end.Value != want.end) || len(e.Alarms()) != want.alarms {
			t.Errorf("%s: %s to %s, %d alarms, want %v", says, start.Value, end.Value, len(e.Alarms()), want)
		}
		if stamp := e.GetProperty(ics.ComponentPropertyDtstamp); stamp == nil || stamp.Value != "20261122T000000Z" {
			t.Errorf("%s is stamped %+v", says, stamp)
		}
	}
	for _, a := range all["TARI 2026, rata 3 di 3"].Alarms() {
		if at := a.GetProperty(ics.ComponentPropertyTrigger).Value; at != "-P6DT15H" && at != "-PT15H" {
			t.Errorf("an alarm at %s: not at nine in the morning", at)
		}
	}
}

// How it is written (RFC 5545): lines of at most 75 octets that end as they must, signs escaped, each uid once and the
// same on every reading.
func TestCalendarFileForm(t *testing.T) {
	h := host(t, &paper{folder: many()}, &door{who: teresa})
	body := ask(h, "/scadenze.ics", nil).Body.String()
	for line := range strings.SplitSeq(strings.TrimSuffix(body, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("%d octets: %q", len(line), line)
		}
	}
	unfolded := strings.ReplaceAll(body, "\r\n ", "")
	for _, want := range []string{`SUMMARY:TARI 2026\, rata 3 di 3`, `X-WR-CALNAME:Scadenze\, Seregno`, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "METHOD:PUBLISH", "PRODID:-//Sportello//Scadenze//IT\r\n", "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
		"CLASS:PRIVATE", "TRANSP:TRANSPARENT"} {
		if !strings.Contains(unfolded, want) {
			t.Errorf("the file has no %q", want)
		}
	}
	ids := func(body string) (all []string) {
		for line := range strings.SplitSeq(body, "\r\n") {
			if id, ok := strings.CutPrefix(line, "UID:"); ok {
				all = append(all, id)
			}
		}
		return all
	}
	seen, again := map[string]bool{}, ids(ask(h, "/scadenze.ics", nil).Body.String())
	for i, id := range ids(body) {
		if seen[id] || again[i] != id || !strings.HasSuffix(id, "@sportello") || strings.Contains(id, "U1") {
			t.Errorf("uid %q, then %q", id, again[i])
		}
		seen[id] = true
	}
	for _, sum := range []string{"€", "euro", "12.345", "41,55"} {
		if strings.Contains(unfolded, sum) {
			t.Errorf("there is a sum in it: %q", sum)
		}
	}
}

// What is under a secret address: the same days, and neither names nor what was asked for.
func TestCalendarUnderASecret(t *testing.T) {
	hall := &paper{folder: many()}
	h := host(t, hall, &door{})
	w := ask(h, secretPath, nil)
	all := events(t, w)
	for _, says := range []string{"TARI 2026, rata 3 di 3", "Risposta del Comune", "Finisce una delega"} {
		if all[says] == nil {
			t.Errorf("no entry says %q", says)
		}
	}
	for _, never := range []string{"Telesoccorso", "telesoccorso", "Ada", "Teresa", "Colli", "Cavour", "€", "01890000", "3001234"} {
		if strings.Contains(strings.ReplaceAll(w.Body.String(), "\r\n ", ""), never) {
			t.Errorf("it says %q", never)
		}
	}
	own := events(t, ask(host(t, hall, &door{who: teresa}), "/scadenze.ics", nil))
	if a, b := own["TARI 2026, rata 3 di 3"].Id(), all["TARI 2026, rata 3 di 3"].Id(); a != b {
		t.Errorf("the same thing has the ids %s and %s", a, b)
	}
	hall.folder.Preferences = folder.Preferences{Lang: "en"}
	if all := events(t, ask(h, secretPath, nil)); all["TARI 2026, instalment 3 of 3"] == nil {
		t.Errorf("in English: %v", all)
	}
}

// Asked again it says that nothing changed; wrong, ended and malformed look the same; too many are stopped.
func TestCalendarAnswers(t *testing.T) {
	hall := &paper{folder: full()}
	h := host(t, hall, &door{})
	get := func(path, has string) *httptest.ResponseRecorder {
		r, w := httptest.NewRequest(http.MethodGet, path, nil), httptest.NewRecorder()
		r.Header.Set("If-None-Match", has)
		h.ServeHTTP(w, r)
		return w
	}
	first := get(secretPath, "")
	tag := first.Header().Get("ETag")
	if first.Code != 200 || tag == "" || first.Header().Get("Cache-Control") != "private, no-cache" {
		t.Fatalf("%d %v", first.Code, first.Header())
	}
	if w := get(secretPath, `"other", W/`+tag); w.Code != http.StatusNotModified || w.Body.Len() != 0 {
		t.Errorf("the same: %d, %d bytes", w.Code, w.Body.Len())
	}
	hall.folder.Tari[0].Instalments[2].Paid = hall.folder.Tari[0].Instalments[2].Amount
	if w := get(secretPath, tag); w.Code != 200 || !strings.Contains(w.Body.String(), "Fatto: TARI 2026\\, rata 3 di 3") {
		t.Errorf("paid meanwhile: %d", w.Code)
	}
	for _, path := range []string{"/calendario/" + strings.ToUpper(secret) + ".ics", "/calendario/x.ics", "/calendario/%00.ics"} {
		if w := get(path, tag); w.Code != 404 || w.Body.String() != "not found\n" {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	for err, want := range map[error]int{command.ErrNotFound: 404, command.ErrDown: 503, command.Locked{Until: time.Now()}: 429, http.ErrBodyNotAllowed: 500} {
		hall.fails = err
		if w := get(secretPath, ""); w.Code != want || strings.Contains(w.Body.String(), "TARI") {
			t.Errorf("%v: %d", err, w.Code)
		}
	}
	hall.fails, hall.lacks = nil, command.ErrDown
	if w := get(secretPath, ""); w.Code != 503 || w.Header().Get("Retry-After") == "" {
		t.Errorf("without the rates: %d", w.Code)
	}
}

// Where there is no file to give, the page says why: sign in first, no such mandate. In another's matters the file
// says whose days they are.
func TestCalendarFileOfWhom(t *testing.T) {
	for about, c := range map[string]struct {
		door   door
		path   string
		status int
		to     string
	}{
		"nobody signed in":    {door{}, "/scadenze.ics", 303, "/entra?torna=%2Fscadenze"},
		"a session lapsed":    {door{err: command.ErrSignedOut}, "/scadenze.ics", 303, "/entra?torna=%2Fscadenze"},
		"no such mandate":     {door{who: martaHelps}, "/per/" + filedID + "/scadenze.ics", 403, ""},
		"the sign-in is down": {door{err: command.ErrDown}, "/scadenze.ics", 503, ""},
	} {
		w := ask(host(t, &paper{folder: askingYes()}, &c.door), c.path, nil)
		if w.Code != c.status || w.Header().Get("Location") != c.to || strings.Contains(w.Body.String(), "BEGIN:VEVENT") {
			t.Errorf("%s: %d to %q", about, w.Code, w.Header().Get("Location"))
		}
	}
	of := askingYes()
	of.Who.Subject.GivenName = "Teresa\rMaria"
	w := ask(host(t, &paper{folder: of}, &door{who: martaHelps}), "/per/"+assistanceID+"/scadenze.ics", nil)
	e := events(t, w)["TARI 2026, rata 3 di 3 (Teresa Maria)"]
	if e == nil || strings.Count(w.Body.String(), "\r") != strings.Count(w.Body.String(), "\r\n") {
		t.Fatalf("of Teresa: %s", w.Body)
	}
	// Every entry leads to the page it stands on, by our address as browsers see it: not as a proxy before us writes it.
	if to := e.GetProperty(ics.ComponentPropertyUrl).Value; to != "https://sportello.example/per/"+assistanceID+"/scadenze" {
		t.Errorf("it leads to %s", to)
	}
}
