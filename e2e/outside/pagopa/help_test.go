package pagopa_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"sportello/e2e/outside/pagopa"
)

const (
	mount = "/dimostrazione/pagopa"
	org   = "00000000000"
	other = "00000000001" // stands for the province
	gpd   = pagopa.PathGPD + "/organizations/" + org + "/debtpositions"
)

// clock is a clock that a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) move(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(by)
}

// house is a counterpart on loopback, and a caller.
type house struct {
	t     *testing.T
	p     *pagopa.Counterpart
	clock *clock
	base  string
}

// start serves a counterpart on the morning of 2 March 2026.
func start(t *testing.T, change func(*pagopa.Config)) *house {
	t.Helper()
	mux := http.NewServeMux()
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	h := &house{t: t, clock: &clock{at: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}, base: srv.URL + mount}
	cfg := pagopa.Config{Base: h.base, Key: "k", Now: h.clock.now, Stylesheets: []string{"/assets/app.css"}}
	if change != nil {
		change(&cfg)
	}
	var err error
	if h.p, err = pagopa.New(cfg); err != nil {
		t.Fatal(err)
	}
	mux.Handle(mount+"/", h.p)
	mux.HandleFunc("/ritorno/", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "back "+r.URL.Path) })
	return h
}

// still does not follow a redirection.
var still = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// call sends a request with the right key, and gives the status, the answer and where it leads.
func (h *house) call(method, path string, body any) (status int, said, location string) {
	h.t.Helper()
	var in io.Reader
	if s, ok := body.(string); ok {
		in = strings.NewReader(s)
	} else if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			h.t.Fatal(err)
		}
		in = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(context.Background(), method, h.base+path, in)
	if err != nil {
		h.t.Fatal(err)
	}
	req.Header.Set("Ocp-Apim-Subscription-Key", "k")
	req.Header.Set("Content-Type", "application/json")
	res, err := still.Do(req)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	if err := official(req, res, b); err != nil {
		h.t.Errorf("the answer is not as the official file says: %s %s: %v", method, path, err)
	}
	return res.StatusCode, string(b), res.Header.Get("Location")
}

// must is call for what has to work.
func (h *house) must(want int, method, path string, body any) string {
	h.t.Helper()
	status, said, _ := h.call(method, path, body)
	if status != want {
		h.t.Fatalf("%s %s: %d %s, want %d", method, path, status, said, want)
	}
	return said
}

// full is an IUV of 17 digits.
func full(iuv string) string { return strings.Repeat("0", 17-len(iuv)) + iuv }

// notice is an instalment of one transfer, which falls due after so many days of the clock.
func (h *house) notice(iuv string, cents int, due time.Duration) map[string]any {
	iuv = full(iuv)
	return map[string]any{"iuv": iuv, "nav": "3" + iuv, "amount": cents, "description": "Verbale 1", "dueDate": h.clock.now().Add(due).Format(time.RFC3339),
		"transfer": []any{map[string]any{"idTransfer": "1", "amount": cents, "remittanceInformation": "Verbale 1", "category": "9/0000000XX/",
			"iban": "IT00X0000000000000000000000"}}}
}

// option is an alternative of these notices.
func option(expires bool, notices ...any) map[string]any {
	return map[string]any{"switchToExpired": expires, "installments": notices,
		"debtor": map[string]any{"type": "F", "fiscalCode": "QRLTRS45C54I625N", "fullName": "Teresa Quarlini"}}
}

func position(iupd string, options ...any) map[string]any {
	return map[string]any{"iupd": iupd, "companyName": "Comune di prova", "paymentOption": options}
}

// fine is a position as that of a fine: a discount of five days, then another amount.
func (h *house) fine(iupd, first, second string) map[string]any {
	return position(iupd, option(true, h.notice(first, 2940, 5*day)), option(true, h.notice(second, 4200, 60*day)))
}

const day = 24 * time.Hour

// status is what GPD says of a position.
func (h *house) status(iupd string) string {
	h.t.Helper()
	var p struct {
		Status string `json:"status"`
	}
	if err := json.Unmarshal([]byte(h.must(200, "GET", gpd+"/"+iupd, nil)), &p); err != nil {
		h.t.Fatal(err)
	}
	return p.Status
}

// pay pays a notice as at a counter; the answer is the code of a refusal.
func (h *house) pay(iuv string, cents int) string {
	_, err := h.p.Pay(context.Background(), pagopa.Item{Creditor: org, NAV: "3" + full(iuv), Amount: cts(cents)})
	if no, ok := err.(*pagopa.Refusal); ok {
		return no.Code
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return ""
}
