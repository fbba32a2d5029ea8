package api_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"sportello/api"
	"sportello/api/folder"
	"sportello/api/payments"
)

const fineNotice = "348000000000010146"

// TestPaymentsOverV1: what a program reads and asks about paying, step by step. That it leads to a receipt is proved with
// pagoPA's counterpart; see paying_test.go.
func TestPaymentsOverV1(t *testing.T) {
	clock := time.Date(2026, 7, 6, 21, 50, 0, 0, time.UTC) // 23:50 in Rome
	h, owner := openDoor(t, func(c *api.Config) {
		c.Now = func() time.Time { return clock }
		c.Town = folder.Town{Name: "Prova", Pay: payments.Offer{Online: true}}
	})
	for _, sql := range []string{
		`insert into fine(id, subject, number, kind, plate, found_on, place, what, notified_on, discounted, discount_to, nav_discounted, run)
			values ('V-1', '` + anna + `', 'V/1', 'verbale', 'AB123CD', '2026-06-20', 'Via Cavour', 'Sosta', '2026-07-01', 4320, '2026-07-06', '` + fineNotice + `', 1)`,
	} {
		if _, err := owner.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	do := func(who, method, path, body string, n int) string {
		t.Helper()
		w := call(h, who, method, path, body, "Sportello-Subject", who, "Idempotency-Key", key(n))
		var problem struct{ Type, State string }
		_ = json.Unmarshal(w.Body.Bytes(), &problem)
		return strings.TrimSpace(http.StatusText(w.Code) + " " + problem.State + strings.TrimPrefix(problem.Type, "/problems/"))
	}
	later := `{"notices":["` + fineNotice + `"],"total":4320,"later":true}`
	for _, c := range []struct{ name, got, want string }{
		{"no pagoPA behind it", do(anna, "POST", "/v1/payments", `{"notices":["`+fineNotice+`"],"total":4320}`, 1), "Unprocessable Entity refused/pay_no_online"},
		{"another sum", do(anna, "POST", "/v1/payments", `{"notices":["`+fineNotice+`"],"total":4319}`, 2), "Unprocessable Entity refused/pay_changed"},
		{"somebody else's", do(bice, "POST", "/v1/payments", `{"notices":["`+fineNotice+`"],"total":4320}`, 3), "Unprocessable Entity refused/pay_nothing"},
		{"six notices", do(anna, "POST", "/v1/payments", `{"notices":["1","2","3","4","5","6"],"total":1}`, 4), "Unprocessable Entity"},
		{"kept for later", do(anna, "POST", "/v1/payments", later, 5), "OK done"},
		{"the same again", do(anna, "POST", "/v1/payments", later, 5), "OK done"},
		{"the same key for something else", do(anna, "POST", "/v1/payments", `{"notices":["`+fineNotice+`"],"total":1,"later":true}`, 5), "Unprocessable Entity key-reused"},
		{"not there", do(anna, "GET", "/v1/payments/"+key(9), "", 0), "Not Found not-found"},
		{"Bice asks for Anna's", do(bice, "GET", "/v1/payments/"+key(5), "", 0), "Not Found not-found"},
		{"no receipt yet", do(anna, "GET", "/v1/receipts/r1", "", 0), "Not Found not-found"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
	w := call(h, anna, "GET", "/v1/payments/"+key(5), "")
	var p payments.Payment
	if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || p.Progress != payments.Intended || p.Total != 4320 || !p.Mine {
		t.Errorf("%s (%v)", w.Body, err)
	}
	if again := call(h, anna, "GET", "/v1/payments/"+key(5), "", "If-None-Match", w.Header().Get("ETag")); again.Code != http.StatusNotModified {
		t.Errorf("asked again: %d", again.Code)
	}
	if _, err := owner.Exec(t.Context(), `select book('r1', $1, '', 4320, 0, '2026-07-06', $2, 'Banca', '', '', 'gpd', '', $2)`, fineNotice, clock.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	changed := call(h, anna, "GET", "/v1/payments/"+key(5), "", "If-None-Match", w.Header().Get("ETag"))
	if changed.Code != http.StatusOK || !strings.Contains(changed.Body.String(), `"confirmed"`) {
		t.Errorf("paid elsewhere meanwhile: %d %s", changed.Code, changed.Body)
	}
	if got := call(h, anna, "GET", "/v1/receipts/r1", ""); got.Code != http.StatusOK || !strings.Contains(got.Body.String(), `"amount":4320`) {
		t.Errorf("the receipt: %d %s", got.Code, got.Body)
	}
	if got := do(anna, "DELETE", "/v1/payments/"+key(5), "", 6); got != "OK done" {
		t.Errorf("forgetting it: %s", got)
	}
	if got := call(h, anna, "GET", "/v1/receipts", ""); strings.Count(got.Body.String(), `"id"`) != 1 {
		t.Errorf("all receipts: %s", got.Body)
	}
}
