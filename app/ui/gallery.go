package ui

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// Example is one part in one state. The gallery shows it; tests and accessibility sweeps go through it.
type Example struct {
	Part, Name string
	Node       *Node
}

// Examples are all examples of all parts, made anew at each call, for a node has one parent.
func Examples() []Example {
	return slices.Concat(headingExamples(), proseExamples(), listExamples(), linkExamples(), progressExamples(),
		formExamples(), fieldExamples(), choiceExamples(), errorExamples(), answersExamples(), amountExamples(),
		spokenExamples(), calloutExamples(), tagExamples(), cardExamples(), tableExamples(), timelineExamples(),
		detailsExamples(), sectionExamples(), actingExamples(), aloudExamples(), qrExamples(), boxesExamples())
}

// Gallery is a page with every example, its name and how it is heard. Ids are made different, so that the
// page is valid although every example is a page of its own.
func Gallery() *Node {
	page := Stack(H1("Galleria"), Lead("Ogni parte delle pagine, in ogni stato, e come si sente."))
	part := ""
	for i, e := range Examples() {
		if e.Part != part {
			part = e.Part
			Add(page, H2(part))
		}
		heard := Heard(e.Node)
		rename(e.Node, "-e"+strconv.Itoa(i))
		Add(page, El("p", Attrs{"class": "small"}, Text(e.Name)), El("div", Attrs{"class": "example"}, e.Node),
			Small("Si sente: «"+heard+"»"))
	}
	return page
}

// rename adds an ending to every id of a tree, and to what points to them.
func rename(n *Node, ending string) {
	for i, a := range n.Attr {
		n.Attr[i].Val = renamed(a, ending)
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		rename(k, ending)
	}
}

func renamed(a html.Attribute, ending string) string {
	switch {
	case a.Key == "id", a.Key == "for", a.Key == "name", a.Key == "href" && strings.HasPrefix(a.Val, "#"):
		return a.Val + ending
	case a.Key == "aria-labelledby", a.Key == "aria-describedby":
		return strings.Join(strings.Fields(a.Val), ending+" ") + ending
	}
	return a.Val
}
