package ui

import "testing"

func TestHeadings(t *testing.T) {
	checkShapes(t, []shape{
		{"the title takes focus", H1("Chi?"), `<h1 id="titolo" tabindex="-1">Chi?</h1>`},
		{"a heading", H2("Le rate"), `<h2>Le rate</h2>`},
		{"a heading a link reaches", H2ID("rate", "Le rate"), `<h2 id="rate" tabindex="-1">Le rate</h2>`},
		{"a lower heading", H3("Prima"), `<h3>Prima</h3>`},
	})
}
