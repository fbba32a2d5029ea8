// Package fiscal reads and builds the two numbers by which Italian offices know a person and a payment: the
// codice fiscale (DM 23/12/1976) and the pagoPA notice number, NAV, with its IUV.
//
// It checks form and check digits only. Whether a codice fiscale was ever issued, and to whom, only the tax
// agency knows; a name that does not match a code is therefore never an error here.
package fiscal

import (
	"errors"
	"strings"

	"sportello/api/calendar"
)

// Code is a person's codice fiscale: 16 characters, upper case, form and check letter right.
type Code string

// Why a text is no codice fiscale.
var (
	ErrLength = errors.New("codice fiscale is not 16 characters long")
	ErrForm   = errors.New("codice fiscale has letters or digits in the wrong place")
	ErrMonth  = errors.New("codice fiscale has no such month letter")
	ErrCheck  = errors.New("codice fiscale has a wrong check letter")
)

const (
	months   = "ABCDEHLMPRST"
	omocodia = "LMNPQRSTUV" // the letter that stands for each digit
)

// numeric are the places of the seven digits, in the order in which omocodia replaces them.
var numeric = [...]int{14, 13, 12, 10, 9, 7, 6}

// Parse normalises a codice fiscale as people and identity providers write it (blanks, lower case, one
// TINIT- prefix) and checks it. Omocodia is accepted in any of the seven places.
func Parse(s string) (Code, error) {
	s = normal(s)
	s = strings.TrimPrefix(s, "TINIT-")
	if len(s) != 16 {
		return "", ErrLength
	}
	for i := range 16 {
		if !fits(s, i) {
			return "", ErrForm
		}
	}
	if strings.IndexByte(months, s[8]) < 0 {
		return "", ErrMonth
	}
	if check(s) != s[15] {
		return "", ErrCheck
	}
	return Code(s), nil
}

// normal drops blanks and raises ASCII letters; a text that needs neither is returned as it is.
func normal(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] >= 'a' && s[i] <= 'z' {
			return strings.ToUpper(strings.Join(strings.Fields(s), ""))
		}
	}
	return s
}

// fits says whether the character at a place is of the kind that belongs there.
func fits(s string, at int) bool {
	letter := s[at] >= 'A' && s[at] <= 'Z'
	switch at {
	case 6, 7, 9, 10, 12, 13, 14:
		return value(s[at]) >= 0
	}
	return letter
}

// value is the digit a character stands for, plain or by omocodia; -1 for none.
func value(c byte) int {
	if c >= '0' && c <= '9' {
		return int(c - '0')
	}
	return strings.IndexByte(omocodia, c)
}

// odd are the values of 0–9 and A–Z in the odd places (DM 23/12/1976, art. 12).
var odd = [...]int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23}

// check works out the sixteenth character of fifteen letters and digits.
func check(s string) byte {
	sum := 0
	for i := range 15 {
		n := int(s[i] - '0')
		if s[i] >= 'A' {
			n = int(s[i] - 'A')
		}
		if i%2 == 0 {
			n = odd[n]
		}
		sum += n
	}
	return byte('A' + sum%26)
}

// Birth is the day of birth; false when the code names a day that does not exist. The code holds two digits
// of the year: the century is the last one in which the person is born by today. Who may be over 100 years
// old needs a birth date from elsewhere.
func (c Code) Birth(today calendar.Day) (calendar.Day, bool) {
	if len(c) != 16 {
		return 0, false
	}
	day := value(c[9])*10 + value(c[10])
	if day > 40 {
		day -= 40
	}
	month := strings.IndexByte(months, c[8]) + 1
	century := today.Year() / 100 * 100
	year := century + value(c[6])*10 + value(c[7])
	if d, ok := calendar.Of(year, month, day); ok && d <= today {
		return d, true
	}
	return calendar.Of(year-100, month, day)
}

// Female says whether the code is that of a woman: 40 is added to her day of birth.
func (c Code) Female() bool { return len(c) == 16 && value(c[9]) >= 4 }

// Belfiore is the code of the comune or, with a Z, the country of birth, without omocodia.
func (c Code) Belfiore() string {
	if len(c) != 16 {
		return ""
	}
	return string(c.Plain()[11:15])
}

// Plain is the code before any omocodia: two codes of one person have the same plain form, but so may the
// codes of two people, which is what omocodia is for.
func (c Code) Plain() Code {
	b := []byte(c)
	for _, at := range numeric {
		b[at] = byte('0' + value(b[at]))
	}
	b[15] = check(string(b))
	return Code(b)
}

// Omocodia is the code with the last level (0 to 7) digits replaced by letters, as the tax agency does for
// people who would have the same code.
func (c Code) Omocodia(level int) Code {
	b := []byte(c.Plain())
	for _, at := range numeric[:level] {
		b[at] = omocodia[b[at]-'0']
	}
	b[15] = check(string(b))
	return Code(b)
}
