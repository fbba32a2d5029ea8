package ui

// Acting says for whom the person acts, above everything else on the page, and holds the way out of it. The
// words have an id, so that the heading of the page is read together with them.
//
// Heard with the heading: "La TARI, titolo livello 1. Sta agendo per Teresa Colli".
func Acting(id, text string, way *Node) *Node {
	return El("div", Attrs{"class": "acting"}, El("p", Attrs{"id": id}, Text(text)), way)
}

func actingExamples() []Example {
	return []Example{{"Acting", "per conto di un'altra persona", Acting("per-conto-di-esempio", "Sta agendo per Teresa Colli",
		Link("/persone", "Cambi persona"))}}
}
