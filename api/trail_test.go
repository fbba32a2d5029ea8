package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sportello/api"
	"sportello/api/command"
	asking "sportello/api/help"
	"sportello/api/identity"
	"sportello/api/internal/hall"
	"sportello/api/trail"
)

const delega = "01890000-0000-7000-8000-0000000000f1"

// trailDoor is a town hall where Anna has given Bice a proxy.
func trailDoor(t *testing.T) (http.Handler, *hall.Hall) {
	t.Helper()
	var second api.Config
	h, owner := openDoor(t, func(c *api.Config) { second = *c })
	a, err := api.New(t.Context(), second) // the same town hall as its pages ask it
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	_, err = owner.Exec(t.Context(), `insert into proxy (id, kind, delegator, delegate_code, delegate, tasks, from_on, state, made_by, made_at, changed_at)
		values ($1, 'simple', $2, right($3::text, 16), $3::text::uuid, '{see}', '2020-01-01', 'active', $2, now(), now())`, delega, anna, bice)
	if err != nil {
		t.Fatal(err)
	}
	return h, a.Hall
}

// TestAccessLog: a proxy's folder over /v1 is a row for its subject, who alone reads it, page by page.
func TestAccessLog(t *testing.T) {
	h, _ := trailDoor(t)
	for range 3 {
		if w := call(h, bice, "GET", "/v1/folder", "", "Sportello-Mandate", delega); w.Code != 200 {
			t.Fatalf("the proxy reads: %d %s", w.Code, w.Body)
		}
	}
	for _, c := range []struct {
		about, who, path string
		headers          []string
		status, acts     int
	}{
		{"the subject", anna, "/v1/access-log", nil, 200, 1},
		{"kept to the proxy", anna, "/v1/access-log?mandate=" + delega, nil, 200, 1},
		{"kept to another", anna, "/v1/access-log?mandate=" + anna, nil, 200, 0},
		{"older than the first", anna, "/v1/access-log?before=1", nil, 200, 0},
		{"the delegate in their own name", bice, "/v1/access-log", nil, 200, 0},
		{"the delegate under the proxy", bice, "/v1/access-log", []string{"Sportello-Mandate", delega}, 403, 0},
		{"nobody", "", "/v1/access-log", nil, 401, 0},
		{"no number", anna, "/v1/access-log?before=x", nil, 422, 0},
	} {
		w := call(h, c.who, "GET", c.path, "", c.headers...)
		var log struct {
			Acts []trail.Access
			Next int64
		}
		if w.Code != c.status || c.status == 200 && (json.Unmarshal(w.Body.Bytes(), &log) != nil || len(log.Acts) != c.acts || log.Next != 0) {
			t.Errorf("%s: %d %s", c.about, w.Code, w.Body)
		}
		if c.acts == 1 && (log.Acts[0].About != trail.WholeFolder || log.Acts[0].Mandate.ID != delega || log.Acts[0].Proxy != "simple") {
			t.Errorf("%s reads %+v", c.about, log.Acts[0])
		}
	}
}

// TestHelpOverV1: the phone says where it is without a sign-in, and hears when it has ended.
func TestHelpOverV1(t *testing.T) {
	h, town := trailDoor(t)
	ticket, err := town.OpenHelp(t.Context(), identity.Who{})
	if err != nil {
		t.Fatal(err)
	}
	cookie := []string{"Cookie", asking.CookieName + "=" + ticket.Cookie()}
	put := func(body string) *httptest.ResponseRecorder { return call(h, "", "PUT", "/v1/help", body, cookie...) }
	if w := put(`{"page":"/tasse/tari","errors":["Anna Bianchi","status.404"]}`); w.Code != http.StatusNoContent {
		t.Fatalf("saying where: %d %s", w.Code, w.Body)
	}
	clerk := identity.Self(identity.Person{ID: bice})
	if _, err := town.LookHelp(t.Context(), clerk, ticket.Code); err != command.ErrNotFound {
		t.Errorf("who is no clerk looks: %v", err)
	}
	clerk.Office = "Sportello"
	seen, err := town.LookHelp(t.Context(), clerk, ticket.Code)
	if err != nil || seen.Page != "/tasse/tari" || strings.Join(seen.Errors, " ") != "status.404" {
		t.Errorf("the clerk sees %+v, %v", seen, err)
	}
	if w := call(h, "", "PUT", "/v1/help", `{"page":"/"}`); w.Code != http.StatusNotFound {
		t.Errorf("a browser without a code: %d", w.Code)
	}
	if w := put(`{"page":"` + strings.Repeat("a", 121) + `"}`); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a long page: %d", w.Code)
	}
	if w := call(h, "", "DELETE", "/v1/help", "", cookie...); w.Code != http.StatusNoContent {
		t.Errorf("ending it: %d %s", w.Code, w.Body)
	}
	if w := put(`{"page":"/"}`); w.Code != http.StatusNotFound {
		t.Errorf("after the end: %d", w.Code)
	}
}

// TestHelpIsNotedForWhoIsSignedIn: the look is then in their trail.
func TestHelpIsNotedForWhoIsSignedIn(t *testing.T) {
	h, town := trailDoor(t)
	ticket, err := town.OpenHelp(t.Context(), identity.Who{})
	if err != nil {
		t.Fatal(err)
	}
	if w := call(h, anna, "PUT", "/v1/help", `{"page":"/pratiche"}`, "Cookie", asking.CookieName+"="+ticket.Cookie()); w.Code != http.StatusNoContent {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	clerk := identity.Self(identity.Person{ID: bice})
	clerk.Office = "Sportello"
	if _, err := town.LookHelp(t.Context(), clerk, ticket.Code); err != nil {
		t.Fatal(err)
	}
	if w := call(h, anna, "GET", "/v1/access-log", ""); !strings.Contains(w.Body.String(), `"act":"help.look"`) || !strings.Contains(w.Body.String(), `"office":"Sportello"`) {
		t.Errorf("Anna reads %s", w.Body)
	}
}
