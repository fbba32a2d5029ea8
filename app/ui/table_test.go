package ui

import "testing"

func TestTableStaysATableWhenItIsDrawnAsBlocks(t *testing.T) {
	n := Table("Rate", []string{"Rata", "Importo"}, [][]*Node{{Text("Prima"), Text("63 €"), Text("di troppo")}})
	for _, c := range []struct{ key, value, tag string }{
		{"role", "table", "table"}, {"role", "rowgroup", "thead"}, {"role", "row", "tr"},
		{"role", "columnheader", "th"}, {"role", "rowheader", "th"}, {"role", "cell", "td"},
		{"scope", "row", "th"}, {"scope", "col", "th"}, {"data-label", "Importo", "td"}, {"data-label", "Rata", "th"},
	} {
		if got := find(t, n, c.key, c.value).Data; got != c.tag {
			t.Errorf("%s=%s on %s, want %s", c.key, c.value, got, c.tag)
		}
	}
	checkSounds(t, []sound{{"each header once", n, "Rate Rata Importo Prima 63 € di troppo"}})
}
