// Package deadlines says what a person has to do, or may expect, by a day: one list over all that the town hall holds
// of them, for the page, for their calendar and for reminders.
//
// It is pure, and it works nothing out: each capability knows its own days and sums, and api/folder gathers them.
// Whoever reminds people reads the same list: what is done says so here, and nobody is reminded of it.
package deadlines

import (
	"cmp"
	"slices"
	"time"

	"sportello/api/calendar"
	"sportello/api/money"
)

// Kind is what falls due. Its words stand in the catalogues under "deadlines.kind.<kind>".
type Kind string

// The kinds.
const (
	Tari        Kind = "tari"        // an instalment to pay
	Debit       Kind = "debit"       // last day to ask that the TARI be taken from one's account
	Imu         Kind = "imu"         // one half of the year's IMU to pay
	Declaration Kind = "declaration" // last day to declare what changed in one's property
	Answer      Kind = "answer"      // the town hall answers an application
	Proxy       Kind = "proxy"       // the last day of a proxy, given or held
	Fine        Kind = "fine"        // a traffic fine: last day of the amount it has now
	Driver      Kind = "driver"      // last day to say who drove (art. 126-bis CdS)
	Fee         Kind = "fee"         // what an application costs
)

// Deadline is one thing with its day. What it does not have is empty.
type Deadline struct {
	ID   string       `json:"id" doc:"Stable: the same thing has it on every reading" example:"tari/3318/2026/2"`
	Kind Kind         `json:"kind" enum:"tari,debit,imu,declaration,answer,proxy,fine,driver,fee"`
	Day  calendar.Day `json:"day" doc:"The last day"`
	From calendar.Day `json:"from,omitempty" doc:"The day as the law or the bill names it, when it was no working day and moved"`

	Amount money.Cents `json:"amount,omitempty" doc:"Cents still to pay; of what is done, what was paid; none while nobody knows it"`
	Year   int         `json:"year,omitempty" doc:"Of the tax"`
	Number int         `json:"number,omitempty" doc:"Of the instalment"`
	Of     int         `json:"of,omitempty" doc:"How many instalments there are"`
	Half   string      `json:"half,omitempty" enum:"acconto,saldo" doc:"Of the IMU"`
	Where  string      `json:"where,omitempty" doc:"Address of the dwelling"`
	About  string      `json:"about,omitempty" doc:"Id of the service applied for; of a fine, the number of the verbale"`
	Name   string      `json:"name,omitempty" doc:"Of the other person of a proxy"`

	Path   string       `json:"path" doc:"Address of the page about it, in one's own matters"`
	Done   bool         `json:"done,omitempty"`
	DoneOn calendar.Day `json:"done_on,omitempty"`

	Waiting bool `json:"waiting,omitempty" doc:"It was paid through pagoPA, and the receipt has not come"`
}

// Left is how many days there are until the last one: 0 on that day, negative after it.
func (d Deadline) Left(today calendar.Day) int { return calendar.Days(today, d.Day) }

// Late reports whether the last day has passed with something left to do.
func (d Deadline) Late(today calendar.Day) bool { return !d.Done && d.Left(today) < 0 }

// Ours reports whether it is the town hall that must do it, and not the person.
func (d Deadline) Ours() bool { return d.Kind == Answer }

// Moved is the day as it was written, kept only when the last day is another.
func Moved(written, last calendar.Day) calendar.Day {
	if written == last {
		return 0
	}
	return written
}

// Link is the private address under which a calendar reads a person's deadlines. The address itself is a secret that
// nobody keeps: only its hash is.
type Link struct {
	MadeAt time.Time `json:"made_at"`
}

// soon is within how many days something is near: as long before as the first reminder comes.
const soon = 30

// Sorted is a list as people read it: what is late, what is near, what comes later, each by day, and what is done, the
// newest first.
type Sorted struct{ Late, Soon, Later, Done []Deadline }

// Sort parts a list, which stays as it is.
func Sort(all []Deadline, today calendar.Day) Sorted {
	var s Sorted
	for _, d := range ByDay(all) {
		switch {
		case d.Done:
			s.Done = append(s.Done, d)
		case d.Late(today):
			s.Late = append(s.Late, d)
		case d.Left(today) <= soon:
			s.Soon = append(s.Soon, d)
		default:
			s.Later = append(s.Later, d)
		}
	}
	slices.Reverse(s.Done)
	return s
}

// Next is what is to be done first of what is not late and was not paid; false when there is nothing.
func (s Sorted) Next() (Deadline, bool) {
	for _, d := range slices.Concat(s.Soon, s.Later) {
		if !d.Waiting {
			return d, true
		}
	}
	return Deadline{}, false
}

// ByDay is the list in the order of its days; of one day, in the order of the ids.
func ByDay(all []Deadline) []Deadline {
	return slices.SortedFunc(slices.Values(all), func(a, b Deadline) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.ID, b.ID))
	})
}

// InYear are those whose last day is in a year.
func InYear(all []Deadline, year int) []Deadline {
	return slices.DeleteFunc(slices.Clone(all), func(d Deadline) bool { return d.Day.Year() != year })
}
