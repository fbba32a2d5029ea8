package ui

// Card leads to one thing the person can do, or shows one thing the person has. The title is a heading and,
// with an href, a link that answers to a touch anywhere on the card; text says what is behind it.
//
// Heard as "La mia TARI, collegamento, titolo livello 2", then the text. What of extra can be touched stands
// below the part that leads on, so that a trembling finger does not take one for the other.
func Card(title, href, text string, extra ...*Node) *Node {
	name := Text(title)
	if href != "" {
		name = El("a", Attrs{"class": "stretched-link", "href": href}, Text(title))
	}
	body := El("div", Attrs{"class": "card-body"}, El("h2", Attrs{"class": "card-title"}, name))
	if text != "" {
		Add(body, El("p", Attrs{"class": "card-text"}, Text(text)))
	}
	card := El("div", Attrs{"class": cardClass(href)}, body)
	for _, x := range extra {
		if x != nil && touchable(x) {
			Add(card, El("div", Attrs{"class": "card-footer"}, x))
		} else {
			Add(body, x)
		}
	}
	return card
}

// touchable tells whether there is a link or a button in a tree.
func touchable(n *Node) bool {
	if n.Data == "a" || n.Data == "button" || n.Data == "form" {
		return true
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if touchable(k) {
			return true
		}
	}
	return false
}

func cardClass(href string) string {
	if href == "" {
		return "card"
	}
	return "card card-link"
}

// Cards is a list of cards.
func Cards(cards ...*Node) *Node {
	l := El("ul", Attrs{"class": "cards list-unstyled", "role": "list"}) // role: Safari drops lists without marks
	for _, c := range cards {
		if c != nil {
			Add(l, El("li", nil, c))
		}
	}
	return l
}

func cardExamples() []Example {
	return []Example{
		{"Cards", "che cosa può fare", Cards(
			Card("La mia TARI", "/tasse/tari", "La tassa sui rifiuti: quanto deve pagare e quando."),
			Card("Telesoccorso", "/servizi/telesoccorso", "Un pulsante per chiamare aiuto da casa."))},
		{"Card", "una pratica con il suo stato", Card("Domanda di telesoccorso", "/pratiche/1", "Inviata il 3 giugno 2026.",
			Tag(KindSuccess, "Registrata"))},
		{"Card", "con un secondo collegamento", Card("Domanda di telesoccorso", "/domanda", "Ultima risposta: ieri.",
			Tag(KindWarning, "Da finire"), Link("/domanda/elimina", "Elimina la domanda"))},
		{"Card", "senza collegamento", Card("Ufficio Tributi", "", "Aperto il lunedì dalle 9 alle 12.30.")},
	}
}
