package idp_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sportello/e2e/outside/idp"
)

const (
	mount = "/dimostrazione/identita"
	maria = "DMCMRS48B69I625O" // DOMAIN § 5.7 (calc)
	other = "CLMGPP55H16I625R" // DOMAIN § 5.7 (calc)
)

// start serves a provider that knows one persona and, by code, one more inhabitant.
func start(t *testing.T) (origin string) {
	t.Helper()
	mux := http.NewServeMux()
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	p, err := idp.New(idp.Config{
		Issuer: srv.URL + mount, ClientID: "c", ClientSecret: "s", RedirectURLs: []string{srv.URL + "/ritorno"},
		Personas:    []idp.Persona{{Key: "maria", FiscalCode: maria, GivenName: "Maria", FamilyName: "D'Amico", It: "Ha 78 anni.", En: "She is 78."}},
		Stylesheets: []string{"/assets/app.css"},
		Lookup: func(_ context.Context, code string) (idp.Persona, bool, error) {
			return idp.Persona{FiscalCode: code, GivenName: "Giuseppe"}, code == other, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	mux.Handle(mount+"/", p)
	mux.HandleFunc("/ritorno", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "back "+r.URL.RawQuery) })
	return srv.URL
}

// ask is an authorization request as strict as SPID wants it, changed by the test.
func ask(origin string, change func(url.Values)) string {
	q := url.Values{
		"client_id": {"c"}, "redirect_uri": {origin + "/ritorno"}, "response_type": {"code"}, "scope": {"openid profile"}, "state": {"st"},
		"nonce": {"n"}, "code_challenge": {"E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"}, "code_challenge_method": {"S256"}, // RFC 7636 appendix B
	}
	if change != nil {
		change(q)
	}
	return origin + mount + "/authorize?" + q.Encode()
}

type answer struct {
	status int
	header http.Header
	body   string
	url    *url.URL
}

func visit(t *testing.T) func(res *http.Response, err error) answer {
	return func(res *http.Response, err error) answer {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answer{res.StatusCode, res.Header, string(body), res.Request.URL}
	}
}

func request(t *testing.T, body string) string {
	t.Helper()
	_, rest, _ := strings.Cut(body, `name="richiesta" value="`)
	id, _, ok := strings.Cut(rest, `"`)
	if !ok {
		t.Fatalf("no form in %s", body)
	}
	return id
}

var inline = regexp.MustCompile(`<script|<style|\sstyle=|\son[a-z]+=`)

func TestPageIsMarkedAndSafe(t *testing.T) {
	origin := start(t)
	a := visit(t)(http.Get(ask(origin, nil)))
	if a.status != 200 || !strings.Contains(a.body, "DIMOSTRAZIONE — non è SPID") || !strings.Contains(a.body, `<html lang="it">`) {
		t.Errorf("%d %s", a.status, a.body)
	}
	csp := a.header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "style-src 'self'", "frame-ancestors 'none'", "form-action 'self' " + origin} {
		if !strings.Contains(csp, want) {
			t.Errorf("no %s in %s", want, csp)
		}
	}
	if found := inline.FindString(a.body); found != "" {
		t.Errorf("the page has script or style in it: %s", found)
	}
	if !strings.Contains(a.body, `href="/assets/app.css"`) {
		t.Error("our stylesheet is not linked")
	}
	css := visit(t)(http.Get(origin + mount + "/stile.css"))
	if css.status != 200 || !strings.Contains(css.body, "min-height: 48px") {
		t.Errorf("stylesheet: %d", css.status)
	}
}

