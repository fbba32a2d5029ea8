package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"sportello/a11y/check"
	"sportello/api/command"
	"sportello/api/folder"
	"sportello/api/help"
	"sportello/api/identity"
	"sportello/api/trail"
	"sportello/app"
)

const proxyID = "01890000-0000-7000-8000-0000000000d2"

// rows are acts of every kind of actor.
func rows() []trail.Access {
	self, by, at := identity.Mandate{Kind: identity.MandateSelf}, identity.Mandate{Kind: identity.MandateProxy, ID: proxyID}, martaHelps.Mandate
	clerk := func(seq int64, act, about string) trail.Access {
		return trail.Access{Seq: seq, At: noon.Add(-45 * time.Minute), Name: "Marta Lesmevati", Office: "Sportello del cittadino", Mandate: at, Act: act, About: about,
			Reason: "tax", Note: "Chiede quando scade la rata"}
	}
	sent := clerk(9, "applications.submit", filedID)
	sent.Service, sent.Consent = "telesoccorso", "card"
	return []trail.Access{
		sent, clerk(8, trail.Look, "/tasse/tari"), clerk(7, trail.HelpLook, "/servizi/{service}/domanda/{step}"), clerk(6, "unheard.of", "x"),
		{Seq: 5, At: noon.Add(-25 * time.Hour), Name: "Chiara Colli", Mandate: by, Act: trail.Look, About: "tari", Proxy: "simple"},
		{Seq: 4, At: noon.Add(-25 * time.Hour), Name: "Chiara Colli", Mandate: by, Act: trail.Look, About: trail.WholeFolder, Proxy: "support"},
		{Seq: 3, At: noon.Add(-26 * time.Hour), Name: "", Mandate: self, Act: "proxies.change", About: proxyID},
		{Seq: 2, At: noon.Add(-27 * time.Hour), Own: true, Name: "Teresa Colli", Mandate: self, Act: "applications.discard", About: draftID},
	}
}

// tracked is the folder of somebody whose trail has rows, or so many that there are older ones.
func tracked(many bool) folder.Folder {
	f := full()
	for f.Trail = rows(); many && len(f.Trail) < trail.PerPage; {
		f.Trail = append(f.Trail, f.Trail[len(f.Trail)-1])
	}
	return f
}

func trailSights() []sight {
	none, typed := identity.Who{}, func(code string) url.Values { return url.Values{"codice": {code}} }
	return []sight{
		{"who saw my data", "/accessi", nil, teresa, tracked(false), nil, 200, "Chi ha visto i miei dati"},
		{"nobody saw my data", "/accessi", nil, teresa, full(), nil, 200, "Chi ha visto i miei dati"},
		{"who saw my data, with older ones", "/accessi", nil, teresa, tracked(true), nil, 200, ""},
		{"the older ones", "/accessi?prima=90", nil, teresa, tracked(true), nil, 200, ""},
		{"what one proxy did", "/accessi?delega=" + proxyID, nil, teresa, tracked(false), nil, 200, ""},
		{"a help code that cannot be had", "/aiuto?pieno=1", nil, none, folder.Folder{}, nil, 200, "Chiedere aiuto"},
		{"help ended", "/aiuto?finito=1", nil, none, folder.Folder{}, nil, 200, ""},
		{"a help code to type", "/sportello/aiuto", nil, marta, work(""), nil, 200, "Quale codice le ha detto la persona?"},
		{"nothing said to the help code", "/sportello/aiuto", typed(""), marta, work(""), nil, 200, ""},
		{"nothing said to the help code that is right", "/sportello/aiuto", typed("00000000"), marta, work(""), nil, 200, ""},
		{"nothing said to the help code any more", "/sportello/aiuto", typed("99999999"), marta, work(""), nil, 200, ""},
		{"where the person is", "/sportello/aiuto", typed("1234 5678"), marta, work(""), nil, 200, "Dove è la persona"},
		{"where a person is, for who is no clerk", "/sportello/aiuto", nil, teresa, full(), nil, 404, "Questa pagina non c'è"},
	}
}

// The paper is a town hall with an archive and one help code: 12345678, of the browser with the cookie "secret".

