// Package desk tells the day of a clerk on the real program and a real database, with plain forms, as a browser
// without script sends them.
package desk

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"sportello/e2e/house"
)

// visitor is somebody at a browser.
type visitor struct {
	*testing.T
	*http.Client
	site *house.House
	at   string // the address of the page that came last, without the site
	page string
	code int
}

func enter(t *testing.T, site *house.House, who string) *visitor {
	t.Helper()
	v := &visitor{T: t, Client: site.Client(), site: site}
	v.signIn(who)
	return v
}

func (v *visitor) signIn(who string) {
	v.Helper()
	if err := v.site.SignIn(v.Client, who); err != nil {
		v.Fatal(err)
	}
}

// opens follows a link, sends a form; both keep the page that came.
func (v *visitor) opens(path string) *visitor {
	v.Helper()
	return v.keep(v.Get(v.site.URL + path))
}

func (v *visitor) sends(path string, form url.Values) *visitor {
	v.Helper()
	return v.keep(v.PostForm(v.site.URL+path, form))
}

func (v *visitor) keep(r *http.Response, err error) *visitor {
	v.Helper()
	if err != nil {
		v.Fatal(err)
	}
	defer r.Body.Close()
	page, err := io.ReadAll(r.Body)
	if err != nil {
		v.Fatal(err)
	}
	v.at, v.page, v.code = r.Request.URL.Path, string(page), r.StatusCode
	return v
}

func (v *visitor) sees(code int, words ...string) {
	v.Helper()
	if v.code != code {
		v.Errorf("%s answers %d, want %d", v.at, v.code, code)
	}
	for _, w := range words {
		if !strings.Contains(v.page, w) {
			v.Errorf("%s does not say %q", v.at, w)
		}
	}
}

var (
	search  = url.Values{"reason": {"application"}, "note": {"Vuole il telesoccorso"}, "cerca": {"1"}, "family_name": {"Quarelaghi"}, "given_name": {"Teresa"}, "birth_date": {"14/3/1945"}}
	mandate = regexp.MustCompile(`^/per/([0-9a-f-]{36})/`)
)

// helps finds Teresa and opens an assistance for her; it gives what stands before every address in it.
func (v *visitor) helps() (base string) {
	v.Helper()
	v.sends("/sportello/persona", search).sees(200, "Come ha riconosciuto Teresa")
	v.sends(v.at, url.Values{"how": {"document"}}).sees(200, "Quale documento ha visto?")
	v.sends(v.at, url.Values{"document": {"identity_card"}, "last_four": {"45AB"}, "expires": {"31/12/2099"}}).sees(200, "Che cosa vede Teresa", "Restano 29 minuti")
	found := mandate.FindStringSubmatch(v.at)
	if found == nil {
		v.Fatalf("no assistance at %s", v.at)
	}
	return "/per/" + found[1]
}

// TestDesk is two days at one desk.
func TestDesk(t *testing.T) {
	site := house.For(t, house.Options{Demo: true})
	t.Run("an assistance", func(t *testing.T) { assistance(t, site) })
	t.Run("nobody is left open", func(t *testing.T) { nobodyLeftOpen(t, site) })
}

// assistance: a clerk helps Teresa write, ends it with one press, and leaves nothing open; Teresa reads what was done.
func assistance(t *testing.T, site *house.House) {
	t.Helper()
	marta := enter(t, site, "marta")
	marta.opens("/").sees(200, `href="/sportello"`, `data-shared`)
	base := marta.helps()
	marta.opens(base+"/tasse/tari").sees(200, "La sua TARI, per Teresa Quarelaghi", `accesskey="f"`)
	marta.opens(base+"/tasse/imu").sees(200, "La sua IMU del", "per Teresa Quarelaghi", "Saldo da pagare entro", "Via Trabattoni 28")
	const draft = "01900000-0000-7000-8000-0000000000a1"
	marta.sends(base+"/servizi/telesoccorso/domanda/address", url.Values{"draft": {draft}, "address": {"Via Umberto I 12"}})
	if marta.at != base+"/servizi/telesoccorso/domanda/phone" {
		t.Errorf("after an answer the clerk is at %s", marta.at)
	}
	marta.opens("/pratiche")
	if strings.Contains(marta.page, "Da finire") {
		t.Error("what the clerk wrote for Teresa is among the clerk's own")
	}
	id := strings.TrimPrefix(base, "/per/")
	marta.sends("/sportello/fine", url.Values{"assistance": {id}}).sees(200, "Assistenza finita: Teresa Quarelaghi", "Risposte scritte: ")
	marta.opens(base+"/pratiche").sees(403, `href="/sportello/finita"`)
	teresa := enter(t, site, "teresa")
	teresa.opens("/pratiche").sees(200, "Da finire")
	teresa.opens("/sportello").sees(404)
	teresa.opens(base + "/pratiche").sees(403)
}

// nobodyLeftOpen: however the clerk leaves the browser, the assistance is over (issue 3).
func nobodyLeftOpen(t *testing.T, site *house.House) {
	t.Helper()
	for about, leave := range map[string]func(*visitor){
		"signing out":            func(v *visitor) { v.sends("/esci", url.Values{"dove": {"qui"}}) },
		"signing out everywhere": func(v *visitor) { v.sends("/esci", url.Values{"dove": {"ovunque"}}) },
		"somebody else signs in": func(v *visitor) { v.signIn("luca") },
	} {
		marta := enter(t, site, "marta")
		base := marta.helps()
		leave(marta)
		again := enter(t, site, "marta")
		again.opens(base + "/pratiche")
		if again.code != 403 {
			t.Errorf("%s: the assistance answers %d", about, again.code)
		}
	}
}
