package ui

import "testing"

var yesNo = []Option{{"yes", "Sì", ""}, {"no", "No", "Nessuno può entrare."}}

func TestChoiceIsAGroupWithAName(t *testing.T) {
	n := Field{Name: "chiavi", Label: "Ha le chiavi?", Hint: "Di casa.", Problem: "Scelga.", ErrorWord: "Errore:", Options: yesNo, Heading: true}.Node()
	wantAttrs(t, find(t, n, "role", "radiogroup"), "aria-required", "true", "aria-invalid", "true",
		"aria-describedby", "chiavi-problem", "aria-labelledby", TitleID)
	wantAttrs(t, find(t, n, "id", "chiavi"), "aria-describedby", "chiavi-problem chiavi-hint")
	wantAttrs(t, find(t, n, "id", "chiavi-2"), "aria-describedby", "chiavi-about-2")
	if title := find(t, n, "id", TitleID); n.FirstChild != title || Heard(title) != "Ha le chiavi?" {
		t.Errorf("the question is first, outside of the group: %s", String(n))
	}
}

func TestChoiceAmongOtherQuestionsHasALegend(t *testing.T) {
	n := Field{Name: "chiavi", Label: "Ha le chiavi?", Options: yesNo}.Node()
	wantAttrs(t, n, "role", "radiogroup", "aria-labelledby", "chiavi-legend")
	if n.FirstChild != find(t, n, "id", "chiavi-legend") {
		t.Errorf("the legend is first: %s", String(n))
	}
}

func TestFirstAnswerIsWhereALinkToTheProblemLands(t *testing.T) {
	n := Field{Name: "chiavi", Label: "Ha le chiavi?", Value: "no", Options: yesNo}.Node()
	wantAttrs(t, find(t, n, "id", "chiavi"), "type", "radio", "value", "yes", "checked", "-", "aria-describedby", "-")
	second := find(t, n, "id", "chiavi-2")
	wantAttrs(t, second, "value", "no", "aria-describedby", "chiavi-about-2", "name", "chiavi")
	if got := String(second); got != `<input aria-describedby="chiavi-about-2" checked="" class="form-check-input" id="chiavi-2" name="chiavi" type="radio" value="no"/>` {
		t.Errorf("the chosen answer is checked: %s", got)
	}
}

func TestTick(t *testing.T) {
	n := Field{Name: "letto", Label: "Ho letto", Problem: "Tocchi la casella.", Value: "yes"}.Tick()
	box := find(t, n, "id", "letto")
	wantAttrs(t, box, "type", "checkbox", "value", "yes", "aria-required", "true", "aria-invalid", "true", "aria-describedby", "letto-problem")
	if String(box) == String(find(t, Field{Name: "letto", Label: "Ho letto", Problem: "Tocchi la casella."}.Tick(), "id", "letto")) {
		t.Error("a ticked box looks like an empty one")
	}
	if got := Heard(find(t, n, "for", "letto")); got != "Ho letto" {
		t.Errorf("label %q", got)
	}
}
