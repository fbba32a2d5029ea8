package text

import (
	"strconv"
	"time"

	"sportello/api/calendar"
)

// DayLong writes a date in full: "16 giugno 2026", "1º gennaio 2026"; in English "16 June 2026".
// Month and day count from 1.
func DayLong(t Text, year, month, day int) string {
	number := strconv.Itoa(day)
	if day == 1 {
		number = t.Say("text.first")
	}
	return t.Say("text.day", "Day", number, "Month", t.Say("text.month."+strconv.Itoa(month)), "Year", year)
}

// Day writes a day of the calendar in full, and nothing for no date.
func Day(t Text, d calendar.Day) string {
	if d == 0 {
		return ""
	}
	year, month, day := d.Date()
	return DayLong(t, year, month, day)
}

// DayNamed writes a day with its weekday: "lunedì 30 novembre 2026".
func DayNamed(t Text, d calendar.Day) string {
	return t.Say("text.day.named", "Weekday", t.Say("text.weekday."+strconv.Itoa(int(d.Weekday()))), "Day", Day(t, d))
}

// Moment writes a day and a time: "22 novembre 2026, ore 10:15". The time shown is the one that at carries,
// so at must already be in Europe/Rome.
func Moment(t Text, at time.Time) string {
	year, month, day := at.Date()
	return t.Say("text.moment", "Day", DayLong(t, year, int(month), day), "Time", at.Format("15:04"))
}

// Ago says how long ago something was: "pochi minuti fa" under ten minutes, then whole minutes, hours and
// days, rounded down. It never says "ieri": a day of 24 hours may end the day before yesterday.
func Ago(t Text, d time.Duration) string {
	switch {
	case d < 10*time.Minute:
		return t.Say("text.ago.now")
	case d < time.Hour:
		return t.Say("text.ago.minutes", "Count", int(d/time.Minute))
	case d < 24*time.Hour:
		return t.Say("text.ago.hours", "Count", int(d/time.Hour))
	}
	return t.Say("text.ago.days", "Count", int(d/(24*time.Hour)))
}
