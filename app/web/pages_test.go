package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"sportello/a11y/check"
	"sportello/api/command"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/money"
	"sportello/app"
)

func itoa(n int) string           { return strconv.Itoa(n) }
func moneyOf(n int64) money.Cents { return money.Cents(n) }

// sight is one page in one state.
type sight struct {
	about  string
	path   string
	form   url.Values
	who    identity.Who
	folder folder.Folder
	fails  error
	status int
	h1     string // in Italian; empty: not looked at
}

const base = "/servizi/telesoccorso/domanda"

// sights are all pages, in each state that a person can meet. Every screen must be among them.
func sights() []sight {
	none := identity.Who{}
	empty := folder.Folder{Who: teresa, ReadAt: noon}
	all := []sight{
		{"a stranger", "/", nil, none, empty, nil, 200, "Sportello del Comune di Seregno"},
		{"at home", "/", nil, teresa, full(), nil, 200, "Buongiorno, Teresa"},
		{"at home with a draft", "/", nil, teresa, drafting("visit"), nil, 200, "Buongiorno, Teresa"},
		{"at home with nothing", "/", nil, teresa, empty, nil, 200, "Buongiorno, Teresa"},
		{"signing in", "/entra", nil, none, empty, nil, 200, "Entri nello Sportello"},
		{"sign-in cancelled", "/entra?problema=cancelled", nil, none, empty, nil, 200, ""},
		{"a session lapsed", "/entra?ripresa=1&torna=/pratiche", nil, none, empty, nil, 200, ""},
		{"signing out", "/esci", nil, teresa, full(), nil, 200, "Vuole uscire?"},
		{"preferences", "/preferenze", nil, none, empty, nil, 200, "Come preferisce leggere"},
		{"preferences saved", "/preferenze?fatto=1", nil, teresa, full(), nil, 200, ""},
		{"help", "/aiuto", nil, none, empty, nil, 200, ""},
		{"accessibility", "/accessibilita", nil, none, empty, nil, 200, ""},
		{"privacy", "/privacy", nil, none, empty, nil, 200, ""},
		{"legal notes", "/note-legali", nil, none, empty, nil, 200, ""},
		{"report", "/segnala", nil, none, empty, nil, 200, ""},
		{"TARI", "/tasse/tari", nil, teresa, full(), nil, 200, "La sua TARI"},
		{"no TARI", "/tasse/tari", nil, teresa, empty, nil, 200, "La sua TARI"},
		{"one year of TARI", "/tasse/tari/U1/2026", nil, teresa, full(), nil, 200, "TARI 2026"},
		{"somebody else's TARI", "/tasse/tari/U2/2026", nil, teresa, full(), nil, 404, "Questa pagina non c'è"},
		{"services", "/servizi", nil, none, empty, nil, 200, ""},
		{"the service sheet", "/servizi/telesoccorso", nil, none, empty, nil, 200, ""},
		{"asked already", base, nil, teresa, full(), nil, 200, ""},
		{"no such service", "/servizi/altro", nil, none, empty, nil, 404, "Questa pagina non c'è"},
		{"checking the answers", base + "/controlla", nil, teresa, drafting(), nil, 200, "Controlli le risposte"},
		{"answers changed elsewhere", base + "/controlla", url.Values{"draft": {draftID}, "seen": {"old"}}, teresa, drafting(), nil, 200, ""},
		{"throwing a draft away", base + "/elimina", nil, teresa, drafting("visit"), nil, 200, ""},
		{"my applications", "/pratiche", nil, teresa, full(), nil, 200, "Le sue domande"},
		{"my applications with a draft", "/pratiche", nil, teresa, drafting("visit"), nil, 200, "Le sue domande"},
		{"nothing that could not be sent", "/pratiche/non-mandate", nil, teresa, empty, nil, 200, "Che cosa non è stato mandato"},
		{"no applications", "/pratiche", nil, teresa, empty, nil, 200, "Le sue domande"},
		{"the receipt", "/pratiche/" + filedID + "?nuova=1", nil, teresa, full(), nil, 200, ""},
		{"one application", "/pratiche/" + filedID, nil, teresa, full(), nil, 200, ""},
		{"somebody else's application", "/pratiche/" + draftID, nil, teresa, full(), nil, 404, "Questa pagina non c'è"},
		{"nothing there", "/niente", nil, none, empty, nil, 404, "Questa pagina non c'è"},
		{"the town hall is down", "/tasse/tari", nil, teresa, empty, command.ErrDown, 503, "Il Comune ora non risponde"},
		{"the town hall is down when an answer is sent", base + "/phone", url.Values{"draft": {draftID}, "phone": {"0362 123456"}}, teresa, empty, command.ErrDown, 503, "Il Comune ora non risponde"},
		{"a fault of ours", "/tasse/tari", nil, teresa, empty, http.ErrBodyNotAllowed, 500, "Qualcosa da noi non ha funzionato"},
	}
	all = append(all, confirmSights()...)
	for _, step := range []string{"address", "phone", "alone", "contact", "keys", "disability", "papers", "visit", "notes", "declare"} {
		all = append(all, sight{"question " + step, base + "/" + step, nil, teresa, drafting(), nil, 200, ""})
		if step != "notes" {
			all = append(all, sight{"nothing said to " + step, base + "/" + step, url.Values{"draft": {draftID}}, teresa, drafting(), nil, 200, ""})
		}
	}
	all = append(all, deskSights()...)
	all = append(all, tariSights()...)
	all = append(all, imuSights()...)
	all = append(all, paySights()...)
	all = append(all, paymentSights()...)
	all = append(all, trailSights()...)
	all = append(all, proxySights()...)
	all = append(all, contactSights()...)
	all = append(all, consentSights()...)
	all = append(all, deadlineSights()...)
	all = append(all, fineSights()...)
	all = append(all, serviceSights()...)
	return append(all, sight{"too long", base + "/notes", url.Values{"draft": {draftID}, "notes": {strings.Repeat("è", 1001)}}, teresa, drafting(), nil, 200, ""})
}

