package command

// The kinds of command of a clerk of the desk, in their own matters.
const (
	DeskFind Kind = "desk.find" // search for one person, with a reason
	DeskOpen Kind = "desk.open" // open an assistance for who was found
	DeskEnd  Kind = "desk.end"  // end it
)
