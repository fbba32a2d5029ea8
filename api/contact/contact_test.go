package contact_test

import (
	"strings"
	"testing"
	"time"

	"sportello/api/contact"
	"sportello/api/identity"
)

func TestClean(t *testing.T) {
	name64 := strings.Repeat("a", 64)
	for _, c := range []struct {
		kind                  contact.Kind
		value, clean, problem string
	}{
		{contact.Email, " teresa.q+comune@posta.esempio.it ", "teresa.q+comune@posta.esempio.it", ""},
		{contact.Email, "", "", "missing"},
		{contact.Email, "   ", "", "missing"},
		{contact.Email, "teresa", "teresa", "wrong"},
		{contact.Email, "teresa@esempio", "teresa@esempio", "wrong"},
		{contact.Email, "teresa@esempio.it>", "teresa@esempio.it>", "wrong"},
		{contact.Email, "a b@esempio.it", "a b@esempio.it", "wrong"},
		{contact.Email, "a..b@esempio.it", "a..b@esempio.it", "wrong"},
		{contact.Email, "a@b@esempio.it", "a@b@esempio.it", "wrong"},
		{contact.Email, "a@esempio.it\r\nBcc: b@esempio.it", "a@esempio.it Bcc: b@esempio.it", "wrong"},
		{contact.Email, name64 + "@esempio.it", name64 + "@esempio.it", ""},                                   // RFC 5321 § 4.5.3.1.1
		{contact.Email, name64 + "a@esempio.it", name64 + "a@esempio.it", "wrong"},                            // one more
		{contact.Email, "a@" + strings.Repeat("b.", 125) + "it", "a@" + strings.Repeat("b.", 125) + "it", ""}, // 254
		{contact.Email, "ab@" + strings.Repeat("b.", 125) + "it", "ab@" + strings.Repeat("b.", 125) + "it", "long"},
		{contact.Phone, "+39 0362  123456", "+39 0362 123456", ""},
		{contact.Phone, "0362/12.34-56", "0362/12.34-56", ""},
		{contact.Phone, "123456", "123456", ""},
		{contact.Phone, "12345", "12345", "wrong"},
		{contact.Phone, "123456789012345", "123456789012345", ""}, // E.164: 15 digits
		{contact.Phone, "1234567890123456", "1234567890123456", "wrong"},
		{contact.Phone, "casa 123456", "casa 123456", "wrong"},
		{contact.Phone, "", "", "missing"},
	} {
		if clean, problem := contact.Clean(c.kind, c.value); clean != c.clean || problem != c.problem {
			t.Errorf("%s %q: %q, %q; want %q, %q", c.kind, c.value, clean, problem, c.clean, c.problem)
		}
	}
}

func TestInForce(t *testing.T) {
	asked := time.Date(2026, 10, 24, 10, 0, 0, 0, time.UTC) // the night of 25 October the clocks go back: 24 hours are 24 hours
	for mandate, want := range map[identity.MandateKind]time.Time{
		identity.MandateSelf:  asked,
		identity.MandateProxy: time.Date(2026, 10, 31, 10, 0, 0, 0, time.UTC),
		identity.MandateDesk:  time.Date(2026, 10, 31, 10, 0, 0, 0, time.UTC),
	} {
		if got := contact.InForce(asked, mandate, 7); !got.Equal(want) {
			t.Errorf("%s: %v, want %v", mandate, got, want)
		}
	}
}

func TestAt(t *testing.T) {
	from := time.Date(2026, 11, 30, 10, 0, 0, 0, time.UTC)
	c := contact.Contact{Email: "old@esempio.it", Phone: "0362 1", Waiting: []contact.Entry{
		{ID: "1", Kind: contact.Email, Value: "new@esempio.it", FromAt: from},
		{ID: "2", Kind: contact.Phone, Value: "", FromAt: from.Add(time.Hour)},
	}}
	for _, r := range []struct {
		at           time.Time
		email, phone string
		waiting      int
	}{
		{from.Add(-time.Second), "old@esempio.it", "0362 1", 2}, // the last second before
		{from, "new@esempio.it", "0362 1", 1},                   // the first after
		{from.Add(time.Hour - time.Nanosecond), "new@esempio.it", "0362 1", 1},
		{from.Add(time.Hour), "new@esempio.it", "", 0},
	} {
		if got := c.At(r.at); got.Email != r.email || got.Phone != r.phone || len(got.Waiting) != r.waiting {
			t.Errorf("at %v: %+v", r.at, got)
		}
	}
	if len(c.Waiting) != 2 {
		t.Error("At changed what it was given")
	}
}
