package pagopa

import (
	"strings"
	"time"
	"unicode/utf8"

	"sportello/api/calendar"
	"sportello/api/money"
)

// fields reads what an element holds, against the types of the specification. The first thing that is missing, stands
// there twice or has not its form is remembered in bad: everything is read first, and judged once.
type fields struct {
	*element
	bad *bool
}

func read(e *element) fields { return fields{e, new(bool)} }

// one is the child of a name, without a namespace as the specification has it, or in any: some who call qualify it.
// Two of them are worse than none: which one counts?
func (f fields) one(name string, must bool) *element {
	var found *element
	for _, e := range f.inner {
		if e.name.Local != name {
			continue
		}
		if found != nil {
			*f.bad = true
		}
		found = e
	}
	if found == nil && must {
		*f.bad = true
	}
	return found
}

// in is the child of a name, to be read in turn. Where it is missing all that is read of it is empty.
func (f fields) in(name string, must bool) fields {
	e := f.one(name, must)
	if e == nil {
		return fields{&element{}, new(bool)} // what a missing element lacks is no fault of its own
	}
	return fields{e, f.bad}
}

// all are the children of a name.
func (f fields) all(name string) (found []fields) {
	for _, e := range f.inner {
		if e.name.Local == name {
			found = append(found, fields{e, f.bad})
		}
	}
	return found
}

// must is the text of a child that the specification asks for; may is that of one that can be left out.
func (f fields) must(name string, fits func(string) bool) string { return f.value(name, true, fits) }
func (f fields) may(name string, fits func(string) bool) string  { return f.value(name, false, fits) }

func (f fields) value(name string, must bool, fits func(string) bool) string {
	e := f.one(name, must)
	if e == nil {
		return ""
	}
	text := strings.TrimSpace(string(e.text))
	if len(e.inner) > 0 || !fits(text) {
		*f.bad = true
	}
	return text
}

// amount is a sum: euro with a point and exactly two decimals (stAmount).
func (f fields) amount(name string, must bool) money.Cents {
	text := f.value(name, must, func(s string) bool { _, ok := cents(s); return ok })
	sum, _ := cents(text)
	return sum
}

// day is a date (xsd:date), its zone aside; 0 when there is none.
func (f fields) day(name string) calendar.Day {
	text := f.may(name, func(s string) bool { _, ok := date(s); return ok })
	day, _ := date(text)
	return day
}

// moment is an instant and the day on which it was in Italy (xsd:dateTime). Without a zone it is Italy's.
func (f fields) moment(name string) (at time.Time, day calendar.Day) {
	text := f.may(name, func(s string) bool { _, ok := instant(s); return ok })
	if at, ok := instant(text); ok {
		return at, calendar.InRome(at)
	}
	return time.Time{}, 0
}

// text says whether a text has 1 to most characters.
func text(most int) func(string) bool {
	return func(s string) bool { n := utf8.RuneCountInString(s); return n >= 1 && n <= most }
}

// digits says whether a text is so many digits.
func digits(n int) func(string) bool {
	return func(s string) bool { return len(s) == n && strings.Trim(s, "0123456789") == "" }
}

func anything(s string) bool { return s != "" }

// mostCents is the greatest sum of the specification.
const mostCents money.Cents = 999_999_999_99

// cents reads an amount of the specification: \d+\.\d{2}, up to 999999999.99.
func cents(s string) (money.Cents, bool) {
	whole, fraction, pointed := strings.Cut(s, ".")
	if !pointed || len(fraction) != 2 || whole == "" || strings.Trim(whole+fraction, "0123456789") != "" {
		return 0, false
	}
	c, err := money.Parse(s, money.Plain)
	return c, err == nil && c <= mostCents
}

// decimal writes an amount of the specification.
func decimal(c money.Cents) string { return c.Format(money.Plain) }

// date reads the date that a date of XML begins with.
func date(s string) (calendar.Day, bool) {
	if len(s) < 10 || len(s) > 10 && s[10] != 'Z' && s[10] != '+' && s[10] != '-' {
		return 0, false
	}
	var day calendar.Day
	err := day.UnmarshalText([]byte(s[:10]))
	return day, err == nil
}

// instant reads a moment of XML. One without a zone is by the clocks of Italy.
func instant(s string) (time.Time, bool) {
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t, true
	}
	t, err := time.Parse("2006-01-02T15:04:05.999999999", s)
	if err != nil {
		return time.Time{}, false
	}
	_, east := calendar.Rome(t).Zone()
	return t.Add(-time.Duration(east) * time.Second), true
}
