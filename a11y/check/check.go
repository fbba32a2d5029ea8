// Package check reads a page as a tree, with no browser, and says in milliseconds what would keep a
// person from using it: a field without a label, an error nobody hears, a sentence too long.
//
// It sees what the markup says, not what the style sheet does: size, contrast, focus and reflow are
// the matter of package e2e/proof. It never changes the tree and never opens a file.
package check

import (
	"fmt"

	"golang.org/x/net/html"
)

// Level says how bad a finding is.
type Level int

const (
	// Failure keeps somebody out, or breaks a rule that the project has given itself.
	Failure Level = iota
	// Note misses an aim without keeping anybody out.
	Note
)

// Finding is one fault at one place.
type Finding struct {
	// Rule is the id of a rule, as in Rules.
	Rule  string
	Level Level
	// Where names the element: "#id", or the way to it from its nearest ancestor with an id.
	Where string
	// Advice says what is wrong and what to do.
	Advice string
}

func (f Finding) String() string {
	kind := "failure"
	if f.Level == Note {
		kind = "note"
	}
	return fmt.Sprintf("%s %s at %s: %s", kind, f.Rule, f.Where, f.Advice)
}

// rule looks at a whole tree and reports each fault it sees. A rule of pages makes no sense on a part.
type rule struct {
	id      string
	ofPages bool
	look    func(*doc, func(n *html.Node, advice string))
}

// rules is the whole rule book, in the order in which findings are listed.
var rules = []rule{
	{"page-title", true, pageTitle},
	{"page-lang", true, pageLang},
	{"one-h1", true, oneH1},
	{"landmarks", true, landmarks},
	{"live-region", true, liveRegion},
	{"heading-order", false, headingOrder},
	{"duplicate-id", false, duplicateID},
	{"broken-reference", false, brokenReference},
	{"label", false, label},
	{"group-legend", false, groupLegend},
	{"name", false, name},
	{"label-in-name", false, labelInName},
	{"link-words", false, linkWords},
	{"image-alt", false, imageAlt},
	{"table", false, table},
	{"media", false, media},
	{"draggable", false, draggable},
	{"lang-change", false, langChange},
	{"form", false, form},
	{"required", false, required},
	{"autocomplete", false, autocomplete},
	{"error-described", false, errorDescribed},
	{"error-summary", true, errorSummary},
	{"error-title", true, errorTitle},
	{"tabindex", false, tabindex},
	{"hidden-focus", false, hiddenFocus},
	{"autofocus", false, autofocus},
	{"inline-code", false, inlineCode},
	{"long-sentence", false, longSentence},
	{"hard-sentence", false, hardSentence},
}

// hardPage and plainPage are the two rules about the whole text of a page: a failure and an aim.
const (
	hardPage  = "hard-page"
	plainPage = "plain-page"
)

// Rules lists the ids of all rules.
func Rules() []string {
	var ids []string
	for _, r := range rules {
		ids = append(ids, r.id)
	}
	return append(ids, hardPage, plainPage)
}

// Page checks a whole document, as html.Parse or a view gives it. No finding means no fault.
func Page(root *html.Node) []Finding {
	d := newDoc(root)
	return append(d.judge(true), d.wholeText()...)
}

// Part checks a fragment on its own: it may have no title, no h1 and no landmark.
func Part(root *html.Node) []Finding {
	return newDoc(root).judge(false)
}

func (d *doc) judge(page bool) []Finding {
	d.whole = page
	var out []Finding
	for _, r := range rules {
		if r.ofPages && !page {
			continue
		}
		r.look(d, func(n *html.Node, advice string) {
			out = append(out, Finding{Rule: r.id, Where: where(n), Advice: advice})
		})
	}
	return out
}

// Failures keeps the findings that are not mere notes.
func Failures(all []Finding) []Finding {
	var out []Finding
	for _, f := range all {
		if f.Level == Failure {
			out = append(out, f)
		}
	}
	return out
}
