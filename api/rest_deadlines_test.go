package api_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api"
	"sportello/api/command"
	"sportello/api/deadlines"
)

// due are the ids of what a request for deadlines gets, with the cents of each.
func due(t *testing.T, who, path string, in func(who, path string, headers ...string) (int, string, string), headers ...string) (ids []string, tag string) {
	t.Helper()
	code, body, tag := in(who, path, headers...)
	var all []deadlines.Deadline
	if err := json.Unmarshal([]byte(body), &all); err != nil || code != 200 {
		t.Fatalf("%s: %d %s", path, code, body)
	}
	for _, d := range all {
		done := ""
		if d.Done {
			done = " done"
		}
		ids = append(ids, fmt.Sprintf("%s %s %d%s", d.Day, d.ID, d.Amount, done))
	}
	return ids, tag
}

// Deadlines over /v1: by year, unless nothing changed, and in another's matters as far as the proxy reaches.
func TestDeadlinesOverV1(t *testing.T) {
	h, _ := taxDoor(t)
	get := func(who, path string, headers ...string) (int, string, string) {
		w := call(h, who, "GET", path, "", headers...)
		return w.Code, w.Body.String(), w.Header().Get("ETag")
	}
	year, tag := due(t, anna, "/v1/deadlines?year=2026", get)
	all, _ := due(t, anna, "/v1/deadlines", get)
	want := []string{"2026-06-16 imu/2026/acconto 46300 done", "2026-06-18 tari/U1/2026/1 5000 done", "2026-06-18 tari/U1/2026/2 5389"}
	if diff := cmp.Diff(want, year[:len(want)]); diff != "" {
		t.Error(diff)
	}
	if len(all) <= len(year) || !strings.HasPrefix(all[0], "2023-06-16 imu/2023/acconto") {
		t.Errorf("of all years: %v", all)
	}
	if code, body, _ := get(anna, "/v1/deadlines?year=2026", "If-None-Match", tag); code != 304 || body != "" {
		t.Errorf("nothing changed: %d %s", code, body)
	}
	for mandate, kind := range map[int]string{1: "tari", 2: "imu"} {
		seen, _ := due(t, bice, "/v1/deadlines?year=2026", get, "Sportello-Mandate", key(mandate))
		for _, d := range seen {
			if !strings.Contains(d, " "+kind+"/") {
				t.Errorf("who may see %s alone reads %s", kind, d)
			}
		}
		if len(seen) == 0 {
			t.Errorf("who may see %s reads nothing", kind)
		}
	}
	for path, want := range map[string]int{"/v1/deadlines?year=1999": 422, "/v1/deadlines?year=x": 422} {
		if code, _, _ := get(anna, path); code != want {
			t.Errorf("%s: %d", path, code)
		}
	}
	if code, _, _ := get("", "/v1/deadlines"); code != 401 {
		t.Errorf("nobody: %d", code)
	}
}

// The secret address over the whole way: made for oneself alone, read in that person's name, ended at once.
func TestCalendarLinkOverV1(t *testing.T) {
	var config api.Config
	h, _ := openDoor(t, func(c *api.Config) { config = *c })
	a, err := api.New(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	made := func() string {
		t.Helper()
		w := call(h, anna, "POST", "/v1/calendar", "", "Sportello-Subject", anna)
		var r command.Receipt
		if err := json.Unmarshal(w.Body.Bytes(), &r); err != nil || w.Code != 200 || len(r.Codes) != 1 {
			t.Fatalf("making: %d %s", w.Code, w.Body)
		}
		secret, ok := strings.CutPrefix(strings.TrimSuffix(r.Codes[0], ".ics"), "http://localhost/calendario/")
		if !ok || len(secret) != 43 {
			t.Fatalf("the address is %s", r.Codes[0])
		}
		return secret
	}
	opens := func(secret string) bool {
		t.Helper()
		f, err := a.Hall.Calendar(t.Context(), secret)
		if err != nil && !errors.Is(err, command.ErrNotFound) {
			t.Fatal(err)
		}
		return err == nil && f.Who.Subject.ID == anna && f.Who.Actor.ID == anna
	}
	first := made()
	if !opens(first) || opens(strings.ToLower(first)+"x") || opens("") {
		t.Error("the secret opens her matters, and nothing else does")
	}
	if second := made(); opens(first) || !opens(second) || first == second {
		t.Error("a new one ends the old one")
	} else if w := call(h, bice, "DELETE", "/v1/calendar", "", "Sportello-Subject", bice); w.Code != 200 || !opens(second) {
		t.Errorf("somebody else ended it: %d", w.Code)
	} else if w := call(h, anna, "DELETE", "/v1/calendar", "", "Sportello-Subject", anna); w.Code != 200 || opens(second) {
		t.Errorf("it opens after its end: %d %s", w.Code, w.Body)
	}
	for _, folder := range []string{anna, bice} {
		if body := call(h, folder, "GET", "/v1/folder", "").Body.String(); strings.Contains(body, `"calendar"`) {
			t.Error("the folder tells of a link that has ended")
		}
	}
	if w := call(h, bice, "POST", "/v1/calendar", "", "Sportello-Subject", anna); w.Code != 409 {
		t.Errorf("for somebody else: %d", w.Code)
	}
}
