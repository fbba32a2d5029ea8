package main

import (
	"net/http"
	"strings"
	"testing"

	"sportello/e2e/house"
)

// TestFirstPage holds the budget of the first page: 60 KB of HTML, CSS and script after brotli, fonts aside.
func TestFirstPage(t *testing.T) {
	h := house.For(t, house.Options{Demo: true, Residents: residents})
	parts, err := firstPage(http.DefaultClient, h.URL)
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	for _, p := range parts {
		t.Logf("%7d %s", p.bytes, p.name)
		seen = append(seen, p.name)
	}
	all := strings.Join(seen, " ")
	for _, name := range []string{"/bundle.css", "/boot.js", "/store.js", "/outbox.js", "/wasm_exec.js", "/sw.js"} {
		if !strings.Contains(all, name) {
			t.Errorf("%s is not counted, of %s", name, all)
		}
	}
	if parts.total() > firstPageBudget {
		t.Errorf("the first page is %d bytes, over its budget of %d", parts.total(), firstPageBudget)
	}
}
