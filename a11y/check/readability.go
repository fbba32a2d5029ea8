package check

import (
	"regexp"
	"strings"
	"unicode"
)

// Gulpease measures how easy Italian text is, 0 to 100: 89 + (300 × sentences − 10 × letters) / words
// (GULP, La Sapienza, 1988). Under 80 it is hard with primary school, under 60 with middle school.
//
// Sources disagree on the details, so these are ours: a word is a run of letters ("dell'imposta" is
// two), digits are neither words nor letters, and a sentence ends at . ! ? … or at the end of a line.
// Text without a word scores 100.
func Gulpease(text string) float64 {
	words, letters := count(text)
	if words == 0 {
		return 100
	}
	g := 89 + (300*float64(len(Sentences(text)))-10*float64(letters))/float64(words)
	return min(max(g, 0), 100)
}

func count(text string) (words, letters int) {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		words++
		letters += len([]rune(w))
	}
	return words, letters
}

// Words counts the words of a text, as Gulpease does.
func Words(text string) int {
	n, _ := count(text)
	return n
}

// shortened finds a full stop that ends no sentence: after a usual abbreviation or an initial.
var shortened = regexp.MustCompile(`(?i)(^|[^\pL])(art|artt|sig|dott|avv|ing|geom|n|nr|num|tel|es|ecc|lett|pag|c|cod|fisc|ca|ss|v|d|l|g|p|r|mr|mrs|ms|dr|e\.g|i\.e|etc)\.`)

// sentenceEnd is a mark that closes a sentence, with the quotes and brackets around it.
var sentenceEnd = regexp.MustCompile(`[.!?…]+["'»”’)\]]*(\s|$)|\n`)

// Sentences splits text into its sentences, leaving out pieces without a word. A full stop within a
// number ("1.234") or after an abbreviation ("art. 3", "n. 12") ends nothing.
func Sentences(text string) []string {
	const dot = "\x00"
	text = shortened.ReplaceAllStringFunc(text, func(s string) string { return strings.TrimSuffix(s, ".") + dot })
	var out []string
	for _, s := range sentenceEnd.Split(text, -1) {
		s = clean(strings.ReplaceAll(s, dot, "."))
		if Words(s) > 0 {
			out = append(out, s)
		}
	}
	return out
}
