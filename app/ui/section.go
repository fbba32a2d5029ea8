package ui

import "strings"

// Section is a heading with what belongs to it. The titles of the cards inside go one level down.
func Section(heading string, kids ...*Node) *Node {
	s := El("section", Attrs{"class": "stack"}, H2(heading))
	for _, k := range kids {
		if k != nil {
			lower(k)
		}
	}
	return Add(s, kids...)
}

// lower makes the headings of cards in a tree those of level 3.
func lower(n *Node) {
	if n.Data == "h2" && strings.HasPrefix(attr(n, "class"), "card-title") {
		n.Data = "h3"
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		lower(k)
	}
}

// Stack sets things one under the other, with room between them.
func Stack(kids ...*Node) *Node { return El("div", Attrs{"class": "stack"}, kids...) }

// Mark names a node as the model of municipal sites does (data-element), for the checks of that model:
// "service-title", "service-addressed". It gives the node back.
func Mark(n *Node, element string) *Node {
	n.Attr = append(n.Attr, attribute("data-element", element))
	return n
}

func sectionExamples() []Example {
	return []Example{
		{"Section", "un argomento con due schede", Section("Le sue pratiche",
			Cards(Card("Domanda di telesoccorso", "/pratiche/1", "Inviata il 3 giugno 2026.")), Link("/pratiche", "Tutte le pratiche"))},
		{"Stack", "una cosa sotto l'altra", Stack(P("Ha tempo fino al 16 giugno."), LinkButton("/paga", "Paga adesso"), LinkSecond("/poi", "Ricordamelo dopo"))},
	}
}
