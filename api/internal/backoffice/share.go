package backoffice

import (
	"strings"

	"sportello/api/money"
	"sportello/api/taxes"
)

// share reads the part that is held, and brings it to lowest terms: 1/3, 500/1000, 50%, or a bare number of per cent
// (100, 33,33). A bare number up to 1 could be a part as well as a percentage, and is refused: nothing is guessed.
func (f *forms) share(s string) (taxes.Share, taxes.Reason) {
	part, whole, fraction := strings.Cut(s, "/")
	if !fraction {
		return f.percent(s)
	}
	num, err := money.ParseHundredths(figure(strings.TrimSpace(part)), f.number)
	if err != nil {
		return taxes.Share{}, taxes.ShareForm
	}
	den, err := money.ParseHundredths(figure(strings.TrimSpace(whole)), f.number)
	if err != nil {
		return taxes.Share{}, taxes.ShareForm
	}
	return lowest(num, den)
}

// wholeInRate is 100 per cent as a money.Rate counts it, in hundred-thousandths of a per cent.
const wholeInRate = 100 * 100_000

func (f *forms) percent(s string) (taxes.Share, taxes.Reason) {
	n, err := money.ParseRate(figure(s), f.number)
	if err != nil || strings.ContainsAny(strings.Trim(s, " %\u00a0"), " \u00a0") { // 1 3 is not 13 per cent
		return taxes.Share{}, taxes.ShareForm
	}
	if !strings.ContainsRune(s, '%') && n > 0 && n <= 100_000 {
		return taxes.Share{}, taxes.ShareUnclear
	}
	return lowest(int64(n), wholeInRate)
}

// lowest is num of den in lowest terms.
func lowest(num, den int64) (taxes.Share, taxes.Reason) {
	const largest = 1_000_000_000 // what a column of the database takes, with room
	if num <= 0 || den <= 0 || num > den {
		return taxes.Share{}, taxes.ShareRange
	}
	a, b := den, num
	for b != 0 {
		a, b = b, a%b
	}
	if den/a > largest {
		return taxes.Share{}, taxes.ShareForm
	}
	return taxes.Share{Num: int(num / a), Den: int(den / a)}, ""
}
