package fiscal

import (
	"errors"
	"strings"
	"testing"

	"sportello/api/money"
)

// matrix is the vector of the IO app's own tests [IO-DM], DOMAIN § 1.4, filled up to its 256 characters.
var matrix = func() string {
	s := "codfase=NBPA;183007157000000000321200001630209310000000000138961P100085240950BSCMTT83A12L719R" + "MARIO ROSSI"
	return s + strings.Repeat(" ", 255-len(s)) + "A"
}()

func TestParseNoticeMatrix(t *testing.T) {
	want := Payable{NAV: "300715700000000032", Creditor: "00085240950", Amount: 1}
	changed := func(at int, to string) string { return matrix[:at] + to + matrix[at+len(to):] }
	cases := []struct {
		about, in string
		want      Payable
	}{
		{"the vector", matrix, want},
		{"without what names the debtor", matrix[:77], want},
		{"a character less", matrix[:76], Payable{}},
		{"the most that it holds", changed(49, "9999999999"), Payable{want.NAV, want.Creditor, 99_999_999_99}},
		{"a letter in the notice number", changed(22, "A"), Payable{}}, // as the IO app refuses it
		{"a letter in the amount", changed(50, "A"), Payable{}},
		{"a sign in the amount", changed(49, "+"), Payable{}},
		{"a letter in the creditor", changed(70, "A"), Payable{}},
		{"a blank in the account", changed(40, " "), Payable{}},
		{"another phase", changed(8, "XXXX"), Payable{}},
		{"another document", changed(60, "674"), Payable{}},
		{"nothing", "", Payable{}},
		{"letters of two bytes", strings.Repeat("è", 128), Payable{}},
	}
	for _, c := range cases {
		got, err := ParseNoticeMatrix(c.in)
		if got != c.want || (err == nil) != (c.want != Payable{}) || err != nil && !errors.Is(err, ErrNoticeQR) {
			t.Errorf("%s: %+v, %v", c.about, got, err)
		}
	}
}

// Whatever of a notice is before somebody: a number as it is printed or typed, or the text of either code.
func TestReadNotice(t *testing.T) {
	cases := []struct {
		in   string
		want Payable
		err  error
	}{
		{" PAGOPA|002|123456789012345678|12345678901|0000015000\r\n", Payable{"123456789012345678", "12345678901", 150_00}, nil},
		{matrix, Payable{"300715700000000032", "00085240950", 1}, nil},
		{"3020 1238 7654 3123 84", Payable{NAV: "302012387654312384"}, nil}, // fails mod 93, and is pagoPA's own example
		{"302012387654312384", Payable{NAV: "302012387654312384"}, nil},
		{"30201238765431238", Payable{}, ErrNoticeLength},
		{"PAGOPA|002|123456789012345678", Payable{}, ErrNoticeDigits},
		{"https://example.org/paga", Payable{}, ErrNoticeDigits},
		{"902012387654312384", Payable{}, ErrNoticeAux},
		{"", Payable{}, ErrNoticeLength},
	}
	for _, c := range cases {
		if got, err := ReadNotice(c.in); got != c.want || !errors.Is(err, c.err) {
			t.Errorf("%q: %+v, %v", c.in, got, err)
		}
	}
}

func FuzzReadNotice(f *testing.F) {
	for _, s := range []string{matrix, matrix[:77], "PAGOPA|002|123456789012345678|12345678901|1", "3020 1238 7654 3123 84", "codfase=NBPA;18"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ReadNotice(s)
		if err != nil {
			if p != (Payable{}) {
				t.Fatalf("%q: %+v with %v", s, p, err)
			}
			return
		}
		coded := p.Creditor != ""
		if !allDigits(p.NAV, 18) || coded && !allDigits(p.Creditor, 11) || !coded && p.Amount != 0 || p.Amount < 0 || p.Amount > money.Cents(maxQR) {
			t.Fatalf("%q: %+v", s, p)
		}
		if again, err := ReadNotice(p.NAV); err != nil || again.NAV != p.NAV {
			if n := p.NAV[0]; n <= '3' { // the text of a code may hold a number that nobody would be given
				t.Fatalf("%q: %+v, %v", p.NAV, again, err)
			}
		}
	})
}
