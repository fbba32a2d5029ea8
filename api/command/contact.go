package command

// The kinds of command about how a person is reached.
const (
	ContactSet  Kind = "contact.set"  // a new e-mail address or telephone number
	ContactStop Kind = "contact.stop" // stop one that somebody else asked for
)
