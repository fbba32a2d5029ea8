package ui

// P is a paragraph.
func P(text string) *Node { return El("p", nil, Text(text)) }

// Lead is the paragraph under the title that says what the page is for.
func Lead(text string) *Node { return El("p", Attrs{"class": "lead"}, Text(text)) }

// Small is a side remark: a little smaller than the text, never faint.
func Small(text string) *Node { return El("p", Attrs{"class": "small"}, Text(text)) }

// Lines is a text whose line breaks count, as an address.
func Lines(text string) *Node { return El("p", Attrs{"class": "lines"}, Text(text)) }

// Age says how old what the page shows is.
func Age(text string) *Node { return El("p", Attrs{"class": "small", "data-age": ""}, Text(text)) }

func proseExamples() []Example {
	return []Example{
		{"P", "un paragrafo", P("Il Comune le risponde entro trenta giorni.")},
		{"Lead", "a che cosa serve la pagina", Lead("Il telesoccorso è un pulsante da portare al collo. Con il pulsante lei chiama aiuto, di giorno e di notte.")},
		{"Small", "una nota", Small("Il servizio costa da zero a venti euro al mese.")},
		{"Lines", "un indirizzo", Lines("Maria Rossi\nvia Umberto I 12\n20831 Seregno MB")},
		{"Age", "quanto sono vecchi i dati", Age("Aggiornato tre giorni fa")},
	}
}
