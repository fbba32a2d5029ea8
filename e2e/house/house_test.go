package house_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"sportello/e2e/house"
)

// TestKilledAndStartedAgain: the address, the data and the session outlive a kill -9.
func TestKilledAndStartedAgain(t *testing.T) {
	h := house.For(t, house.Options{Demo: true})
	visitor := h.Client()
	if err := h.SignIn(visitor, "teresa"); err != nil {
		t.Fatal(err)
	}
	before := subject(t, visitor, h)
	h.Kill()
	if _, err := visitor.Get(h.URL + "/healthz"); err == nil {
		t.Fatal("a killed server answers")
	}
	if err := h.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := subject(t, visitor, h); after != before || before == "" {
		t.Errorf("signed in as %q before the kill, as %q after it", before, after)
	}
}

// subject is the fiscal code of the person who is signed in.
func subject(t *testing.T, c *http.Client, h *house.House) string {
	t.Helper()
	r, err := c.Get(h.URL + "/v1/folder")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	var f struct {
		Who struct {
			Subject struct {
				FiscalCode string `json:"fiscal_code"`
			} `json:"subject"`
		} `json:"who"`
	}
	if err := json.NewDecoder(r.Body).Decode(&f); err != nil || r.StatusCode != http.StatusOK {
		t.Fatalf("GET /v1/folder: status %d, %v", r.StatusCode, err)
	}
	return f.Who.Subject.FiscalCode
}

// TestStartFailsInWords: what keeps the program from starting is said at once, not after a wait.
func TestStartFailsInWords(t *testing.T) {
	_, err := house.Start(t.Context(), house.Options{Demo: true, DatabaseURL: "postgres://nobody@127.0.0.1:1/none"})
	if err == nil || !strings.Contains(err.Error(), "ended before it was ready") {
		t.Fatalf("a server without its database: %v", err)
	}
}
