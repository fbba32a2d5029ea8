package calendar

import "time"

// InRome is the civil day in Italy of an instant. It follows Directive 2000/84/EC: summer time from 01:00 UTC
// of the last Sunday of March to 01:00 UTC of the last Sunday of October. That is the law in force since 1996;
// an instant of an earlier summer may come out up to an hour off.
func InRome(t time.Time) Day {
	year, month, day := Rome(t).Date()
	return of(year, int(month), day)
}

// Rome is an instant as the clocks of Italy show it, under the same law as InRome.
func Rome(t time.Time) time.Time {
	if summer(t.Unix()) {
		return t.In(cest)
	}
	return t.In(cet)
}

var cet, cest = time.FixedZone("CET", 3600), time.FixedZone("CEST", 7200)

// unixEpoch is 1 January 1970.
const unixEpoch Day = 719_163

func summer(utc int64) bool {
	const day = 86_400
	year := (unixEpoch + Day(utc/day)).Year()
	start := Days(unixEpoch, lastSunday(year, 3))*day + 3600
	end := Days(unixEpoch, lastSunday(year, 10))*day + 3600
	return utc >= int64(start) && utc < int64(end)
}

// lastSunday of a month of 31 days.
func lastSunday(year, month int) Day {
	last := of(year, month, 31)
	return last - Day(last.Weekday())
}
