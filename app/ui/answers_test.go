package ui

import "testing"

func TestAnswers(t *testing.T) {
	row := Row{Key: "Telefono", Values: []string{"0362 263260", "0362 1"}, ChangeHref: "/t", Change: "Cambia", ChangeAbout: "il telefono"}
	n := Answers(row)
	if got := Heard(find(t, n, "href", "/t")); got != "Cambia il telefono" { // WCAG 2.5.3: the name begins with what is seen
		t.Errorf("link heard as %q", got)
	}
	row.Values, row.Heard, row.ChangeHref = []string{"RSS MRA"}, "R S S, M R A", ""
	checkSounds(t, []sound{
		{"answers", n, "Telefono 0362 263260 0362 1 Cambia il telefono"},
		{"a value that is said otherwise", Facts(row), "Telefono R S S, M R A"},
	})
}

func TestValuesInAnotherLanguageSaySo(t *testing.T) {
	n := Facts(Row{Key: "Opening hours", Values: []string{"Lunedì 9-12"}, Lang: "it"}, Row{Key: "Phone", Values: []string{"1"}})
	if got := Heard(find(t, n, "lang", "it")); got != "Lunedì 9-12" {
		t.Errorf("in Italian: %q", got)
	}
}
