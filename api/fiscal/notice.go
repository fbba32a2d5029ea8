package fiscal

import (
	"errors"
	"strconv"
)

// Notice is a pagoPA notice number read: NAV, 18 digits, and what it holds.
type Notice struct {
	NAV string // 18 digits
	IUV string // 15 or 17 digits
	Aux int    // auxiliary digit, 0 to 3
	// CheckOK says that the two check digits are right, or that the scheme has none (aux 1). A wrong check is
	// no reason to refuse a number: payment providers may skip it and pagoPA's own examples fail it.
	CheckOK bool
}

// Why a text is no notice number, or a number cannot be made.
var (
	ErrNoticeLength = errors.New("notice number is not 18 digits long")
	ErrNoticeDigits = errors.New("notice number has something other than digits")
	ErrNoticeAux    = errors.New("notice number begins with an unknown auxiliary digit")
	ErrNoticePart   = errors.New("a part of the notice number is too long")
)

// Aux3 is the auxiliary digit of every new notice; the others are kept for old ones (pagoPA SACI).
const Aux3 = 3

// NewNAV makes a notice number with right check digits. For aux 3 and 0 code is the segregation or
// application code (0–99) and base up to 13 digits; for aux 2 there is no code (0) and base has up to 15.
func NewNAV(aux, code int, base uint64) (string, error) {
	width := 13
	if aux == 2 {
		width = 15
	}
	number := digits(base, width)
	switch {
	case aux != 0 && aux != 2 && aux != 3:
		return "", ErrNoticeAux
	case code < 0 || code > 99 || aux == 2 && code != 0 || len(number) > width:
		return "", ErrNoticePart
	}
	prefix := digits(uint64(aux), 1)
	if aux != 2 {
		prefix += digits(uint64(code), 2)
	}
	return prefix + number + checkDigits(prefix+number), nil
}

// ParseNAV reads a notice number, with or without the blanks it is printed with.
func ParseNAV(s string) (Notice, error) {
	s = normal(s)
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return Notice{}, ErrNoticeDigits
		}
	}
	if len(s) != 18 {
		return Notice{}, ErrNoticeLength
	}
	n := Notice{NAV: s, Aux: int(s[0] - '0'), IUV: s[1:], CheckOK: s[0] == '1' || checkDigits(s[:16]) == s[16:]}
	switch n.Aux {
	case 0:
		n.IUV = s[3:]
	case 1, 2, 3:
	default:
		return Notice{}, ErrNoticeAux
	}
	return n, nil
}

// Group writes a NAV as notices print it: groups of four parted by a blank, 22 characters.
func Group(nav string) string {
	b := make([]byte, 0, 22)
	for i := range len(nav) {
		if i > 0 && i%4 == 0 {
			b = append(b, ' ')
		}
		b = append(b, nav[i])
	}
	return string(b)
}

// checkDigits is the remainder by 93 of sixteen digits.
func checkDigits(sixteen string) string {
	n, _ := strconv.ParseUint(sixteen, 10, 64)
	return digits(n%93, 2)
}

func digits(n uint64, width int) string {
	s := strconv.FormatUint(n, 10)
	for len(s) < width {
		s = "0" + s
	}
	return s
}
