package fiscal

import (
	"errors"
	"strconv"
	"strings"

	"sportello/api/money"
)

// ErrNoticeQR says that a text is not that of the QR code of a notice.
var ErrNoticeQR = errors.New("not the QR code of a notice")

// Payable is what the QR code of a notice says: which notice, whom it pays (codice fiscale of the creditor, 11
// digits), and how much.
type Payable struct {
	NAV      string
	Creditor string
	Amount   money.Cents
}

// noticeQR opens the text of the code, with its version (pagoPA, "Avviso di pagamento analogico", annex QR code).
const noticeQR = "PAGOPA|002|"

// NoticeQR is the text of the QR code of a notice. It fails with ErrNoticeQR when a part is not of its form, or
// nothing is to be paid.
func NoticeQR(p Payable) (string, error) {
	if !allDigits(p.NAV, 18) || !allDigits(p.Creditor, 11) || p.Amount <= 0 || p.Amount > maxQR {
		return "", ErrNoticeQR
	}
	return noticeQR + p.NAV + "|" + p.Creditor + "|" + strconv.FormatInt(int64(p.Amount), 10), nil
}

// maxQR is the most that ten digits hold: readers take no more.
const maxQR money.Cents = 9_999_999_999

// ParseNoticeQR reads the text of the QR code of a notice; an amount may have leading zeros, as old notices print it.
func ParseNoticeQR(s string) (Payable, error) {
	rest, ok := strings.CutPrefix(s, noticeQR)
	f := strings.Split(rest, "|")
	if !ok || len(f) != 3 || !allDigits(f[0], 18) || !allDigits(f[1], 11) || len(f[2]) > 10 || !allDigits(f[2], len(f[2])) {
		return Payable{}, ErrNoticeQR
	}
	cents, err := strconv.ParseInt(f[2], 10, 64)
	if err != nil { // no digit at all
		return Payable{}, ErrNoticeQR
	}
	return Payable{NAV: f[0], Creditor: f[1], Amount: money.Cents(cents)}, nil
}

func allDigits(s string, length int) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) == length
}