func (p *paper) AccessLog(_ context.Context, _ identity.Who, q trail.Query) ([]trail.Access, error) {
	var some []trail.Access
	for _, a := range p.folder.Trail {
		if (q.Before == 0 || a.Seq < q.Before) && (q.Mandate == "" || a.Mandate.ID == q.Mandate) {
			some = append(some, a)
		}
	}
	return some, p.fails
}

func (p *paper) OpenHelp(context.Context, identity.Who) (help.Ticket, error) {
	return help.Ticket{Code: "12345678", Token: "secret"}, p.fails
}

func (p *paper) NoteHelp(_ context.Context, _ identity.Who, token string, at *help.Place) (time.Time, error) {
	if p.ended || token != "secret" {
		return time.Time{}, command.ErrNotFound
	}
	if at != nil {
		p.noted = append(p.noted, *at)
	}
	return noon.Add(help.Lasts), nil
}

func (p *paper) CloseHelp(context.Context, string) error {
	p.ended = true
	return nil
}

func (p *paper) LookHelp(_ context.Context, _ identity.Who, code string) (help.Seen, error) {
	switch code {
	case "12345678":
		at := help.Place{Page: "/servizi/{service}/domanda/{step}", Step: "telesoccorso.phone", Errors: []string{"telesoccorso.phone.missing",
			"telesoccorso.notes.long", "field.codice", "status.503", "un.known"}}
		if len(p.noted) > 0 {
			at = p.noted[len(p.noted)-1]
		}
		return help.Seen{Place: at, At: noon, Until: noon.Add(help.Lasts)}, nil
	case "00000000":
		return help.Seen{}, command.WrongCode{Left: 4}
	}
	return help.Seen{}, command.Locked{Until: noon}
}

const helpCookie = "aiuto=12345678.secret"

// TestTrailInWords: each row says who, what, when and why in one breath.
func TestTrailInWords(t *testing.T) {
	said := text(t, ask(host(t, &paper{folder: tracked(false)}, &door{who: teresa}), "/accessi", nil))
	for _, sentence := range []string{
		"22 novembre 2026", "21 novembre 2026",
		"Alle 11:15: Marta Lesmevati, Sportello del cittadino. Ha inviato una domanda al Comune. Riguarda: Telesoccorso: aiuto a casa con un pulsante. " +
			"Motivo: Tasse, multe e rate da pagare. Nota: «Chiede quando scade la rata». Lei ha detto sì con un codice della sua tessera.",
		"Alle 11:15: Marta Lesmevati, Sportello del cittadino. Ha aperto la pagina «TARI». Motivo: Tasse, multe e rate da pagare.",
		"Ha guardato quale pagina era aperta: «Domanda da compilare».", "Alle 11:15: Marta Lesmevati, Sportello del cittadino. Ha fatto un'altra cosa.",
		"Alle 11:00: Chiara Colli, con una delega. Ha letto la TARI, la tassa sui rifiuti.",
		"Alle 11:00: Chiara Colli, come amministratore di sostegno. Ha preso tutte le carte che può vedere.",
		"Alle 10:00: una persona. Ha cambiato una delega.", "Alle 09:00: lei, con il suo accesso. Ha eliminato una domanda non finita.",
		"Più letture nella stessa ora contano una volta.",
	} {
		if !strings.Contains(said, sentence) {
			t.Errorf("nobody says %q in %s", sentence, said)
		}
	}
}

// TestEveryActHasWords: a new command must be told to the person it was done for.
func TestEveryActHasWords(t *testing.T) {
	words, err := os.ReadFile("../../assets/i18n/it/trail.json")
	if err != nil {
		t.Fatal(err)
	}
	kinds := regexp.MustCompile(`Kind = "([a-z.]+)"`)
	files, err := filepath.Glob("../../api/command/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range kinds.FindAllStringSubmatch(string(source), -1) {
			if k[1] != string(command.Prefer) && !strings.Contains(string(words), `"trail.act.`+k[1]+`"`) {
				t.Errorf("%s: the trail has no words for %s", file, k[1])
			}
		}
	}
}

// TestEveryPageHasAName: the trail and a clerk who helps say pages by name.
func TestEveryPageHasAName(t *testing.T) {
	for _, pattern := range app.Paths() {
		if !strings.HasPrefix(pattern, "/sportello") && !app.Named(pattern) {
			t.Errorf("the page %s has no name: see app/internal/page/names.go", pattern)
		}
	}
}

