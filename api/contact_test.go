package api_test

import (
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"

	"sportello/api/contact"
)

// TestContactV1 walks what programs do with contacts: oneself at once, a proxy after some days, and stopping it.
func TestContactV1(t *testing.T) {
	const deed, key = "01890000-0000-7000-8000-0000000000f1", "01890000-0000-7000-8000-0000000000c1"
	h, owner := openDoor(t)
	_, err := owner.Exec(t.Context(), `insert into proxy(id, kind, delegator, delegate_code, delegate, tasks, services, from_on, state, made_by, made_at, changed_at)
		values ($1, 'simple', $2, 'x', $3, '{see,send}', '{contact}', '2020-01-01', 'active', $2, now(), now())`, deed, anna, bice)
	if err != nil {
		t.Fatal(err)
	}
	put := func(who, kind, value string, headers ...string) *httptest.ResponseRecorder {
		return call(h, who, "PUT", "/v1/contact/"+kind, `{"value":"`+value+`"}`, append(headers, "Sportello-Subject", anna)...)
	}
	of := func(who string, headers ...string) (c contact.Contact) {
		t.Helper()
		w := call(h, who, "GET", "/v1/contact", "", headers...)
		if err := json.Unmarshal(w.Body.Bytes(), &c); err != nil || w.Code != 200 {
			t.Fatalf("reading: %d %s", w.Code, w.Body)
		}
		return c
	}
	if w := put(anna, "email", "anna@esempio.it"); w.Code != 200 {
		t.Fatalf("changing it: %d %s", w.Code, w.Body)
	}
	for range 2 {
		if w := put(bice, "email", "bice@esempio.it", "Sportello-Mandate", deed, "Idempotency-Key", key); w.Code != 200 {
			t.Fatalf("asking for Anna: %d %s", w.Code, w.Body)
		}
	}
	if c := of(bice, "Sportello-Mandate", deed); c.Email != "anna@esempio.it" || len(c.Waiting) != 1 || c.Waiting[0].ID != key {
		t.Errorf("Bice reads %+v", c)
	}
	for _, c := range []struct{ about, who, kind, value, problem string }{
		{"no address", anna, "email", "anna", "refused/bad_contact"},
		{"no number", anna, "phone", "casa", "refused/bad_contact"},
		{"for Anna, with no mandate", bice, "email", "bice@esempio.it", "other-person"},
	} {
		if w := put(c.who, c.kind, c.value); !strings.Contains(w.Body.String(), c.problem) {
			t.Errorf("%s: %d %s", c.about, w.Code, w.Body)
		}
	}
	stop := func(who, change string) int {
		return call(h, who, "DELETE", "/v1/contact/changes/"+change, "", "Sportello-Subject", who).Code
	}
	if a, b, c, d := stop(bice, key), stop(anna, deed), stop(anna, key), stop(anna, key); a != 404 || b != 404 || c != 200 || d != 404 {
		t.Errorf("stopping: by Bice in her own matters %d, of nothing %d, by Anna %d, again %d", a, b, c, d)
	}
	if c := of(anna); c.Email != "anna@esempio.it" || len(c.Waiting) != 0 {
		t.Errorf("Anna reads %+v", c)
	}
	if c := of(bice); c.Email != "" {
		t.Errorf("in her own matters Bice reads %+v", c)
	}
	_, err = owner.Exec(t.Context(), `update proxy set services = '{tari}'`)
	if w := call(h, bice, "GET", "/v1/contact", "", "Sportello-Mandate", deed); w.Code != 403 || err != nil {
		t.Errorf("for another service: %d %s", w.Code, w.Body)
	}
}
