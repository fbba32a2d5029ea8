package main

import (
	"fmt"
	"io/fs"
	"path"

	"sportello/api/payments"
	"sportello/e2e/outside/town"
)

// readCreditor reads how a comune stands at pagoPA.
func readCreditor(assets fs.FS, name string) (payments.Creditor, error) {
	var c payments.Creditor
	if err := readJSON(assets, path.Join("comuni", name, "pagopa.json"), &c); err != nil {
		return c, fmt.Errorf("reading how the comune %s stands at pagoPA: %w", name, err)
	}
	return c, nil
}

// demoStanding is how the comune of the demonstration stands at pagoPA: as nobody, with the segregation code of the
// notices of its invented town.
func demoStanding(c payments.Creditor) payments.Creditor {
	c.Code, c.Segregation = demoCreditor, town.Segregation
	return c
}
