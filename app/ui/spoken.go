package ui

// Spoken shows one thing and says another: a notice number that is read four digits at a time, a fiscal
// code that is spelled. What is shown is hidden from screen readers; what is heard lies over it,
// transparent and of the same size, so that a finger that explores the screen finds the words where the eye
// finds the figures. (A one-pixel text would be found only by swiping.)
func Spoken(visible, heard string) *Node {
	return spoken(heard, Text(visible))
}

func spoken(heard string, shown ...*Node) *Node {
	s := El("span", Attrs{"class": "spoken"}, El("span", Attrs{"aria-hidden": "true"}, shown...))
	if heard == "" {
		return s
	}
	return Add(s, El("span", Attrs{"class": "heard"}, Text(heard)))
}

func spokenExamples() []Example {
	return []Example{
		{"Spoken", "un numero di avviso", El("p", nil, Text("Numero dell'avviso: "),
			Spoken("3010 0000 1234 5678 90", "30 10, 00 00, 12 34, 56 78, 90"))},
		{"Spoken", "un codice fiscale", El("p", nil, Spoken("RSSMRA41A41I625X", "R S S, M R A, 4 1, A 4 1, I 6 2 5, X"))},
	}
}
