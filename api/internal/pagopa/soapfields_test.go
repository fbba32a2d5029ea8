package pagopa

import (
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"sportello/api/money"
)

// Amounts of SOAP are decimals with exactly two digits; ours are cents (DOMAIN § 1.7). Rows at the ends are in pairs.
func TestDecimals(t *testing.T) {
	for _, row := range []struct {
		text string
		want money.Cents
		ok   bool
	}{
		{"120.00", 120_00, true}, // § 1.7
		{"0.01", 1, true},
		{"0.00", 0, true}, // stAmount has it, stAmountNotZero has not
		{"0.10", 10, true},
		{"00120.00", 120_00, true},
		{"0.29", 29, true}, // 28.999… of who counts in floating point
		{"1.15", 1_15, true},
		{"4.35", 4_35, true},
		{"999999999.99", 999_999_999_99, true},
		{"1000000000.00", 0, false},
		{"99999999999999999999.99", 0, false},
		{"120", 0, false},
		{"120.", 0, false},
		{"120.0", 0, false},
		{"120.000", 0, false},
		{".50", 0, false},
		{"120,00", 0, false},
		{"1.200.00", 0, false},
		{"1,200.00", 0, false},
		{"-0.01", 0, false},
		{"+0.01", 0, false},
		{"1e2.00", 0, false},
		{" 1.00", 0, false},
		{"١.00", 0, false},
		{"NaN", 0, false},
		{"", 0, false},
	} {
		if got, ok := cents(row.text); got != row.want && row.ok || ok != row.ok {
			t.Errorf("%q is %d, %v; want %d, %v", row.text, got, ok, row.want, row.ok)
		}
	}
	for sum, want := range map[money.Cents]string{1: "0.01", 10: "0.10", 99: "0.99", 100: "1.00", 29_40: "29.40", 1234_56: "1234.56", mostCents: "999999999.99"} {
		if got := decimal(sum); got != want {
			t.Errorf("%d is %q, want %q", sum, got, want)
		}
	}
}

// TestDecimalsThereAndBack: every sum comes back as it went, and is written with exactly two decimals.
func TestDecimalsThereAndBack(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		c := money.Cents(rng.Int64N(int64(mostCents) >> rng.IntN(36)))
		text := decimal(c)
		if want := strconv.FormatInt(int64(c/100), 10) + "." + strconv.FormatInt(int64(c%100)+100, 10)[1:]; text != want {
			t.Fatalf("%d is written %q", c, text)
		}
		if back, ok := cents(text); back != c || !ok {
			t.Fatalf("%d came back as %d, %v", c, back, ok)
		}
	}
}

func FuzzCents(f *testing.F) {
	for _, s := range []string{"120.00", "0.01", "999999999.99", "1e2.00", "120,00", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, ok := cents(s)
		if !ok {
			return
		}
		if again, ok := cents(decimal(c)); again != c || !ok || c < 0 || c > mostCents {
			t.Fatalf("%q is %d, which is written %q", s, c, decimal(c))
		}
	})
}

// Moments of XML, with a zone and without; those without are by the clocks of Italy.
func TestMoments(t *testing.T) {
	for text, want := range map[string]string{
		"2026-03-10T23:50:11":           "2026-03-10T22:50:11Z",
		"2026-07-10T23:50:11":           "2026-07-10T21:50:11Z",
		"2026-07-10T23:50:11.123456":    "2026-07-10T21:50:11.123456Z",
		"2026-07-10T23:50:11Z":          "2026-07-10T23:50:11Z",
		"2026-07-10T23:50:11+02:00":     "2026-07-10T21:50:11Z",
		"2026-07-10T23:50:11.000-05:00": "2026-07-11T04:50:11Z",
		"2026-07-10":                    "",
		"2026-07-10T24:50:11":           "",
		"2026-02-29T10:00:00":           "",
		"":                              "",
	} {
		got, ok := instant(text)
		if ok != (want != "") || ok && got.UTC().Format(time.RFC3339Nano) != want {
			t.Errorf("%q is %v, %v; want %s", text, got, ok, want)
		}
	}
	for text, want := range map[string]string{"2026-03-10": "2026-03-10", "2026-03-10Z": "2026-03-10", "2026-03-10+02:00": "2026-03-10",
		"2026-3-10": "", "2026-02-30": "", "2026-03-10T00:00:00": "", "10/03/2026": "", "": ""} {
		if got, ok := date(text); got.String() != want || ok != (want != "") {
			t.Errorf("%q is %v, %v; want %q", text, got, ok, want)
		}
	}
}
