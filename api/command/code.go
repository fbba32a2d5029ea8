package command

import "strings"

// CodeDigits is the length of every short code that one person reads to another.
const CodeDigits = 8

// ShownCode writes a code as it is shown and read aloud: "1234 5678".
func ShownCode(code string) string {
	if len(code) != CodeDigits {
		return code
	}
	return code[:CodeDigits/2] + " " + code[CodeDigits/2:]
}

// alike are letters that stand where somebody meant a digit, and signs that people put between groups.
var alike = strings.NewReplacer("O", "0", "o", "0", "I", "1", "i", "1", "l", "1", "L", "1", "|", "1",
	" ", "", "\u00a0", "", "\u202f", "", "\t", "", "\r", "", "\n", "", "-", "", "\u2010", "", "\u2011", "", "\u2013", "", ".", "", "/", "")

// TypedCode is the code that somebody meant who typed one. ok is false when it has not the form of a code: that
// is a slip of the fingers, to be told as such and not counted as a wrong try.
func TypedCode(typed string) (code string, ok bool) {
	code = alike.Replace(typed)
	if len(code) != CodeDigits || strings.Trim(code, "0123456789") != "" {
		return "", false
	}
	return code, true
}
