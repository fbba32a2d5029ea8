package ui

import "testing"

func TestAmountIsOneSentence(t *testing.T) {
	checkSounds(t, []sound{
		{"owed", Amount("Da pagare oggi", "29,40 €", "29 euro e 40 centesimi"), "Da pagare oggi: 29 euro e 40 centesimi"},
		{"paid", Amount("Pagato", "1.027,00 €", "1027 euro"), "Pagato: 1027 euro"},
	})
}
