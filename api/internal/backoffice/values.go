package backoffice

import (
	"errors"
	"strings"

	"sportello/api/calendar"
	"sportello/api/money"
)

// DateForm is the order in which a file writes day, month and year. Any of / - . may part them, a time after
// the day is dropped, and the year may have two digits.
type DateForm string

// The date forms, as the mapping file names them.
const (
	DayFirst   DateForm = "gg/mm/aaaa"
	MonthFirst DateForm = "mm/gg/aaaa"
	ISO        DateForm = "aaaa-mm-gg"
	Compact    DateForm = "aaaammgg"
	CompactDay DateForm = "ggmmaaaa"
	Excel      DateForm = "excel" // days since 30 December 1899
)

var dateForms = []DateForm{DayFirst, MonthFirst, ISO, Compact, CompactDay, Excel}

// forms says how one file writes numbers and dates.
type forms struct {
	number money.Form
	cents  bool
	date   DateForm
	today  calendar.Day
}

// tidy drops what spreadsheets and database programs put around a value: blanks, a byte-order mark in a glued file, the ="…" and
// '… by which Excel is told that a number is text.
func tidy(s string) string {
	s = strings.TrimSpace(strings.TrimPrefix(s, "\ufeff"))
	if inner, ok := strings.CutPrefix(s, `="`); ok && strings.HasSuffix(inner, `"`) {
		s = strings.TrimSpace(inner[:len(inner)-1])
	}
	if len(s) > 1 && s[0] == '\'' && s[1] >= '0' && s[1] <= '9' {
		s = s[1:]
	}
	return s
}

// figure is a number without the signs that people add: euro, per cent, mq, blanks between thousands.
func figure(s string) string {
	clean := true
	for i := 0; clean && i < len(s); i++ {
		clean = s[i] >= '+' && s[i] <= '9'
	}
	if clean {
		return s
	}
	for _, unit := range [...]string{"€", "EUR", "eur", "Eur", "%", "mq"} {
		s = strings.TrimSuffix(strings.TrimPrefix(s, unit), unit)
	}
	return strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "").Replace(s)
}

func (f *forms) sum(s string) (money.Cents, error) {
	c, err := money.Parse(figure(s), f.number)
	if err != nil || !f.cents {
		return c, err
	}
	if c%100 != 0 {
		return 0, money.ErrForm
	}
	return c / 100, nil
}

var errNumber = errors.New("not a whole number")

// whole reads a whole number, also written 2024,00 by spreadsheets.
func (f *forms) whole(s string) (int, error) {
	n, err := money.Parse(figure(s), f.number)
	if err != nil || n%100 != 0 || n > 1_000_000_000_00 || n < -1_000_000_000_00 {
		return 0, errNumber
	}
	return int(n / 100), nil
}