// TestHelpCode: shown once asked for, on every page from then on, until the person ends it.
func TestHelpCode(t *testing.T) {
	hall := &paper{folder: drafting()}
	h := host(t, hall, &door{})
	w := ask(h, "/aiuto", url.Values{"fai": {"mostra"}})
	c := w.Result().Cookies()
	if w.Code != http.StatusSeeOther || len(c) != 1 || c[0].Value != "12345678.secret" || !c[0].HttpOnly || c[0].SameSite != http.SameSiteLaxMode || c[0].MaxAge != 1800 {
		t.Fatalf("%d, cookies %v", w.Code, c)
	}
	if said := text(t, ask(h, "/aiuto", nil, helpCookie)); !strings.Contains(said, "1234 5678") {
		t.Errorf("the help page does not show the code: %s", said)
	}
	for _, path := range []string{"/", "/servizi", "/aiuto", "/niente"} {
		if said := text(t, ask(h, path, nil, helpCookie)); !strings.Contains(said, "Lo sportello vede in quale pagina è. Non vede quello che scrive.") || !strings.Contains(said, "Basta, ho finito") {
			t.Errorf("%s does not say that a clerk sees it", path)
		}
	}
	if said := text(t, ask(h, "/servizi", nil)); strings.Contains(said, "Basta, ho finito") {
		t.Error("a browser that shows no code is told that somebody sees it")
	}
	w = ask(h, "/aiuto", url.Values{"fai": {"basta"}, "torna": {"/servizi"}}, helpCookie)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/servizi" || !hall.ended || w.Result().Cookies()[0].MaxAge >= 0 {
		t.Errorf("ending it: %d to %s", w.Code, w.Header().Get("Location"))
	}
	if said := text(t, ask(h, "/servizi", nil, helpCookie)); strings.Contains(said, "Basta, ho finito") {
		t.Error("after it has ended the pages say that somebody sees them")
	}
}

// TestHelpNeverSeesAValue: a mark typed into every field of every step, and read back nowhere: not in what is noted,
// not on the clerk's page.
func TestHelpNeverSeesAValue(t *testing.T) {
	const mark = "zmarcatorez"
	hall := &paper{folder: drafting("visit")}
	in := &door{who: teresa}
	h := host(t, hall, in)
	for _, step := range []string{"address", "phone", "alone", "contact", "keys", "disability", "papers", "visit", "notes", "declare"} {
		form := url.Values{"draft": {draftID}}
		for _, field := range []string{"address", "phone", "alone", "contact_name", "contact_phone", "keys", "disability", "papers", "visit", "notes", "declare"} {
			form.Set(field, strings.Repeat(mark, 200))
		}
		in.who = teresa
		if w := ask(h, base+"/"+step, form, helpCookie); w.Code != 200 {
			t.Fatalf("%s: %d", step, w.Code)
		}
		at := hall.noted[len(hall.noted)-1]
		if at.Page != "/servizi/{service}/domanda/{step}" || at.Step != "telesoccorso."+step || len(at.Errors) == 0 {
			t.Errorf("%s: noted %+v", step, at)
		}
		in.who = marta
		said := ask(h, "/sportello/aiuto", url.Values{"codice": {"12345678"}}).Body.String()
		if all := said + strings.Join(append(at.Errors, at.Page, at.Step), " "); strings.Contains(all, mark) || strings.Contains(all, "Teresa") || strings.Contains(all, "Colli") {
			t.Errorf("%s: a value or a name reaches the clerk: %+v", step, at)
		}
	}
	in.who = teresa
	ask(h, "/tasse/tari/"+mark+"/2026", nil, helpCookie)
	want := help.Place{Page: "/tasse/tari/{utenza}/{anno}", Errors: []string{"status.404"}}
	if diff := cmp.Diff(want, hall.noted[len(hall.noted)-1]); diff != "" {
		t.Errorf("what stands in an address is noted: %s", diff)
	}
}

// TestHelpPages are whole pages with the help on.
func TestHelpPages(t *testing.T) {
	for _, path := range []string{"/", "/aiuto", base + "/phone"} {
		root, err := html.Parse(ask(host(t, &paper{folder: drafting()}, &door{who: teresa}), path, nil, helpCookie).Body)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range check.Page(root) {
			if f.Level == check.Failure {
				t.Errorf("%s: %s", path, f)
			}
		}
	}
}

func text(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	root, err := html.Parse(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return words(root)
}
