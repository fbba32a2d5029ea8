package ui

import "strconv"

// Box is one thing to tick, or to leave. Its label, and what says more of it, may hold a Spoken.
type Box struct {
	Name, Value string
	Label, Hint *Node
	Ticked      bool
}

// Boxes draws the field as boxes of which any number may be ticked, each with a name and a value of its own. The first
// has the id of the field, so that a link to a problem lands there.
//
// Heard as the question, then each box with its words. Hint and problem are heard at the first box, where the
// keyboard comes in.
func (f Field) Boxes(boxes ...Box) *Node {
	group := El("fieldset", f.group(), El("legend", Attrs{"class": "form-label", "id": f.Name + "-legend"}, f.words()...), f.hint(), f.problem())
	for i, b := range boxes {
		id, attrs := f.Name+"-"+strconv.Itoa(i+1), Attrs{}
		if i == 0 {
			id = f.Name
			set(attrs, "aria-describedby", f.about())
			if f.Problem != "" {
				attrs["aria-invalid"] = "true"
			}
		}
		Add(group, b.draw(id, attrs))
	}
	return group
}

func (b Box) draw(id string, attrs Attrs) *Node {
	var hint *Node
	if b.Hint != nil {
		attrs["aria-describedby"] = join(attrs["aria-describedby"], id+"-about")
		hint = El("p", Attrs{"class": "form-text", "id": id + "-about"}, b.Hint)
	}
	for key, value := range map[string]string{"class": "form-check-input", "id": id, "name": b.Name, "type": "checkbox", "value": b.Value} {
		attrs[key] = value
	}
	if b.Ticked {
		attrs["checked"] = ""
	}
	return El("div", Attrs{"class": "form-check"}, El("input", attrs), El("label", Attrs{"class": "form-check-label", "for": id}, b.Label), hint)
}

// FormGet asks for a page whose address carries the answers: it can be kept, and gone back to. It changes nothing.
func FormGet(action string, kids ...*Node) *Node {
	form := Form(action, kids...)
	for i, a := range form.Attr {
		if a.Key == "method" {
			form.Attr[i].Val = "get"
		}
	}
	return form
}

func boxesExamples() []Example {
	boxes := func() []Box {
		return []Box{{"avviso", "1", Spoken("Multa: 43,20 €", "Multa: 43 euro e 20 centesimi"), Text("Entro il giorno 27 aprile 2026."), true},
			{"avviso", "2", Text("TARI 2026"), nil, false}}
	}
	wrong := Field{Name: "quali", Label: "Quali avvisi vuole pagare?", Problem: "Tocchi almeno una casella.", ErrorWord: "Errore:"}
	return []Example{
		{"Field.Boxes", "più caselle", FormGet("/esempio", Field{Name: "scelte", Label: "Che cosa vuole pagare adesso?", Hint: "Può scegliere fino a 5 cose."}.Boxes(boxes()...), Submit("Continua"))},
		{"Field.Boxes", "più caselle, con un errore", wrong.Boxes(boxes()...)},
		{"FormGet", "una domanda che resta nell'indirizzo", FormGet("/cerca", Field{Name: "numero", Label: "Il numero"}.Node(), Submit("Cerchi"))},
	}
}