// One h1, every field with a label, every button with words, every id once: what a screen reader needs most.
func TestPageIsHeard(t *testing.T) {
	origin := start(t)
	first := visit(t)(http.Get(ask(origin, nil)))
	wrong := visit(t)(http.PostForm(origin+mount+"/accesso", url.Values{"richiesta": {request(t, first.body)}, "codice_fiscale": {"x"}}))
	gone := visit(t)(http.Get(origin + mount + "/accesso?richiesta=none"))
	for name, a := range map[string]answer{"first": first, "wrong": wrong, "gone": gone} {
		doc, err := html.Parse(strings.NewReader(a.body))
		if err != nil {
			t.Fatal(err)
		}
		counts, ids, labels := map[string]int{}, map[string]int{}, map[string]bool{}
		for n := range doc.Descendants() {
			counts[n.Data]++
			ids[attr(n, "id")]++
			if n.Data == "label" {
				labels[attr(n, "for")] = true
			}
		}
		for n := range doc.Descendants() {
			if n.Data == "input" && attr(n, "type") != "hidden" && !labels[attr(n, "id")] {
				t.Errorf("%s: a field without a label", name)
			}
			for _, of := range strings.Fields(attr(n, "aria-describedby")) {
				if ids[of] != 1 {
					t.Errorf("%s: %d elements %s", name, ids[of], of)
				}
			}
		}
		if counts["h1"] != 1 || counts["main"] != 1 || counts["title"] != 1 {
			t.Errorf("%s: %v", name, counts)
		}
	}
	if wrong.status != 422 || !strings.Contains(wrong.body, "<title>Errore: ") || !strings.Contains(wrong.body, `aria-invalid="true"`) {
		t.Errorf("wrong: %d", wrong.status)
	}
	if gone.status != 400 || !strings.Contains(gone.body, "scaduto") {
		t.Errorf("gone: %d", gone.status)
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

// Italian, unless the product or the visitor asks for English; not what the browser would like.
func TestLanguages(t *testing.T) {
	origin := start(t)
	r, _ := http.NewRequest("GET", ask(origin, nil), nil)
	r.Header.Set("Accept-Language", "en-GB,en;q=0.9")
	if a := visit(t)(http.DefaultClient.Do(r)); !strings.Contains(a.body, `<html lang="it">`) {
		t.Error("the browser decides")
	}
	a := visit(t)(http.Get(ask(origin, func(q url.Values) { q.Set("ui_locales", "en it") })))
	if !strings.Contains(a.body, `<html lang="en">`) || !strings.Contains(a.body, "She is 78.") {
		t.Error("the product does not decide")
	}
	a = visit(t)(http.Get(origin + mount + "/accesso?lingua=it&richiesta=" + request(t, a.body)))
	if !strings.Contains(a.body, "Ha 78 anni.") {
		t.Error("the choice of a language does not hold")
	}
}

func TestChoosing(t *testing.T) {
	origin := start(t)
	tests := []struct{ name, field, value, want string }{
		{"persona", "persona", "maria", "back code="},
		{"inhabitant, as people write", "codice_fiscale", " clmgpp55h16 i625r", "back code="},
		{"unknown inhabitant", "codice_fiscale", "RSSMRA85T10A562S", "<!doctype html>"},
		{"unknown persona", "persona", "x", "<!doctype html>"},
		{"nothing", "", "", "<!doctype html>"},
		{"cancel", "annulla", "1", "back error=access_denied&error_description=ErrorCode+nr25"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			jar, _ := cookiejar.New(nil)
			c := &http.Client{Jar: jar}
			page := visit(t)(c.Get(ask(origin, nil)))
			a := visit(t)(c.PostForm(origin+mount+"/accesso", url.Values{"richiesta": {request(t, page.body)}, tt.field: {tt.value}}))
			if !strings.HasPrefix(a.body, tt.want) {
				t.Errorf("%s %s", a.url, a.body)
			}
		})
	}
}

// As strict as SPID: without PKCE by S256 or without a nonce nobody signs in, and nobody is sent elsewhere.
func TestRequestsRefused(t *testing.T) {
	origin := start(t)
	tests := []struct {
		name   string
		change func(url.Values)
		want   string
	}{
		{"no PKCE", func(q url.Values) { q.Del("code_challenge") }, "back error=invalid_request"},
		{"PKCE plain", func(q url.Values) { q.Set("code_challenge_method", "plain") }, "back error=invalid_request"},
		{"no nonce", func(q url.Values) { q.Del("nonce") }, "back error=invalid_request"},
		{"another redirect", func(q url.Values) { q.Set("redirect_uri", "https://evil.example/") }, "The requested redirect_uri"},
		{"another client", func(q url.Values) { q.Set("client_id", "x") }, "unable to retrieve client"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := visit(t)(http.Get(ask(origin, tt.change)))
			if !strings.HasPrefix(a.body, tt.want) {
				t.Errorf("%d %s", a.status, a.body)
			}
		})
	}
}

func TestDiscovery(t *testing.T) {
	origin := start(t)
	a := visit(t)(http.Get(origin + mount + "/.well-known/openid-configuration"))
	var d struct {
		Issuer    string   `json:"issuer"`
		Authorize string   `json:"authorization_endpoint"`
		PKCE      []string `json:"code_challenge_methods_supported"`
	}
	if err := json.Unmarshal([]byte(a.body), &d); err != nil {
		t.Fatal(err)
	}
	if d.Issuer != origin+mount || d.Authorize != origin+mount+"/authorize" || len(d.PKCE) != 1 || d.PKCE[0] != "S256" {
		t.Errorf("%+v", d)
	}
}
