// Package calendar counts civil days as a comune in Italy does: dates without a clock, the local day of an
// instant, Easter, national holidays and days that move a term.
//
// It does not ask what day it is (the day is always an argument), it needs no time-zone database, and it
// does not know which deadlines move: the capability that sets a deadline says so.
package calendar

import (
	"errors"
	"time"
)

// Day is a civil date: the number of days since 31 December of the year 0, Gregorian throughout.
// Days are compared with < and ==, moved with + and -, and the zero value means "no date".
// It travels as text: "2026-11-22", or the empty string for no date.
type Day int32

// MonthDay is a yearly day, such as a patron saint's. The zero value is no day.
type MonthDay struct {
	Month time.Month
	Day   int
}

// ErrForm says that a text is not written as a date.
var ErrForm = errors.New("not a date")

// ErrNoSuchDay says that a text is written as a date that no calendar has, such as 31/02/2024.
var ErrNoSuchDay = errors.New("date does not exist")

// Of gives the day of a year (1 to 9999), month and day, and whether it exists.
func Of(year, month, day int) (Day, bool) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > monthLength(year, month) {
		return 0, false
	}
	return of(year, month, day), true
}

// of counts in years that begin in March, so that the leap day is the last of its year.
func of(year, month, day int) Day {
	y, m := year, month-3
	if m < 0 {
		y, m = y-1, m+12
	}
	return Day(365*y + y/4 - y/100 + y/400 + (153*m+2)/5 + day - 307 + 1)
}

// Date gives the year, month and day; all zero when there is no date.
func (d Day) Date() (year, month, day int) {
	if d <= 0 {
		return 0, 0, 0
	}
	n := int(d) + 305 // days since 1 March of the year 0
	era, rest := n/146_097, n%146_097
	ofEra := (rest - rest/1460 + rest/36_524 - rest/146_096) / 365
	rest -= 365*ofEra + ofEra/4 - ofEra/100
	m := (5*rest + 2) / 153
	year, month, day = era*400+ofEra, m+3, rest-(153*m+2)/5+1
	if month > 12 {
		year, month = year+1, month-12
	}
	return year, month, day
}

// Year is the year of the day, 0 when there is no date.
func (d Day) Year() int { year, _, _ := d.Date(); return year }

// Weekday is the day of the week. A day that is no date is a Sunday.
func (d Day) Weekday() time.Weekday { return time.Weekday(((d % 7) + 7) % 7) }

// Days counts the days from one date to another: 1 from today to tomorrow, negative backwards.
func Days(from, to Day) int { return int(to) - int(from) }

func monthLength(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
