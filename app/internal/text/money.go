package text

import "sportello/api/money"

// cents is a sum of euro in cents: money.Cents, or a plain number.
type cents interface{ ~int | ~int64 }

// Euro writes a sum of cents: "1.234,56 €" in Italian, with a blank that does not break, and "€1,234.56"
// in English.
func Euro[C cents](t Text, c C) string {
	form := money.Italian
	if t.Lang() == "en" {
		form = money.English
	}
	negative, euro, rest := money.Cents(c).Parts()
	said := t.Say("text.euro", "Sum", money.Cents(euro*100+rest).Format(form))
	if negative {
		return t.Say("text.minus", "Sum", said)
	}
	return said
}

// EuroSpoken writes a sum of cents for the ear: "1234 euro e 56 centesimi". Thousands are not parted, for
// a voice reads "1.234" as a number with decimals.
func EuroSpoken[C cents](t Text, c C) string {
	negative, euro, rest := money.Cents(c).Parts()
	said := t.Say("text.heard.euro", "Count", euro)
	switch {
	case euro == 0 && rest > 0:
		said = t.Say("text.heard.cents", "Count", rest)
	case rest > 0:
		said = t.Say("text.heard.sum", "Euro", said, "Cents", t.Say("text.heard.cents", "Count", rest))
	}
	if negative {
		return t.Say("text.heard.minus", "Sum", said)
	}
	return said
}
