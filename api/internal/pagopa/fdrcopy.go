package pagopa

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"sportello/api/calendar"
	"sportello/api/money"
	"sportello/api/payments"
)

// copied is a receipt as biz-events copies it (biz_events.json, CtReceiptModelResponse).
type copied struct {
	ID      string      `json:"receiptId"`
	NAV     string      `json:"noticeNumber"`
	Code    string      `json:"fiscalCode"`
	Outcome string      `json:"outcome"`
	IUV     string      `json:"creditorReferenceId"`
	Amount  json.Number `json:"paymentAmount"`
	Fee     json.Number `json:"fee"`
	PSP     string      `json:"pspCompanyName"`
	Method  string      `json:"paymentMethod"`
	Day     string      `json:"paymentDateTime"`
	At      string      `json:"paymentDateTimeFormatted"`
	Payer   struct {
		Name string `json:"fullName"`
	} `json:"payer"`
}

// copyOf is the copy of a lost receipt; false when pagoPA has none. It may be asked for ten times in sixty minutes in
// all: whoever calls has counted.
func (g *Gateway) copyOf(ctx context.Context, iur, iuv string) (r payments.Receipt, raw string, found bool, err error) {
	var c copied
	_, body, err := g.ask(ctx, call{what: "asking for the copy of a receipt", service: g.config.Events, method: http.MethodGet,
		path: "/organizations/" + g.config.Creditor.Code + "/receipts/" + url.PathEscape(iur) + "/paymentoptions/" + url.PathEscape(iuv), into: &c, want: http.StatusOK})
	if errors.Is(err, errNotThere) {
		return r, "", false, nil
	}
	if err != nil {
		return r, "", false, err
	}
	if r, err = c.receipt(g.config.Creditor.Code, iuv); err != nil {
		return r, "", false, fmt.Errorf("reading the copy of a receipt: %w: %w", ErrRefused, err)
	}
	return r, string(body), true, nil
}

// receipt is what is booked of a copy.
func (c copied) receipt(creditor, iuv string) (payments.Receipt, error) {
	amount, ok := euros(c.Amount)
	fee, _ := euros(c.Fee) // none is none
	switch {
	case c.Code != creditor, c.IUV != iuv:
		return payments.Receipt{}, errors.New("it is another's")
	case c.Outcome != outcomeOK, !ok, amount <= 0, c.ID == "", len(c.NAV) != 18:
		return payments.Receipt{}, errors.New("it says that nothing was paid")
	}
	r := payments.Receipt{ID: c.ID, NAV: c.NAV, Amount: amount, Fee: fee, PSP: c.PSP, Method: c.Method, Payer: c.Payer.Name}
	r.PaidOn, _ = calendar.Parse(c.Day)
	if at, err := time.Parse(time.RFC3339Nano, c.At); err == nil {
		r.PaidAt, r.PaidOn = at, calendar.InRome(at)
	}
	if r.PaidOn == 0 {
		return payments.Receipt{}, errors.New("it has no day")
	}
	return r, nil
}

// euros reads a number of euro as JSON of pagoPA has it, by integers: 100, 100.9, 100.95, and 1.0E7, for its programs
// write great numbers so. More than two decimals, and what is negative, is no amount.
func euros(n json.Number) (money.Cents, bool) {
	mantissa, exponent, scientific := strings.Cut(strings.ToUpper(string(n)), "E")
	shift := 0
	if scientific {
		var err error
		if shift, err = strconv.Atoi(exponent); err != nil || shift < -20 || shift > 20 {
			return 0, false
		}
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	if whole == "" {
		return 0, false
	}
	places := 2 + shift - len(fraction) // what is left to move the point to the cents
	all := whole + fraction
	for ; places < 0; places++ {
		if !strings.HasSuffix(all, "0") {
			return 0, false
		}
		all = all[:len(all)-1]
	}
	all += strings.Repeat("0", places)
	cents, err := strconv.ParseUint(all, 10, 63)
	return money.Cents(cents), err == nil
}
