package login_test

import (
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sportello/api/internal/login"
	"sportello/e2e/outside/idp"
)

func TestSignIn(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	body, at := b.choose(b.page("/servizi/telesoccorso?passo=2#telefono"), "persona", "teresa")
	wantPrefix(t, body, teresa+" Maria Rosa D'Amico /servizi/telesoccorso")
	if got := at.RequestURI() + "#" + at.Fragment; got != "/servizi/telesoccorso?passo=2#telefono" {
		t.Errorf("came back to %s", got)
	}
	if n := s.count(`select count(*) from login_state`); n != 0 {
		t.Errorf("%d sign-ins still under way", n)
	}
}

// Only the hash of the cookie is kept, and 256 bits of it are random.
func TestCookieIsNotKept(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	b.signIn("teresa")
	secret, err := base64.RawURLEncoding.DecodeString(b.cookie())
	if err != nil || len(secret) != 32 {
		t.Fatalf("a cookie of %d bytes, %v", len(secret), err)
	}
	hash := sha256.Sum256(secret)
	if n := s.count(`select count(*) from session where token_hash = $1`, hash[:]); n != 1 {
		t.Errorf("%d sessions of the cookie", n)
	}
}

// What gateways may answer, and what the person is told.
func TestAnswers(t *testing.T) {
	tests := []struct {
		name, persona string
		faults        idp.Faults
		want          string
	}{
		{"SPID: TINIT-, claim of eid.gov.it", "teresa", idp.Faults{}, teresa},
		{"without TINIT-", "teresa", idp.Faults{Bare: true}, teresa},
		{"fiscal_number", "teresa", idp.Faults{Claim: "fiscal_number"}, teresa},
		{"fiscalNumber, as in SAML", "bruno", idp.Faults{Claim: "fiscalNumber", Bare: true}, bruno},
		{"attributes only at UserInfo (SPID)", "bruno", idp.Faults{OnlyUserInfo: true}, bruno},
		{"a higher level than asked", "teresa", idp.Faults{Level: "https://www.spid.gov.it/SpidL3"}, teresa},
		{"a lower level", "teresa", idp.Faults{Level: "https://www.spid.gov.it/SpidL1"}, "problem level"},
		{"an unknown level", "teresa", idp.Faults{Level: "urn:password"}, "problem level"},
		{"eIDAS without a code", "anna", idp.Faults{}, "problem no_fiscal_code"},
		{"a code nowhere", "teresa", idp.Faults{NoFiscalCode: true, OnlyUserInfo: true}, "problem no_fiscal_code"},
		{"nonce of another sign-in", "teresa", idp.Faults{WrongNonce: true}, "problem token"},
		{"UserInfo of another person", "teresa", idp.Faults{WrongSubject: true, OnlyUserInfo: true}, "problem token"},
		{"issued in an hour", "teresa", idp.Faults{IssuedInFuture: time.Hour}, "problem clock"},
		{"SPID nr19", "teresa", idp.Faults{Error: "access_denied", ErrorDetail: "ErrorCode nr19"}, "problem spid_19"},
		{"SPID nr22", "teresa", idp.Faults{Error: "access_denied", ErrorDetail: "ErrorCode nr22"}, "problem spid_22"},
		{"SPID nr25", "teresa", idp.Faults{Error: "access_denied", ErrorDetail: "ErrorCode nr25"}, "problem cancelled"},
		{"SPID nr08, a fault of our request", "teresa", idp.Faults{Error: "invalid_request", ErrorDetail: "ErrorCode nr08"}, "problem refused"},
		{"provider in trouble", "teresa", idp.Faults{Error: "temporarily_unavailable"}, "problem unreachable"},
	}
	s := newSite(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s.idp.Simulate(tt.faults)
			b := s.browser()
			wantPrefix(t, b.signIn(tt.persona), tt.want)
			if signedIn := b.cookie() != ""; signedIn == strings.HasPrefix(tt.want, "problem") {
				t.Errorf("signed in: %v", signedIn)
			}
		})
	}
}

func TestCancelled(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	body, _ := b.choose(b.page("/"), "annulla", "1")
	wantPrefix(t, body, "problem cancelled")
}

// An answer counts once, in the browser that asked, within half an hour.
func TestState(t *testing.T) {
	s := newSite(t)
	t.Run("replayed", func(t *testing.T) {
		b := s.browser()
		back := b.callback("teresa").String()
		body, _ := b.get(back)
		wantPrefix(t, body, teresa)
		b.http.Jar = s.browser().http.Jar // nothing left of the session
		body, _ = b.get(back)
		wantPrefix(t, body, "problem state")
	})
	t.Run("of another browser", func(t *testing.T) {
		theirs := s.browser().callback("bruno").String()
		mine := s.browser()
		mine.page("/") // has a sign-in of its own under way
		body, _ := mine.get(theirs)
		wantPrefix(t, body, "problem state")
	})
	t.Run("made up", func(t *testing.T) {
		body, _ := s.browser().get(s.url + "/ritorno?code=x&state=y")
		wantPrefix(t, body, "problem state")
	})
	t.Run("expired", func(t *testing.T) {
		b := s.browser()
		back := b.callback("teresa").String()
		s.clock.move(30 * time.Minute)
		body, _ := b.get(back)
		wantPrefix(t, body, "problem state")
	})
}

