package pagopa

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"sportello/api/calendar"
	"sportello/api/payments"
)

// receiptsPage is how many receipts are asked for at once: the most that the specification allows.
const receiptsPage = 100

// mostPages bounds what a server that never ends its list costs: 100,000 receipts of three days.
const mostPages = 1000

// receiptsSince are the IUVs of which GPD has receipts, from a day on.
func (g *Gateway) receiptsSince(ctx context.Context, from calendar.Day) (iuvs []string, err error) {
	for page := range mostPages {
		var answer struct {
			Pages   int `json:"totalPages"`
			Results []struct {
				IUV string `json:"iuv"`
			} `json:"results"`
		}
		query := url.Values{"pageNum": {strconv.Itoa(page)}, "pageSize": {strconv.Itoa(receiptsPage)}, "from": {from.String()}}
		_, _, err := g.ask(ctx, call{what: "listing receipts of GPD", service: g.config.Receipts, method: http.MethodGet,
			path: g.receipts() + "?" + query.Encode(), into: &answer, want: http.StatusOK})
		if errors.Is(err, errNotThere) { // none at all
			return iuvs, nil
		}
		if err != nil {
			return nil, err
		}
		for _, r := range answer.Results {
			iuvs = append(iuvs, r.IUV)
		}
		if page+1 >= answer.Pages {
			return iuvs, nil
		}
	}
	return iuvs, nil
}

// receipt is the receipt of an IUV, with its own words; false when GPD has none.
func (g *Gateway) receipt(ctx context.Context, iuv string) (r payments.Receipt, raw string, found bool, err error) {
	_, body, err := g.ask(ctx, call{what: "reading a receipt of GPD", service: g.config.Receipts, method: http.MethodGet,
		path: g.receipts() + "/" + url.PathEscape(iuv), want: http.StatusOK})
	if errors.Is(err, errNotThere) {
		return r, "", false, nil
	}
	if err != nil {
		return r, "", false, err
	}
	r, said, err := g.readReceipt(body)
	if err == nil && said != iuv {
		err = errors.New("it is another's")
	}
	if err != nil {
		return r, "", false, fmt.Errorf("reading a receipt of GPD: %w: %w", ErrRefused, err)
	}
	return r, string(body), true, nil
}

// readReceipt reads the message by which the Nodo told GPD of a payment (paSendRT or paSendRTV2, with or without an
// envelope): the same that a station is told.
func (g *Gateway) readReceipt(message []byte) (r payments.Receipt, iuv string, err error) {
	root, err := parse(message)
	if err != nil {
		return r, "", err
	}
	if inner, err := content(root); err == nil {
		root = inner
	}
	top := read(root)
	in := top.in("receipt", true)
	station := Station{Creditor: g.config.Creditor, Now: g.config.Now}
	r, iuv, paid := station.booking(in)
	creditor := in.must("fiscalCode", digits(11))
	switch {
	case *top.bad, *in.bad:
		return r, "", errors.New("it is not what the specification says")
	case !paid, r.Amount <= 0:
		return r, "", errors.New("it says that nothing was paid")
	case creditor != g.config.Creditor.Code:
		return r, "", errors.New("it is of another creditor")
	}
	return r, iuv, nil
}

func (g *Gateway) receipts() string {
	return "/payments/" + g.config.Creditor.Code + "/receipts"
}
