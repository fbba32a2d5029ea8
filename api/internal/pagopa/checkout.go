package pagopa

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"sportello/api/payments"
)

// The body of POST /carts (checkout_v2.json, CartRequestV2). Amounts are cents.
type (
	cart struct {
		Email   string       `json:"emailNotice,omitempty"`
		Notices []cartNotice `json:"paymentNotices"`
		Returns cartReturns  `json:"returnUrls"`
		ID      string       `json:"idCart"`
		// AllPostal is a boolean, though the specification's example shows a string: all money goes to postal accounts.
		AllPostal bool `json:"allCCP"`
	}
	cartNotice struct {
		NAV         string `json:"noticeNumber"`
		Creditor    string `json:"fiscalCode"`
		Amount      int64  `json:"amount"`
		Company     string `json:"companyName"`
		Description string `json:"description"`
	}
	cartReturns struct {
		Ok      string `json:"returnOkUrl"`
		Cancel  string `json:"returnCancelUrl"`
		Error   string `json:"returnErrorUrl"`
		Waiting string `json:"returnWaitingUrl"`
	}
)

// Cart opens the page of Checkout on which a payment is made, and gives its address: on Config.Origin, over TLS or on
// this machine. Nothing is paid by it, and that somebody comes back proves nothing.
//
// Errors: command.ErrDown, ErrKey, ErrRefused.
func (g *Gateway) Cart(ctx context.Context, p payments.Payment, email string) (string, error) {
	if len(p.Items) == 0 || len(p.Items) > payments.MostNotices {
		return "", fmt.Errorf("opening a cart of %d notices: %w", len(p.Items), ErrRefused)
	}
	header, _, err := g.ask(ctx, call{what: "opening a cart of Checkout", service: g.config.Checkout, method: http.MethodPost, path: "/carts",
		body: g.cart(p, email), want: http.StatusFound})
	if errors.Is(err, errNotThere) || errors.Is(err, errConflict) {
		return "", fmt.Errorf("%w: %w", ErrRefused, err)
	}
	if err != nil {
		return "", err
	}
	address := header.Get("Location")
	if !g.leads(address) {
		return "", fmt.Errorf("opening a cart of Checkout: it leads elsewhere than PAGOPA_CHECKOUT_ORIGIN: %w", ErrRefused)
	}
	return address, nil
}

// leads reports whether a person may be sent to an address to pay.
func (g *Gateway) leads(address string) bool {
	u, err := url.Parse(address)
	return err == nil && safe(address, g.config.Site) && u.Scheme+"://"+u.Host == g.config.Origin
}

func (g *Gateway) cart(p payments.Payment, email string) cart {
	c, back := g.config.Creditor, g.config.Site+"/paga/ritorno/"+p.ID+"/"
	all := cart{Email: email, ID: p.ID, Returns: cartReturns{Ok: back + "ok", Cancel: back + "annullato", Error: back + "errore", Waiting: back + "attesa"}}
	for _, i := range p.Items {
		position := payments.Position{ID: i.Position, Service: i.Service, About: i.About}
		all.Notices = append(all.Notices, cartNotice{NAV: i.NAV, Creditor: c.Code, Amount: int64(i.Amount), Company: cut(c.Name, payments.MostRunes),
			Description: position.Description(payments.Notice{Number: i.Number, Of: i.Of})})
	}
	return all
}
