package ui

// List is a list whose order does not matter. Each item is a node: Text, P, Link.
//
// Heard with the number of its items: "elenco con 3 elementi".
func List(items ...*Node) *Node { return list("ul", items) }

// Steps is a list whose order matters: do this, then that.
func Steps(items ...*Node) *Node { return list("ol", items) }

func list(tag string, items []*Node) *Node {
	// Safari forgets that a list without marks is a list; ours keep their marks, so no role is needed.
	l := El(tag, nil)
	for _, item := range items {
		if item != nil {
			Add(l, El("li", nil, item))
		}
	}
	return l
}

func listExamples() []Example {
	return []Example{
		{"List", "che cosa serve", List(Text("la carta d'identità"), Text("il numero di telefono di un parente"))},
		{"Steps", "che cosa succede dopo", Steps(
			Text("Il Comune legge la domanda."),
			Text("Un'assistente sociale le telefona e viene a casa sua."),
			Text("Un tecnico porta il pulsante."))},
	}
}
