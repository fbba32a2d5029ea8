package ui

import "testing"

func TestFieldSaysWhatItIs(t *testing.T) {
	n := Field{Name: "tel", Label: "Telefono", Hint: "Con il prefisso.", Type: "tel", InputMode: "tel", Autocomplete: "tel", Max: 20, Value: "03"}.Node()
	wantAttrs(t, find(t, n, "id", "tel"), "name", "tel", "type", "tel", "inputmode", "tel", "autocomplete", "tel", "maxlength", "20",
		"value", "03", "aria-describedby", "tel-hint", "aria-required", "true", "required", "-", "aria-invalid", "-")
	if got := Heard(find(t, n, "for", "tel")); got != "Telefono" {
		t.Errorf("label %q", got)
	}
}

func TestFieldWithAProblemIsWiredToIt(t *testing.T) {
	n := Field{Name: "tel", Label: "Telefono", Hint: "Con il prefisso.", Problem: "È troppo corto.", ErrorWord: "Errore:"}.Node()
	wantAttrs(t, find(t, n, "id", "tel"), "aria-invalid", "true", "aria-describedby", "tel-problem tel-hint")
	if got := Heard(find(t, n, "id", "tel-problem")); got != "Errore: È troppo corto." {
		t.Errorf("problem heard as %q", got)
	}
}

func TestOptionalFieldSaysSo(t *testing.T) {
	n := Field{Name: "note", Label: "Note", Optional: "(facoltativo)"}.Node()
	wantAttrs(t, find(t, n, "id", "note"), "aria-required", "-", "type", "text", "aria-describedby", "-")
	if got := Heard(find(t, n, "for", "note")); got != "Note (facoltativo)" {
		t.Errorf("label %q", got)
	}
}

func TestFieldThatIsTheQuestionOfThePage(t *testing.T) {
	n := Field{Name: "via", Label: "Dove abita?", Heading: true}.Node()
	title := find(t, n, "id", TitleID)
	wantAttrs(t, title.FirstChild, "for", "via")
	wantAttrs(t, title, "tabindex", "-1")
}

func TestLongTextKeepsWhatWasWritten(t *testing.T) {
	n := Field{Name: "note", Label: "Note", Rows: 4, Value: "\nuna riga <vuota> prima"}.Node()
	want := "<textarea aria-required=\"true\" class=\"form-control\" id=\"note\" name=\"note\" rows=\"4\">\n\nuna riga &lt;vuota&gt; prima</textarea>"
	if got := String(find(t, n, "id", "note")); got != want {
		t.Errorf("got %q, want %q", got, want) // HTML drops one newline at the start, so there are two
	}
}

func TestLanguageOfAField(t *testing.T) {
	wantAttrs(t, Field{Name: "a", Label: "b", Lang: "en"}.Node(), "lang", "en")
}
