package pagopa_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/command"
	"sportello/api/internal/pagopa"
	"sportello/api/payments"
	"sportello/e2e/outside/pagopa/spec"
)

// What GPD is told of a fine: options that exclude each other, each with its last moment in Rome.
func TestFineIsPublished(t *testing.T) {
	a := newArchive()
	g := way(t, spec.GPD, a, "2026-07-01T10:00:00Z")
	if err := g.Publish(t.Context(), verbale(), anna); err != nil {
		t.Fatal(err)
	}
	if calls := a.asked(); calls != "GET POST" {
		t.Errorf("asked %s", calls)
	}
	var got struct {
		Iupd          string
		PaymentOption []struct {
			ValidityDate    string
			SwitchToExpired bool
			Installments    []struct {
				NAV, DueDate string
				Amount       int
			}
		}
	}
	data, _ := json.Marshal(a.only(t))
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	type row struct {
		NAV, Due, Valid string
		Expires         bool
		Amount          int
	}
	var rows []row
	for _, o := range got.PaymentOption {
		for _, i := range o.Installments {
			rows = append(rows, row{i.NAV, i.DueDate, o.ValidityDate, o.SwitchToExpired, i.Amount})
		}
	}
	want := []row{{navLess, "2026-07-06T21:59:59.999Z", "", true, 4320}, {navMore, "2026-08-31T21:59:59.999Z", "", true, 5580},
		{navFull, "2099-12-31T22:59:59.999Z", "2026-08-31T22:00:00.000Z", false, 10030}}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("options (-want +got):\n%s", diff)
	}
	if strings.Contains(got.Iupd, "4711") || len(got.Iupd) != 34 {
		t.Errorf("the position is called %s", got.Iupd)
	}
	if len(a.ids) != 2 || a.ids[""] {
		t.Errorf("the requests are called %v", a.ids)
	}
}

// Saying the same again changes nothing; saying something else changes it, once.
func TestPublishAgain(t *testing.T) {
	a := newArchive()
	g := way(t, spec.GPD, a, "2026-07-01T10:00:00Z")
	p := verbale()
	for _, c := range []struct {
		what, calls string
		change      func()
	}{
		{"the first time", "GET POST", func() {}},
		{"the same", "GET", func() {}},
		{"GPD writes days without a zone, and names of its own", "GET", func() {
			data, _ := json.Marshal(a.only(t))
			text := strings.NewReplacer("59.999Z", "59.999", "00.000Z", "00", "Comune di prova", "COMUNE").Replace(string(data))
			for name := range a.kept {
				var said map[string]any
				json.Unmarshal([]byte(text), &said)
				a.kept[name] = said
			}
		}},
		{"another amount", "GET PUT", func() { p.Notices[1].Amount++ }},
		{"another day", "GET PUT", func() { p.Notices[0].Due++ }},
		{"one alternative less", "GET PUT", func() { p.Notices = p.Notices[1:] }},
		{"the same once more", "GET", func() {}},
		{"money has been taken: nothing changes any more", "GET", func() { a.only(t)["status"] = "PARTIALLY_PAID"; p.Notices[0].Amount++ }},
	} {
		c.change()
		if err := g.Publish(t.Context(), p, anna); err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		if calls := a.asked(); calls != c.calls {
			t.Errorf("%s: asked %s, want %s", c.what, calls, c.calls)
		}
	}
}

// What nobody can pay, and what is not ours, is not told.
func TestNotPublished(t *testing.T) {
	for what, change := range map[string]func(*payments.Position){
		"another segregation code": func(p *payments.Position) {
			for i := range p.Notices {
				p.Notices[i].NAV = "308" + p.Notices[i].NAV[3:]
			}
		},
		"cancelled": func(p *payments.Position) { p.Ended = payments.Cancelled },
		"paid":      func(p *payments.Position) { p.Notices[1].Paid, p.Paid = 55_80, 55_80 },
	} {
		a, p := newArchive(), verbale()
		change(&p)
		if err := way(t, spec.GPD, a, "2026-07-01T10:00:00Z").Publish(t.Context(), p, anna); err != nil {
			t.Fatal(err)
		}
		if calls := a.asked(); calls != "" {
			t.Errorf("%s: asked %s", what, calls)
		}
	}
}

// The 5-day code is told until 6 July at 24:00 in Rome, and not after (DOMAIN § 4.1).
func TestDayFiveInRome(t *testing.T) {
	for at, options := range map[string]int{"2026-07-06T21:50:00Z": 3, "2026-07-06T21:59:59Z": 3, "2026-07-06T22:00:00Z": 2, "2026-07-07T08:00:00Z": 2,
		"2026-08-31T21:59:00Z": 2, "2026-08-31T22:00:00Z": 1} {
		a := newArchive()
		if err := way(t, spec.GPD, a, at).Publish(t.Context(), verbale(), anna); err != nil {
			t.Fatal(err)
		}
		if got := len(a.only(t)["paymentOption"].([]any)); got != options {
			t.Errorf("at %s: %d options, want %d", at, got, options)
		}
	}
}

