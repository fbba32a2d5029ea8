package check

import (
	"strings"

	"golang.org/x/net/html"
)

// doc is a tree with an index.
type doc struct {
	root *html.Node
	// all holds the elements in document order; templates are left out.
	all []*html.Node
	ids map[string][]*html.Node
	// whole tells a page from a part of one.
	whole bool
}

func newDoc(root *html.Node) *doc {
	d := &doc{root: root, ids: map[string][]*html.Node{}}
	d.index(root)
	return d
}

func (d *doc) index(n *html.Node) {
	if n.Type == html.ElementNode {
		if is(n, "template") {
			return
		}
		d.all = append(d.all, n)
		if id := attr(n, "id"); id != "" {
			d.ids[id] = append(d.ids[id], n)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		d.index(c)
	}
}

// byID gives the first element with the id, or nil.
func (d *doc) byID(id string) *html.Node {
	if found := d.ids[id]; len(found) > 0 {
		return found[0]
	}
	return nil
}

// first gives the first element with one of the tags, or nil.
func (d *doc) first(tags ...string) *html.Node {
	for _, n := range d.all {
		if is(n, tags...) {
			return n
		}
	}
	return nil
}

func is(n *html.Node, tags ...string) bool {
	if n == nil || n.Type != html.ElementNode {
		return false
	}
	for _, t := range tags {
		if n.Data == t {
			return true
		}
	}
	return false
}

func attr(n *html.Node, key string) string {
	v, _ := attrOK(n, key)
	return v
}

func attrOK(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val, true
		}
	}
	return "", false
}

func has(n *html.Node, key string) bool {
	_, ok := attrOK(n, key)
	return ok
}

// within gives the nearest of n and its ancestors for which yes holds, or nil.
func within(n *html.Node, yes func(*html.Node) bool) *html.Node {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && yes(n) {
			return n
		}
	}
	return nil
}

func inside(n *html.Node, tags ...string) bool {
	return within(n, func(p *html.Node) bool { return is(p, tags...) }) != nil
}

// contains tells whether n is outer or lies in it.
func contains(outer, n *html.Node) bool {
	return within(n, func(p *html.Node) bool { return p == outer }) != nil
}

func hidden(n *html.Node) bool { return has(n, "hidden") || attr(n, "aria-hidden") == "true" }

// text is what a person reads in n, with runs of white space as one space. A picture counts by its
// text alternative; hidden parts and controls do not count.
func text(n *html.Node) string {
	var b strings.Builder
	write(&b, n)
	return clean(b.String())
}

func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

func write(b *strings.Builder, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(n.Data)
		return
	case n.Type == html.ElementNode && (hidden(n) || is(n, "script", "style", "template", "noscript", "textarea", "select")):
		return
	case is(n, "img"):
		b.WriteString(" " + attr(n, "alt") + " ")
	case is(n, "svg"):
		b.WriteString(" " + attr(n, "aria-label") + " ")
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		write(b, c)
	}
	if n.Type == html.ElementNode && !inline[n.Data] {
		b.WriteByte(' ')
	}
}

// inline lists the tags that do not break a line.
var inline = map[string]bool{
	"a": true, "abbr": true, "b": true, "bdi": true, "cite": true, "code": true, "data": true, "dfn": true, "em": true,
	"i": true, "kbd": true, "mark": true, "q": true, "s": true, "small": true, "span": true, "strong": true, "sub": true,
	"sup": true, "time": true, "u": true, "var": true, "wbr": true,
}

// nameOf is the accessible name of n, near enough to the specification for plain markup:
// aria-labelledby, aria-label, then the text.
func (d *doc) nameOf(n *html.Node) string {
	if ref := d.refText(n, "aria-labelledby"); ref != "" {
		return ref
	}
	if l := clean(attr(n, "aria-label")); l != "" {
		return l
	}
	if t := text(n); t != "" {
		return t
	}
	if is(n, "input") {
		return clean(attr(n, "value") + attr(n, "alt"))
	}
	return clean(attr(n, "title"))
}

// refText joins the texts of the elements that an attribute of n names.
func (d *doc) refText(n *html.Node, key string) string {
	var out []string
	for _, id := range strings.Fields(attr(n, key)) {
		if m := d.byID(id); m != nil {
			out = append(out, text(m))
		}
	}
	return clean(strings.Join(out, " "))
}

// where names an element so that a person finds it in the source.
func where(n *html.Node) string {
	var steps []string
	for ; n != nil && n.Type == html.ElementNode; n = n.Parent {
		if id := attr(n, "id"); id != "" {
			steps = append(steps, "#"+id)
			break
		}
		step := n.Data
		if v := attr(n, "name"); v != "" {
			step += "[name=" + v + "]"
		}
		steps = append(steps, step)
	}
	for i, j := 0, len(steps)-1; i < j; i, j = i+1, j-1 {
		steps[i], steps[j] = steps[j], steps[i]
	}
	if len(steps) == 0 {
		return "page"
	}
	if len(steps) > 4 {
		steps = steps[len(steps)-4:]
	}
	return strings.Join(steps, " > ")
}
