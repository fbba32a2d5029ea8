package ui

import "strconv"

// Option is one answer among several. Hint explains an unusual word of the label.
type Option struct{ Value, Label, Hint string }

// Field is one question with its answer: a line of text, a long text (Rows > 0) or a choice (Options).
//
// Heard as: the label, what it is, "obbligatorio" unless Optional, then the problem and the hint. The words of
// the problem are the same as in the ErrorSummary, whose link lands on the element with id = Name.
type Field struct {
	Name         string // the name sent, and the id of the element
	Label        string
	Hint         string
	Value        string // what was written before; with Options, the chosen Value; "yes" for a Tick
	Problem      string // why the answer was not taken, and what to write instead
	Autocomplete string // as HTML names it: "tel", "address-line1"
	InputMode    string
	Type         string // "" is text; a file is sent in a form that is an Upload
	Accept       string // of a file: its types
	Heading      bool   // the label is the h1 of the page
	Rows         int    // more than 0: a long text of so many rows
	Options      []Option
	Optional     string // the words "(facoltativo)"; empty: an answer is needed
	Free         bool   // may stay empty, and need not say so: a Tick that nobody has to set
	ErrorWord    string // the word "Errore:" before the problem
	Lang         string // language of the words, when it is not the page's
	Fixed        bool   // to be read and copied, not written in
	Max          int    // most characters; the rest is not taken, so leave room for spaces
}

// Node draws the field.
func (f Field) Node() *Node {
	if len(f.Options) > 0 {
		return f.choice()
	}
	label := El("label", Attrs{"class": "form-label", "for": f.Name}, f.words()...)
	if f.Heading {
		label = h1(label)
	}
	return El("div", f.group(), label, f.hint(), f.problem(), f.control())
}

// control is the element one writes in.
func (f Field) control() *Node {
	attrs := f.state(Attrs{"class": f.look(), "id": f.Name, "name": f.Name})
	set(attrs, "autocomplete", f.Autocomplete)
	set(attrs, "inputmode", f.InputMode)
	if f.Fixed {
		attrs["readonly"] = ""
	}
	if f.Max > 0 {
		attrs["maxlength"] = strconv.Itoa(f.Max)
	}
	if f.Rows > 0 {
		attrs["rows"] = strconv.Itoa(f.Rows)
		return El("textarea", attrs, Text(f.Value))
	}
	attrs["type"] = "text"
	set(attrs, "type", f.Type)
	set(attrs, "accept", f.Accept)
	set(attrs, "value", f.Value)
	return El("input", attrs)
}

// look is the class of the element: as wide as the answer is long, and marked when it is wrong.
func (f Field) look() string {
	class := "form-control"
	if f.Max > 0 && f.Max <= 20 && f.Rows == 0 {
		class += " short"
	}
	if f.Problem != "" {
		class += " is-invalid"
	}
	return class
}

// group is the frame around the field.
func (f Field) group() Attrs {
	attrs := Attrs{"class": "form-group"}
	if f.Problem != "" {
		attrs["class"] += " wrong"
	}
	set(attrs, "lang", f.Lang)
	return attrs
}

// state adds what a screen reader says of the field: its hint, its problem, whether it may stay empty.
// aria-required and not required: Firefox calls a required field wrong before anything is written.
func (f Field) state(attrs Attrs) Attrs {
	if f.Problem != "" {
		attrs["aria-invalid"] = "true"
	}
	set(attrs, "aria-describedby", f.about())
	if f.Optional == "" && !f.Free && !f.Fixed {
		attrs["aria-required"] = "true"
	}
	return attrs
}

// about are the ids of what describes the field: first what is wrong, then the hint.
func (f Field) about() string {
	about := ""
	if f.Problem != "" {
		about = f.Name + "-problem"
	}
	if f.Hint != "" {
		about = join(about, f.Name+"-hint")
	}
	return about
}

// words are the label, and that the field may stay empty.
func (f Field) words() []*Node {
	if f.Optional == "" {
		return []*Node{Text(f.Label)}
	}
	// The blank does not break: on a line of its own, the rest would be heard as one word with the label.
	return []*Node{Text(f.Label + "\u00a0"), El("span", Attrs{"class": "optional"}, Text(f.Optional))}
}

func (f Field) hint() *Node {
	if f.Hint == "" {
		return nil
	}
	return El("p", Attrs{"class": "form-text", "id": f.Name + "-hint"}, Text(f.Hint))
}

func (f Field) problem() *Node {
	if f.Problem == "" {
		return nil
	}
	return El("p", Attrs{"class": "form-feedback", "id": f.Name + "-problem"}, Text(join(f.ErrorWord, f.Problem)))
}

// set writes an attribute unless its value is empty.
func set(attrs Attrs, name, value string) {
	if value != "" {
		attrs[name] = value
	}
}

// join puts a space between two texts, unless one is empty.
func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

func fieldExamples() []Example {
	phone := Field{Name: "telefono", Label: "Il suo numero di telefono", Type: "tel", InputMode: "tel",
		Autocomplete: "tel", Hint: "Per esempio: 0362 263260.", Max: 20}
	wrong := phone
	wrong.Name, wrong.Value, wrong.ErrorWord = "telefono2", "036", "Errore:"
	wrong.Problem = "Il numero è troppo corto. Scriva anche il prefisso."
	return []Example{
		{"Field", "una riga", phone.Node()},
		{"Field", "una riga con un errore", wrong.Node()},
		{"Field", "la domanda della pagina", Field{Name: "via", Label: "Dove abita?", Heading: true,
			Autocomplete: "address-line1", Hint: "La via e il numero."}.Node()},
		{"Field", "un testo lungo, facoltativo", Field{Name: "note", Label: "C'è altro che dobbiamo sapere?",
			Rows: 4, Optional: "(facoltativo)", Value: "Il cane abbaia,\nma è buono."}.Node()},
		{"Field", "da copiare", Field{Name: "indirizzo", Label: "L'indirizzo", Autocomplete: "off", Rows: 3, Fixed: true, Value: "https://sportello.example.it/calendario/1234.ics"}.Node()},
	}
}
