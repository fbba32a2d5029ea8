package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// budget is what the browser program may weigh on the wire: brotli at its best, in bytes (DESIGN.md, Budgets).
const budget = 1_600_000

// TestSize weighs the very files that are served, after building them anew if a source has changed.
func TestSize(t *testing.T) {
	root := filepath.Join("..", "..")
	build := exec.Command("go", "run", "./cmd/gen", "dist")
	build.Dir = root
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building the browser program: %v\n%s", err, said)
	}
	wire := size(t, filepath.Join(root, "assets", "dist", "app.wasm.br"))
	t.Logf("browser program: %d bytes brotli, budget %d, left %d", wire, budget, budget-wire)
	if wire > budget {
		t.Errorf("the browser program weighs %d bytes on the wire, %d more than it may", wire, wire-budget)
	}
	if wire < budget/2 {
		t.Errorf("%d bytes cannot be the whole browser program", wire)
	}
}

func size(t *testing.T, name string) int {
	t.Helper()
	about, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	return int(about.Size())
}
