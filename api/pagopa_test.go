package api_test

import (
	"net/http/httptest"
	"testing"
	"time"

	"sportello/api"
	"sportello/api/calendar"
	"sportello/api/identity"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/payments"
	outside "sportello/e2e/outside/pagopa"
)

// Without a code and a key nothing is offered online; with both, pagoPA stands under one host.
func TestPagopaIsReached(t *testing.T) {
	var there *outside.Counterpart
	server := httptest.NewServer(nil)
	defer server.Close()
	there, err := outside.New(outside.Config{Base: server.URL, Key: "k"})
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = there
	creditor := payments.Creditor{Code: "00000000000", Name: "Comune di prova", Segregation: 7,
		Accounts: map[string]payments.Account{"fines": {IBAN: "IT60X0542811101000000123456", Category: "9/0101100IM/"}}}
	for _, c := range []struct {
		code, key string
		on        bool
	}{{"", "", false}, {creditor.Code, "", false}, {"", "k", false}, {creditor.Code, "k", true}} {
		with := creditor
		with.Code = c.code
		pagopa := api.Pagopa{URL: server.URL + "/", Key: c.key}
		if pagopa.On(c.code) != c.on {
			t.Errorf("code %q and key %q: on is %v", c.code, c.key, !c.on)
		}
		door, err := api.New(t.Context(), api.Config{DSN: pgtest.New(t), Now: time.Now, Creditor: with, Pagopa: pagopa, BaseURL: "https://sportello.example.it"})
		if err != nil {
			t.Fatal(err)
		}
		defer door.Close()
		if (door.Hall.Gateway != nil) != c.on {
			t.Errorf("code %q and key %q: the gateway is %v", c.code, c.key, door.Hall.Gateway)
		}
		if !c.on {
			continue
		}
		due, _ := calendar.Of(2099, 1, 1)
		p := payments.Position{ID: "fine/V-1", Service: "fines", About: "V/1",
			Notices: []payments.Notice{{NAV: "307000000000000144", Option: 1, Number: 1, Of: 1, Amount: 43_20, Due: due, Expires: true}}}
		if err := door.Hall.Gateway.Publish(t.Context(), p, identity.Person{FiscalCode: "RSSMRA85T10A562S", GivenName: "Mario", FamilyName: "Rossi"}); err != nil {
			t.Error(err)
		}
		if _, err := there.Pay(t.Context(), outside.Item{Creditor: creditor.Code, NAV: "307000000000000144", Amount: 43_20}); err != nil {
			t.Errorf("pagoPA does not know what was published: %v", err)
		}
	}
	for _, f := range there.Faults() {
		t.Errorf("pagoPA found a fault: %s", f)
	}
}
