package pagopa_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"sportello/e2e/outside/pagopa"
)

// FuzzBodies: whatever a caller sends is taken or refused, and what was taken can be read again and listed.
func FuzzBodies(f *testing.F) {
	h := &house{clock: &clock{}}
	whole, _ := json.Marshal(h.fine("f1", "01", "02"))
	h.base = "http://localhost" + mount
	cart, _ := json.Marshal(h.request("01", 2940))
	f.Add(true, string(whole))
	f.Add(false, string(cart))
	f.Add(true, `{"iupd":"x","companyName":"c","paymentOption":[{"switchToExpired":false,"debtor":{"type":"F","fiscalCode":"x","fullName":"y"},"installments":[{"nav":"3","iuv":"1"}]}]}`)
	f.Fuzz(func(t *testing.T, position bool, body string) {
		p, err := pagopa.New(pagopa.Config{Base: h.base, Key: "k", Now: h.clock.now})
		if err != nil {
			t.Fatal(err)
		}
		ask := func(method, path, body string) int {
			r := httptest.NewRequest(method, mount+path, strings.NewReader(body))
			r.Header.Set("Ocp-Apim-Subscription-Key", "k")
			w := httptest.NewRecorder()
			p.ServeHTTP(w, r)
			return w.Code
		}
		if !position {
			if got := ask("POST", carts, body); !slices.Contains([]int{http.StatusFound, http.StatusBadRequest}, got) {
				t.Errorf("a cart: %d", got)
			}
			return
		}
		if got := ask("POST", gpd+"?toPublish=true", body); !slices.Contains([]int{http.StatusCreated, http.StatusBadRequest, http.StatusConflict}, got) {
			t.Errorf("a position: %d", got)
		}
		if got := ask("GET", gpd+"?limit=50", ""); got != http.StatusOK {
			t.Errorf("the list: %d", got)
		}
	})
}
