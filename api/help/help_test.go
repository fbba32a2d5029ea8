package help_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/help"
)

// What has not the form of a name is dropped, whatever a program sends.
func TestClean(t *testing.T) {
	many := make([]string, 30)
	for i := range many {
		many[i] = "phone.missing"
	}
	for about, row := range map[string]struct{ given, want help.Place }{
		"a step with a mistake": {
			help.Place{Page: "/servizi/{service}/domanda/{step}", Step: "telesoccorso.phone", Errors: []string{"telesoccorso.phone.missing"}},
			help.Place{Page: "/servizi/{service}/domanda/{step}", Step: "telesoccorso.phone", Errors: []string{"telesoccorso.phone.missing"}}},
		"home":         {help.Place{Page: "/"}, help.Place{Page: "/"}},
		"a name":       {help.Place{Page: "/", Step: "Teresa Colli", Errors: []string{"Teresa"}}, help.Place{Page: "/"}},
		"a tax code":   {help.Place{Page: "/", Errors: []string{"CLMTRS45R58I625K"}}, help.Place{Page: "/"}},
		"an e-mail":    {help.Place{Page: "/", Errors: []string{"a@example.it", "telesoccorso.notes.long"}}, help.Place{Page: "/", Errors: []string{"telesoccorso.notes.long"}}},
		"an address":   {help.Place{Page: "/pratiche?x=1"}, help.Place{}},
		"a whole text": {help.Place{Page: strings.Repeat("a", 121)}, help.Place{}},
		"too many":     {help.Place{Errors: many}, help.Place{Errors: many[:20]}},
	} {
		if diff := cmp.Diff(row.want, row.given.Clean()); diff != "" {
			t.Errorf("%s: %s", about, diff)
		}
	}
}
