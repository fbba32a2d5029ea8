package api_test

import (
	"encoding/json"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sportello/api"
	"sportello/api/fines"
	"sportello/api/money"
)

// fineDoor is /v1 on 7 July 2026. Anna has a verbale that was notified six days before; Bice has another. Bice may see
// Anna's fines under key(1), and her TARI alone under key(2).
func fineDoor(t *testing.T) http.Handler {
	t.Helper()
	text, err := os.ReadFile("../assets/comuni/seregno/fines.json")
	if err != nil {
		t.Fatal(err)
	}
	h, owner := openDoor(t, func(c *api.Config) {
		if err := json.Unmarshal(text, &c.Town.Fines); err != nil {
			t.Fatal(err)
		}
		c.Now = func() time.Time { return time.Date(2026, 7, 7, 9, 0, 0, 0, time.UTC) }
	})
	for id, person := range map[string]string{"V-2026-004711": anna, "V-2026-004712": bice} {
		if _, err := owner.Exec(t.Context(), `insert into fine(id, subject, number, kind, plate, found_on, place, what, notified_on, discounted, reduced, full_amount, discount_to, reduced_to, costs,
			driver, nav_reduced, run) values ($1, $2, 'V/2026/004711', 'verbale', 'AB123CD', '2026-06-20', 'Via Cavour 12', 'Sosta', '2026-07-01', 4320, 5580, 10030, '2026-07-06', '2026-08-31',
			1380, true, $3, 1)`, id, person, "34820260000001235"+id[12:]); err != nil {
			t.Fatal(err)
		}
	}
	for n, service := range []string{"fines", "tari"} {
		if _, err := owner.Exec(t.Context(), `insert into proxy(id, kind, delegator, delegate_code, delegate, tasks, services, from_on, state, made_by, made_at, changed_at)
			values ($1, 'simple', $2, 'x', $3, '{see}', array[$4], '2020-01-01', 'active', $2, now(), now())`, key(n+1), anna, bice, service); err != nil {
			t.Fatal(err)
		}
	}
	return h
}

type fineRead struct {
	ID       string
	Standing struct {
		State      fines.State
		Owed, Next money.Cents
		Until      string
		Before     string
		Judge      string
		Driver     string
	}
}

// DOMAIN § 4.2 (calc): on day 6 the discount is over; day 60 is a Sunday; § 4.4: the giudice di pace by 31 July.
func TestFinesOverV1(t *testing.T) {
	h := fineDoor(t)
	w := call(h, anna, "GET", "/v1/fines", "")
	var all struct{ Fines []fineRead }
	if err := json.Unmarshal(w.Body.Bytes(), &all); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	want := fineRead{ID: "V-2026-004711"}
	want.Standing.State, want.Standing.Owed, want.Standing.Next = fines.Reduced, 55_80, 100_30
	want.Standing.Until, want.Standing.Before, want.Standing.Judge, want.Standing.Driver = "2026-08-31", "2026-08-30", "2026-07-31", "2026-08-31"
	if diff := cmp.Diff([]fineRead{want}, all.Fines); diff != "" {
		t.Error(diff)
	}
	if again := call(h, anna, "GET", "/v1/fines", "", "If-None-Match", w.Header().Get("ETag")); again.Code != http.StatusNotModified || again.Body.Len() != 0 {
		t.Errorf("the same again: %d %s", again.Code, again.Body)
	}
}

// One fine is found by its id and by its notice number; what is not there and what is another's look the same.
func TestOneFineOverV1(t *testing.T) {
	h := fineDoor(t)
	for _, name := range []string{"V-2026-004711", "348202600000012351"} {
		w := call(h, anna, "GET", "/v1/fines/"+name, "")
		var one fineRead
		if err := json.Unmarshal(w.Body.Bytes(), &one); err != nil || one.ID != "V-2026-004711" || one.Standing.Owed != 55_80 {
			t.Errorf("%s: %d %s", name, w.Code, w.Body)
		}
		if again := call(h, anna, "GET", "/v1/fines/"+name, "", "If-None-Match", w.Header().Get("ETag")); again.Code != http.StatusNotModified {
			t.Errorf("%s again: %d", name, again.Code)
		}
	}
	none, hers := call(h, anna, "GET", "/v1/fines/V-2026-009999", ""), call(h, anna, "GET", "/v1/fines/V-2026-004712", "")
	if none.Code != http.StatusNotFound || hers.Code != http.StatusNotFound || none.Body.String() != hers.Body.String() {
		t.Errorf("not there: %d %s; another's: %d %s", none.Code, none.Body, hers.Code, hers.Body)
	}
	for n, want := range []int{http.StatusOK, http.StatusForbidden} {
		if w := call(h, bice, "GET", "/v1/fines/V-2026-004711", "", "Sportello-Mandate", key(n+1)); w.Code != want {
			t.Errorf("by proxy %d: %d %s", n+1, w.Code, w.Body)
		}
	}
}
