//go:build js && wasm

package main

import "sportello/app/phone"

func main() { phone.Run() }
