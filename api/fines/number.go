package fines

import (
	"strings"
	"unicode"
)

// ID is the number of a verbale as an address can carry it: capitals and digits, with a hyphen for each run of
// anything else between them. Two numbers that differ in such signs alone are one. Empty: the number has neither.
func ID(number string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToUpper(number) {
		switch {
		case r < '0' || r > '9' && r < 'A' || r > 'Z':
			gap = b.Len() > 0
			continue
		case gap:
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Plate is a number plate without blanks and signs, in capitals: "ab 123-cd" is AB123CD. Foreign letters stay.
func Plate(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, s)
}
