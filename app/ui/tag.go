package ui

// tagClass names a kind as Bootstrap Italia does.
var tagClass = map[string]string{
	KindInfo:    "badge badge-outline-primary",
	KindSuccess: "badge badge-outline-success",
	KindWarning: "badge badge-outline-warning",
	KindDanger:  "badge badge-outline-danger",
}

// Tag is the state of something, in words. Its kinds are those of Callout, with the same marks.
func Tag(kind, text string) *Node { return tag(kind, Text(text)) }

// TagHeard is a Tag that is heard in other words than it is seen. See Spoken.
func TagHeard(kind, text, heard string) *Node { return tag(kind, Spoken(text, heard)) }

func tag(kind string, words *Node) *Node {
	class, ok := tagClass[kind]
	if !ok {
		class = tagClass[KindInfo]
	}
	return El("span", Attrs{"class": class}, words)
}

func tagExamples() []Example {
	return []Example{
		{"Tag", "in cammino", Tag(KindInfo, "Arrivata in Comune")},
		{"Tag", "fatto", Tag(KindSuccess, "Registrata")},
		{"Tag", "attenzione", Tag(KindWarning, "Salvata su questo telefono")},
		{"TagHeard", "una somma", TagHeard(KindDanger, "Mancano 30,77 €", "Mancano 30 euro e 77 centesimi")},
		{"Tag", "errore", Tag(KindDanger, "Non accettata")},
	}
}
