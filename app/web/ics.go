package web

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"sportello/api/calendar"
	"sportello/api/deadlines"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
)

// diary is a person's deadlines as a calendar file (RFC 5545): days, not moments, without a sum. Plain also leaves out
// names, numbers and services: it is for the secret address, which others may come to see.
type diary struct {
	Words  text.Text
	Town   string
	Page   string // address of the page to which every entry leads
	Person string // id of whose days they are
	Name   string // their given name, in the file of somebody who acts for them
	Plain  bool
	Today  calendar.Day
}

// write is the file. It changes once a day, and when a deadline does: what is done stays, and says so, for a calendar
// that took in the file once more would else keep what is over.
func (d diary) write(all []deadlines.Deadline) []byte {
	c := ics.NewCalendar()
	c.SetProductId("-//Sportello//Scadenze//IT")
	c.SetMethod(ics.MethodPublish)
	name := d.Words.Say("calendar.file.name", "Town", d.Town)
	if d.Name != "" {
		name = d.Words.Say("calendar.file.of", "Name", d.Name, "Town", d.Town)
	}
	c.SetXWRCalName(oneLine(name))
	c.SetXPublishedTTL("PT12H") // how often to ask, for the programs that listen
	c.SetRefreshInterval("PT12H")
	for _, one := range all {
		d.add(c, one)
	}
	return []byte(c.Serialize(ics.WithNewLineWindows))
}

func (d diary) add(c *ics.Calendar, one deadlines.Deadline) {
	e := c.AddEvent(d.uid(one.ID))
	e.SetDtStampTime(midnight(d.Today))
	e.SetAllDayStartAt(midnight(one.Day))
	e.SetAllDayEndAt(midnight(one.Day + 1)) // the end is the first day after
	e.SetSummary(d.says(one))
	e.SetDescription(d.Words.Say("calendar.file.more"))
	e.SetURL(d.Page)
	e.SetClass(ics.ClassificationPrivate)
	e.SetTimeTransparency(ics.TransparencyTransparent) // nobody is busy all that day
	if one.Done || one.Ours() {
		return
	}
	// Seven days and one day before, at nine in the morning: counted from the midnight on which the day begins.
	for _, before := range []string{"-P6DT15H", "-PT15H"} {
		a := e.AddAlarm()
		a.SetAction(ics.ActionDisplay)
		a.SetTrigger(before)
		a.SetProperty(ics.ComponentPropertyDescription, d.says(one))
	}
}

// says is the line that stands in the calendar.
func (d diary) says(one deadlines.Deadline) string {
	what := page.What(d.Words, one)
	switch {
	case d.Plain && one.Kind == deadlines.Answer:
		what = d.Words.Say("calendar.file.answer")
	case d.Plain && (one.Kind == deadlines.Proxy || one.Kind == deadlines.Fine || one.Kind == deadlines.Driver || one.Kind == deadlines.Fee):
		what = d.Words.Say("calendar.file." + string(one.Kind))
	}
	if d.Name != "" {
		what = d.Words.Say("calendar.file.whose", "What", what, "Name", d.Name)
	}
	if one.Done {
		what = d.Words.Say("calendar.file.done", "What", what)
	}
	return oneLine(what)
}

// oneLine puts a blank for every kind of line break that a name of a file may hold: the library lets a lone one through.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// uid is the same for the same thing of the same person, however often it is read, and tells nothing of either.
func (d diary) uid(id string) string {
	sum := sha256.Sum256([]byte(d.Person + " " + id))
	return hex.EncodeToString(sum[:16]) + "@sportello"
}

// midnight is a day as the library takes one: it writes only its date.
func midnight(d calendar.Day) time.Time {
	year, month, day := d.Date()
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}
