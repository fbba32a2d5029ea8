package money

import (
	"math"
	"strconv"
	"strings"
)

// Form says how a text writes a number: the sign before the decimals and the one between thousands.
// Zero for Thousands means that thousands are not separated.
type Form struct{ Decimal, Thousands byte }

// Italian is 1.234,56; Plain is 1234.56, the form of files and of the pagoPA interfaces.
var (
	Italian = Form{Decimal: ',', Thousands: '.'}
	English = Form{Decimal: '.', Thousands: ','}
	Plain   = Form{Decimal: '.'}
)

// Parse reads a sum such as "1.234,56" or "-0,5". Decimals beyond cents must be zeros (ErrPrecision).
// Thousands, when separated, must stand in groups of three, so that "68.18" is never read as 6818.
func Parse(s string, f Form) (Cents, error) {
	n, err := parse(s, f, 2)
	return Cents(n), err
}

// ParseRate reads a unit price or share with up to five decimals: "0,73" is 73_000.
func ParseRate(s string, f Form) (Rate, error) {
	n, err := parse(s, f, 5)
	return Rate(n), err
}

// ParseHundredths reads any number with up to two decimals, such as a surface or a percentage.
func ParseHundredths(s string, f Form) (int64, error) { return parse(s, f, 2) }

func parse(s string, f Form, decimals int) (int64, error) {
	negative := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	whole, fraction, pointed := strings.Cut(s, string(rune(f.Decimal)))
	if pointed && fraction == "" || whole == "" && fraction == "" || strings.Trim(fraction, "0123456789") != "" {
		return 0, ErrForm
	}
	n, err := digits(0, whole, f.Thousands)
	for i := 0; err == nil && i < max(decimals, len(fraction)); i++ {
		n, err = decimal(n, fraction, i, decimals)
	}
	if negative {
		n = -n
	}
	return n, err
}

// digits appends the whole part to n, checking the groups of thousands.
func digits(n int64, s string, thousands byte) (int64, error) {
	grouped := thousands != 0 && strings.IndexByte(s, thousands) >= 0
	for i := 0; i < len(s); i++ {
		fromEnd := len(s) - i
		if grouped && fromEnd%4 == 0 {
			if i == 0 || s[i] != thousands {
				return 0, ErrForm
			}
			continue
		}
		var err error
		if n, err = push(n, s[i]); err != nil {
			return 0, err
		}
	}
	return n, nil
}

// decimal appends the i-th decimal of the fraction, or a zero where it has ended.
func decimal(n int64, fraction string, i, decimals int) (int64, error) {
	switch {
	case i >= len(fraction):
		return push(n, '0')
	case i < decimals:
		return push(n, fraction[i])
	case fraction[i] != '0':
		return 0, ErrPrecision
	}
	return n, nil
}

func push(n int64, digit byte) (int64, error) {
	if digit < '0' || digit > '9' {
		return 0, ErrForm
	}
	if n > (math.MaxInt64-9)/10 {
		return 0, ErrRange
	}
	return n*10 + int64(digit-'0'), nil
}

// Format writes a sum with two decimals: Italian gives "1.234,56", Plain "1234.56". No currency sign.
func (c Cents) Format(f Form) string {
	negative, euro, cents := c.Parts()
	b := make([]byte, 0, 24)
	if negative {
		b = append(b, '-')
	}
	whole := strconv.FormatUint(uint64(euro), 10)
	for i := range len(whole) {
		if i > 0 && f.Thousands != 0 && (len(whole)-i)%3 == 0 {
			b = append(b, f.Thousands)
		}
		b = append(b, whole[i])
	}
	return string(append(b, f.Decimal, byte('0'+cents/10), byte('0'+cents%10)))
}

// Italian is Format(Italian), the form shown to people: "1.234,56".
func (c Cents) Italian() string { return c.Format(Italian) }

// FormatHundredths writes a number of hundredths without needless zeros: 4550 is "45,5", 13500 is "135".
func FormatHundredths(n int64, f Form) string {
	whole, fraction := Cents(n).Format(f), ""
	whole, fraction = whole[:len(whole)-3], strings.TrimRight(whole[len(whole)-2:], "0")
	if fraction == "" {
		return whole
	}
	return whole + string(rune(f.Decimal)) + fraction
}
