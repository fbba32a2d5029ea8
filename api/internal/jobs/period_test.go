package jobs

import (
	"testing"
	"time"
)

func at(t *testing.T, s string) time.Time {
	t.Helper()
	v, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestBoundary(t *testing.T) {
	for _, c := range []struct{ period, now, last, before string }{
		{"week", "2026-11-22T22:59:59Z", "2026-11-15T23:00:00Z", "2026-11-08T23:00:00Z"}, // Sunday 23:59:59 in Italy
		{"week", "2026-11-22T23:00:00Z", "2026-11-22T23:00:00Z", "2026-11-15T23:00:00Z"}, // Monday 00:00
		{"week", "2026-10-26T12:00:00Z", "2026-10-25T23:00:00Z", "2026-10-18T22:00:00Z"}, // the clocks went back on the Sunday
		{"month", "2026-10-31T22:59:59Z", "2026-09-30T22:00:00Z", "2026-08-31T22:00:00Z"},
		{"month", "2026-10-31T23:00:00Z", "2026-10-31T23:00:00Z", "2026-09-30T22:00:00Z"},
		{"month", "2026-01-15T12:00:00Z", "2025-12-31T23:00:00Z", "2025-11-30T23:00:00Z"},
		{"day", "2026-07-14T21:59:59Z", "2026-07-13T22:00:00Z", "2026-07-12T22:00:00Z"},
		{"day", "2026-07-14T22:00:00Z", "2026-07-14T22:00:00Z", "2026-07-13T22:00:00Z"},
	} {
		last, before, ok := boundary(c.period, at(t, c.now))
		if !ok || !last.Equal(at(t, c.last)) || !before.Equal(at(t, c.before)) {
			t.Errorf("%s at %s: %v, %v; want %s, %s", c.period, c.now, last.UTC(), before.UTC(), c.last, c.before)
		}
	}
	for _, never := range []string{"", "year"} {
		if _, _, ok := boundary(never, time.Now()); ok {
			t.Errorf("%q is a period", never)
		}
	}
}

// Twice as long each time, six hours at most; a week of tries is then about thirty-five.
func TestPause(t *testing.T) {
	for tries, want := range map[int]time.Duration{1: time.Minute, 2: 2 * time.Minute, 9: 256 * time.Minute, 10: 6 * time.Hour, 1000: 6 * time.Hour} {
		if got := pause(tries); got != want {
			t.Errorf("after %d tries: %v, want %v", tries, got, want)
		}
	}
}
