package pagopa

import (
	"strings"
	"time"

	"sportello/api/calendar"
)

// How a day becomes the moment that GPD wants. The specification says date-time; GPD compares it with its clock in UTC,
// to the fraction of a second, and gives it back without a zone. A day of ours ends at 24:00 in Rome. So the last moment
// of 6 July is 2026-07-06T21:59:59.999Z and that of 28 December 2026-12-28T22:59:59.999Z: payable at 23:50 in Rome,
// summer or winter, and not on the day after. Sent as a local time, a fine could be paid for two hours too long; sent as
// midnight UTC of its day, a day too short.
const gpdMoment = "2006-01-02T15:04:05.000Z"

// noDay is the day of what has no last day (a fine that was not notified yet, its full amount): pagoPA wants one.
var noDay, _ = calendar.Of(2099, 12, 31)

// lastMoment is the end of a day in Rome.
func lastMoment(d calendar.Day) time.Time { return firstMoment(d + 1).Add(-time.Millisecond) }

// firstMoment is the beginning of a day in Rome. Italy changes its clocks at 02:00 or 03:00: at midnight the zone is that
// of the moment before.
func firstMoment(d calendar.Day) time.Time {
	year, month, day := d.Date()
	midnight := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	_, offset := calendar.Rome(midnight.Add(-time.Hour)).Zone()
	return midnight.Add(-time.Duration(offset) * time.Second)
}

func gpdTime(t time.Time) string { return t.UTC().Format(gpdMoment) }

// sameMoment compares what we said with what GPD gives back, to the second: with or without fraction and zone.
func sameMoment(a, b string) bool {
	one, okOne := gpdParse(a)
	two, okTwo := gpdParse(b)
	return okOne && okTwo && one.Truncate(time.Second).Equal(two.Truncate(time.Second))
}

func gpdParse(s string) (time.Time, bool) {
	t, err := time.Parse("2006-01-02T15:04:05.999999999", strings.TrimSuffix(s, "Z"))
	if err != nil {
		t, err = time.Parse(time.RFC3339Nano, s)
	}
	return t, err == nil
}
