// Package text gives pages their words, on the phone, and writes sums, dates and codes as people read them.
//
// It knows the port Text, the phone's implementation over a generated table, and the helpers that both
// hosts use. It is linked into the browser program, so it has no templates, no plural rules beyond those of
// Italian and English, and no words of its own: every word stands in assets/i18n. On the server the same
// port is served by go-i18n (app/web).
package text

import (
	"strconv"
	"strings"
)

// Text is the words of one language.
type Text interface {
	// Lang is the language: "it" or "en".
	Lang() string
	// Say is a message. vars are pairs of a name and a value: "Name", "Ada", "Count", 3. A value is a
	// string or a whole number. A number called Count picks the form: one for 1, other for the rest.
	// A key that the catalogues lack gives "⟦key⟧", a variable that is not given "⟦Name⟧".
	Say(key string, vars ...any) string
	// Has reports whether the catalogues have the key.
	Has(key string) bool
}

// Default is the language of who has not chosen.
const Default = "it"

// Vars are pairs of a name and a value, as Say takes them.
type Vars []any

// Find is the value called name, as it is shown. A value of another type counts as not given.
func (v Vars) Find(name string) (string, bool) {
	switch value := v.value(name).(type) {
	case string:
		return value, true
	case int:
		return strconv.Itoa(value), true
	case int64:
		return strconv.FormatInt(value, 10), true
	}
	return "", false
}

// Count is the number that picks the form of a message.
func (v Vars) Count() (int64, bool) {
	switch n := v.value("Count").(type) {
	case int:
		return int64(n), true
	case int64:
		return n, true
	}
	return 0, false
}

func (v Vars) value(name string) any {
	for i := 0; i+1 < len(v); i += 2 {
		if v[i] == name {
			return v[i+1]
		}
	}
	return nil
}

// Missing marks what the catalogues or the caller owe: a key, or a variable.
func Missing(name string) string { return "⟦" + name + "⟧" }

// fill puts the variables in their places, {{.Name}}.
func fill(message string, v Vars) string {
	before, rest, found := strings.Cut(message, "{{.")
	if !found {
		return message
	}
	var b strings.Builder
	for found {
		var name string
		b.WriteString(before)
		name, rest, _ = strings.Cut(rest, "}}")
		value, given := v.Find(name)
		if !given {
			value = Missing(name)
		}
		b.WriteString(value)
		before, rest, found = strings.Cut(rest, "{{.")
	}
	b.WriteString(before)
	return b.String()
}
