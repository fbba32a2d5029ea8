package ui

import "testing"

func TestLinks(t *testing.T) {
	checkShapes(t, []shape{
		{"link", Link("/servizi", "Servizi"), `<a class="link" href="/servizi">Servizi</a>`},
		{"a link that looks like a button is a link", LinkButton("/x", "Comincia"), `<a class="btn btn-primary btn-lg" href="/x">Comincia</a>`},
		{"second", LinkSecond("/x", "Dopo"), `<a class="btn btn-outline-primary btn-lg" href="/x">Dopo</a>`},
		{"back", Back("/x", "Indietro"), `<a class="link back" href="/x">Indietro</a>`},
	})
}
