package heard

import (
	"fmt"
	"strings"

	"sportello/api/calendar"
	"sportello/api/money"
)

var months = [...]string{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre",
	"ottobre", "novembre", "dicembre"}

// day is a date as it should be heard: "4 dicembre 2026".
func day(d calendar.Day) string {
	year, month, number := d.Date()
	if number == 1 {
		return fmt.Sprintf("1º %s %d", months[month-1], year)
	}
	return fmt.Sprintf("%d %s %d", number, months[month-1], year)
}

// euro is a sum as it should be heard: "50 euro e 66 centesimi", with no comma and no sign.
func euro(c money.Cents) string {
	_, whole, cents := c.Parts()
	rest := fmt.Sprintf("%d centesimi", cents)
	if cents == 1 {
		rest = "1 centesimo"
	}
	switch {
	case cents == 0:
		return fmt.Sprintf("%d euro", whole)
	case whole == 0:
		return rest
	}
	return fmt.Sprintf("%d euro e %s", whole, rest)
}

// number is a notice number as it should be heard: digit by digit, with a pause after 4, 4, 4, 4 and 2 of them.
func number(nav string) string {
	var groups []string
	for start := 0; start < len(nav); start += 4 {
		groups = append(groups, strings.Join(strings.Split(nav[start:min(start+4, len(nav))], ""), " "))
	}
	return strings.Join(groups, ", ")
}
