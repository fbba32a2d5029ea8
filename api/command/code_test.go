package command_test

import (
	"testing"

	"sportello/api/command"
)

// A code is typed as it was heard, seen or copied.
func TestTyped(t *testing.T) {
	for _, row := range []struct {
		about, typed, code string
		ok                 bool
	}{
		{"as shown", "1234 5678", "12345678", true},
		{"without the gap", "12345678", "12345678", true},
		{"with dashes", "12-34-56-78", "12345678", true},
		{"with spaces at the ends", "  1234 5678\n", "12345678", true},
		{"with the space of a printed page", "1234\u00a05678", "12345678", true},
		{"the letter O for nought", "1O34 o678", "10340678", true},
		{"the letters I and l for one", "I234 l678", "12341678", true},
		{"one digit less", "1234 567", "", false},
		{"one digit more", "1234 56789", "", false},
		{"other letters", "1234 567B", "", false},
		{"nothing", "", "", false},
	} {
		if code, ok := command.TypedCode(row.typed); code != row.code || ok != row.ok {
			t.Errorf("%s: %q is %q, %v; want %q, %v", row.about, row.typed, code, ok, row.code, row.ok)
		}
	}
}
