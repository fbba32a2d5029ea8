package text

import "strings"

// english is what Learn took: the browser program does not carry it, for few read in it and all would load it.
var english string

// Learnt reports whether English is known.
func Learnt() bool { return english != "" }

// Learn takes the words of English as the server has them in english.txt. Words that are not those of these keys are
// not taken: a page of another version must not say one thing for another.
func Learn(words string) {
	if english == "" && strings.Count(words, "\x00") == strings.Count(keys, "\x00") {
		english = words
	}
}
