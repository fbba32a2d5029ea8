package command

// The kinds of command about paying. Starting is the town hall's alone: no phone keeps it for later, for what is owed
// may have changed. The intention to pay can be kept.
const (
	PayStart  Kind = "payments.start"
	PayIntend Kind = "payments.intend"
	PayDrop   Kind = "payments.drop" // forget an intention
)
