package proof

import (
	"fmt"

	"sportello/e2e/browser"
)

// userFont is the text size that the person chose in the browser, twice what browsers ship.
const userFont = 32

// windows looks at the page in a small window and with large text.
func (i *inspection) windows() {
	w, h := i.tab.Size()
	i.tab.Viewport(320, 256)
	i.ask(`layout("reflow")`, "fixed()")
	i.tab.Viewport(w, h)

	i.call("double()")
	i.ask(`layout("text-200")`)
	i.call("putBackStyles()")

	i.call("space()")
	i.ask(`layout("text-spacing")`)
	i.call("unspace()")

	before := eval[float64](i.world, "sportelloProbe.bodySize()")
	i.tab.FontSize(userFont)
	if after := eval[float64](i.world, "sportelloProbe.bodySize()"); after < 1.9*before {
		i.say("user-font-ignored", "body", fmt.Sprintf("The text stays at %.0f px when the person chooses text twice as large. Use rem.", after))
	}
	i.ask(`layout("user-font")`)
	i.tab.FontSize(16)
}

// settings looks at the page with the settings of a person who needs them.
func (i *inspection) settings() {
	i.tab.Emulate(browser.MoreContrast, browser.ReducedMotion)
	i.ask("contrast(7)", "motion(true)")
	i.tab.Emulate(browser.ForcedColors)
	i.ask("forced()", "rings()", "contrast(4.5)")
	i.tab.Emulate()
}
