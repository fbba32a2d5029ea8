package ui

import "testing"

func TestProse(t *testing.T) {
	checkShapes(t, []shape{
		{"what a person wrote is text, never markup", P("<b>1 & 2</b>"), `<p>&lt;b&gt;1 &amp; 2&lt;/b&gt;</p>`},
		{"lead", Lead("A che serve"), `<p class="lead">A che serve</p>`},
		{"line breaks stay", Lines("via Umberto\nSeregno"), "<p class=\"lines\">via Umberto\nSeregno</p>"},
		{"age", Age("Aggiornato oggi"), `<p class="small" data-age="">Aggiornato oggi</p>`},
	})
}