// A bill is one alternative in instalments, divided between comune and province, payable also late.
func TestBillIsPublished(t *testing.T) {
	p := payments.Position{ID: "tari/U1/2026", Service: "tari", About: "U1/2026", TEFA: 5_00, Total: 105_00, Notices: []payments.Notice{
		{NAV: navLess, Option: 1, Number: 1, Of: 2, Amount: 52_50, Due: day(2026, 6, 18)},
		{NAV: navMore, Option: 1, Number: 2, Of: 2, Amount: 52_50, Due: day(2026, 12, 4)}}}
	a := newArchive()
	g := way(t, spec.GPD, a, "2026-07-01T10:00:00Z")
	if err := g.Publish(t.Context(), p, anna); err != nil {
		t.Fatal(err)
	}
	data, _ := json.Marshal(a.only(t)["paymentOption"])
	for _, want := range []string{`"dueDate":"2099-12-31T22:59:59.999Z"`, `"dueDate":"2026-12-04T22:59:59.999Z"`, `"switchToExpired":false`, `"amount":250`, `"amount":5000`,
		`{"key":"TARI-TEFA-1","value":"I625|2026|3944"}`, `{"key":"TARI-TEFA-2","value":"I625|2026|TEFA"}`, `"TARI 2026, utenza U1, rata 1 di 2"`, `"organizationFiscalCode":"00000000001"`} {
		if !strings.Contains(string(data), want) {
			t.Errorf("no %s in %s", want, data)
		}
	}
}

// Each answer of GPD is one category for us, and none of its words get into ours.
func TestAnswersOfGPD(t *testing.T) {
	for status, want := range map[int]error{400: pagopa.ErrRefused, 401: pagopa.ErrKey, 403: pagopa.ErrKey, 422: pagopa.ErrRefused,
		429: command.ErrDown, 500: command.ErrDown, 503: command.ErrDown, 302: pagopa.ErrRefused} {
		a := newArchive()
		a.answer = func(w http.ResponseWriter, r *http.Request) bool {
			w.Header().Set("Location", "/elsewhere")
			w.WriteHeader(status)
			w.Write([]byte(`{"title":"Bianchi Anna","detail":"NNANNA60A41I625Z"}`))
			return true
		}
		err := way(t, spec.GPD, a, "2026-07-01T10:00:00Z").Publish(t.Context(), verbale(), anna)
		if !errors.Is(err, want) {
			t.Errorf("%d gives %v", status, err)
		}
		if strings.Contains(err.Error(), "Bianchi") || strings.Contains(err.Error(), "NNANNA") {
			t.Errorf("personal data in %v", err)
		}
		if calls := a.asked(); calls != "GET" {
			t.Errorf("%d: asked %s", status, calls)
		}
	}
}

// Somebody who is quicker, and somebody else who has the number.
func TestConflicts(t *testing.T) {
	for _, c := range []struct {
		what, calls string
		after       func(a *archive) bool // whether the position is there after all
		err         error
	}{
		{"another replica was quicker", "GET POST GET", func(a *archive) bool { return true }, nil},
		{"somebody else has the notice", "GET POST GET", func(a *archive) bool { return false }, pagopa.ErrTaken},
	} {
		a := newArchive()
		first := newArchive()
		if err := way(t, spec.GPD, first, "2026-07-01T10:00:00Z").Publish(t.Context(), verbale(), anna); err != nil {
			t.Fatal(err)
		}
		a.answer = func(w http.ResponseWriter, r *http.Request) bool {
			if r.Method == http.MethodPost {
				w.WriteHeader(http.StatusConflict)
				if c.after(a) {
					a.kept = first.kept
				}
				return true
			}
			return false
		}
		err := way(t, spec.GPD, a, "2026-07-01T10:00:00Z").Publish(t.Context(), verbale(), anna)
		if !errors.Is(err, c.err) {
			t.Errorf("%s: %v", c.what, err)
		}
		if calls := a.asked(); calls != c.calls {
			t.Errorf("%s: asked %s", c.what, calls)
		}
	}
}

// A server that is away is away, and its address is in no fault.
func TestGPDAway(t *testing.T) {
	g, err := pagopa.New(pagopa.Config{Creditor: council, GPD: pagopa.Service{URL: "http://127.0.0.1:1/secret"}, Site: "https://a"})
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Publish(t.Context(), verbale(), anna); !errors.Is(err, command.ErrDown) || strings.Contains(err.Error(), "secret") {
		t.Errorf("away gives %v", err)
	}
}
