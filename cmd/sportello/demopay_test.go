package main

import (
	"strings"
	"testing"

	"sportello/api/payments"
	"sportello/e2e/outside/town"
)

// The program reaches itself on this machine, whatever it listens on.
func TestLoopback(t *testing.T) {
	for listen, want := range map[string]string{"127.0.0.1:8080": "127.0.0.1:8080", "localhost:80": "127.0.0.1:80", ":8080": "127.0.0.1:8080", "0.0.0.0:1": "127.0.0.1:1",
		"[::]:1": "127.0.0.1:1", "[::1]:1": "[::1]:1", "192.0.2.7:1": "192.0.2.7:1"} {
		if got := (&settings{listen: listen}).loopback(); got != want {
			t.Errorf("%s: %s, want %s", listen, got, want)
		}
	}
}

// All that the demonstration takes has an account, and none of the accounts is a bank's: no IBAN has 00 for its check
// digits (ISO 13616), and no creditor has such a number.
func TestDemoStanding(t *testing.T) {
	c := demoStanding(payments.Creditor{Name: "Comune di prova"})
	if c.Segregation != town.Segregation || !c.Offer.Online || c.Code != demoCreditor {
		t.Errorf("%+v", c)
	}
	debts := []payments.Position{{ID: "fine/1", Service: "fines"}, {ID: "tari/U/2026", Service: "tari", TEFA: 5, Total: 105}, {ID: "imu/1", Service: "imu"}}
	for service := range demoFees {
		debts = append(debts, payments.Position{ID: "fee/1", Service: service})
	}
	for _, p := range debts {
		n := payments.Notice{NAV: "348000000000000146", Option: 1, Number: 1, Of: 1, Amount: 105}
		p.Notices = []payments.Notice{n}
		parts, err := c.Transfers(p, n)
		if err != nil || !c.Ours(n.NAV) {
			t.Errorf("%s: %v", p.ID, err)
		}
		for _, part := range parts {
			if !strings.HasPrefix(part.IBAN, "IT00DIMOSTRAZIONE") || len(part.IBAN) != 27 || part.Category == "" || !strings.HasPrefix(part.Creditor, "0000000000") {
				t.Errorf("%s goes to %+v", p.ID, part)
			}
		}
	}
}
