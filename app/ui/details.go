package ui

// Details keeps something closed until it is asked for. Nothing that most people need stands inside.
func Details(summary string, kids ...*Node) *Node {
	return El("details", Attrs{"class": "details"}, El("summary", nil, Text(summary)),
		El("div", Attrs{"class": "details-body stack"}, kids...))
}

func detailsExamples() []Example {
	return []Example{{"Details", "una spiegazione", Details("Che cos'è lo SPID?",
		P("È un nome utente con una parola d'ordine. Serve per entrare nei siti dello Stato."))}}
}
