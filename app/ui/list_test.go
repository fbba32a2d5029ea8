package ui

import "testing"

func TestLists(t *testing.T) {
	checkShapes(t, []shape{
		{"list", List(Text("uno"), nil, Text("due")), `<ul><li>uno</li><li>due</li></ul>`},
		{"steps", Steps(Text("prima")), `<ol><li>prima</li></ol>`},
	})
}
