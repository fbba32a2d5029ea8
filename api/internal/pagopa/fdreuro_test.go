package pagopa

import (
	"encoding/json"
	"strings"
	"testing"

	"sportello/api/money"
)

// Amounts of FdR and of copies are numbers of euro in JSON. The great ones are how pagoPA's programs write them.
func TestEuros(t *testing.T) {
	for text, want := range map[string]money.Cents{"100.95": 100_95, "100.9": 100_90, "100": 100_00, "0.01": 1, "0": 0, "0.0": 0, "1.0E7": 10_000_000_00,
		"1.234567E7": 12_345_670_00, "1.23456789E7": 12_345_678_90, "1e2": 100_00, "10.500": 10_50, "100E-2": 1_00, "1E+3": 1_000_00} {
		if got, ok := euros(json.Number(text)); !ok || got != want {
			t.Errorf("%s is %v, %v; want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "-1", "1.005", "abc", "1E99", "1E", "0x10", "9999999999999999999", "1.2.3", ".", "+1"} {
		if got, ok := euros(json.Number(text)); ok {
			t.Errorf("%q is an amount: %v", text, got)
		}
	}
}

// FuzzEuros: what is read is what was written, in whatever of its forms.
func FuzzEuros(f *testing.F) {
	f.Add(uint64(12_345), uint8(3))
	f.Add(uint64(0), uint8(0))
	f.Fuzz(func(t *testing.T, cents uint64, zeros uint8) {
		want := money.Cents(cents % 1_000_000_000_000)
		text := decimal(want)
		for _, form := range []string{text, text + strings.Repeat("0", int(zeros%8)), strings.TrimSuffix(text, ".00"), strings.Replace(text, ".", "", 1) + "E-2", text + "E0"} {
			if got, ok := euros(json.Number(form)); !ok || got != want {
				t.Errorf("%s is %v, %v; want %v", form, got, ok, want)
			}
		}
	})
}
