package ui

// Moment is one thing that happened or will happen. More says more about it and may be empty.
type Moment struct{ When, What, More string }

// Timeline tells what happened, in order: newest first or oldest first, as the caller gives it.
func Timeline(events ...Moment) *Node {
	l := El("ol", Attrs{"class": "timeline list-unstyled", "role": "list"})
	for _, e := range events {
		item := El("li", Attrs{"class": "timeline-element"}, El("p", Attrs{"class": "timeline-when"}, Text(e.When)),
			El("p", Attrs{"class": "timeline-what"}, Text(e.What)))
		if e.More != "" {
			Add(item, P(e.More))
		}
		Add(l, item)
	}
	return l
}

func timelineExamples() []Example {
	return []Example{{"Timeline", "la strada di una domanda", Timeline(
		Moment{"3 giugno 2026, ore 10:12", "Domanda registrata", "Protocollo numero 0012345."},
		Moment{"3 giugno 2026, ore 10:11", "Arrivata in Comune", ""},
		Moment{"2 giugno 2026, ore 21:40", "Salvata su questo telefono", "Il telefono era senza rete."})}}
}
