package ui

import "strconv"

// choice is a question with a few answers, all of them in sight. The group is a radiogroup, for only
// that role may be wrong or needed; the first answer has the id of the field, so that a link to a problem
// lands there.
func (f Field) choice() *Node {
	if f.Heading {
		return f.pageChoice()
	}
	legend := El("legend", Attrs{"class": "form-label", "id": f.Name + "-legend"}, f.words()...)
	return f.answers(El("fieldset", f.radiogroup(f.group(), f.Name+"-legend"), legend))
}

// pageChoice is a choice that is the question of the page. Its title stands before the group: inside, Orca
// would say the question twice when the focus comes to it.
func (f Field) pageChoice() *Node {
	group := El("div", f.radiogroup(Attrs{"class": "form-group"}, TitleID))
	return El("div", f.group(), h1(f.words()...), f.answers(group))
}

// radiogroup is the state of the group. Its hint is not there: Orca does not say what describes a group, so
// the answer where the keyboard comes in carries it.
func (f Field) radiogroup(attrs Attrs, name string) Attrs {
	attrs["role"], attrs["aria-labelledby"] = "radiogroup", name
	f.Hint = ""
	return f.state(attrs)
}

// answers puts hint, problem and answers into a group.
func (f Field) answers(group *Node) *Node {
	Add(group, f.hint(), f.problem())
	for i, o := range f.Options {
		Add(group, f.radio(i, o))
	}
	return group
}

// radio is one answer. The whole frame answers to a touch.
func (f Field) radio(i int, o Option) *Node {
	id, about := f.Name, f.Name+"-about-"+strconv.Itoa(i+1)
	if i > 0 {
		id += "-" + strconv.Itoa(i+1)
	}
	attrs := Attrs{"class": "form-check-input", "id": id, "name": f.Name, "type": "radio", "value": o.Value}
	if o.Value == f.Value {
		attrs["checked"] = ""
	}
	if o.Value == f.Value || (f.Value == "" && i == 0) { // where the keyboard comes in
		set(attrs, "aria-describedby", f.about())
	}
	var hint *Node
	if o.Hint != "" {
		attrs["aria-describedby"] = join(attrs["aria-describedby"], about)
		hint = El("p", Attrs{"class": "form-text", "id": about}, Text(o.Hint))
	}
	return El("div", Attrs{"class": "form-check"}, El("input", attrs),
		El("label", Attrs{"class": "form-check-label", "for": id}, Text(o.Label)), hint)
}

// Tick draws the field as one box to tick; ticked, it sends "yes". Its hint stands under its label.
func (f Field) Tick() *Node {
	attrs := f.state(Attrs{"class": "form-check-input", "id": f.Name, "name": f.Name, "type": "checkbox", "value": "yes"})
	if f.Value == "yes" {
		attrs["checked"] = ""
	}
	return El("div", f.group(), f.problem(), El("div", Attrs{"class": "form-check"}, El("input", attrs),
		El("label", Attrs{"class": "form-check-label", "for": f.Name}, f.words()...), f.hint()))
}

func choiceExamples() []Example {
	who := Field{Name: "per-chi", Label: "Per chi è il telesoccorso?", Heading: true, Value: "me", Options: []Option{
		{"me", "Per me", ""}, {"parente", "Per un'altra persona", "Per esempio un genitore o un vicino di casa."}}}
	wrong := Field{Name: "chiavi", Label: "Qualcuno ha le chiavi di casa sua?", ErrorWord: "Errore:",
		Hint: "Chi risponde alla chiamata deve poter entrare.", Problem: "Scelga sì oppure no.",
		Options: []Option{{"yes", "Sì", ""}, {"no", "No", ""}}}
	return []Example{
		{"Field", "una scelta che è la domanda della pagina", who.Node()},
		{"Field", "una scelta con un errore", wrong.Node()},
		{"Field.Tick", "una casella", Field{Name: "letto", Label: "Ho letto come il Comune usa i miei dati"}.Tick()},
		{"Field.Tick", "una casella con un errore", Field{Name: "vero", Label: "Dichiaro che è tutto vero",
			Hint: "Chi dichiara il falso è punito dalla legge.", ErrorWord: "Errore:",
			Problem: "Tocchi la casella per andare avanti."}.Tick()},
	}
}
