package ui

import "testing"

func TestStackAndMark(t *testing.T) {
	checkShapes(t, []shape{
		{"stack leaves out what is absent", Stack(nil, P("a")), `<div class="stack"><p>a</p></div>`},
		{"a mark of the model", Mark(P("Per chi ha 65 anni."), "service-addressed"), `<p data-element="service-addressed">Per chi ha 65 anni.</p>`},
		{"main", Main(P("a")), `<main class="container stack" id="main" tabindex="-1"><p>a</p></main>`},
	})
}
