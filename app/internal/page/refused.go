package page

import (
	"errors"

	"sportello/api/command"
)

// Refused is the key of the rule for which a command was not accepted, on the server or later on a phone.
func Refused(r command.Receipt, err error) (key string, refused bool) {
	var rule interface{ Refused() string }
	switch {
	case errors.As(err, &rule):
		return rule.Refused(), true
	case err == nil && r.State == command.Refused:
		return r.Problem, true
	}
	return "", false
}