// RFC 9207: when the answer says who it is from, it must be ours.
func TestIssuerOfTheAnswer(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	body, _ := b.get(b.callback("teresa").String() + "&iss=https%3A%2F%2Fidp.example")
	wantPrefix(t, body, "problem token")
	body, _ = b.get(b.callback("teresa").String() + "&iss=" + s.url + mount)
	wantPrefix(t, body, teresa)
}

// Our clock is ahead by more than a token lives.
func TestClock(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	s.clock.move(2 * time.Hour)
	wantPrefix(t, b.signIn("teresa"), "problem clock")
}

// A provider that is down when the server starts, or later, costs nobody more than a page.
func TestUnreachable(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	s.idp.Simulate(idp.Faults{Down: true})
	body, _ := b.get(s.url + "/entra")
	wantPrefix(t, body, "problem unreachable")
	s.idp.Simulate(idp.Faults{})
	eventually(t, func() bool { return s.browser().reaches("/entra") })
	back := b.callback("teresa").String()
	s.idp.Simulate(idp.Faults{Down: true})
	body, _ = b.get(back)
	wantPrefix(t, body, "problem unreachable")
}

// What the request asks of the provider: its language, and on a shared device nobody else's sign-in.
func TestAsked(t *testing.T) {
	s := newSite(t)
	to, err := s.login.Start(t.Context(), "/", true, "en", "it")
	if err != nil {
		t.Fatal(err)
	}
	asked, err := url.Parse(to.URL)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, name := range []string{"ui_locales", "prompt", "scope", "response_type", "code_challenge_method", "acr_values", "redirect_uri"} {
		got[name] = asked.Query().Get(name)
	}
	want := map[string]string{
		"ui_locales": "en it", "prompt": "login", "scope": "openid profile", "response_type": "code", "code_challenge_method": "S256",
		"acr_values": "https://www.spid.gov.it/SpidL2", "redirect_uri": s.url + "/ritorno",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	body, _ := s.browser().get(s.url + "/entra?lingua=en")
	if !strings.Contains(body, `<html lang="en">`) {
		t.Error("the provider speaks another language")
	}
}

// A code that is spent or made up.
func TestCodeRefused(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	back := b.callback("teresa")
	q := back.Query()
	q.Set("code", "made-up")
	back.RawQuery = q.Encode()
	body, _ := b.get(back.String())
	wantPrefix(t, body, "problem token")
}

func TestWrongSecret(t *testing.T) {
	s := newSite(t, func(c *login.Config) { c.ClientSecret = "another" })
	wantPrefix(t, s.browser().signIn("teresa"), "problem token")
}

// What is kept for 24 months tells who and when, and holds no token, secret, code or fiscal code.
func TestMessages(t *testing.T) {
	s := newSite(t)
	b := s.browser()
	back := b.callback("teresa")
	b.get(back.String())
	rows, err := s.owner.Query(t.Context(), `select direction, message::text from login_message order by id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var directions []string
	for rows.Next() {
		var direction, text string
		if err := rows.Scan(&direction, &text); err != nil {
			t.Fatal(err)
		}
		directions = append(directions, direction)
		for _, secret := range []string{back.Query().Get("code"), back.Query().Get("state"), b.cookie(), teresa, "Amico", "una prova"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s holds %q: %s", direction, secret, text)
			}
		}
	}
	if diff := cmp.Diff([]string{"sent", "received"}, directions); diff != "" {
		t.Error(diff)
	}
	const pair = `select count(*) from login_message a join login_message b on a.message->>'attempt' = b.message->>'attempt'
		join person p on p.id::text = b.message->>'person'
		where a.direction = 'sent' and b.direction = 'received' and b.message->>'outcome' = 'ok' and p.fiscal_code = $1`
	if n := s.count(pair, teresa); n != 1 {
		t.Errorf("%d pairs of messages", n)
	}
}

// eventually asks again until it holds: the login spares a provider that was down for a second.
func eventually(t *testing.T, holds func() bool) {
	t.Helper()
	for tick := time.Tick(20 * time.Millisecond); !holds(); {
		select {
		case <-tick:
		case <-t.Context().Done():
			t.Fatal("it never held")
		}
	}
}

// reaches says whether an address ends at the provider's page.
func (b *browser) reaches(path string) bool {
	res, err := b.http.Get(b.url + path)
	if err != nil {
		return false
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return err == nil && res.StatusCode == http.StatusOK && hidden.Match(body)
}
