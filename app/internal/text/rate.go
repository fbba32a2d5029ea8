package text

import (
	"strconv"
	"strings"

	"sportello/api/money"
)

// UnitPrice writes a price of one unit with all its decimals, never fewer than two: "0,73 euro", "0,6668 euro". In
// whole cents it is heard as a sum, "73 centesimi"; otherwise as it is seen. A price is never negative.
func UnitPrice(t Text, r money.Rate) (shown, heard string) {
	form := money.Italian
	if t.Lang() == "en" {
		form = money.English
	}
	const perCent = money.One / 100
	cents, rest := int64(r/perCent), int(r%perCent)
	number := money.Cents(cents).Format(form)
	if rest == 0 {
		return t.Say("text.price", "Number", number), EuroSpoken(t, cents)
	}
	number += strings.TrimRight(strconv.Itoa(int(perCent) + rest)[1:], "0")
	shown = t.Say("text.price", "Number", number)
	return shown, shown
}
