package text_test

import (
	"testing"

	"sportello/api/money"
	"sportello/app/internal/text"
)

// The rates are those of DOMAIN §2.2 and the edges of the form.
func TestUnitPrice(t *testing.T) {
	for _, c := range []struct {
		lang         string
		in           money.Rate
		shown, heard string
	}{
		{"it", 73_000, "0,73 euro", "73 centesimi"},
		{"it", 66_680, "0,6668 euro", "0,6668 euro"},
		{"it", 55_800, "0,558 euro", "0,558 euro"},
		{"it", 1_001, "0,01001 euro", "0,01001 euro"},
		{"it", 1, "0,00001 euro", "0,00001 euro"},
		{"it", 100_000, "1,00 euro", "1 euro"},
		{"it", 9_114_000, "91,14 euro", "91 euro e 14 centesimi"},
		{"it", 123_456_789, "1.234,56789 euro", "1.234,56789 euro"},
		{"en", 66_680, "0.6668 euro", "0.6668 euro"},
		{"en", 73_000, "0.73 euro", "73 cents"},
	} {
		if shown, heard := text.UnitPrice(text.For(c.lang), c.in); shown != c.shown || heard != c.heard {
			t.Errorf("%s %d: %q, heard %q; want %q, %q", c.lang, c.in, shown, heard, c.shown, c.heard)
		}
	}
}
