// Command gen writes the generated files of the repository: "go run ./cmd/gen text", or css, openapi, all.
//
// Each generator stands in a file of its own, knows one output and puts itself in the table. Generators read
// the repository and nothing else, so that the same commit always gives the same bytes; tests compare the
// committed files with what would be written.
package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// generators are what can be written, by name. A generator is given the root of the repository.
var generators = map[string]func(root string) error{}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	names := slices.Sorted(maps.Keys(generators))
	if len(args) == 1 && args[0] != "all" {
		if generators[args[0]] == nil {
			return fmt.Errorf("no generator %q: use %s or all", args[0], strings.Join(names, ", "))
		}
		names = args
	} else if len(args) != 1 {
		return fmt.Errorf("name one of %s or all", strings.Join(names, ", "))
	}
	root, err := findRoot()
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := generators[name](root); err != nil {
			return fmt.Errorf("writing %s: %w", name, err)
		}
	}
	return nil
}

// findRoot is the nearest folder, from here upwards, that holds go.mod.
func findRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", errors.New("no go.mod here or above")
		}
		dir = up
	}
}
