package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"

	"sportello/api/folder"
	"sportello/api/payments"
)

// readCreditor reads how a comune stands at pagoPA.
func readCreditor(assets fs.FS, name string) (payments.Creditor, error) {
	var c payments.Creditor
	if err := readJSON(assets, path.Join("comuni", name, "pagopa.json"), &c); err != nil {
		return c, fmt.Errorf("reading how the comune %s stands at pagoPA: %w", name, err)
	}
	return c, nil
}

// offer says what people can pay online: nothing without a code and a key.
func (s *settings) offer(town *folder.Town, c payments.Creditor) {
	town.Creditor, town.Pay = cmp.Or(town.Creditor, c.Code), c.Offer
	if !s.pagopa.On(c.Code) {
		town.Pay.Online, s.pagopa.Origin = false, ""
	}
}
