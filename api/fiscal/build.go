package fiscal

import (
	"strings"

	"sportello/api/calendar"
)

// Sex as the codice fiscale writes it.
type Sex bool

// The two values of Sex.
const (
	Male   Sex = false
	Female Sex = true
)

// Build makes the codice fiscale of a person: names as written, accents and apostrophes allowed, belfiore
// the code of the comune or country of birth. It fails with ErrForm when a part cannot be used.
// The tax agency alone issues codes: use this for demonstrations and to warn about a likely slip.
func Build(surname, name string, birth calendar.Day, sex Sex, belfiore string) (Code, error) {
	year, month, day := birth.Date()
	s, n := letters(surname), letters(name)
	belfiore = normal(belfiore)
	if birth <= 0 || s == "" || n == "" || len(belfiore) != 4 {
		return "", ErrForm
	}
	if sex == Female {
		day += 40
	}
	b := []byte(three(s, false) + three(n, true))
	b = append(b, byte('0'+year/10%10), byte('0'+year%10), months[month-1], byte('0'+day/10), byte('0'+day%10))
	b = append(b, belfiore...)
	if !fits(string(b), 11) || !fits(string(b), 12) || !fits(string(b), 13) || !fits(string(b), 14) {
		return "", ErrForm
	}
	return Code(append(b, check(string(b)))), nil
}

// three takes three letters of a name: consonants, then vowels, then X. A first name of four or more
// consonants loses its second.
func three(s string, first bool) string {
	var consonants, vowels string
	for _, r := range s {
		if strings.ContainsRune("AEIOU", r) {
			vowels += string(r)
		} else {
			consonants += string(r)
		}
	}
	if first && len(consonants) >= 4 {
		consonants = consonants[:1] + consonants[2:]
	}
	return (consonants + vowels + "XXX")[:3]
}

// folds are the accented letters of European names and the plain letters the registry writes for them.
var folds = strings.NewReplacer(
	"À", "A", "Á", "A", "Â", "A", "Ã", "A", "Ä", "A", "Å", "A", "Ā", "A", "Ă", "A", "Ą", "A", "Æ", "AE",
	"Ç", "C", "Ć", "C", "Č", "C", "Ď", "D", "Đ", "D",
	"È", "E", "É", "E", "Ê", "E", "Ë", "E", "Ē", "E", "Ė", "E", "Ę", "E", "Ě", "E", "Ğ", "G",
	"Ì", "I", "Í", "I", "Î", "I", "Ï", "I", "Ī", "I", "İ", "I", "Ł", "L", "Ñ", "N", "Ń", "N", "Ň", "N",
	"Ò", "O", "Ó", "O", "Ô", "O", "Õ", "O", "Ö", "O", "Ø", "O", "Ő", "O", "Œ", "OE", "Ř", "R",
	"Ś", "S", "Š", "S", "Ş", "S", "Ș", "S", "ß", "SS", "Ť", "T", "Ț", "T", "Ţ", "T",
	"Ù", "U", "Ú", "U", "Û", "U", "Ü", "U", "Ū", "U", "Ů", "U", "Ű", "U", "Ý", "Y", "Ÿ", "Y",
	"Ź", "Z", "Ż", "Z", "Ž", "Z",
)

// letters is a name in plain capitals: accents, apostrophes, blanks and hyphens dropped.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 'A' || r > 'Z' {
			return -1
		}
		return r
	}, folds.Replace(strings.ToUpper(s)))
}
