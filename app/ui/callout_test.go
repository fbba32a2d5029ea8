package ui

import "testing"

func TestCalloutAndTagSayTheirKindInWords(t *testing.T) {
	checkShapes(t, []shape{
		{"warning", Callout(KindWarning, "Attenzione", P("Manca la rete.")),
			`<div class="callout callout-highlight warning"><p class="callout-title">Attenzione</p><p>Manca la rete.</p></div>`},
		{"an unknown kind is info", Callout("?", "", nil), `<div class="callout callout-highlight note"></div>`},
		{"tag", Tag(KindSuccess, "Registrata"), `<span class="badge badge-outline-success">Registrata</span>`},
		{"an unknown tag is info", Tag("?", "x"), `<span class="badge badge-outline-primary">x</span>`},
	})
}
