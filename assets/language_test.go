package assets

import (
	"regexp"
	"strings"
	"testing"
)

// house are the house rules of the words, by language ("" is both), as patterns of what must not stand there.
// Sources: ACCESSIBILITY rule 10 (plain Italian, Lei); WCAG 1.3.3 and 2.4.4 (no "click here").
var house = []struct {
	lang, pattern, reason string
}{
	{"it", `(?i)\b(tu|tuo|tua|tuoi|tue|ti|puoi|devi|vuoi|hai|inserisci|scegli|scrivi|compila|clicca)\b`, "say Lei, not tu"},
	{"it", `(?i)\bclicc|\bdigit(are|i)\b`, "not everybody has a mouse"},
	{"en", `(?i)\bclick`, "not everybody has a mouse"},
	{"it", `\b[AEIOU]'(\s|$)|\b(perche|poiche|cosi|piu|puo|gia|citta)'`, "write the accent, not an apostrophe"},
	{"it", `(?i)(per|poi|fin|ben|affin)chè|\bnè( |$)`, "the accent is acute"},
	{"it", `\b([Ii]l|[Dd]el|[Aa]l|[Dd]al|[Nn]el) \{\{\.(Day|When|Due|From|Until)\}\}`, "il 8 maggio: write il giorno 8 maggio"},
	{"", `[’‘“”]`, "straight apostrophes; « » for what is quoted"},
	{"", `  `, "one blank"},
	{"", ` [,.;:!?]`, "no blank before a stop"},
	{"", `\.\.\.`, "say it, or leave it out"},
	{"", `\bn°|\bnr\.`, "write n. or numero: a voice stumbles"},
	{"", `\b\p{Lu}{6,}\b`, "a voice spells capitals, and they are hard to read"},
	{"it", `(?i)ai sensi d|\bmediante\b|\bpresso\b|\beffettuar|\bprovvedere\b|\bsuddett|\bqualora\b|\bnonché|\bovvero\b|\bistanza\b`, "office Italian"},
	{"en", `(?i)\butili[sz]e\b|\bprior to\b|\bin order to\b`, "office English"},
}

func TestHouseRulesOfWords(t *testing.T) {
	for _, rule := range house {
		pattern := regexp.MustCompile(rule.pattern)
		for _, lang := range languages {
			if rule.lang != "" && rule.lang != lang {
				continue
			}
			for key, m := range messages(t, lang) {
				for _, text := range m.texts() {
					if found := pattern.FindString(text); found != "" {
						t.Errorf("%s %s: %q: %s: %q", lang, key, found, rule.reason, text)
					}
				}
			}
		}
	}
}

// The rules themselves: each line must be caught by the rule it breaks, and the good ones by none.
func TestHouseRulesCatch(t *testing.T) {
	caught := map[string]string{ // text: reason
		"Scrivi il tuo nome":     "say Lei, not tu",
		"Cliccare qui":           "not everybody has a mouse",
		"E' necessario":          "write the accent, not an apostrophe",
		"perchè no":              "the accent is acute",
		"entro il {{.Due}}":      "il 8 maggio: write il giorno 8 maggio",
		"l’indirizzo":            "straight apostrophes; « » for what is quoted",
		"due  spazi":             "one blank",
		"ATTENZIONE":             "a voice spells capitals, and they are hard to read",
		"ai sensi dell'art. 46":  "office Italian",
		"Scriva il suo nome.":    "",
		"È pronta: la TARI 2026": "",
		"Il prezzo è di 6 euro.": "",
	}
	for text, want := range caught {
		got := ""
		for _, rule := range house {
			if rule.lang != "en" && regexp.MustCompile(rule.pattern).MatchString(text) {
				got = rule.reason
			}
		}
		if got != want {
			t.Errorf("%q: caught as %q, want %q", text, got, want)
		}
	}
}

var (
	sentenceEnd  = regexp.MustCompile(`[.!?…]+(\s|$)`)
	abbreviation = regexp.MustCompile(`\b(n|art|tel)\.`)
	word         = regexp.MustCompile(`[\p{L}\d]+`)
)

// longestSentence is the number of words of the longest sentence; a variable counts as one.
func longestSentence(text string) int {
	text = variable.ReplaceAllString(text, "x")
	text = abbreviation.ReplaceAllString(text, "$1")
	longest := 0
	for _, sentence := range sentenceEnd.Split(text, -1) {
		longest = max(longest, len(word.FindAllString(sentence, -1)))
	}
	return longest
}

// ACCESSIBILITY rule 10: sentences of at most 25 words.
func TestSentencesAreShort(t *testing.T) {
	if got := longestSentence("Uno due. Tre quattro cinque, art. 6. {{.Sum}} otto"); got != 5 {
		t.Fatalf("counting words: %d, want 5", got)
	}
	if got := longestSentence(strings.Repeat("parola ", 26)); got != 26 {
		t.Fatalf("counting words: %d, want 26", got)
	}
	for _, lang := range languages {
		for key, m := range messages(t, lang) {
			for _, text := range m.texts() {
				if n := longestSentence(text); n > 25 {
					t.Errorf("%s %s: a sentence of %d words, at most 25: %q", lang, key, n, text)
				}
			}
		}
	}
}
