package jobs

import (
	"time"

	"sportello/api/calendar"
)

// The periods that a comune may choose.
const (
	daily   = "day"
	weekly  = "week"
	monthly = "month"
)

// boundary is the last beginning of a period at or before a moment, and the one before it: midnight in Italy, of any
// day, of Monday, or of the first of the month. ok is false for a period that nobody knows, and for none.
func boundary(period string, now time.Time) (last, before time.Time, ok bool) {
	today := calendar.InRome(now)
	switch period {
	case daily:
		return midnight(today), midnight(today - 1), true
	case weekly:
		monday := today - calendar.Day((today.Weekday()+6)%7)
		return midnight(monday), midnight(monday - 7), true
	case monthly:
		first := firstOf(today)
		return midnight(first), midnight(firstOf(first - 1)), true
	}
	return time.Time{}, time.Time{}, false
}

func firstOf(d calendar.Day) calendar.Day {
	_, _, day := d.Date()
	return d - calendar.Day(day-1)
}

// midnight is when a day begins in Italy: one hour before it does in Greenwich, two in summer. The clocks change
// later in the night.
func midnight(d calendar.Day) time.Time {
	year, month, day := d.Date()
	there := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if summer := there.Add(-2 * time.Hour); calendar.Rome(summer).Hour() == 0 {
		return summer
	}
	return there.Add(-time.Hour)
}
