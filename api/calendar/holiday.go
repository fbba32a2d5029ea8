package calendar

import "time"

// Easter is Easter Sunday of a Gregorian year (Meeus, "Astronomical Algorithms", chapter 8).
func Easter(year int) Day {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return of(year, n/31, n%31+1)
}

// Holiday says whether a day is a Sunday, a national holiday or the comune's patron saint.
// Saturdays are not holidays.
func Holiday(d Day, patron MonthDay) bool {
	year, month, day := d.Date()
	if d <= 0 {
		return false
	}
	switch {
	case d.Weekday() == time.Sunday, d == Easter(year)+1:
		return true
	case patron.Day == day && int(patron.Month) == month:
		return true
	}
	return fixed(year, MonthDay{time.Month(month), day})
}

// fixed are the dated national holidays (L. 260/1949 as left by L. 54/1977; San Francesco: L. 151/2025).
func fixed(year int, d MonthDay) bool {
	switch d {
	case MonthDay{time.January, 1}, MonthDay{time.January, 6}, MonthDay{time.April, 25}, MonthDay{time.May, 1},
		MonthDay{time.August, 15}, MonthDay{time.November, 1}, MonthDay{time.December, 8},
		MonthDay{time.December, 25}, MonthDay{time.December, 26}:
		return true
	case MonthDay{time.June, 2}:
		return year >= 2001
	case MonthDay{time.October, 4}:
		return year >= 2026
	}
	return false
}
