// Package ui is the parts that pages are made of, and knows nothing of tax or town hall.
//
// A part is a function from words to a tree of html.Node. The server writes the tree as HTML, the phone
// walks it into go-app elements, tests walk it natively. A part says how it is heard before how it looks.
package ui

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Node is one node of a page.
type Node = html.Node

// Attrs are the attributes of an element; they are written in the order of their names.
type Attrs map[string]string

// El is an element. Nil kids are left out, so that a part may be absent.
func El(tag string, attrs Attrs, kids ...*Node) *Node {
	n := &Node{Type: html.ElementNode, Data: tag}
	for _, k := range slices.Sorted(maps.Keys(attrs)) {
		n.Attr = append(n.Attr, html.Attribute{Key: k, Val: attrs[k]})
	}
	return Add(n, kids...)
}

// Attr is one attribute.
func Attr(key, value string) html.Attribute { return html.Attribute{Key: key, Val: value} }

// Add puts kids at the end of a node and gives the node back. Nil kids are left out.
func Add(n *Node, kids ...*Node) *Node {
	for _, k := range kids {
		if k != nil {
			n.AppendChild(k)
		}
	}
	return n
}

// Text is plain text; html.Render escapes it.
func Text(s string) *Node { return &Node{Type: html.TextNode, Data: s} }

// String writes a tree as HTML.
func String(n *Node) string {
	var b strings.Builder
	if err := html.Render(&b, n); err != nil {
		return "" // a strings.Builder never fails; a tree of El and Text always renders
	}
	return b.String()
}
