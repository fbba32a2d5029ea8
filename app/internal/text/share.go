package text

import (
	"strconv"
	"strings"

	"sportello/api/money"
)

// Share writes a part of a whole: "1/3", and for the ear "un terzo". The whole is said in words both times.
// A denominator without a name is read as parts: "7 parti su 36".
func Share(t Text, num, den int) (shown, heard string) {
	if num == den {
		whole := t.Say("text.share.whole")
		return whole, whole
	}
	shown = strconv.Itoa(num) + "/" + strconv.Itoa(den)
	if key := "text.share." + strconv.Itoa(den); t.Has(key) {
		return shown, t.Say(key, "Count", num)
	}
	return shown, t.Say("text.share.parts", "Count", num, "Of", den)
}

// Percent writes a rate of a sum: "1,06 per cento". It is heard as it is seen.
func Percent(t Text, r money.Rate) string {
	whole, rest := int(r/money.PerCent), int(r%money.PerCent)
	number := strconv.Itoa(whole)
	if rest != 0 {
		mark := ","
		if t.Lang() == "en" {
			mark = "."
		}
		number += mark + strings.TrimRight(strconv.Itoa(int(money.PerCent) + rest)[1:], "0")
	}
	return t.Say("text.percent", "Number", number)
}
