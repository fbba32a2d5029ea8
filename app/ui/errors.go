package ui

// SummaryID is the id of the error summary. The hosts move focus there when a form comes back.
const SummaryID = "errori"

// Problem is what is wrong in a field, in the words that also stand at the field.
type Problem struct{ Field, Text string }

// ErrorSummary says at the top of a page what is wrong, each with a link to its field.
//
// Focus is moved here, by the browser itself where no script runs, so it is no alert: it would be heard
// twice. It is a group with a name, so that what is heard on arrival is the title, and then the links.
func ErrorSummary(title string, problems ...Problem) *Node {
	links := El("ul", Attrs{"class": "link-list"})
	for _, p := range problems {
		Add(links, El("li", nil, El("a", Attrs{"class": "link", "href": "#" + p.Field}, Text(p.Text))))
	}
	heading := SummaryID + "-titolo"
	return El("div", Attrs{"aria-labelledby": heading, "autofocus": "", "class": "alert alert-danger", "id": SummaryID,
		"role": "group", "tabindex": "-1"},
		El("h2", Attrs{"class": "alert-heading", "id": heading}, Text(title)), links)
}

func errorExamples() []Example {
	return []Example{
		{"ErrorSummary", "un problema", ErrorSummary("C'è un problema",
			Problem{"telefono2", "Il numero è troppo corto. Scriva anche il prefisso."})},
		{"ErrorSummary", "due problemi", ErrorSummary("Ci sono due problemi",
			Problem{"telefono2", "Il numero è troppo corto. Scriva anche il prefisso."},
			Problem{"chiavi", "Scelga sì oppure no."})},
	}
}
