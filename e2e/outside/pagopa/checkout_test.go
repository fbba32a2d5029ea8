package pagopa_test

import (
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"sportello/a11y/check"
	"sportello/e2e/outside/pagopa"
)

const carts = pagopa.PathCheckout + "/carts"

// request is a cart of the notice with these last digits, that comes back to the counterpart's own server.
func (h *house) request(iuv string, cents int) map[string]any {
	back := strings.TrimSuffix(h.base, mount) + "/ritorno/"
	return map[string]any{"emailNotice": "teresa@esempio.it", "idCart": "cart-1", "allCCP": false,
		"paymentNotices": []any{map[string]any{"noticeNumber": "3010000000000000" + iuv, "fiscalCode": org, "amount": cents, "companyName": "Comune di prova", "description": "Verbale 1"}},
		"returnUrls":     map[string]any{"returnOkUrl": back + "ok", "returnCancelUrl": back + "annullato", "returnErrorUrl": back + "errore", "returnWaitingUrl": back + "attesa"}}
}

// published is a house whose GPD knows a fine with the notices of checkout's requests.
func published(t *testing.T, change func(*pagopa.Config)) *house {
	h := start(t, change)
	h.must(201, "POST", gpd+"?toPublish=true", h.fine("f1", "01000000000000001", "01000000000000002"))
	return h
}

// cart opens a cart of the discounted notice and gives the address of its page.
func (h *house) cart() string {
	h.t.Helper()
	status, said, to := h.call("POST", carts, h.request("01", 2940))
	if status != 302 || !strings.HasPrefix(to, h.base+"/pagamento/") {
		h.t.Fatalf("%d %s %s", status, said, to)
	}
	return to
}

type page struct {
	status int
	body   string
	path   string // where the visitor is in the end
}

func read(t *testing.T, res *http.Response, err error) page {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return page{res.StatusCode, string(b), res.Request.URL.Path}
}

func get(t *testing.T, address string) page {
	t.Helper()
	res, err := http.Get(address)
	return read(t, res, err)
}

func press(t *testing.T, address, button string) page {
	t.Helper()
	res, err := http.PostForm(address, url.Values{"scelta": {button}})
	return read(t, res, err)
}

// Where each button leads, and what it leaves behind.
func TestButtons(t *testing.T) {
	for _, c := range []struct {
		button, path string
		paid, out    int // payments, and receipts that can be had at once
	}{
		{"paga", "/ritorno/ok", 1, 1}, {"tardi", "/ritorno/ok", 1, 0}, {"sospeso", "/ritorno/attesa", 1, 0}, {"resta", "", 1, 1},
		{"fallisce", "/ritorno/errore", 0, 0}, {"annulla", "/ritorno/annullato", 0, 0}, {"", "", 0, 0},
	} {
		h := published(t, nil)
		at := h.cart()
		if got := press(t, at, c.button).path; got != c.path && c.path != "" {
			t.Errorf("%s leads to %s", c.button, got)
		}
		paid := h.p.Ledger()
		if len(paid) != c.paid {
			t.Fatalf("%s: %d payments", c.button, len(paid))
		}
		if status, said, _ := h.call("GET", receiptList, nil); (status == 200) != (c.out == 1) {
			t.Errorf("%s: receipts %d %s", c.button, status, said)
		}
		if c.paid == 0 {
			continue
		}
		if p := paid[0]; p.NAV != "301000000000000001" || p.Amount != 2940 || p.Cart != "cart-1" || p.IUV != "01000000000000001" {
			t.Errorf("%s: %+v", c.button, p)
		}
		h.p.Release(paid[0].Receipt)
		h.must(200, "GET", receiptList, nil)
		if again := press(t, at, "paga"); again.status != 410 || len(h.p.Ledger()) != 1 {
			t.Errorf("%s: pressed again %d, %d payments", c.button, again.status, len(h.p.Ledger()))
		}
	}
}

func TestLaterReceiptComesByItself(t *testing.T) {
	h := published(t, nil)
	press(t, h.cart(), "tardi")
	h.clock.move(time.Minute)
	h.must(200, "GET", receiptList, nil)
}

// Two carts of one debt: the second is told that it has been paid, or closed, and pays nothing.
func TestTwoCarts(t *testing.T) {
	h := published(t, nil)
	first, second := h.cart(), h.cart()
	press(t, first, "paga")
	if p := press(t, second, "paga"); p.status != 409 || !strings.Contains(p.body, "già stato pagato") || len(h.p.Ledger()) != 1 {
		t.Errorf("%d %s", p.status, p.body)
	}
	if status, _, _ := h.call("POST", carts, h.request("02", 4200)); status != 400 {
		t.Errorf("the other alternative: %d", status)
	}
	if f := h.p.Faults(); len(f) > 0 {
		t.Errorf("to come too late is no fault: %v", f)
	}
}

