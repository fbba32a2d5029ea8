package ui

// TitleID is the id of the one h1 of a page. The hosts move focus there when a new page comes.
const TitleID = "titolo"

// H1 is the title of a page: the question it asks, or its subject. There is one on every page.
//
// Heard as "<text>, titolo livello 1", for focus moves here when the page comes.
func H1(text string) *Node { return h1(Text(text)) }

func h1(kids ...*Node) *Node {
	return El("h1", Attrs{"id": TitleID, "tabindex": "-1"}, kids...)
}

// H2 is a heading under the title.
func H2(text string) *Node { return El("h2", nil, Text(text)) }

// H2ID is a heading that a link on the page can reach.
func H2ID(id, text string) *Node { return El("h2", Attrs{"id": id, "tabindex": "-1"}, Text(text)) }

// H3 is a heading under an H2.
func H3(text string) *Node { return El("h3", nil, Text(text)) }

func headingExamples() []Example {
	return []Example{
		{"H1", "la domanda della pagina", H1("Dove abita la persona da aiutare?")},
		{"H2", "un argomento", H2("Le rate del 2026")},
		{"H2ID", "un argomento con il suo indirizzo", H2ID("rate", "Le rate del 2026")},
		{"H3", "una parte di un argomento", H3("Prima rata")},
	}
}
