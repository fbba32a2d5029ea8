// Package proof looks at a page in a real browser and fails the test when somebody could not use it.
//
// It asks three judges: axe-core, IBM's accessibility checker, and a probe of our own for what those
// two do not measure (reflow, large text, forced colours, a focus that is seen, large targets, changes
// that nobody hears). The tree check of package a11y/check reads the same page too.
//
// It looks at the page in the state in which the test left it and puts everything back: window, settings,
// place and focus. It does not decide which pages and states are worth a look: tests do. It proves no
// screen reader; package a11y/orca does.
package proof

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"sportello/a11y/check"
	"sportello/e2e/browser"
)

// Finding is one fault, or one thing that a person should look at, at one place of a page.
type Finding struct {
	// Rule is "axe:…", "ibm:…", "tree:…" or "probe:…".
	Rule string
	// Where is a CSS selector or the way to the element.
	Where string
	// Advice says what is wrong and what to do.
	Advice string
	// Note marks what the engine could not decide, or an aim that is missed: it fails nothing.
	Note bool
}

func (f Finding) String() string { return f.Rule + " at " + f.Where + ": " + f.Advice }

// probeRules lists the rules of the probe, for the table of criteria.
var probeRules = []string{
	"text-contrast", "field-edge", "target-size", "target-spacing", "fake-button",
	"reflow", "sticky-cover", "text-200", "text-spacing", "user-font", "user-font-ignored",
	"forced-colours", "forced-focus", "motion", "reduced-motion",
	"tab-order", "visual-order", "trap", "focus-covered", "focus-visible", "changes-on-focus",
	"error-focus", "live-region-inside", "silent-change",
}

// ProbeRules lists the rules of the probe, without their prefix.
func ProbeRules() []string { return slices.Clone(probeRules) }

// Option changes what Page asks.
type Option func(*inspection)

// Replaced names the element that the app replaces with each page. The live region must lie outside it.
func Replaced(css string) Option { return func(i *inspection) { i.replaced = css } }

// AsItStands leaves out large text, small windows, settings and the walk by keyboard: for a page that differs
// only by its words from one on which all of that is proved.
func AsItStands() Option { return func(i *inspection) { i.still = true } }

// WordsAlone is AsItStands without the two engines, which judge elements and attributes: for a page whose only news,
// against one that they have judged, are its words. The tree check reads those.
func WordsAlone() Option { return func(i *inspection) { i.still, i.words = true, true } }

// Except lets one rule pass where part stands in the place of the finding. The reason is shown with each
// run, so that nobody forgets it.
func Except(rule, part, reason string) Option {
	return func(i *inspection) { i.except = append(i.except, exception{rule, part, reason}) }
}

type exception struct{ rule, part, reason string }

type inspection struct {
	tab      *browser.Tab
	world    *world
	replaced string
	except   []exception
	still    bool
	words    bool
	found    []Finding
}

// Page inspects the page that stands in the tab and fails the test for each fault. name says which page
// in which state it is, as in "tari, offline".
func Page(t testing.TB, tab *browser.Tab, name string, opts ...Option) {
	t.Helper()
	start := time.Now()
	i := &inspection{tab: tab}
	for _, f := range i.run(opts) {
		switch reason := i.excuse(f); {
		case f.Note:
			t.Logf("%s: to look at: %s", name, f)
		case reason != "":
			t.Logf("%s: let pass (%s): %s", name, reason, f)
		default:
			t.Errorf("%s: %s", name, f)
		}
	}
	t.Logf("%s: inspected in %v", name, time.Since(start).Round(time.Millisecond))
}

// Inspect gives all findings of a page, faults first, without judging the test.
func Inspect(tab *browser.Tab, opts ...Option) []Finding {
	return (&inspection{tab: tab}).run(opts)
}

func (i *inspection) excuse(f Finding) string {
	for _, e := range i.except {
		if e.rule == f.Rule && strings.Contains(f.Where, e.part) {
			return e.reason
		}
	}
	return ""
}

func (i *inspection) run(opts []Option) []Finding {
	for _, o := range opts {
		o(i)
	}
	i.world = enter(i.tab)
	defer i.tab.Keep()()
	i.call("remember()")
	i.tree()
	if !i.words {
		i.engines()
	}
	i.asItStands()
	if !i.still {
		i.focus()
		i.windows()
		i.settings()
	}
	i.call("putBack()")
	slices.SortStableFunc(i.found, func(a, b Finding) int { return boolInt(a.Note) - boolInt(b.Note) })
	return unique(i.found)
}

// unique drops what several settings or windows showed alike.
func unique(all []Finding) (out []Finding) {
	seen := map[Finding]bool{}
	for _, f := range all {
		if !seen[f] {
			seen[f] = true
			out = append(out, f)
		}
	}
	return out
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// tree lets the tree check read what stands in the browser now.
func (i *inspection) tree() {
	source := eval[string](i.world, "document.documentElement.outerHTML")
	root, err := html.Parse(strings.NewReader("<!doctype html>" + source))
	if err != nil {
		i.tab.Test().Fatalf("proof: reading the page: %v", err)
	}
	for _, f := range check.Page(root) {
		i.found = append(i.found, Finding{Rule: "tree:" + f.Rule, Where: f.Where, Advice: f.Advice, Note: f.Level == check.Note})
	}
}

// asItStands asks what can be seen without touching anything.
func (i *inspection) asItStands() {
	i.ask("contrast(7)", "edges()", "targets()", "fakes()", "motion(false)", "errorFocus()", "faces()")
	if i.replaced != "" {
		i.ask(fmt.Sprintf("liveOutside(%s)", browser.Quote(i.replaced)))
	}
}

// ask runs functions of the probe and keeps what they find.
func (i *inspection) ask(calls ...string) {
	for _, c := range calls {
		for _, f := range eval[[]Finding](i.world, "sportelloProbe."+c) {
			f.Rule = "probe:" + f.Rule
			i.found = append(i.found, f)
		}
	}
}

// call runs a function of the probe for its effect.
func (i *inspection) call(c string) { eval[any](i.world, "sportelloProbe."+c) }

// say adds a finding of the probe that Go worked out.
func (i *inspection) say(rule, where, advice string) {
	i.found = append(i.found, Finding{Rule: "probe:" + rule, Where: where, Advice: advice})
}
