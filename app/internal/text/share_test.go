package text_test

import (
	"testing"

	"sportello/api/money"
	"sportello/app/internal/text"
)

func TestShare(t *testing.T) {
	for _, c := range []struct {
		lang         string
		num, den     int
		shown, heard string
	}{
		{"it", 1, 1, "tutto", "tutto"},
		{"it", 1, 2, "1/2", "la metà"},
		{"it", 1, 3, "1/3", "un terzo"},
		{"it", 2, 3, "2/3", "2 terzi"},
		{"it", 3, 4, "3/4", "3 quarti"},
		{"it", 7, 36, "7/36", "7 parti su 36"},
		{"it", 1, 36, "1/36", "1 parte su 36"},
		{"it", 4, 4, "tutto", "tutto"},
		{"en", 1, 3, "1/3", "one third"},
		{"en", 2, 3, "2/3", "2 thirds"},
	} {
		if shown, heard := text.Share(text.For(c.lang), c.num, c.den); shown != c.shown || heard != c.heard {
			t.Errorf("%s %d/%d: %q, heard %q", c.lang, c.num, c.den, shown, heard)
		}
	}
}

func TestPercent(t *testing.T) {
	for in, want := range map[money.Rate]string{1060: "1,06 per cento", 75_000: "75 per cento", 600: "0,6 per cento", 0: "0 per cento",
		833: "0,833 per cento", 1005: "1,005 per cento", 10_000: "10 per cento"} {
		if got := text.Percent(text.For("it"), in); got != want {
			t.Errorf("%d: %q, want %q", in, got, want)
		}
	}
	if got := text.Percent(text.For("en"), 1060); got != "1.06 per cent" {
		t.Errorf("in English %q", got)
	}
}
