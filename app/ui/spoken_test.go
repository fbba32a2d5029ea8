package ui

import "testing"

func TestSpoken(t *testing.T) {
	checkShapes(t, []shape{{"shown and heard", Spoken("30100", "tre zero"),
		`<span class="spoken"><span aria-hidden="true">30100</span><span class="heard">tre zero</span></span>`}})
	checkSounds(t, []sound{
		{"only the words", Spoken("30100", "tre zero"), "tre zero"},
		{"nothing to hear", Spoken("30100", ""), ""},
		{"inside of a sentence", El("p", nil, Text("Avviso "), Spoken("1", "uno"), Text(".")), "Avviso uno."},
	})
}
