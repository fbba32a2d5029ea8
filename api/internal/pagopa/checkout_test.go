package pagopa_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"sportello/api/command"
	"sportello/api/internal/pagopa"
	"sportello/api/payments"
	"sportello/e2e/outside/pagopa/spec"
)

// paying is a payment of n notices.
func paying(n int) payments.Payment {
	p := payments.Payment{ID: "01932d3e-0000-7000-8000-000000000001"}
	for range n {
		p.Items = append(p.Items, payments.Item{NAV: navLess, Position: "tari/U1/2026", Service: "tari", About: "U1/2026", Number: 2, Of: 4, Amount: 43_20})
	}
	return p
}

// checkout answers every cart alike, and keeps the last.
type checkout struct {
	status   int
	location string
	cart     string
}

func (c *checkout) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	c.cart = string(body)
	if c.location != "" {
		w.Header().Set("Location", c.location)
	}
	w.WriteHeader(c.status)
}

func TestCart(t *testing.T) {
	c := &checkout{status: http.StatusFound, location: "https://checkout.pagopa.it/c/1"}
	address, err := way(t, spec.Checkout, c, "2026-07-01T10:00:00Z").Cart(t.Context(), paying(5), "anna@example.it")
	if err != nil || address != c.location {
		t.Fatalf("Cart: %q, %v", address, err)
	}
	for _, want := range []string{`"allCCP":false`, `"idCart":"01932d3e-0000-7000-8000-000000000001"`, `"amount":4320`, `"description":"TARI 2026, utenza U1, rata 2 di 4"`,
		`"returnOkUrl":"https://sportello.example.it/paga/ritorno/01932d3e-0000-7000-8000-000000000001/ok"`, `/annullato"`, `/errore"`, `/attesa"`, `"emailNotice":"anna@example.it"`} {
		if !strings.Contains(c.cart, want) {
			t.Errorf("no %s in %s", want, c.cart)
		}
	}
	if _, err := way(t, spec.Checkout, c, "2026-07-01T10:00:00Z").Cart(t.Context(), paying(1), ""); err != nil || strings.Contains(c.cart, "emailNotice") {
		t.Errorf("without an address: %v, %s", err, c.cart)
	}
	var whole map[string]any
	if err := json.Unmarshal([]byte(c.cart), &whole); err != nil || whole["allCCP"] != false {
		t.Errorf("allCCP is %v", whole["allCCP"])
	}
}

// A person is sent to pagoPA's own page and nowhere else.
func TestWhereACartLeads(t *testing.T) {
	for location, right := range map[string]bool{"https://checkout.pagopa.it/c/1": true, "http://checkout.pagopa.it/c/1": false, "https://evil.example/c": false,
		"https://checkout.pagopa.it.evil.example/c": false, "https://checkout.pagopa.it@evil.example/c": false, "//checkout.pagopa.it/c": false,
		"javascript:alert(1)": false, "/c/1": false, "": false, "https://checkout.pagopa.it:8443/c": false} {
		c := &checkout{status: http.StatusFound, location: location}
		_, err := way(t, spec.Checkout, c, "2026-07-01T10:00:00Z").Cart(t.Context(), paying(1), "")
		if (err == nil) != right {
			t.Errorf("to %q: %v", location, err)
		}
	}
}

func TestAnswersOfCheckout(t *testing.T) {
	for status, want := range map[int]error{200: pagopa.ErrRefused, 400: pagopa.ErrRefused, 401: pagopa.ErrKey, 404: pagopa.ErrRefused, 422: pagopa.ErrRefused, 500: command.ErrDown} {
		_, err := way(t, spec.Checkout, &checkout{status: status}, "2026-07-01T10:00:00Z").Cart(t.Context(), paying(1), "")
		if !errors.Is(err, want) {
			t.Errorf("%d gives %v", status, err)
		}
	}
	for _, n := range []int{0, 6} { // one to five notices (checkout_v2.json)
		c := &checkout{status: http.StatusFound, location: "https://checkout.pagopa.it/c/1"}
		if _, err := way(t, spec.Checkout, c, "2026-07-01T10:00:00Z").Cart(t.Context(), paying(n), ""); !errors.Is(err, pagopa.ErrRefused) || c.cart != "" {
			t.Errorf("%d notices: %v", n, err)
		}
	}
}

// Keys go over TLS, or stay on this machine.
func TestAddresses(t *testing.T) {
	for address, right := range map[string]bool{"https://api.example": true, "http://localhost:1": true, "http://127.0.0.1:1/x": true, "http://[::1]:1": true,
		"http://api.example": false, "ftp://localhost": false, "localhost": false, "https://u:p@api.example": false, "http://own.example/x": true} {
		_, err := pagopa.New(pagopa.Config{Creditor: council, GPD: pagopa.Service{URL: address}, Site: "http://own.example"})
		if (err == nil) != right {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := pagopa.New(pagopa.Config{}); err == nil {
		t.Error("a comune without a code has a gateway")
	}
}
