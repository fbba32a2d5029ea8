package ui

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestExamplesAreWhole checks what must hold for every part, alone and all together in the gallery.
func TestExamplesAreWhole(t *testing.T) {
	all := append(Examples(), Example{"Gallery", "tutto", Gallery()})
	for _, e := range all {
		t.Run(e.Part+" "+e.Name, func(t *testing.T) {
			if Heard(e.Node) == "" {
				t.Error("nothing is heard")
			}
			ids := uniqueIDs(t, e.Node)
			each(e.Node, func(n *Node) { checkElement(t, n, ids) })
		})
	}
}

func uniqueIDs(t *testing.T, n *Node) map[string]bool {
	ids := map[string]bool{}
	each(n, func(e *Node) {
		id := attr(e, "id")
		if id != "" && ids[id] {
			t.Errorf("id %q stands twice", id)
		}
		ids[id] = true
	})
	return ids
}

// checkElement: no inline style or script (the policy of the pages forbids them), and every reference leads
// to something of the same tree.
func checkElement(t *testing.T, n *Node, ids map[string]bool) {
	for _, a := range n.Attr {
		if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
			t.Errorf("inline %s on %s", a.Key, n.Data)
		}
		if a.Key == "for" || a.Key == "aria-describedby" || a.Key == "aria-labelledby" {
			for _, id := range strings.Fields(a.Val) {
				if !ids[id] {
					t.Errorf("%s of %s leads to %q, which is not there", a.Key, n.Data, id)
				}
			}
		}
	}
}

// TestEveryPartHasAnExample reads the sources for exported functions that give a node.
func TestEveryPartHasAnExample(t *testing.T) {
	shown := map[string]bool{"El": true, "Add": true, "Text": true, "Main": true, "Mark": true, "Gallery": true, // no parts
		"Hidden": true, "Submit": true, "SubmitSecond": true} // shown inside of Form
	for _, e := range Examples() {
		shown[e.Part] = true
	}
	part := regexp.MustCompile(`(?m)^func ([A-Z]\w*)\(.*\) \*Node`)
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		source, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range part.FindAllStringSubmatch(string(source), -1) {
			if !shown[m[1]] {
				t.Errorf("%s of %s has no example", m[1], f.Name())
			}
		}
	}
}
