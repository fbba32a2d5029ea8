package ui

// tagClass names a kind as Bootstrap Italia does.
var tagClass = map[string]string{
	KindInfo:    "badge badge-outline-primary",
	KindSuccess: "badge badge-outline-success",
	KindWarning: "badge badge-outline-warning",
	KindDanger:  "badge badge-outline-danger",
}

// Tag is the state of something, in words. Its kinds are those of Callout, with the same marks.
func Tag(kind, text string) *Node {
	class, ok := tagClass[kind]
	if !ok {
		class = tagClass[KindInfo]
	}
	return El("span", Attrs{"class": class}, Text(text))
}

func tagExamples() []Example {
	return []Example{
		{"Tag", "in cammino", Tag(KindInfo, "Arrivata in Comune")},
		{"Tag", "fatto", Tag(KindSuccess, "Registrata")},
		{"Tag", "attenzione", Tag(KindWarning, "Salvata su questo telefono")},
		{"Tag", "errore", Tag(KindDanger, "Non accettata")},
	}
}
