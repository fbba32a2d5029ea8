package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The server half of go-app stays out of the browser program, and with it all that it would bring along.
func TestBrowserProgramHasNoServer(t *testing.T) {
	root, err := filepath.Abs(repo)
	if err != nil {
		t.Fatal(err)
	}
	modfile, err := clientOnly(root, "bin/pwa-proof")
	if err != nil {
		t.Fatal(err)
	}
	list := exec.Command("go", "list", "-modfile", modfile, "-deps", "./cmd/pwa")
	list.Dir, list.Env = root, browserEnv
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Fields(string(out))
	if len(all) < 50 {
		t.Fatalf("only %d packages", len(all))
	}
	for _, pkg := range all {
		if pkg == "net/http" || pkg == "crypto/tls" || pkg == "crypto/x509" {
			t.Errorf("the browser program links %s", pkg)
		}
	}
}
