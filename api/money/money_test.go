package money

import (
	"errors"
	"math"
	"math/big"
	"testing"
)

func TestParse(t *testing.T) {
	cases := []struct {
		in   string
		form Form
		want Cents
		err  error
	}{
		{"68,18", Italian, 68_18, nil},
		{"68,1", Italian, 68_10, nil},
		{"68", Italian, 68_00, nil},
		{",5", Italian, 50, nil},
		{"1.234,56", Italian, 1234_56, nil},
		{"1.234.567,00", Italian, 1234567_00, nil},
		{"1234,56", Italian, 1234_56, nil},
		{"1.234", Italian, 1234_00, nil},
		{"-0,05", Italian, -5, nil},
		{"68,1800", Italian, 68_18, nil},
		{"1234.56", Plain, 1234_56, nil},
		{"1,234.56", English, 1234_56, nil},
		{"92233720368547758,07", Italian, 0, ErrRange},
		{"68,185", Italian, 0, ErrPrecision},
		{"68.18", Italian, 0, ErrForm}, // a decimal point where thousands stand
		{"1.23.456", Italian, 0, ErrForm},
		{".123", Italian, 0, ErrForm},
		{"1,234.56", Italian, 0, ErrForm},
		{"68,", Italian, 0, ErrForm},
		{"", Italian, 0, ErrForm},
		{"-", Italian, 0, ErrForm},
		{",", Italian, 0, ErrForm},
		{"--1", Italian, 0, ErrForm},
		{"+1", Italian, 0, ErrForm},
		{"n.d.", Italian, 0, ErrForm},
		{"1e3", Plain, 0, ErrForm},
		{"68,1x", Italian, 0, ErrForm},
		{"68,180x", Italian, 0, ErrForm},
		{"٣", Italian, 0, ErrForm},
	}
	for _, c := range cases {
		got, err := Parse(c.in, c.form)
		if !errors.Is(err, c.err) || err == nil && got != c.want {
			t.Errorf("Parse(%q) = %d, %v; want %d, %v", c.in, got, err, c.want, c.err)
		}
	}
}

func TestFormat(t *testing.T) {
	cases := []struct {
		in             Cents
		italian, plain string
	}{
		{0, "0,00", "0.00"},
		{5, "0,05", "0.05"},
		{-5, "-0,05", "-0.05"},
		{999_99, "999,99", "999.99"},
		{1000_00, "1.000,00", "1000.00"},
		{1234567_89, "1.234.567,89", "1234567.89"},
		{math.MinInt64, "-92.233.720.368.547.758,08", "-92233720368547758.08"},
	}
	for _, c := range cases {
		if got := c.in.Italian(); got != c.italian {
			t.Errorf("%d: Italian = %q, want %q", c.in, got, c.italian)
		}
		if got := c.in.Format(Plain); got != c.plain {
			t.Errorf("%d: Plain = %q, want %q", c.in, got, c.plain)
		}
	}
}

func TestFormatHundredths(t *testing.T) {
	for in, want := range map[int64]string{13500: "135", 4550: "45,5", 4505: "45,05", 0: "0", 100_000: "1.000"} {
		if got := FormatHundredths(in, Italian); got != want {
			t.Errorf("FormatHundredths(%d) = %q, want %q", in, got, want)
		}
	}
}

// Domain facts §11 and §2.2: 918.225 → 918.23, 4.585 → 4.59, example 6 (91.70 less 10 % is 82.53).
func TestMulRate(t *testing.T) {
	cases := []struct {
		in   Cents
		rate Rate
		want Cents
	}{
		{91822_50, 1_000, 918_23},
		{91_70, 5 * PerCent, 4_59},
		{91_70, 90 * PerCent, 82_53},
		{82_53, 5 * PerCent, 4_13},
		{-91_70, 5 * PerCent, -4_59},
		{80_00, 66_680, 53_34}, // 80 m² at 0.6668 €/m² is 53.344
		{1, 49_999, 0},
		{1, 50_000, 1},
		{math.MaxInt64, 2 * One, math.MaxInt64},
	}
	for _, c := range cases {
		if got := MulRate(c.in, c.rate); got != c.want {
			t.Errorf("MulRate(%d, %d) = %d, want %d", c.in, c.rate, got, c.want)
		}
	}
}

// L. 296/2006 art. 1 c. 166: up to 49 cents down, from 50 up. Domain facts §2.2 example 3: 159.30 is 159.
func TestF24(t *testing.T) {
	for in, want := range map[Cents]Cents{159_30: 159_00, 159_49: 159_00, 159_50: 160_00, 0: 0, 49: 0, 50: 1_00, -159_50: -160_00} {
		if got := F24(in); got != want {
			t.Errorf("F24(%d) = %d, want %d", in, got, want)
		}
	}
}

func TestParts(t *testing.T) {
	negative, euro, cents := Cents(-1234_05).Parts()
	if !negative || euro != 1234 || cents != 5 {
		t.Errorf("Parts = %v, %d, %d", negative, euro, cents)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"1.234,56", "-0,05", "68,18", ",", "1..2", "٣,٣"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := Parse(s, Italian)
		if err != nil {
			return
		}
		back, err := Parse(c.Italian(), Italian)
		if err != nil || back != c {
			t.Fatalf("%q read as %d, written %q, read again as %d, %v", s, c, c.Italian(), back, err)
		}
	})
}

func FuzzMulDiv(f *testing.F) {
	f.Add(int64(91_70), int64(5_000), int64(100_000))
	f.Add(int64(math.MinInt64), int64(math.MaxInt64), int64(3))
	f.Fuzz(func(t *testing.T, a, b, by int64) {
		if by <= 0 || by == math.MaxInt64 {
			return
		}
		got := MulDiv(a, b, by)
		x := new(big.Int).Abs(new(big.Int).Mul(big.NewInt(a), big.NewInt(b)))
		want := x.Add(x.Mul(x, big.NewInt(2)), big.NewInt(by)) // (2ab + by) ÷ 2by
		want.Div(want, new(big.Int).Mul(big.NewInt(by), big.NewInt(2)))
		if (a < 0) != (b < 0) {
			want.Neg(want)
		}
		if want.IsInt64() && want.Int64() != got && got != math.MinInt64 {
			t.Fatalf("%d × %d ÷ %d = %d, want %s", a, b, by, got, want)
		}
	})
}
