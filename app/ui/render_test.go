package ui

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// shape is one part and the HTML it must be.
type shape struct {
	name string
	node *Node
	want string
}

func checkShapes(t *testing.T, shapes []shape) {
	t.Helper()
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) {
			if got := String(s.node); got != s.want {
				t.Errorf("got  %s\nwant %s", got, s.want)
			}
		})
	}
}

// sound is one part and what must be heard of it.
type sound struct {
	name string
	node *Node
	want string
}

func checkSounds(t *testing.T, sounds []sound) {
	t.Helper()
	for _, s := range sounds {
		t.Run(s.name, func(t *testing.T) {
			if got := Heard(s.node); got != s.want {
				t.Errorf("heard %q, want %q", got, s.want)
			}
		})
	}
}

// each calls visit for every element of a tree.
func each(n *Node, visit func(*Node)) {
	if n.Type == html.ElementNode {
		visit(n)
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		each(k, visit)
	}
}

// find is the first element with an attribute of that value.
func find(t *testing.T, n *Node, key, value string) *Node {
	t.Helper()
	var found *Node
	each(n, func(e *Node) {
		if found == nil && attr(e, key) == value {
			found = e
		}
	})
	if found == nil {
		t.Fatalf("no element with %s=%q in %s", key, value, String(n))
	}
	return found
}

// wantAttrs checks attributes of an element; the value "-" means that it must be absent.
func wantAttrs(t *testing.T, n *Node, pairs ...string) {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		want, got := pairs[i+1], attr(n, pairs[i])
		if want == "-" {
			if strings.Contains(String(n), " "+pairs[i]+"=") {
				t.Errorf("%s must be absent in %s", pairs[i], String(n))
			}
		} else if got != want {
			t.Errorf("%s = %q, want %q", pairs[i], got, want)
		}
	}
}
