package proxies

import (
	"cmp"
	"time"

	"sportello/api/calendar"
	"sportello/api/fiscal"
)

// Limits are what a comune allows of simple proxies. Those that stand on papers are neither limited nor counted.
type Limits struct {
	Given    int `json:"given" doc:"Proxies that one person may have given at a time"`
	Held     int `json:"held" doc:"Proxies that one person may hold at a time"`
	Months   int `json:"months" doc:"The longest time of a proxy, in months"`
	CodeDays int `json:"code_days" doc:"Days in which an invitation can be accepted"`
}

// Usual are the limits of a comune that sets none: two as the national platform of 2026 plans, five as INPS
// allows (circ. 127/2021), 24 months and 7 days as the first proposals say (DOMAIN § 6.2, 6.3).
var Usual = Limits{Given: 2, Held: 5, Months: 24, CodeDays: 7}

// OrUsual is l, with what it leaves open taken from Usual.
func (l Limits) OrUsual() Limits {
	return Limits{cmp.Or(l.Given, Usual.Given), cmp.Or(l.Held, Usual.Held), cmp.Or(l.Months, Usual.Months), cmp.Or(l.CodeDays, Usual.CodeDays)}
}

// CodeUntil is the last moment of a code made at a moment.
func (l Limits) CodeUntil(at time.Time) time.Time { return at.AddDate(0, 0, l.CodeDays) }

// After is the last day of a time of so many months that begins on a day: from 15 March, 12 months end on 14
// March. A month without that day gives the last it has.
func After(from calendar.Day, months int) calendar.Day {
	y, m, d := from.Date()
	m += months
	y, m = y+(m-1)/12, (m-1)%12+1
	for ; d > 28; d-- {
		if day, ok := calendar.Of(y, m, d); ok {
			return day - 1
		}
	}
	day, _ := calendar.Of(y, m, d)
	return day - 1
}

// ComesOfAge is the last day before somebody is 18 (art. 2 c.c.); false when the code names no day of birth.
func ComesOfAge(code fiscal.Code, today calendar.Day) (calendar.Day, bool) {
	birth, ok := code.Birth(today)
	if !ok {
		return 0, false
	}
	return After(birth, 18*12), true
}
