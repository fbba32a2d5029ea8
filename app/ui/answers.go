package ui

// Row is one fact: what it is, and what it is worth. Heard, when not empty, is heard in place of Values. Lang is
// the language of the values, when it is not the page's.
// With ChangeHref it can be changed: Change is the link one sees ("Cambia"), ChangeAbout the rest of its name
// ("il numero di telefono"), for a list of links that all say "Cambia" tells nothing.
type Row struct {
	Key                             string
	Values                          []string
	Heard, Lang                     string
	ChangeHref, Change, ChangeAbout string
}

// Answers shows what the person wrote, before it is sent, each with a link to change it.
//
// Heard as "Telefono: 0362 263260. Cambia il numero di telefono, collegamento".
func Answers(rows ...Row) *Node { return facts(Attrs{"class": "answers"}, rows) }

// Facts shows what is known, with nothing to change.
func Facts(rows ...Row) *Node { return facts(nil, rows) }

func facts(attrs Attrs, rows []Row) *Node {
	l := El("dl", attrs)
	for _, r := range rows {
		line := El("div", Attrs{"class": "fact"}, El("dt", nil, Text(r.Key)))
		Add(l, Add(line, append(r.values(), r.change())...))
	}
	return l
}

func (r Row) values() []*Node {
	all := make([]*Node, 0, len(r.Values))
	for i, v := range r.Values {
		shown := Text(v)
		if r.Heard != "" {
			heard := ""
			if i == 0 {
				heard = r.Heard
			}
			shown = Spoken(v, heard)
		}
		attrs := Attrs{"class": "lines"}
		set(attrs, "lang", r.Lang)
		all = append(all, El("dd", attrs, shown))
	}
	return all
}

func (r Row) change() *Node {
	if r.ChangeHref == "" {
		return nil
	}
	attrs := Attrs{"class": "link", "href": r.ChangeHref}
	if r.ChangeAbout != "" {
		// Not a hidden text: Orca reads that as a line of its own, and without a blank before it.
		attrs["aria-label"] = r.Change + " " + r.ChangeAbout
	}
	return El("dd", Attrs{"class": "change"}, El("a", attrs, Text(r.Change)))
}

func answersExamples() []Example {
	return []Example{
		{"Answers", "controlli le sue risposte", Answers(
			Row{Key: "Telefono", Values: []string{"0362 263260"}, ChangeHref: "/domanda/telefono", Change: "Cambia", ChangeAbout: "il numero di telefono"},
			Row{Key: "Chi ha le chiavi", Values: []string{"Lucia Bianchi, la vicina", "Paolo Rossi, il figlio"},
				ChangeHref: "/domanda/chiavi", Change: "Cambia", ChangeAbout: "chi ha le chiavi"})},
		{"Facts", "che cosa sappiamo", Facts(
			Row{Key: "Indirizzo", Values: []string{"via Umberto I 12"}},
			Row{Key: "Codice fiscale", Values: []string{"RSS MRA 41A41 I625 X"}, Heard: "R S S, M R A, 4 1, A 4 1, I 6 2 5, X"})},
	}
}
