package calendar

import (
	"encoding/json"
	"errors"
	"testing"
	"time"
	_ "time/tzdata"
)

func day(t *testing.T, iso string) Day {
	t.Helper()
	d, err := Parse(iso)
	if err != nil {
		t.Fatalf("%s: %v", iso, err)
	}
	return d
}

// Every day from year 1 to 9999 agrees with the standard library.
func TestDateAgainstTime(t *testing.T) {
	at := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for d := Day(1); at.Year() < 10_000; d, at = d+1, at.AddDate(0, 0, 1) {
		y, m, dd := d.Date()
		if y != at.Year() || m != int(at.Month()) || dd != at.Day() || d.Weekday() != at.Weekday() {
			t.Fatalf("day %d is %d-%d-%d %s, want %s", d, y, m, dd, d.Weekday(), at)
		}
		if back, ok := Of(y, m, dd); !ok || back != d {
			t.Fatalf("Of(%d, %d, %d) = %d, %v, want %d", y, m, dd, back, ok, d)
		}
	}
}

func TestParse(t *testing.T) {
	cases := []struct {
		in, want string
		err      error
	}{
		{"2026-11-22", "2026-11-22", nil},
		{"22/11/2026", "2026-11-22", nil},
		{"1/2/2026", "2026-02-01", nil},
		{"22.11.2026", "2026-11-22", nil},
		{"22-11-2026", "2026-11-22", nil},
		{"29/02/2024", "2024-02-29", nil},
		{"29/02/2023", "", ErrNoSuchDay},
		{"29/02/2100", "", ErrNoSuchDay},
		{"31/02/2024", "", ErrNoSuchDay},
		{"00/01/2024", "", ErrNoSuchDay},
		{"2024-13-01", "", ErrNoSuchDay},
		{"01/01/0000", "", ErrNoSuchDay},
		{"22/11-2026", "", ErrForm},
		{"22/11/26", "", ErrForm},
		{"22/11", "", ErrForm},
		{"", "", ErrForm},
		{"22/11/2026 ", "", ErrForm},
		{"+1/11/2026", "", ErrForm},
		{"n.d.", "", ErrForm},
	}
	for _, c := range cases {
		got, err := Parse(c.in)
		if !errors.Is(err, c.err) || err == nil && got.String() != c.want {
			t.Errorf("Parse(%q) = %s, %v; want %s, %v", c.in, got, err, c.want, c.err)
		}
	}
}

func TestJSON(t *testing.T) {
	type row struct {
		Due  Day `json:"due"`
		Paid Day `json:"paid,omitempty"`
	}
	text, err := json.Marshal(row{Due: day(t, "2026-06-18")})
	if err != nil || string(text) != `{"due":"2026-06-18"}` {
		t.Fatalf("written as %s, %v", text, err)
	}
	var back row
	if err := json.Unmarshal(text, &back); err != nil || back.Due.Italian() != "18/06/2026" || back.Paid != 0 {
		t.Fatalf("read as %+v, %v", back, err)
	}
	for _, bad := range []string{`"18/06/2026"`, `"2026-02-30"`, `"2026-6-18"`, `5`} {
		if err := json.Unmarshal([]byte(bad), &back.Due); err == nil {
			t.Errorf("%s was read as %s", bad, back.Due)
		}
	}
}

// Every hour of the years the rule is law for agrees with the IANA database.
func TestInRomeAgainstTimeZoneDatabase(t *testing.T) {
	rome, err := time.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	end := time.Date(2037, 12, 31, 0, 0, 0, 0, time.UTC)
	for at := time.Date(1996, 1, 1, 0, 0, 0, 0, time.UTC); at.Before(end); at = at.Add(time.Hour) {
		y, m, d := at.In(rome).Date()
		if want, _ := Of(y, int(m), d); InRome(at) != want {
			t.Fatalf("%s is %s in Rome, want %s", at, InRome(at), want)
		}
	}
}

func TestInRomeAtTheEdges(t *testing.T) {
	for at, want := range map[string]string{
		"2026-03-28T22:59:59Z": "2026-03-28", // still winter time, 23:59:59
		"2026-03-28T23:00:00Z": "2026-03-29",
		"2026-03-29T21:59:59Z": "2026-03-29", // summer time has begun, 23:59:59
		"2026-03-29T22:00:00Z": "2026-03-30",
		"2026-10-25T22:59:59Z": "2026-10-25", // winter time again
		"2026-12-31T23:00:00Z": "2027-01-01",
		"1969-12-31T23:30:00Z": "1970-01-01",
	} {
		instant, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := InRome(instant).String(); got != want {
			t.Errorf("%s is %s in Rome, want %s", at, got, want)
		}
	}
}

// Dates of Easter as published by the Astronomical Applications Department of the U.S. Naval Observatory.
func TestEaster(t *testing.T) {
	for _, want := range []string{"1954-04-18", "2000-04-23", "2008-03-23", "2011-04-24", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25"} {
		d := day(t, want)
		if got := Easter(d.Year()); got != d {
			t.Errorf("Easter %d is %s, want %s", d.Year(), got, want)
		}
	}
}

func TestHoliday(t *testing.T) {
	patron := MonthDay{time.March, 19}
	cases := []struct {
		day  string
		want bool
	}{
		{"2025-10-04", false}, // a Saturday, before L. 151/2025
		{"2028-10-04", true},  // a Wednesday, San Francesco
		{"2026-04-06", true},  // Easter Monday
		{"2026-03-19", true},  // the patron of the test
		{"2026-03-20", false},
		{"2026-11-21", false}, // a Saturday
		{"2026-11-22", true},  // a Sunday
		{"2026-11-04", false}, // suppressed by L. 54/1977
		{"2000-06-02", false}, // before L. 336/2000
		{"2026-06-02", true},
	}
	for _, c := range cases {
		if got := Holiday(day(t, c.day), patron); got != c.want {
			t.Errorf("Holiday(%s) = %v", c.day, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"2026-11-22", "31/02/2024", "1.1.1", "--"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Parse(s)
		if err != nil {
			return
		}
		if back, err := Parse(d.String()); err != nil || back != d {
			t.Fatalf("%q is %s, read again as %s, %v", s, d, back, err)
		}
	})
}
