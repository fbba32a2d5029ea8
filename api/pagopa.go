package api

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"sportello/api/internal/pagopa"
	"sportello/api/internal/postgres"
)

// Pagopa is how pagoPA is reached, see the settings of cmd/sportello. URL is its host, under which every service stands
// at its own path (empty: the true one); a service without a key of its own takes Key. Without Key nothing is paid online.
type Pagopa struct {
	URL                                           string
	Key, CheckoutKey, ReceiptsKey, FdRKey, BizKey string
	// Origin is where people pay, as browsers write it: scheme and host.
	Origin string
	// Lazy tells pagoPA of bills of TARI only before they are paid, for a demonstration.
	Lazy bool
}

// On reports whether a comune of this code can be paid online.
func (p Pagopa) On(code string) bool { return code != "" && p.Key != "" }

// reach opens the way to pagoPA, and the way of pagoPA to us, as far as the comune has them.
func (a *API) reach(c Config, db *postgres.DB) (err error) {
	if a.gateway, err = c.gateway(); err != nil {
		return err
	}
	if a.gateway != nil {
		a.Hall.Gateway = a.gateway
	}
	a.Station, err = c.station(db)
	return err
}

// gateway is the way to pagoPA; nil where nothing is paid online.
func (c Config) gateway() (*pagopa.Gateway, error) {
	p := c.Pagopa
	if !p.On(c.Creditor.Code) {
		return nil, nil
	}
	base := strings.TrimRight(p.URL, "/")
	at := func(usual, key string) pagopa.Service {
		if base != "" {
			usual = base + strings.TrimPrefix(usual, pagopa.Host)
		}
		return pagopa.Service{URL: usual, Key: key}
	}
	g, err := pagopa.New(pagopa.Config{Creditor: c.Creditor, Key: p.Key, Site: c.BaseURL, Origin: p.Origin, Now: c.Now,
		GPD: at(pagopa.GPD, ""), Receipts: at(pagopa.Receipts, p.ReceiptsKey), Checkout: at(pagopa.Checkout, p.CheckoutKey),
		Flows: at(pagopa.Flows, p.FdRKey), Events: at(pagopa.Events, p.BizKey)})
	if err != nil {
		return nil, fmt.Errorf("reading how pagoPA is reached: %w", err)
	}
	return g, nil
}

// Settle keeps pagoPA and us in agreement until ctx ends: what is owed, what was paid, what was paid out; see
// api/internal/pagopa. Any number of programs may do it at once. Without a way to pagoPA it does nothing.
func (a *API) Settle(ctx context.Context, dsn string) {
	if a.gateway == nil {
		return
	}
	a.repeat(ctx, "settling with pagoPA", func() error {
		return a.settle(ctx, dsn, func() bool { return pause(ctx, resting) })
	})
}

// SettleOnce does one round of Settle, for whoever turns the clock between two of them.
func (a *API) SettleOnce(ctx context.Context, dsn string) error {
	return a.settle(ctx, dsn, func() bool { return false })
}

// settle does rounds until one fails, or more says that there are enough.
func (a *API) settle(ctx context.Context, dsn string, more func() bool) error {
	owner, err := postgres.OpenOwner(ctx, dsn)
	if err != nil {
		return err
	}
	defer owner.Close()
	k := pagopa.Keeper{Gateway: a.gateway, Store: postgres.NewPagopa(owner), Lazy: a.config.Pagopa.Lazy, Report: func(err error) { a.config.Report(err) }}
	for {
		if err := k.Work(ctx, a.config.Now()); err != nil || !more() {
			return errors.Join(err, ctx.Err())
		}
	}
}
