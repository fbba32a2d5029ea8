// Package pagopa speaks to pagoPA for a comune: it tells its archive (GPD) what people owe, opens pages to pay (Checkout),
// brings home receipts and the flows by which banks account for money (FdR), and answers the Nodo of pagoPA where the
// comune has a station of its own.
//
// It knows protocols, addresses and what an answer means. It decides nothing about what is owed: api/payments does. It
// keeps nothing: its stores do. No answer of pagoPA and no address with a number in it gets into a fault.
package pagopa

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"sportello/api/identity"
	"sportello/api/payments"
)

// Host is pagoPA in production, with the addresses of its services (pagoPA's OpenAPI files, servers). The host to try
// things out is https://api.uat.platform.pagopa.it, with the same paths.
const (
	Host     = "https://api.platform.pagopa.it"
	GPD      = Host + "/gpd/debt-positions-service/v3"
	Receipts = Host + "/gpd/payments-receipts-service/v1"
	Checkout = Host + "/checkout/ec/v2"
	Flows    = Host + "/fdr-org/service/v1"
	Events   = Host + "/bizevents/service/v1"
	// CheckoutOrigin is where people pay.
	CheckoutOrigin = "https://checkout.pagopa.it"
)

// Timeout is how long pagoPA may take for one answer, when Config.HTTP says nothing else.
const Timeout = 10 * time.Second

// Service is one product of pagoPA: its address, without a slash at the end, and the subscription key for it.
type Service struct{ URL, Key string }

// Config is how pagoPA is reached. A service without a Key takes Key; one without an address stands where pagoPA has it.
// Site is our own address, without a slash at the end: people come back to it. Origin is where people pay, as browsers
// write it: a cart that leads elsewhere is refused. Now is the clock.
type Config struct {
	Creditor                               payments.Creditor
	Key                                    string
	GPD, Receipts, Checkout, Flows, Events Service
	Origin                                 string
	Site                                   string
	Now                                    func() time.Time
	HTTP                                   *http.Client // nil: one with Timeout
}

// Gateway speaks to pagoPA for one comune. It is safe for concurrent use and keeps nothing.
type Gateway struct {
	config Config
	http   *http.Client
}

// What pagoPA refused. Both are faults of ours or of the settings, never of the person's; neither carries a word of
// pagoPA's answer, which may repeat personal data. Other failures are command.ErrDown.
var (
	ErrKey     = errors.New("pagoPA does not take our key") // 401, 403
	ErrRefused = errors.New("pagoPA refuses what we say")   // 400, 422 and what no specification names
)

// New checks the settings; it does not speak to pagoPA.
func New(c Config) (*Gateway, error) {
	if c.Creditor.Code == "" {
		return nil, errors.New("pagopa.json names no creditor: without its code nothing can be paid online")
	}
	for _, s := range []struct {
		service *Service
		usual   string
	}{{&c.GPD, GPD}, {&c.Receipts, Receipts}, {&c.Checkout, Checkout}, {&c.Flows, Flows}, {&c.Events, Events}} {
		if s.service.URL == "" {
			s.service.URL = s.usual
		}
		if s.service.Key == "" {
			s.service.Key = c.Key
		}
		s.service.URL = strings.TrimRight(s.service.URL, "/")
		if !safe(s.service.URL, c.Site) {
			return nil, errors.New("an address of pagoPA must be https, and is " + s.service.URL)
		}
	}
	if c.Origin == "" {
		c.Origin = CheckoutOrigin
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Gateway{config: c, http: client(c.HTTP)}, nil
}

// client is h, which follows no redirect: the only one that pagoPA sends is for a person's browser.
func client(h *http.Client) *http.Client {
	if h == nil {
		h = &http.Client{Timeout: Timeout}
	}
	own := *h
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &own
}

// safe reports whether a key, or a person, may be sent to an address: over TLS, on this machine, or where we are.
func safe(address, site string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil {
		return false
	}
	switch host := u.Hostname(); {
	case u.Scheme == "https":
		return true
	case u.Scheme != "http":
		return false
	case host == "localhost", host == "127.0.0.1", host == "::1":
		return true
	}
	own, err := url.Parse(site)
	return err == nil && own.Scheme == u.Scheme && own.Host == u.Host
}

// Publish makes sure that pagoPA knows a position as it is now. A position that is not ours to publish, or that nobody
// can pay any more, is left alone.
//
// Errors: command.ErrDown, ErrKey, ErrRefused.
func (g *Gateway) Publish(ctx context.Context, p payments.Position, debtor identity.Person) error {
	said, ok, err := g.say(p, debtor, g.config.Now())
	if err != nil || !ok {
		return err
	}
	_, err = g.mend(ctx, said)
	return err
}
