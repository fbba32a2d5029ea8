package ui

import "testing"

func TestErrorSummaryLeadsToTheFields(t *testing.T) {
	n := ErrorSummary("Ci sono due problemi", Problem{"tel", "È corto."}, Problem{"chiavi", "Scelga."})
	wantAttrs(t, n, "id", "errori", "tabindex", "-1", "role", "group", "autofocus", "", "aria-labelledby", "errori-titolo", "aria-live", "-")
	if got := Heard(find(t, n, "href", "#chiavi")); got != "Scelga." {
		t.Errorf("link %q", got)
	}
	checkSounds(t, []sound{{"summary", n, "Ci sono due problemi È corto. Scelga."}})
}
