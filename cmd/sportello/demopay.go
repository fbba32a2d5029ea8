package main

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api"
	"sportello/api/money"
	"sportello/api/payments"
	"sportello/e2e/outside/pagopa"
	"sportello/e2e/outside/town"
)

// pagopaPath is where the simulated pagoPA stands. It says on every page what it is.
const pagopaPath = "/dimostrazione/pagopa"

// demoStation is the id of the demonstration's own station: pagoPA makes them so of the creditor's code.
const demoStation = demoCreditor + "_01"

// demoFees are what filing costs in the demonstration, by service. Made up.
var demoFees = map[string]money.Cents{"accident-report": 12_00}

// demoStanding is how the comune of the demonstration stands at pagoPA: as nobody, with the segregation code of the
// notices of its invented town. Its accounts are no bank's. The categories of TARI and TEFA are those of pagoPA's flow of
// 2023 (DOMAIN § 1.11); the others are made up, for the sources at hand do not name them.
func demoStanding(c payments.Creditor) payments.Creditor {
	c.Code, c.Segregation, c.Station, c.Broker = demoCreditor, town.Segregation, demoStation, demoCreditor
	c.Offer = payments.Offer{Online: true, Imu: true, Most: payments.MostNotices, Waiting: 30}
	c.Entity = "I625"
	c.Accounts = map[string]payments.Account{
		"tari":  {IBAN: "IT00DIMOSTRAZIONE0000000001", Category: "9/0101101IM/", Tax: "3944"},
		"tefa":  {Creditor: "00000000001", Name: "Provincia di prova", IBAN: "IT00DIMOSTRAZIONE0000000002", Category: "9/0201102IM/", Tax: "TEFA"},
		"imu":   {IBAN: "IT00DIMOSTRAZIONE0000000003", Category: "9/0101DEMIM/"},
		"fines": {IBAN: "IT00DIMOSTRAZIONE0000000004", Category: "9/0101DEMSA/"},
		"fee":   {IBAN: "IT00DIMOSTRAZIONE0000000005", Category: "9/0101DEMSP/"},
	}
	return c
}

// collect puts the simulated pagoPA beside the pages, and lets it and us reach each other on this machine. What was paid
// is kept in the database of the demonstration.
func (s *settings) collect(ctx context.Context, pool *pgxpool.Pool, c payments.Creditor, extra map[string]http.Handler) error {
	if s.standsIn() {
		return nil
	}
	kept, err := pagopa.NewTable(ctx, pool)
	if err != nil {
		return err
	}
	near, key := s.loopback(), newID()
	p, err := pagopa.New(pagopa.Config{Base: s.baseURL + pagopaPath, Key: key, Fee: 1_50, Later: 20 * time.Second, Retry: 5 * time.Second, Store: kept,
		Station: &pagopa.Station{URL: "http://" + near + "/pagopa/paForNode", ID: c.Station, Broker: c.Broker}, Stylesheets: []string{styleSheet}, Home: "/"})
	if err != nil {
		return err
	}
	go p.Run(ctx)
	s.pagopa = api.Pagopa{URL: "http://" + near + pagopaPath, Key: key, Origin: originOf(s.baseURL), Lazy: true} // whatever was set: nobody real pays here
	extra[pagopaPath+"/"] = p
	host, _, _ := net.SplitHostPort(near) // loopback made it
	s.station.Networks = host
	if addr, err := netip.ParseAddr(host); err == nil && addr.Is6() {
		s.station.Networks = host + "/64"
	}
	return nil
}

// standsIn reports whether the settings name another simulated pagoPA on this machine: a test has its own, which outlives
// this program.
func (s *settings) standsIn() bool {
	u, err := url.Parse(s.pagopa.URL)
	if err != nil || s.pagopa.Key == "" {
		return false
	}
	addr, err := netip.ParseAddr(u.Hostname())
	return err == nil && addr.IsLoopback()
}

// loopback is host:port at which this program reaches itself.
func (s *settings) loopback() string {
	host, port, _ := net.SplitHostPort(s.listen) // read has looked at it
	if addr, err := netip.ParseAddr(host); err != nil || addr.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}
