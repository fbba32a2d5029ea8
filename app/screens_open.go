//go:build !js

package app

import finescreens "sportello/app/fines"

// Paying without signing in is of the server alone: a phone knows no more of it than anybody with the letter.
func init() {
	screens = append(screens,
		screen{"/paga/libero", public, finescreens.PayOpenly},
		screen{"/paga/libero/{payment}", public, finescreens.Opened},
	)
}