// TestPages looks at every page in every state, in both languages.
func TestPages(t *testing.T) {
	hall, in := &paper{}, &door{}
	h := host(t, hall, in)
	for _, lang := range []string{"it", "en"} {
		for _, s := range sights() {
			t.Run(lang+"/"+s.about, func(t *testing.T) {
				hall.folder, hall.fails, in.who = s.folder, s.fails, s.who
				w := ask(h, s.path, s.form, "preferenze=lang="+lang)
				if w.Code != s.status {
					t.Fatalf("status %d, want %d", w.Code, s.status)
				}
				if got := w.Header().Get("Content-Language"); got != lang {
					t.Errorf("the page is in %q", got)
				}
				root, err := html.Parse(w.Body)
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range check.Page(root) {
					if f.Level == check.Failure {
						t.Error(f)
					} else {
						t.Log(f)
					}
				}
				said := words(root)
				if strings.ContainsAny(said, "⟦⟧") {
					t.Errorf("words are missing: %s", said[strings.IndexRune(said, '⟦'):])
				}
				if h1 := words(find(root, "h1")); lang == "it" && s.h1 != "" && h1 != s.h1 {
					t.Errorf("the h1 is %q, want %q", h1, s.h1)
				}
				wantError := strings.HasPrefix(s.about, "nothing said") || s.about == "too long"
				if isError := strings.HasPrefix(words(find(root, "title")), "Err"); isError != wantError {
					t.Errorf("the title is %q", words(find(root, "title")))
				}
			})
		}
	}
}

// TestEveryScreenIsSeen: a screen that no sight visits is not proved.
func TestEveryScreenIsSeen(t *testing.T) {
	for _, pattern := range app.Paths() {
		seen := false
		for _, s := range sights() {
			path, _, _ := strings.Cut(s.path, "?")
			seen = seen || fits(pattern, path)
		}
		if !seen {
			t.Errorf("no sight of %s", pattern)
		}
	}
}

