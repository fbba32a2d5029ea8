// Command pwa is the browser program: host 2 of the app. It is built with GOOS=js GOARCH=wasm by
// "go run ./cmd/gen dist" and started by assets/worker/boot.js. For other systems it does nothing.
package main
