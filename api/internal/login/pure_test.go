package login

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sportello/api/identity"
)

// A sign-in never leads to another host, however a browser reads the address (WHATWG URL § 4.4).
func TestLocalPath(t *testing.T) {
	local := []string{"/", "/servizi/telesoccorso", "/a?b=c&d=//e.example", "/a#campo", "/%2F%2Fevil.example", "/a//b", "/è"}
	for _, p := range local {
		if got := localPath(p); got != p {
			t.Errorf("%q became %q", p, got)
		}
	}
	foreign := []string{
		"", "servizi", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
		"/\n/evil.example", "https://evil.example", "HTTPS:evil.example", "javascript:alert(1)", " //evil.example",
		"/ok\r\nSet-Cookie: a=b", "/\x00", "/%zz", "/" + strings.Repeat("a", 2000), "@evil.example", ".evil.example",
	}
	for _, p := range foreign {
		if got := localPath(p); got != "/" {
			t.Errorf("%q became %q", p, got)
		}
	}
}

func TestClaims(t *testing.T) {
	rossi := identity.Person{FiscalCode: "RSSMRA85T10A562S", GivenName: "Mario", FamilyName: "Rossi"} // DOMAIN § 5.7
	tests := []struct {
		name   string
		claims map[string]any
		want   identity.Person
		ok     bool
	}{
		{"SPID over OIDC", map[string]any{eid + "fiscal_number": "TINIT-RSSMRA85T10A562S", "given_name": "Mario", "family_name": "Rossi"}, rossi, true},
		{"lower case, blanks", map[string]any{"fiscal_number": " tinit-rssmra85t10a562s ", "given_name": " Mario", "family_name": "Rossi "}, rossi, true},
		{"whole name only", map[string]any{"fiscalNumber": "RSSMRA85T10A562S", "name": "Mario Rossi", "family_name": "Rossi"}, rossi, true},
		{"omocodia", map[string]any{"fiscal_number": "RSSMRA85T10A56NH"}, identity.Person{FiscalCode: "RSSMRA85T10A56NH"}, true},
		{"another name than the code's", map[string]any{"fiscal_number": "RSSMRA85T10A562S", "given_name": "Anna"}, identity.Person{FiscalCode: "RSSMRA85T10A562S", GivenName: "Anna"}, true},
		{"control characters", map[string]any{"fiscal_number": "RSSMRA85T10A562S", "given_name": "Ma\x00rio\n", "family_name": "Rossi"}, rossi, true},
		{"German number", map[string]any{"fiscal_number": "TINDE-12345678901"}, identity.Person{}, false},
		{"prefix twice", map[string]any{"fiscal_number": "TINIT-TINIT-RSSMRA85T10A562S"}, identity.Person{}, false},
		{"wrong check letter", map[string]any{"fiscal_number": "RSSMRA85T10A562T"}, identity.Person{}, false},
		{"not a text", map[string]any{"fiscal_number": 5}, identity.Person{}, false},
		{"none", map[string]any{}, identity.Person{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := DefaultClaims.person(tt.claims)
			if ok != tt.ok || !cmp.Equal(tt.want, got) {
				t.Errorf("ok %v: %s", ok, cmp.Diff(tt.want, got))
			}
		})
	}
}

func TestCookies(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	s := Session{Cookie: "secret", keep: now.Add(36 * time.Hour)}
	tests := []struct {
		name   string
		cookie *http.Cookie
		want   string
	}{
		{"own device", Cookies{Secure: true}.Session(s, now), "__Host-sportello=secret; Path=/; Max-Age=129600; HttpOnly; Secure; SameSite=Lax"},
		{"shared device", Cookies{Secure: true}.Session(Session{Cookie: "secret", Shared: true}, now), "__Host-sportello=secret; Path=/; HttpOnly; Secure; SameSite=Lax"},
		{"state", Cookies{Secure: true}.State(Redirect{StateCookie: "s"}), "__Host-sportello-accesso=s; Path=/; HttpOnly; Secure; SameSite=Lax"},
		{"plain http, for a demonstration", Cookies{}.Session(s, now), "sportello=secret; Path=/; Max-Age=129600; HttpOnly; SameSite=Lax"},
		{"gone", Cookies{}.Gone()[0], "sportello=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"},
	}
	for _, tt := range tests {
		if got := tt.cookie.String(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.AddCookie(&http.Cookie{Name: "sportello", Value: "planted by a neighbour"})
	if got := (Cookies{Secure: true}).ReadSession(r); got != "" {
		t.Errorf("read %q", got)
	}
}

func TestDevice(t *testing.T) {
	for ua, want := range map[string]string{
		"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/124.0 Mobile Safari/537.36": "android",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15":             "iphone",
		"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0":                  "linux",
		"curl/8": "other",
	} {
		if got := Device(ua); got != want {
			t.Errorf("%s: %s", ua, got)
		}
	}
}
