package check

import (
	"strings"

	"golang.org/x/net/html"
)

// inlineCode reports what the content policy would block without a word.
func inlineCode(d *doc, found report) {
	for _, e := range d.all {
		for _, a := range e.Attr {
			switch {
			case a.Key == "style":
				found(e, "The policy blocks style attributes. Use a class.")
			case strings.HasPrefix(a.Key, "on"):
				found(e, "The policy blocks "+a.Key+". Listen from a script file.")
			case a.Key == "href" && strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:"):
				found(e, "The policy blocks javascript: links. Use a button or a real address.")
			}
		}
		if is(e, "style") {
			found(e, "The policy blocks style elements. Use the style sheet.")
		}
		if is(e, "script") && !has(e, "src") && !dataBlock(e) {
			found(e, "The policy blocks scripts in the page. Use a file.")
		}
	}
}

// dataBlock tells whether a script element only carries data, which the policy does not concern.
func dataBlock(n *html.Node) bool {
	t := attr(n, "type")
	return t == "application/json" || t == "application/ld+json"
}
