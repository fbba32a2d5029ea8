package ui

// Table shows things that have several facts each. The first cell of a row is its header.
//
// A table of two columns is drawn as one wherever there is room. With more columns, and with large text, each
// row is a block and each cell shows the header of its column before it (data-label): on a page made for
// reading, five columns would break dates and numbers in two. The roles are written out because a browser takes away those of a table that CSS draws as
// blocks; a screen reader goes through it by rows and columns at any width, and does not hear data-label.
func Table(caption string, head []string, rows [][]*Node) *Node {
	line := El("tr", Attrs{"role": "row"})
	for _, h := range head {
		Add(line, El("th", Attrs{"role": "columnheader", "scope": "col"}, Text(h)))
	}
	body := El("tbody", Attrs{"role": "rowgroup"})
	for _, cells := range rows {
		Add(body, tableRow(head, cells))
	}
	look := "table"
	if len(head) > 2 {
		look += " many"
	}
	return El("div", Attrs{"class": "table-frame"}, El("table", Attrs{"class": look, "role": "table"},
		El("caption", nil, Text(caption)), El("thead", Attrs{"role": "rowgroup"}, line), body))
}

func tableRow(head []string, cells []*Node) *Node {
	row := El("tr", Attrs{"role": "row"})
	for i, c := range cells {
		tag, attrs := "td", Attrs{"role": "cell"}
		if i == 0 {
			tag, attrs = "th", Attrs{"role": "rowheader", "scope": "row"}
		}
		if i < len(head) {
			attrs["data-label"] = head[i]
		}
		Add(row, El(tag, attrs, c))
	}
	return row
}

func tableExamples() []Example {
	return []Example{{"Table", "le rate", Table("Le rate della TARI 2026", []string{"Rata", "Scadenza", "Importo", "Stato"}, [][]*Node{
		{Text("Prima rata"), Text("16 giugno 2026"), Spoken("63,75 €", "63 euro e 75 centesimi"), Tag(KindSuccess, "Pagata")},
		{Text("Seconda rata"), Text("16 dicembre 2026"), Spoken("63,75 €", "63 euro e 75 centesimi"), Tag(KindWarning, "Da pagare")},
	})}}
}
