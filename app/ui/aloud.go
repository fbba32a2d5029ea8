package ui

// Aloud reads the page to whoever asks, near the top of a page where listening is the point. It is seen only where
// assets/worker/aloud.js can do it.
func Aloud(text string) *Node {
	return El("button", Attrs{"class": "btn btn-outline-primary btn-lg aloud", "type": "button"}, Text(text))
}

func aloudExamples() []Example {
	return []Example{{"Aloud", "in cima a una domanda da confermare", Aloud("Ascolti questa pagina")}}
}
