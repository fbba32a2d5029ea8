package ui

import (
	"strings"

	"golang.org/x/net/html"
)

// Heard is the text of a tree as a screen reader says it: without what is hidden from it, with what only it
// hears, elements apart from one another. It leaves out roles and states, and what CSS hides.
func Heard(n *Node) string {
	var b strings.Builder
	hear(&b, n)
	return strings.Join(strings.Fields(b.String()), " ")
}

func hear(b *strings.Builder, n *Node) {
	if n.Type == html.TextNode {
		b.WriteString(n.Data)
		return
	}
	if attr(n, "aria-hidden") == "true" {
		return
	}
	if name := attr(n, "aria-label"); name != "" {
		b.WriteString(" " + name + " ")
		return
	}
	if n.Data != "span" {
		b.WriteByte(' ')
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		hear(b, k)
	}
	if n.Data != "span" {
		b.WriteByte(' ')
	}
}

func attr(n *Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func attribute(key, value string) html.Attribute { return html.Attribute{Key: key, Val: value} }
