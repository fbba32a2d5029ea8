package main

import (
	"os"
	"path/filepath"

	"sportello/api"
)

func init() { generators["openapi"] = genOpenAPI }

// genOpenAPI writes api/openapi.yaml. Its version is that of the interface, not of the program.
func genOpenAPI(root string) error {
	spec, err := api.Describe("1").YAML()
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, "api", "openapi.yaml"), spec, 0o644)
}
