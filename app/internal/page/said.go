package page

import (
	"strings"

	"sportello/api/calendar"
	"sportello/api/money"
	"sportello/api/taxes"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// UnitPrice is a rate that is a price of something, in euro; a plain money.Rate is a share of a sum.
type UnitPrice money.Rate

// Said is a message with sums, prices, shares and days in it, as it is seen and as it is heard.
func (v Visit) Said(key string, vars ...any) (shown, heard string) {
	seen, spoken := append([]any{}, vars...), append([]any{}, vars...)
	for i, value := range vars {
		switch value := value.(type) {
		case money.Cents:
			seen[i], spoken[i] = text.Euro(v.Text, value), text.EuroSpoken(v.Text, value)
		case UnitPrice:
			seen[i], spoken[i] = text.UnitPrice(v.Text, money.Rate(value))
		case money.Rate:
			seen[i] = text.Percent(v.Text, value)
			spoken[i] = seen[i]
		case taxes.Share:
			seen[i], spoken[i] = text.Share(v.Text, value.Num, value.Den)
		case calendar.Day:
			seen[i] = text.Day(v.Text, value)
			spoken[i] = seen[i]
		}
	}
	return v.Say(key, seen...), strings.ReplaceAll(v.Say(key, spoken...), " = ", " "+v.Say("taxes.equals")+" ")
}

// Para is a paragraph of Said. It is heard in another way only when it must be.
func (v Visit) Para(key string, vars ...any) *ui.Node {
	return ui.El("p", nil, v.Words(key, vars...))
}

// Words are Said, to be put into something.
func (v Visit) Words(key string, vars ...any) *ui.Node {
	shown, heard := v.Said(key, vars...)
	if shown == heard {
		return ui.Text(shown)
	}
	return ui.Spoken(shown, heard)
}

// Sum is a row of facts with an amount in it.
func (v Visit) Sum(key string, c money.Cents) ui.Row {
	return ui.Row{Key: v.Say(key), Values: []string{text.Euro(v.Text, c)}, Heard: text.EuroSpoken(v.Text, c)}
}

// Spelled is a row with a code in it, heard sign by sign.
func (v Visit) Spelled(key, code string) ui.Row {
	return ui.Row{Key: v.Say(key), Values: []string{code}, Heard: text.CodeHeard(code)}
}

// Owing is the sum that a page is about, large, under its meaning in words.
func (v Visit) Owing(label string, c money.Cents) *ui.Node {
	return ui.Amount(label, text.Euro(v.Text, c), text.EuroSpoken(v.Text, c))
}
