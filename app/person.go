package app

import (
	"strings"

	"sportello/app/internal/page"
	"sportello/app/ui"
)

// People is where the addresses begin that are asked for somebody else: /per/, the id of the proxy or of the
// assistance, then the address as it is in one's own matters. Two windows can so be about two people.
const People = "/per/"

// Own marks an address that leads out of another's matters, back to one's own.
const Own = "own:"

// Split takes an address apart: the mandate under which it is asked, empty for one's own matters, and the rest.
func Split(path string) (mandate, rest string) {
	after, ok := strings.CutPrefix(path, People)
	if !ok {
		return "", path
	}
	mandate, rest, _ = strings.Cut(after, "/")
	return mandate, "/" + rest
}

// Base is what stands before every address under a mandate; empty for one's own matters.
func Base(mandate string) string {
	if mandate == "" {
		return ""
	}
	return People + mandate
}

// under makes a page one of another's matters: it says so first of all, in its title and when its heading is
// read, and every address on it stays with that person. Screens write addresses as if they were one's own.
func (a *App) under(v page.Visit, p page.Page) page.Page {
	p.Base = v.Base
	p.Redirect = Address(v.Base, p.Redirect)
	if v.Base != "" && v.Who.ForOther() && len(p.Body) > 0 {
		p.For = v.Who.Subject.Name()
		p.Body = append([]*ui.Node{v.Acting()}, p.Body...)
	}
	for _, n := range p.Body {
		if n != nil {
			rewrite(v.Base, n, p.For != "")
		}
	}
	return p
}

// rewrite puts the base before every address of a tree that another's matters know, and has the heading read
// together with whose matters these are.
func rewrite(base string, n *ui.Node, other bool) {
	if other && n.Data == "h1" {
		n.Attr = append(n.Attr, ui.Attr("aria-describedby", page.ActingID))
	}
	for i, attr := range n.Attr {
		if attr.Key == "href" || attr.Key == "action" || attr.Key == "formaction" {
			n.Attr[i].Val = Address(base, attr.Val)
		}
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		rewrite(base, k, other)
	}
}

// Address is where an address of a screen leads under a base.
func Address(base, to string) string {
	if home, ok := strings.CutPrefix(to, Own); ok {
		return home
	}
	path := to
	if i := strings.IndexAny(to, "?#"); i >= 0 {
		path = to[:i]
	}
	if base == "" || !strings.HasPrefix(to, "/") || !moves(path) {
		return to
	}
	if path == "/" {
		return base + strings.TrimPrefix(to, "/")
	}
	return base + to
}

// moves reports whether a screen exists in another's matters.
func moves(path string) bool {
	s, _, found := find(path)
	return found && (s.whose == theirs || s.whose == open)
}
