package ui

// Form sends what the person wrote. The browser checks nothing (novalidate): the words of a problem are
// ours, in the person's language, and stand at the field. It is no landmark (role none): it has no name of its own.
func Form(action string, kids ...*Node) *Node {
	return El("form", Attrs{"accept-charset": "utf-8", "action": action, "class": "stack", "method": "post",
		"novalidate": "", "role": "none"}, kids...)
}

// Hidden carries a value the person need not see.
func Hidden(name, value string) *Node {
	return El("input", Attrs{"name": name, "type": "hidden", "value": value})
}

// Submit sends the form. Its words say what happens: "Continua", "Invia la domanda". One a form.
func Submit(text string) *Node { return button("btn btn-primary btn-lg", "", "", text) }

// SubmitSecond sends the form with another intent, quieter than Submit. An empty name sends none.
func SubmitSecond(name, value, text string) *Node {
	return button("btn btn-outline-primary btn-lg", name, value, text)
}

// SubmitDanger sends a form that destroys something. Its words say what is lost.
func SubmitDanger(text string) *Node { return button("btn btn-danger btn-lg", "", "", text) }

// Upload makes a form carry files. It gives the form back.
func Upload(form *Node) *Node {
	form.Attr = append(form.Attr, attribute("enctype", "multipart/form-data"))
	return form
}

// File is the place for a file, under the name of the field before it: what it is worth is written there instead.
func File(name, label string) *Node {
	id := name + "-file"
	return El("div", Attrs{"class": "form-group"}, El("label", Attrs{"class": "form-label", "for": id}, Text(label)),
		El("input", Attrs{"class": "form-control", "id": id, "name": name, "type": "file"}))
}

func button(class, name, value, text string) *Node {
	attrs := Attrs{"class": class, "type": "submit"}
	if name != "" {
		attrs["name"], attrs["value"] = name, value
	}
	return El("button", attrs, Text(text))
}

func formExamples() []Example {
	return []Example{
		{"Form", "un campo e due pulsanti", Form("/esempio", Hidden("passo", "telefono"),
			Field{Name: "telefono", Label: "Il suo numero di telefono", Type: "tel", Autocomplete: "tel"}.Node(),
			Submit("Continua"), SubmitSecond("poi", "sì", "Salva e continua più tardi"))},
		{"File", "un file", File("scansione", "Il file della scansione")},
		{"Upload", "un modulo con un file", Upload(Form("/esempio", File("modulo", "Il file del modulo"), Submit("Continua")))},
		{"SubmitDanger", "si perde qualcosa", Form("/elimina", SubmitDanger("Elimina questa domanda"))},
	}
}
