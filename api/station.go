package api

import (
	"errors"
	"fmt"
	"net/http"

	"sportello/api/internal/pagopa"
	"sportello/api/internal/postgres"
)

// Station says who of pagoPA may call us, for a comune with a station of its own; see pagopa.NewAccess. The zero value
// lets nobody in.
type Station struct {
	Networks     string // separated by commas
	Certificates string // SHA-256 of those that may be shown, separated by commas
	Header       string // in which the proxy before us hands on the certificate that was shown
}

// station answers who may call, and gives everybody else to missing; nil: nobody may.
func (c Config) station(db *postgres.DB) (func(missing http.Handler) http.Handler, error) {
	access, err := pagopa.NewAccess(c.Station.Networks, c.Station.Certificates, c.Station.Header)
	if err != nil {
		return nil, fmt.Errorf("reading who may call the station: %w", err)
	}
	if !access.Open() {
		return nil, nil
	}
	if c.Creditor.Code == "" || c.Creditor.Broker == "" || c.Creditor.Station == "" {
		return nil, errors.New("pagoPA may call our station, and pagopa.json names no code, broker or station")
	}
	s := &pagopa.Station{Creditor: c.Creditor, Books: db, Now: c.Now, Down: isDown, Report: c.Report}
	return func(missing http.Handler) http.Handler { return access.Guard(s, missing) }, nil
}
