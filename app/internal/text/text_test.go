package text

import (
	"slices"
	"strings"
	"testing"
)

// both are a catalogue of two keys in two languages, so that the rules are tested apart from the words.
var both = table{"it", []string{"days", "hello", "sum"},
	[]string{"{{.Count}} giorno\x01{{.Count}} giorni", "Buongiorno", "{{.A}} e {{.B}}, {{.A}}"}}

func TestSay(t *testing.T) {
	for _, c := range []struct {
		name, key string
		vars      []any
		want      string
	}{
		{"plain", "hello", nil, "Buongiorno"},
		{"one", "days", []any{"Count", 1}, "1 giorno"},
		{"none is many", "days", []any{"Count", 0}, "0 giorni"},
		{"two", "days", []any{"Count", 2}, "2 giorni"},
		{"eleven ends in one and is many", "days", []any{"Count", 11}, "11 giorni"},
		{"one below zero, CLDR counts without the sign", "days", []any{"Count", -1}, "-1 giorno"},
		{"a wide number", "days", []any{"Count", int64(1)}, "1 giorno"},
		{"a text does not count", "days", []any{"Count", "1"}, "1 giorni"},
		{"no count", "days", nil, "⟦Count⟧ giorni"},
		{"a variable twice", "sum", []any{"A", "x", "B", 7}, "x e 7, x"},
		{"a variable that was not given", "sum", []any{"A", "x"}, "x e ⟦B⟧, x"},
		{"a value of another type", "sum", []any{"A", "x", "B", 1.5}, "x e ⟦B⟧, x"},
		{"a name without a value", "sum", []any{"A", "x", "B"}, "x e ⟦B⟧, x"},
		{"a value is not read again", "sum", []any{"A", "{{.B}}", "B", "y"}, "{{.B}} e y, {{.B}}"},
		{"no such key", "nobody", []any{"A", "x"}, "⟦nobody⟧"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := both.Say(c.key, c.vars...); got != c.want {
				t.Errorf("Say(%q, %v) = %q, want %q", c.key, c.vars, got, c.want)
			}
		})
	}
}

func TestHas(t *testing.T) {
	if !both.Has("days") || both.Has("day") || both.Has("") {
		t.Error("Has: only whole keys")
	}
}

func TestFor(t *testing.T) {
	for asked, want := range map[string]string{"it": "it", "en": "en", "": "it", "de": "it", "EN": "it"} {
		if got := For(asked).Lang(); got != want {
			t.Errorf("For(%q) speaks %q, want %q", asked, got, want)
		}
	}
}

// The table is searched by halving, so a key out of order would be lost.
func TestTableIsInOrder(t *testing.T) {
	list := keyList()
	if !slices.IsSorted(list) || len(slices.Compact(slices.Clone(list))) != len(list) {
		t.Error("keys: not sorted, or one stands twice")
	}
	for lang, blob := range map[string]string{"it": italian, "en": english} {
		if got := strings.Count(blob, "\x00") + 1; got != len(list) {
			t.Errorf("%s: %d messages for %d keys", lang, got, len(list))
		}
	}
}

func BenchmarkSay(b *testing.B) {
	t := For("it")
	for b.Loop() {
		t.Say("text.heard.euro", "Count", 3)
	}
}
