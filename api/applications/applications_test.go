package applications_test

import (
	"maps"
	"testing"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/flow"
)

const today = calendar.Day(739_942)

// whole is an application that can be filed.
var whole = flow.Answers{"address": "Via Cavour 12", "phone": "0362 123456", "alone": "yes", "contact_name": "Ada Colli",
	"contact_phone": "333 1234567", "keys": "yes", "disability": "no", "visit": "any", "notes": "", "declare": "yes"}

func with(name, value string) flow.Answers {
	a := maps.Clone(whole)
	a[name] = value
	return a
}

func without(name string) flow.Answers {
	a := maps.Clone(whole)
	delete(a, name)
	return a
}

func TestTelesoccorso(t *testing.T) {
	for _, c := range []struct {
		about string
		said  flow.Answers
		next  string // the step that is asked; empty: ready to send
	}{
		{"whole", whole, ""},
		{"with papers to come", with("disability", "yes"), "papers"},
		{"the person to call has the applicant's number", with("contact_phone", "0362123456"), "contact"},
		{"the same with the Italian prefix", with("contact_phone", "+39 0362 123456"), "contact"},
		{"not declared", with("declare", ""), "declare"},
		{"no address", without("address"), "address"},
		{"notes of 1,001 letters", with("notes", string(make([]byte, 1001))), "notes"},
	} {
		next, done := applications.Telesoccorso.Next(c.said, today)
		if next.ID != c.next || done != (c.next == "") {
			t.Errorf("%s: asks %q, want %q", c.about, next.ID, c.next)
		}
	}
}

// L. 241/1990 art. 2: thirty days from filing; the day of filing does not count, nothing moves the term.
func TestDueOn(t *testing.T) {
	s := applications.Service{TermDays: 30}
	for _, c := range []struct{ filed, due string }{
		{"2026-11-22", "2026-12-22"},
		{"2026-11-25", "2026-12-25"}, // a holiday does not move an administrative term (DOMAIN §11)
		{"2024-01-31", "2024-03-01"}, // a leap year
	} {
		filed, err := calendar.Parse(c.filed)
		if err != nil {
			t.Fatal(err)
		}
		if got := applications.DueOn(s, filed).String(); got != c.due {
			t.Errorf("filed on %s: due on %s, want %s", c.filed, got, c.due)
		}
	}
}

// DPR 445/2000 art. 57: at least seven digits, anew each year.
func TestProtocol(t *testing.T) {
	for _, c := range []struct {
		number int64
		want   string
	}{{1, "2026/0000001"}, {9_999_999, "2026/9999999"}, {10_000_000, "2026/10000000"}} {
		if got := applications.Protocol(2026, c.number); got != c.want {
			t.Errorf("number %d is written %s, want %s", c.number, got, c.want)
		}
	}
}
