package ui

// The kinds of Callout and Tag.
const (
	KindInfo    = "info"
	KindSuccess = "success"
	KindWarning = "warning"
	KindDanger  = "danger"
)

// calloutClass names a kind as Bootstrap Italia does.
var calloutClass = map[string]string{
	KindInfo:    "callout callout-highlight note",
	KindSuccess: "callout callout-highlight success",
	KindWarning: "callout callout-highlight warning",
	KindDanger:  "callout callout-highlight danger",
}

// Callout sets something apart: to know (info), done (success), take care (warning), wrong (danger).
// Each kind has a mark of its own shape; the title says the same in words, so colour and mark may be missed.
// An unknown kind is info.
func Callout(kind, title string, kids ...*Node) *Node {
	class, ok := calloutClass[kind]
	if !ok {
		class = calloutClass[KindInfo]
	}
	var heading *Node
	if title != "" {
		heading = El("p", Attrs{"class": "callout-title"}, Text(title))
	}
	return Add(El("div", Attrs{"class": class}, heading), kids...)
}

func calloutExamples() []Example {
	return []Example{
		{"Callout", "da sapere", Callout(KindInfo, "Da sapere", P("Il servizio non è un pronto soccorso. Se sta male, chiami il 112."))},
		{"Callout", "fatto", Callout(KindSuccess, "Domanda registrata", P("Il numero di protocollo è 0012345."))},
		{"Callout", "attenzione", Callout(KindWarning, "Salvata solo su questo telefono", P("La domanda parte da sola quando torna la rete."))},
		{"Callout", "errore", Callout(KindDanger, "La domanda non è partita", P("Qualcosa non ha funzionato. Riprovi tra poco."))},
	}
}
