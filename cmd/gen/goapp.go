package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const goApp = "github.com/maxence-charriere/go-app/v10"

// clientHalf takes the place of go-app's http.go and resource.go, which serve pages and bring net/http, TLS and all
// curves along. These two names are what its other files ask of them in a browser.
const clientHalf = `package app

type Handler struct{}

func clientResourceResolver(string) func(string) string { return func(location string) string { return location } }
`

// clientOnly copies go-app without its server half into a folder of root, and gives a module file that builds with
// the copy: 353 KB fewer on the wire (1,634,791 to 1,281,784). The copy's address is written from root, so that the
// program is the same wherever it is built.
func clientOnly(root, dir string) (modfile string, err error) {
	from, err := goSays(root, "list", "-m", "-f", "{{.Dir}}", goApp)
	if err != nil {
		return "", err
	}
	to := filepath.Join(root, dir, "go-app")
	if err := os.RemoveAll(to); err != nil {
		return "", err
	}
	for _, pkg := range []string{"pkg/app", "pkg/errors"} {
		if err := copySources(filepath.Join(from, pkg), filepath.Join(to, pkg)); err != nil {
			return "", err
		}
	}
	modfile = filepath.Join(root, dir, "pwa.mod")
	for _, file := range []struct{ from, to, more string }{
		{filepath.Join(from, "go.mod"), filepath.Join(to, "go.mod"), ""},
		{"", filepath.Join(to, "pkg/app/http.go"), clientHalf},
		{"", filepath.Join(to, "pkg/app/resource.go"), "package app\n"},
		{filepath.Join(root, "go.sum"), filepath.Join(root, dir, "pwa.sum"), ""},
		{filepath.Join(root, "go.mod"), modfile, fmt.Sprintf("\nreplace %s => ./%s/go-app\n", goApp, dir)},
	} {
		if err := copyFile(file.from, file.to, file.more); err != nil {
			return "", err
		}
	}
	return modfile, nil
}

// copyFile writes a file anew: that of another, if there is one, and more.
func copyFile(from, to, more string) error {
	var text []byte
	if from != "" {
		had, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		text = had
	}
	return os.WriteFile(to, append(text, more...), 0o644)
}

// copySources copies the Go files of one folder that are no tests.
func copySources(from, to string) error {
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(from, "*.go"))
	if err != nil {
		return err
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		if err := copyFile(file, filepath.Join(to, filepath.Base(file)), ""); err != nil {
			return err
		}
	}
	return nil
}

func goSays(root string, args ...string) (string, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Stderr = root, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("go %s: %w", strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out)), nil
}
