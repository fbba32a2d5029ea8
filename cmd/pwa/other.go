//go:build !(js && wasm)

package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "pwa runs in a browser: build it with go run ./cmd/gen dist")
	os.Exit(1)
}
