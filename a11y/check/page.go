package check

import (
	"strings"

	"golang.org/x/net/html"
)

type report = func(n *html.Node, advice string)

func pageTitle(d *doc, found report) {
	t := d.first("title")
	if t == nil || t.FirstChild == nil || clean(t.FirstChild.Data) == "" {
		found(d.root, "The page has no title. Give it the question or subject of the page.")
	}
}

func pageLang(d *doc, found report) {
	h := d.first("html")
	if h == nil || !strings.HasPrefix(attr(h, "lang"), "it") && !strings.HasPrefix(attr(h, "lang"), "en") {
		found(h, `The html element says neither lang="it" nor lang="en": the voice would speak the wrong language.`)
	}
}

func oneH1(d *doc, found report) {
	n := 0
	for _, e := range d.all {
		if is(e, "h1") && !hiddenAbove(e) {
			n++
			if n > 1 {
				found(e, "This is a second h1. A page has one question or one subject.")
			}
			if text(e) == "" {
				found(e, "The h1 is empty. Write the question or subject of the page.")
			}
		}
	}
	if n == 0 {
		found(d.first("body"), "The page has no h1. The question or subject of the page is its h1.")
	}
}

func hiddenAbove(n *html.Node) bool { return within(n, hidden) != nil }

func landmarks(d *doc, found report) {
	counts := map[string]int{}
	for _, e := range d.all {
		if hiddenAbove(e) {
			continue
		}
		counts[landmark(e)]++
		if landmark(e) == "main" && counts["main"] > 1 {
			found(e, "This is a second main. A page has one.")
		}
	}
	if counts["main"] == 0 {
		found(d.first("body"), "The page has no main element, so nobody can jump to its content.")
	}
	d.twoAlike("nav", found)
}

func landmark(n *html.Node) string {
	if r := attr(n, "role"); r != "" {
		return r
	}
	return n.Data
}

// twoAlike reports landmarks of one kind that cannot be told apart by name.
func (d *doc) twoAlike(kind string, found report) {
	seen := map[string]bool{}
	var all []*html.Node
	for _, e := range d.all {
		if is(e, kind) && !hiddenAbove(e) {
			all = append(all, e)
		}
	}
	for _, e := range all {
		label := clean(attr(e, "aria-label") + d.refText(e, "aria-labelledby"))
		if len(all) > 1 && (label == "" || seen[label]) {
			found(e, "There are several "+kind+" elements. Give each its own aria-label.")
		}
		seen[label] = true
	}
}

// liveRegion wants a polite region that stands in the page from the start and outside main, because
// screen readers ignore a region that arrives together with its text.
func liveRegion(d *doc, found report) {
	for _, e := range d.all {
		polite := attr(e, "role") == "status" || attr(e, "aria-live") == "polite"
		if polite && !inside(e, "main") && !hiddenAbove(e) {
			return
		}
	}
	found(d.first("body"), `The page has no role="status" outside main. Changes would be silent.`)
}

func langChange(d *doc, found report) {
	for _, e := range d.all {
		v, ok := attrOK(e, "lang")
		if ok && !plausibleLang(v) {
			found(e, `lang="`+v+`" is no language tag such as "it" or "de-AT".`)
		}
	}
}

func plausibleLang(tag string) bool {
	primary, _, _ := strings.Cut(tag, "-")
	if len(primary) < 2 || len(primary) > 3 {
		return false
	}
	return strings.Trim(primary, "abcdefghijklmnopqrstuvwxyz") == ""
}
