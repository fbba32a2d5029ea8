package main

import (
	"fmt"
	"io/fs"
	"path"

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