func TestCartLivesTenMinutes(t *testing.T) {
	for after, want := range map[time.Duration]int{10 * time.Minute: 200, 10*time.Minute + time.Second: 410} {
		h := published(t, nil)
		at := h.cart()
		h.clock.move(after)
		if got := get(t, at).status; got != want {
			t.Errorf("after %s %d", after, got)
		}
	}
}

// What Checkout does not take (checkout_v2.json).
func TestCartRefused(t *testing.T) {
	h := published(t, nil)
	first := func(r map[string]any) map[string]any { return r["paymentNotices"].([]any)[0].(map[string]any) }
	for about, change := range map[string]func(map[string]any){
		"no notice":        func(r map[string]any) { r["paymentNotices"] = []any{} },
		"six":              func(r map[string]any) { n := first(r); r["paymentNotices"] = []any{n, n, n, n, n, n} },
		"twice":            func(r map[string]any) { n := first(r); r["paymentNotices"] = []any{n, maps.Clone(n)} },
		"17 digits":        func(r map[string]any) { first(r)["noticeNumber"] = "30100000000000001" },
		"a text as amount": func(r map[string]any) { first(r)["amount"] = "29.40" },
		"no description":   func(r map[string]any) { first(r)["description"] = "" },
		"three addresses":  func(r map[string]any) { delete(r["returnUrls"].(map[string]any), "returnWaitingUrl") },
		"no address":       func(r map[string]any) { r["returnUrls"].(map[string]any)["returnOkUrl"] = "/ok" },
		"e-mail":           func(r map[string]any) { r["emailNotice"] = "teresa" },
		"allCCP as text":   func(r map[string]any) { r["allCCP"] = "false" },
	} {
		r := h.request("01", 2940)
		change(r)
		if status, said, to := h.call("POST", carts, r); status != 400 || to != "" || !strings.Contains(said, `"status":400`) {
			t.Errorf("%s: %d %s", about, status, said)
		}
	}
	for _, cents := range []int{2939, 2941} {
		if status, said, _ := h.call("POST", carts, h.request("01", cents)); status != 400 || !strings.Contains(said, "2940") {
			t.Errorf("%d cents: %d %s", cents, status, said)
		}
	}
}

// The pages are held to the rules of the product's own. Nothing on them changes but by loading, so that they need no
// live region.
func TestPagesAreHeard(t *testing.T) {
	h := published(t, func(c *pagopa.Config) { c.Fee = 100 })
	open, used, stay := h.cart(), h.cart(), h.cart()
	press(t, used, "annulla")
	pages := map[string]page{"pay": get(t, open), "gone": get(t, h.base+"/pagamento/none"), "used": get(t, used), "empty": get(t, h.base+"/"), "English": get(t, open+"?lingua=en")}
	pages["stayed"] = press(t, stay, "resta")
	pages["too late"] = press(t, open, "paga")
	pages["ledger"], pages["English ledger"] = get(t, h.base+"/"), get(t, h.base+"/?lingua=en")
	for about, p := range pages {
		root, err := html.Parse(strings.NewReader(p.body))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range check.Failures(check.Page(root)) {
			if f.Rule != "live-region" {
				t.Errorf("%s: %s", about, f)
			}
		}
		if !strings.Contains(p.body, "DIMOSTRAZIONE") && !strings.Contains(p.body, "DEMONSTRATION") {
			t.Errorf("%s does not say what it is", about)
		}
	}
	if body := pages["pay"].body; !strings.Contains(body, "30,40 euro") || !strings.Contains(body, "3010 0000 0000 0000 01") {
		t.Error(body)
	}
}

func TestPageIsSafe(t *testing.T) {
	h := published(t, nil)
	res, err := http.Get(h.cart())
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	csp := res.Header.Get("Content-Security-Policy")
	for _, want := range []string{"default-src 'none'", "style-src 'self'", "frame-ancestors 'none'", "form-action 'self' " + strings.TrimSuffix(h.base, mount)} {
		if !strings.Contains(csp, want) {
			t.Errorf("no %s in %s", want, csp)
		}
	}
	if css := get(t, h.base+"/stile.css"); css.status != 200 || !strings.Contains(css.body, "min-height: 48px") {
		t.Errorf("style sheet: %d", css.status)
	}
}
