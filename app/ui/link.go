package ui

// Link leads to another page. It stands on a line of its own, so that a trembling finger finds it.
func Link(href, text string) *Node { return link("link", href, text) }

// LinkButton is the link that most people need on the page. At most one a page.
//
// Heard as a link, for it leads somewhere: only Submit is heard as a button.
func LinkButton(href, text string) *Node { return link("btn btn-primary btn-lg", href, text) }

// LinkSecond is another way on, quieter than LinkButton.
func LinkSecond(href, text string) *Node { return link("btn btn-outline-primary btn-lg", href, text) }

// Back leads to the page before. It is the first thing in main, above the title.
func Back(href, text string) *Node { return link("link back", href, text) }

func link(class, href, text string) *Node {
	return El("a", Attrs{"class": class, "href": href}, Text(text))
}

func linkExamples() []Example {
	return []Example{
		{"Link", "un'altra pagina", Link("/servizi", "Tutti i servizi")},
		{"LinkButton", "la strada principale", LinkButton("/servizi/telesoccorso/domanda", "Comincia la domanda")},
		{"LinkSecond", "un'altra strada", LinkSecond("/pratiche", "Veda le sue pratiche")},
		{"Back", "indietro", Back("/servizi", "Indietro")},
	}
}
