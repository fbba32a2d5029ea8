package api_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"sportello/api"
	"sportello/api/desk"
	"sportello/api/money"
)

// What filing costs is part of what the citizen says yes to, and stands in what they are shown.
func TestConsentTellsTheCost(t *testing.T) {
	for _, cost := range []money.Cents{0, 12_00} {
		d := atDesk(t, func(c *api.Config) { c.Town.Fees = map[string]money.Cents{"telesoccorso": cost} })
		d.clerk("POST", "/v1/desk/searches", searchFor, key(1))
		if got := d.clerk("POST", "/v1/desk/assistances", fmt.Sprintf(byCard, key(1), "2099-12-31"), key(4)); got != "200" {
			t.Fatal(got)
		}
		if got := d.under("POST", consentsAt, askBody, key(10)); got != "200" {
			t.Fatal(got)
		}
		w := call(d.door, anna, "GET", "/v1/consents", "")
		var open []desk.Consent
		if err := json.Unmarshal(w.Body.Bytes(), &open); err != nil || len(open) != 1 || open[0].Amount != cost {
			t.Errorf("at %s Anna reads %s", cost.Italian(), w.Body)
		}
	}
}
