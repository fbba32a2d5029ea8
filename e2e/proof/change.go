package proof

import (
	"testing"

	"sportello/e2e/browser"
)

// Heard does something on the page and fails the test when a part of the page changed in silence: told
// neither by a live region that stood there before nor by a move of the focus. act must wait until the
// change is done. A full page load is heard anyway and must not happen within act.
func Heard(t testing.TB, tab *browser.Tab, name string, act func()) {
	t.Helper()
	for _, f := range Silent(tab, act) {
		t.Errorf("%s: %s", name, f)
	}
}

// Silent gives the findings of Heard without judging the test.
func Silent(tab *browser.Tab, act func()) []Finding {
	tab.Test().Helper()
	i := &inspection{tab: tab, world: enter(tab)}
	i.call("watch()")
	act()
	i.ask("silent()")
	return i.found
}
