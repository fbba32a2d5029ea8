package pagopa_test

import (
	"strings"
	"testing"
	"time"

	"sportello/api/money"
)

func cts(n int) money.Cents { return money.Cents(n) }

// The machine of a position, DOMAIN § 1.5 [SANP-GPD3].
func TestMachine(t *testing.T) {
	valid := func(h *house, o map[string]any, in time.Duration) map[string]any {
		o["validityDate"] = h.clock.now().Add(in).Format(time.RFC3339)
		return o
	}
	for _, c := range []struct {
		about   string
		options func(*house) []any
		publish string
		after   time.Duration
		want    string
	}{
		{"not published", func(h *house) []any { return []any{option(false, h.notice("01", 100, day))} }, "false", 0, "DRAFT"},
		{"not published, long ago", func(h *house) []any { return []any{option(true, h.notice("01", 100, day))} }, "false", 9 * day, "DRAFT"},
		{"no validity date", func(h *house) []any { return []any{option(false, h.notice("01", 100, day))} }, "true", 0, "VALID"},
		{"valid later", func(h *house) []any { return []any{valid(h, option(false, h.notice("01", 100, 3*day)), day)} }, "true", 0, "PUBLISHED"},
		{"the instant before", func(h *house) []any { return []any{valid(h, option(false, h.notice("01", 100, 3*day)), day)} }, "true", day - time.Second, "PUBLISHED"},
		{"the first day has come", func(h *house) []any { return []any{valid(h, option(false, h.notice("01", 100, 3*day)), day)} }, "true", day, "VALID"},
		{"one option without a date", func(h *house) []any {
			return []any{valid(h, option(false, h.notice("01", 100, 3*day)), day), option(false, h.notice("02", 100, day))}
		}, "true", 0, "VALID"},
		{"due, and stays payable", func(h *house) []any { return []any{option(false, h.notice("01", 100, day))} }, "true", 2 * day, "VALID"},
		{"the last instant", func(h *house) []any { return []any{option(true, h.notice("01", 100, day))} }, "true", day, "VALID"},
		{"past it", func(h *house) []any { return []any{option(true, h.notice("01", 100, day))} }, "true", day + time.Second, "UNPAYABLE"},
		{"one of two options past", func(h *house) []any {
			return []any{option(true, h.notice("01", 100, day)), option(true, h.notice("02", 200, 9*day))}
		}, "true", 2 * day, "VALID"},
		{"one option never expires", func(h *house) []any {
			return []any{option(true, h.notice("01", 100, day)), option(false, h.notice("02", 200, day))}
		}, "true", 2 * day, "VALID"},
	} {
		t.Run(c.about, func(t *testing.T) {
			h := start(t, nil)
			h.must(201, "POST", gpd+"?toPublish="+c.publish, position("p", c.options(h)...))
			h.clock.move(c.after)
			if got := h.status("p"); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func TestPublishChangeDelete(t *testing.T) {
	h := start(t, nil)
	h.must(201, "POST", gpd, h.fine("f1", "01", "02"))
	if code := h.pay("01", 2940); code != "PAA_PAGAMENTO_SCONOSCIUTO" {
		t.Errorf("a draft is paid: %s", code)
	}
	h.must(200, "POST", gpd+"/f1/publish", nil)
	h.must(409, "POST", gpd+"/f1/publish", nil)
	h.clock.move(61 * day)
	if got := h.status("f1"); got != "UNPAYABLE" {
		t.Errorf("after 61 days %s", got)
	}
	h.must(200, "PUT", gpd+"/f1?toPublish=true", h.fine("f1", "01", "02"))
	if got := h.status("f1"); got != "VALID" {
		t.Errorf("with new days %s", got)
	}
	h.must(400, "PUT", gpd+"/f1?toPublish=true", h.fine("f2", "01", "02"))
	h.must(404, "PUT", gpd+"/f9", h.fine("f9", "08", "09"))
	h.must(200, "DELETE", gpd+"/f1", nil)
	h.must(404, "DELETE", gpd+"/f1", nil)
	h.must(201, "POST", gpd, h.fine("f3", "01", "02")) // its codes are free again
}

// Alternatives close each other, and what was paid never changes.
func TestPaid(t *testing.T) {
	h := start(t, nil)
	h.must(201, "POST", gpd+"?toPublish=true", h.fine("f1", "01", "02"))
	if code := h.pay("01", 2939); code != "PAA_ATTIVA_RPT_IMPORTO_NON_VALIDO" {
		t.Errorf("a cent less: %s", code)
	}
	for _, c := range []struct{ iuv, want string }{{"01", ""}, {"01", "PPT_PAGAMENTO_DUPLICATO"}, {"02", "PAA_PAGAMENTO_SCONOSCIUTO"}, {"07", "PAA_PAGAMENTO_SCONOSCIUTO"}} {
		if code := h.pay(c.iuv, 2940); code != c.want {
			t.Errorf("%s: %q, want %q", c.iuv, code, c.want)
		}
	}
	if got := h.status("f1"); got != "PAID" {
		t.Error(got)
	}
	h.must(409, "PUT", gpd+"/f1?toPublish=true", h.fine("f1", "01", "02"))
	h.must(409, "DELETE", gpd+"/f1", nil)
	h.must(409, "POST", gpd+"/f1/publish", nil)
}

func TestInstalments(t *testing.T) {
	h := start(t, nil)
	h.must(201, "POST", gpd+"?toPublish=true", position("t", option(false, h.notice("11", 100, day), h.notice("12", 100, 9*day)), option(false, h.notice("10", 200, day))))
	for _, c := range []struct{ iuv, code, status string }{{"11", "", "PARTIALLY_PAID"}, {"10", "PAA_PAGAMENTO_SCONOSCIUTO", "PARTIALLY_PAID"}, {"12", "", "PAID"}} {
		cents := 100
		if c.iuv == "10" {
			cents = 200
		}
		if code := h.pay(c.iuv, cents); code != c.code || h.status("t") != c.status {
			t.Errorf("%s: %q and %s, want %q and %s", c.iuv, code, h.status("t"), c.code, c.status)
		}
	}
}

// The discount ends by itself: on its last instant it can be paid, a second later it cannot (DOMAIN § 1.13).
func TestDiscountEnds(t *testing.T) {
	for after, want := range map[time.Duration]string{5 * day: "", 5*day + time.Second: "PAA_PAGAMENTO_SCADUTO"} {
		h := start(t, nil)
		h.must(201, "POST", gpd+"?toPublish=true", h.fine("f1", "01", "02"))
		h.clock.move(after)
		if code := h.pay("01", 2940); code != want {
			t.Errorf("after %s: %q, want %q", after, code, want)
		}
	}
}

func TestDuplicates(t *testing.T) {
	h := start(t, nil)
	h.must(201, "POST", gpd, h.fine("f1", "01", "02"))
	for about, p := range map[string]map[string]any{"iupd": h.fine("f1", "03", "04"), "nav and iuv": h.fine("f2", "01", "04"), "within": h.fine("f3", "05", "05")} {
		if status, said, _ := h.call("POST", gpd, p); status != 409 || !strings.Contains(said, `"status":409`) {
			t.Errorf("%s: %d %s", about, status, said)
		}
	}
	h.must(201, "POST", "/gpd/debt-positions-service/v3/organizations/"+other+"/debtpositions", h.fine("f1", "01", "02")) // another creditor's are its own
	if f := h.p.Faults(); len(f) > 0 {
		t.Error(f) // to be told so is how a client knows that it has been heard
	}
}

// What GPD does not take (gpd_v3.json, DOMAIN § 1.5); each is a fault that is remembered.
func TestRefused(t *testing.T) {
	h := start(t, nil)
	broken := func(change func(o, i, t map[string]any)) map[string]any {
		i := h.notice("01", 100, day)
		o := option(false, i)
		change(o, i, i["transfer"].([]any)[0].(map[string]any))
		return position("p", o)
	}
	cases := map[string]any{
		"no JSON": "{", "no option": position("p"), "no iupd": position("", option(false, h.notice("01", 100, day))),
		"sum":              broken(func(_, i, _ map[string]any) { i["amount"] = 101 }),
		"nothing":          broken(func(_, i, t map[string]any) { i["amount"], t["amount"] = 0, 0 }),
		"euro":             broken(func(_, i, t map[string]any) { i["amount"], t["amount"] = 1.5, 1.5 }),
		"long":             broken(func(_, i, _ map[string]any) { i["description"] = strings.Repeat("a", 141) }),
		"day without time": broken(func(_, i, _ map[string]any) { i["dueDate"] = "2026-03-09" }),
		"due yesterday":    broken(func(_, i, _ map[string]any) { i["dueDate"] = "2026-03-01T09:00:00Z" }),
		"due at once":      broken(func(o, i, _ map[string]any) { o["validityDate"] = i["dueDate"] }),
		"no switch":        broken(func(o, _, _ map[string]any) { delete(o, "switchToExpired") }),
		"debtor":           broken(func(o, _, _ map[string]any) { o["debtor"].(map[string]any)["type"] = "X" }),
		"no iban":          broken(func(_, _, t map[string]any) { delete(t, "iban") }),
		"sixth transfer":   broken(func(_, _, t map[string]any) { t["idTransfer"] = "6" }),
		"no category":      broken(func(_, _, t map[string]any) { t["category"] = "" }),
		"status":           broken(func(_, i, _ map[string]any) { i["status"] = "PAID" }),
	}
	for about, body := range cases {
		if status, said, _ := h.call("POST", gpd, body); status != 400 {
			t.Errorf("%s: %d %s", about, status, said)
		}
	}
	if got := len(h.p.Faults()); got != len(cases) {
		t.Errorf("%d faults of %d are remembered", got, len(cases))
	}
}

func TestKey(t *testing.T) {
	h := start(t, nil)
	res, err := still.Get(h.base + gpd)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != 401 || len(h.p.Faults()) != 1 {
		t.Errorf("without a key: %d, faults %v", res.StatusCode, h.p.Faults())
	}
}

func TestList(t *testing.T) {
	h := start(t, nil)
	h.must(201, "POST", gpd, h.fine("f1", "01", "02"))
	h.must(201, "POST", gpd+"?toPublish=true", h.fine("f2", "03", "04"))
	if said := h.must(200, "GET", gpd+"?limit=1&page=1", nil); !strings.Contains(said, `"items_found":1`) || !strings.Contains(said, `"total_pages":2`) {
		t.Error(said)
	}
	if said := h.must(200, "GET", gpd+"?status=DRAFT", nil); !strings.Contains(said, `"f1"`) || strings.Contains(said, `"f2"`) {
		t.Error(said)
	}
	h.must(400, "GET", gpd+"?limit=51", nil)
}
