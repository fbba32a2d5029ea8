package fiscal

import (
	"errors"
	"testing"

	"sportello/api/money"
)

// Domain facts §1.3: the example of the specification [AVV-QR], and the rules of producing.
func TestNoticeQR(t *testing.T) {
	cases := []struct {
		in   Payable
		want string
	}{
		{Payable{"000000000000000000", "00000000000", 99_99}, "PAGOPA|002|000000000000000000|00000000000|9999"},
		{Payable{"312000000000000725", "00870790151", 68_18}, "PAGOPA|002|312000000000000725|00870790151|6818"},
		{Payable{"312000000000000725", "00870790151", 1}, "PAGOPA|002|312000000000000725|00870790151|1"},
		{Payable{"312000000000000725", "00870790151", 9_999_999_999}, "PAGOPA|002|312000000000000725|00870790151|9999999999"},
		{Payable{"312000000000000725", "00870790151", 10_000_000_000}, ""},
		{Payable{"312000000000000725", "00870790151", 0}, ""},
		{Payable{"312000000000000725", "00870790151", -5}, ""},
		{Payable{"31200000000000072", "00870790151", 1}, ""},
		{Payable{"31200000000000072A", "00870790151", 1}, ""},
		{Payable{"312000000000000725", "", 1}, ""},
		{Payable{"312000000000000725", "0087079015|", 1}, ""},
	}
	for _, c := range cases {
		got, err := NoticeQR(c.in)
		if got != c.want || (err == nil) != (c.want != "") {
			t.Errorf("%+v: %q, %v; want %q", c.in, got, err, c.want)
		}
	}
}

// Domain facts §1.3: the texts of the IO app's own tests [IO-QR], the rest by its parse rules.
func TestParseNoticeQR(t *testing.T) {
	cases := []struct {
		in     string
		amount money.Cents
		ok     bool
	}{
		{"PAGOPA|002|123456789012345678|12345678901|1234567801", 12_345_678_01, true},
		{"PAGOPA|002|000000000000000000|00000000000|9999", 99_99, true},
		{"PAGOPA|002|123456789012345678|12345678901|0000015000", 150_00, true},
		{"PAGOPA|002|123456789012345678|12345678901", 0, false}, // four fields
		{"PAGOPA|002|123456789012345678|12345678901|1|2", 0, false},
		{"PAGOPA|001|123456789012345678|12345678901|1", 0, false},
		{"pagopa|002|123456789012345678|12345678901|1", 0, false},
		{"PAGOPA|002|12345678901234567|12345678901|1", 0, false},
		{"PAGOPA|002|123456789012345678|1234567890|1", 0, false},
		{"PAGOPA|002|123456789012345678|12345678901|", 0, false},
		{"PAGOPA|002|123456789012345678|12345678901|+1", 0, false},
		{"PAGOPA|002|123456789012345678|12345678901|12345678012", 0, false}, // eleven digits
		{"PAGOPA|002|12345678901234567٣|12345678901|1", 0, false},
		{"", 0, false},
	}
	for _, c := range cases {
		got, err := ParseNoticeQR(c.in)
		if got.Amount != c.amount || c.ok != (err == nil) || err != nil && !errors.Is(err, ErrNoticeQR) {
			t.Errorf("%q: %+v, %v", c.in, got, err)
		}
	}
}

func FuzzParseNoticeQR(f *testing.F) {
	for _, s := range []string{"PAGOPA|002|123456789012345678|12345678901|1234567801", "PAGOPA|002|||", "PAGOPA|002|123456789012345678|12345678901|0000015000"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParseNoticeQR(s)
		if err != nil {
			return
		}
		text, err := NoticeQR(p)
		if err != nil && p.Amount > 0 {
			t.Fatalf("%q is read as %+v and not written: %v", s, p, err)
		}
		if back, err := ParseNoticeQR(text); p.Amount > 0 && (err != nil || back != p) {
			t.Fatalf("%q is %+v, written %q, read again as %+v, %v", s, p, text, back, err)
		}
	})
}
