package taxes

import (
	"strings"

	"sportello/api/calendar"
	"sportello/api/money"
	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// unitPrice is a rate that is a price of something, in euro; a plain money.Rate is a share of a sum.
type unitPrice money.Rate

// said is a message with sums, prices, shares and days in it, as it is seen and as it is heard.
func said(v page.Visit, key string, vars ...any) (shown, heard string) {
	seen, spoken := append([]any{}, vars...), append([]any{}, vars...)
	for i, value := range vars {
		switch value := value.(type) {
		case money.Cents:
			seen[i], spoken[i] = text.Euro(v.Text, value), text.EuroSpoken(v.Text, value)
		case unitPrice:
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

// para is a paragraph of said. It is heard in another way only when it must be.
func para(v page.Visit, key string, vars ...any) *ui.Node {
	return ui.El("p", nil, words(v, key, vars...))
}

func words(v page.Visit, key string, vars ...any) *ui.Node {
	shown, heard := said(v, key, vars...)
	if shown == heard {
		return ui.Text(shown)
	}
	return ui.Spoken(shown, heard)
}
