package text

import (
	"strings"

	"sportello/api/fiscal"
)

// Notice writes an 18-digit notice number in groups of 4-4-4-4-2, as notices print it, and for the ear:
// digit by digit, with a pause after each group.
func Notice(nav string) (shown, heard string) {
	shown = fiscal.Group(nav)
	return shown, spell(strings.Fields(shown))
}

// CodeHeard spells a codice fiscale for the ear, in its four parts: surname, name, birth, place and check.
func CodeHeard(code string) string {
	if len(code) != 16 {
		return spell([]string{code})
	}
	return spell([]string{code[:3], code[3:6], code[6:11], code[11:]})
}

// DigitsHeard spells a short code of eight digits for the ear, in two halves.
func DigitsHeard(code string) string {
	half := len(code) / 2
	return spell([]string{code[:half], code[half:]})
}

// spell parts the signs of each group with a blank and the groups with a comma: voices read them one by one.
func spell(groups []string) string {
	spelled := make([]string, len(groups))
	for i, g := range groups {
		spelled[i] = strings.Join(strings.Split(g, ""), " ")
	}
	return strings.Join(spelled, ", ")
}
