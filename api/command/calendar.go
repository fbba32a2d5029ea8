package command

// The kinds of command about the private address for calendars. Both are of one's own matters alone, and of the town
// hall alone: no phone keeps a secret for later, and none says that an address has ended while it still answers.
const (
	CalendarMake Kind = "calendar.make" // a new address; the one before ends
	CalendarEnd  Kind = "calendar.end"  // end it
)