func fits(pattern, path string) bool {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return false
	}
	for i := range want {
		if want[i] != got[i] && !strings.HasPrefix(want[i], "{") {
			return false
		}
	}
	return true
}

// words is the text of a tree, and find its first element of that name.
func words(n *html.Node) string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && d.Parent.Data != "script" && d.Parent.Data != "style" {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func find(n *html.Node, tag string) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == tag {
			return d
		}
	}
	return nil
}

// TestNothingTypedIsLost: when the town hall is down, the page holds what was typed and sends it again.
func TestNothingTypedIsLost(t *testing.T) {
	typed := url.Values{"draft": {draftID}, "phone": {"0362 <b>\"123456"}}
	for about, h := range map[string]http.Handler{
		"the folder cannot be read":  host(t, &paper{fails: command.ErrDown}, &door{who: teresa}),
		"nobody knows who asks":      host(t, &paper{}, &door{err: command.ErrDown}),
		"a fault of ours in between": host(t, &paper{fails: http.ErrBodyNotAllowed}, &door{who: teresa}),
	} {
		root, err := html.Parse(ask(h, base+"/phone", typed).Body)
		if err != nil {
			t.Fatal(err)
		}
		kept := url.Values{}
		for n := range root.Descendants() {
			if n.Data == "input" && attr(n, "type") == "hidden" {
				kept.Set(attr(n, "name"), attr(n, "value"))
			}
		}
		if diff := cmp.Diff(typed, kept); diff != "" {
			t.Errorf("%s: %s", about, diff)
		}
	}
}

// TestBackAfterSending leads to what was registered, not to a new application.
func TestBackAfterSending(t *testing.T) {
	w := ask(host(t, &paper{folder: full()}, &door{who: teresa}), base+"/controlla", nil)
	if to := w.Header().Get("Location"); to != "/pratiche/"+filedID {
		t.Errorf("Back leads to %q", to)
	}
}

// TestLapsedFormIsParked: the form of a lapsed session goes to the door, and the person to sign in.
func TestLapsedFormIsParked(t *testing.T) {
	in := &door{err: command.ErrSignedOut}
	w := ask(host(t, &paper{}, in), base+"/phone", url.Values{"phone": {"1"}})
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/entra?ripresa=1") || in.parked.Get("phone") != "1" {
		t.Errorf("%d to %s, parked %v", w.Code, w.Header().Get("Location"), in.parked)
	}
}

// TestFormsOfOtherSitesAreRefused: the browser says where a form comes from, and ours take none from elsewhere.
func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	hall := &paper{folder: drafting()}
	r := httptest.NewRequest(http.MethodPost, base+"/phone", strings.NewReader("phone=0362123456&draft="+draftID))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w := httptest.NewRecorder()
	host(t, hall, &door{who: teresa}).ServeHTTP(w, r)
	if w.Code != http.StatusForbidden || len(hall.sent) != 0 {
		t.Errorf("%d, %d commands sent", w.Code, len(hall.sent))
	}
}

// TestFirstPage: what a stranger's curl gets.
func TestFirstPage(t *testing.T) {
	w := ask(host(t, &paper{}, &door{}), "/", nil)
	body := w.Body.String()
	if w.Code != 200 || !strings.Contains(body, `<html lang="it"`) || strings.Count(body, "<h1") != 1 || strings.Contains(body, "style=") {
		t.Errorf("%d %s", w.Code, body)
	}
	if policy := w.Header().Get("Content-Security-Policy"); !strings.HasSuffix(policy, "form-action 'self' https://login.example.it https://checkout.example") {
		t.Errorf("the policy is %s", policy)
	}
	for _, open := range strings.Split(body, "<script")[1:] {
		if !strings.Contains(open, `src="`) || !strings.Contains(open, `></script>`) {
			t.Error("a script is inside the page")
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
