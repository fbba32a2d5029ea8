package fiscal

import (
	"strconv"
	"strings"

	"sportello/api/money"
)

// The Data Matrix of a notice that can be paid at the post office ("Bollettino Postale PA"): text of a fixed layout, of
// which the 77 characters up to the creditor are read here. What stands after them names the debtor, and is left alone.
// Between the fixed parts stand, in this order, the NAV (18 digits), the postal account (12), the amount in cents (10)
// and the creditor (11).
const (
	matrixOpens   = "codfase=NBPA;18"
	matrixAccount = "12"
	matrixAmount  = "10"
	matrixType    = "38961P1"
	matrixLen     = 77
)

// ParseNoticeMatrix reads the text of the Data Matrix of a notice. It fails with ErrNoticeQR when it is none.
func ParseNoticeMatrix(s string) (Payable, error) {
	if len(s) < matrixLen {
		return Payable{}, ErrNoticeQR
	}
	nav, account, amount, creditor := s[15:33], s[35:47], s[49:59], s[66:77]
	fixed := s[:15] == matrixOpens && s[33:35] == matrixAccount && s[47:49] == matrixAmount && s[59:66] == matrixType
	if !fixed || !allDigits(nav, 18) || !allDigits(account, 12) || !allDigits(amount, 10) || !allDigits(creditor, 11) {
		return Payable{}, ErrNoticeQR
	}
	cents, err := strconv.ParseInt(amount, 10, 64)
	if err != nil {
		return Payable{}, ErrNoticeQR
	}
	return Payable{NAV: nav, Creditor: creditor, Amount: money.Cents(cents)}, nil
}

// ReadNotice reads whatever of a notice somebody has before them: the text of its QR code, that of its Data Matrix, or
// the number alone, which has neither creditor nor amount.
//
// Errors: those of ParseNAV.
func ReadNotice(s string) (Payable, error) {
	s = strings.TrimSpace(s)
	if p, err := ParseNoticeQR(s); err == nil {
		return p, nil
	}
	if p, err := ParseNoticeMatrix(s); err == nil {
		return p, nil
	}
	n, err := ParseNAV(s)
	return Payable{NAV: n.NAV}, err
}
