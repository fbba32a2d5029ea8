package page

import (
	"sportello/api/calendar"
	"sportello/api/deadlines"
	"sportello/app/internal/text"
)

// What says what a deadline is, in a few words: the same on its page, on the first page and in a calendar.
func What(t text.Text, d deadlines.Deadline) string {
	switch d.Kind {
	case deadlines.Tari:
		if d.Of <= 1 {
			return t.Say("deadlines.kind.tari.one", "Year", d.Year)
		}
		return t.Say("deadlines.kind.tari", "Year", d.Year, "Number", d.Number, "Of", d.Of)
	case deadlines.Imu:
		return t.Say("deadlines.kind.imu."+d.Half, "Year", d.Year)
	case deadlines.Answer, deadlines.Fee:
		return t.Say("deadlines.kind."+string(d.Kind), "Service", t.Say("applications."+d.About+".title"))
	case deadlines.Fine, deadlines.Driver:
		return t.Say("deadlines.kind."+string(d.Kind), "Number", d.About)
	case deadlines.Proxy:
		return t.Say("deadlines.kind.proxy", "Name", d.Name)
	}
	return t.Say("deadlines.kind."+string(d.Kind), "Year", d.Year)
}

// Left says how far away a deadline is that is not done: "Tra 3 giorni", "È oggi", "Scaduta da 2 giorni".
func Left(t text.Text, d deadlines.Deadline, today calendar.Day) string {
	left := d.Left(today)
	switch {
	case left == 0:
		return t.Say("deadlines.left.today")
	case left > 0:
		return t.Say("deadlines.left.days", "Count", left)
	case d.Ours():
		return t.Say("deadlines.ours", "Count", -left)
	}
	return t.Say("deadlines.gone", "Count", -left)
}
