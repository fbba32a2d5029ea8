package pages

import (
	"strings"
	"testing"

	"sportello/e2e/browser"
)

// TestCheckout proves the pages of pagoPA's counterpart, in both languages: what is to be paid, that it is paid, that the
// page was used, and the ledger of the trial.
func TestCheckout(t *testing.T) {
	v := enter(t, paying, "lang=it")
	v.NoScript()
	v.Viewport(360, 740)
	v.goes(sight{name: "before pagoPA", path: "/paga/conferma?avviso={second bill of " + paying + "}", who: paying, shows: "[name=totale]"})
	v.Loads(v.press)
	v.prefer = "" // it has nothing of what a person likes
	asked := v.URL()
	if !strings.Contains(asked, "/dimostrazione/pagopa/pagamento/") {
		t.Fatalf("the button leads to %s", asked)
	}
	both := func(name, address string) {
		for _, lang := range []string{"?lingua=en", ""} {
			v.Open(address + lang)
			v.prove("pagoPA "+name+lang, still)
		}
	}
	both("asks", asked)
	v.Loads(func() { v.presses("button[value=resta]") })
	v.prove("pagoPA, paid", still)
	both("used already", asked)
	both("ledger", town.URL+"/dimostrazione/pagopa/")
	if !browser.Eval[bool](v.Tab, "document.body.innerText.includes('Commissione') || document.querySelectorAll('main section').length > 0") {
		t.Error("the ledger has nothing of it")
	}
}
