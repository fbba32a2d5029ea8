package api_test

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"sportello/api"
	"sportello/api/identity"
)

// TestSigningOutLeavesNobodyOpen: signing out, here or everywhere, ends the assistance of a clerk with the session.
func TestSigningOutLeavesNobodyOpen(t *testing.T) {
	d := atDesk(t)
	house, err := api.New(t.Context(), api.Config{DSN: d.owner.Config().ConnString(), BaseURL: "http://localhost", Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(house.Close)
	for i, everywhere := range []bool{false, true} {
		search, open := key(10+i), key(20+i)
		if got := d.clerk("POST", "/v1/desk/searches", searchFor, search); got != "200" {
			t.Fatal(got)
		}
		if got := d.clerk("POST", "/v1/desk/assistances", fmt.Sprintf(byCard, search, "2099-12-31"), open); got != "200" {
			t.Fatal(got)
		}
		r := signedInAs(t, d, bice)
		if who, _, err := house.SignIn.Who(r); err != nil || who.Office != "Sportello" || who.Actor.ID != bice {
			t.Fatalf("%+v, %v", who, err)
		}
		if err := house.SignIn.Out(httptest.NewRecorder(), r, everywhere); err != nil {
			t.Fatal(err)
		}
		who := identity.Self(identity.Person{ID: bice})
		if _, err := house.Hall.Acting(t.Context(), who, open); err == nil {
			t.Errorf("everywhere %v: the assistance is still open", everywhere)
		}
	}
}

// signedInAs is a request with the cookie of a new session.
func signedInAs(t *testing.T, d deskDoor, person string) *http.Request {
	t.Helper()
	var secret [32]byte
	rand.Read(secret[:])
	cookie := base64.RawURLEncoding.EncodeToString(secret[:])
	hash := sha256.Sum256(secret[:])
	if _, err := d.owner.Exec(t.Context(), `insert into session(token_hash, actor, expires_at) values ($1, $2, now() + interval '1 hour')`, hash[:], person); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("POST", "/esci", nil)
	r.AddCookie(&http.Cookie{Name: "sportello", Value: cookie})
	return r
}
