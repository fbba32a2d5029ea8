package login_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/internal/login"
	"sportello/api/internal/postgres/pgtest"
	"sportello/e2e/outside/idp"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

// clock is the real one, moved on by tests: the provider's clock cannot be moved.
type clock struct {
	mu    sync.Mutex
	ahead time.Duration
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.ahead)
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += d
}

// Codes of people who cannot be: see DOMAIN § 5.7 (calc).
const (
	teresa = "DMCMRS48B69I625O"
	bruno  = "CLMGPP55H16I625R"
)

// site is a small town hall and the demonstration provider on one origin, as with serve --demo.
type site struct {
	t       *testing.T
	url     string
	login   *login.Login
	idp     *idp.Provider
	owner   *pgxpool.Pool
	clock   *clock
	cookies login.Cookies
}

const mount = "/dimostrazione/identita"

func newSite(t *testing.T, change ...func(*login.Config)) *site {
	t.Helper()
	mux := http.NewServeMux()
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	dsn := pgtest.New(t)
	s := &site{t: t, url: srv.URL, owner: pgtest.Owner(t, dsn), clock: &clock{}}
	cfg := login.Config{
		Issuer: srv.URL + mount, ClientID: "sportello", ClientSecret: "una prova", RedirectURL: srv.URL + "/ritorno",
		AcrValues: []string{"https://www.spid.gov.it/SpidL2"}, Now: s.clock.now,
	}
	for _, f := range change {
		f(&cfg)
	}
	s.login = login.New(cfg, pgtest.DB(t, dsn))
	s.idp = newIDP(t, srv.URL)
	mux.Handle(mount+"/", s.idp)
	mux.HandleFunc("/entra", s.enter)
	mux.HandleFunc("/ritorno", s.back)
	mux.HandleFunc("/", s.home)
	return s
}

func newIDP(t *testing.T, origin string) *idp.Provider {
	t.Helper()
	p, err := idp.New(idp.Config{
		Issuer: origin + mount, ClientID: "sportello", ClientSecret: "una prova", RedirectURLs: []string{origin + "/ritorno"},
		Personas: []idp.Persona{
			{Key: "teresa", FiscalCode: teresa, GivenName: "Maria Rosa", FamilyName: "D'Amico", It: "Ha 81 anni.", En: "She is 81."},
			{Key: "bruno", FiscalCode: bruno, GivenName: "Giuseppe", FamilyName: "Colombo", It: "Ha 70 anni.", En: "He is 70."},
			{Key: "anna", GivenName: "Anna", FamilyName: "Europea", It: "Non ha codice fiscale.", En: "She has no fiscal code."},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func (s *site) enter(w http.ResponseWriter, r *http.Request) {
	to, err := s.login.Start(r.Context(), r.FormValue("a"), r.FormValue("condiviso") != "", r.Form["lingua"]...)
	if err != nil {
		s.problem(w, err)
		return
	}
	http.SetCookie(w, s.cookies.State(to))
	http.Redirect(w, r, to.URL, http.StatusSeeOther)
}

func (s *site) back(w http.ResponseWriter, r *http.Request) {
	session, err := s.login.Finish(r.Context(), r.URL.Query(), s.cookies.ReadState(r), login.Device(r.UserAgent()))
	if err != nil {
		s.problem(w, err)
		return
	}
	http.SetCookie(w, s.cookies.GoneState())
	http.SetCookie(w, s.cookies.Session(session, s.clock.now()))
	http.Redirect(w, r, session.ReturnTo, http.StatusSeeOther)
}

func (s *site) problem(w http.ResponseWriter, err error) {
	if login.Reason(err) == "fault" {
		s.t.Errorf("a fault of ours: %v", err)
	}
	w.WriteHeader(http.StatusBadRequest)
	io.WriteString(w, "problem "+login.Reason(err))
}

// home says who is signed in, or why nobody is.
func (s *site) home(w http.ResponseWriter, r *http.Request) {
	who, _, err := s.login.Who(r.Context(), s.cookies.ReadSession(r))
	switch {
	case errors.Is(err, login.ErrNoSession), errors.Is(err, login.ErrLapsed):
		io.WriteString(w, err.Error())
	case err != nil:
		s.t.Errorf("who: %v", err)
	default:
		io.WriteString(w, who.Actor.FiscalCode+" "+who.Actor.Name()+" "+r.URL.Path)
	}
}

// browser is one browser: cookies of its own.
type browser struct {
	*site
	http *http.Client
}

func (s *site) browser() *browser {
	jar, _ := cookiejar.New(nil)
	return &browser{site: s, http: &http.Client{Jar: jar}}
}

// get follows redirections and gives what it ends at.
func (b *browser) get(address string) (body string, at *url.URL) {
	b.t.Helper()
	res, err := b.http.Get(address)
	return b.read(res, err)
}

func (b *browser) read(res *http.Response, err error) (string, *url.URL) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return string(body), res.Request.URL
}

var hidden = regexp.MustCompile(`name="richiesta" value="([^"]+)"`)

// page goes to the provider's page and gives the request it is about.
func (b *browser) page(returnTo string) url.Values {
	b.t.Helper()
	body, at := b.get(b.url + "/entra?a=" + url.QueryEscape(returnTo))
	m := hidden.FindStringSubmatch(body)
	if m == nil {
		b.t.Fatalf("no page of the provider at %s: %s", at.Path, body)
	}
	return url.Values{"richiesta": {m[1]}}
}

// choose answers the page and follows where it leads.
func (b *browser) choose(page url.Values, name, value string) (body string, at *url.URL) {
	b.t.Helper()
	page.Set(name, value)
	res, err := b.http.PostForm(b.url+mount+"/accesso", page)
	return b.read(res, err)
}

// signIn is the whole way; it gives what stands at its end.
func (b *browser) signIn(persona string) string {
	b.t.Helper()
	body, _ := b.choose(b.page("/"), "persona", persona)
	return body
}

// callback answers the page but stops before going back to the town hall.
func (b *browser) callback(persona string) *url.URL {
	b.t.Helper()
	page := b.page("/")
	var to *url.URL
	b.http.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if r.URL.Path == "/ritorno" {
			to = r.URL
			return http.ErrUseLastResponse
		}
		return nil
	}
	defer func() { b.http.CheckRedirect = nil }()
	b.choose(page, "persona", persona)
	if to == nil {
		b.t.Fatal("the provider did not send back")
	}
	return to
}

func (b *browser) cookie() string {
	at, _ := url.Parse(b.url)
	for _, c := range b.http.Jar.Cookies(at) {
		if c.Name == "sportello" {
			return c.Value
		}
	}
	return ""
}

func (s *site) count(query string, args ...any) (n int) {
	s.t.Helper()
	if err := s.owner.QueryRow(s.t.Context(), query, args...).Scan(&n); err != nil {
		s.t.Fatal(err)
	}
	return n
}

func wantPrefix(t *testing.T, got, want string) {
	t.Helper()
	if !strings.HasPrefix(got, want) {
		t.Errorf("got %q, want %q at the beginning", got, want)
	}
}
