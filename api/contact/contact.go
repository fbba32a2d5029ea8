// Package contact says how the town hall reaches a person: one e-mail address and one telephone number, and when a
// new one takes the place of the old.
//
// It is pure: the moment is an argument. A change that somebody else asks for waits, because codes and notices go
// where the contact says: whoever changes it unseen can act in the person's name.
package contact

import (
	"strings"
	"time"

	"sportello/api/identity"
)

// Service is what a proxy must hold, with the tasks see and send, to read and to change these.
const Service = "contact"

// Kind is one way to reach somebody.
type Kind string

// The kinds.
const (
	Email Kind = "email"
	Phone Kind = "phone"
)

// Kinds are all of them, in the order in which they are shown.
var Kinds = []Kind{Email, Phone}

// Contact is how a person is reached now, and what waits to take effect. Empty means: none is known.
type Contact struct {
	Email   string  `json:"email,omitempty" doc:"The address in force: letters and codes go there"`
	Phone   string  `json:"phone,omitempty" doc:"The number in force: the desk calls it back"`
	Waiting []Entry `json:"waiting" doc:"Changes asked for by somebody else, which the person can still stop"`
}

// Of is the address or number of a kind that is in force.
func (c Contact) Of(k Kind) string {
	if k == Email {
		return c.Email
	}
	return c.Phone
}

// At is the contact at a moment: changes whose time has come are in force. Waiting must be in the order of FromAt.
func (c Contact) At(now time.Time) Contact {
	waiting := []Entry{}
	for _, w := range c.Waiting {
		switch {
		case w.FromAt.After(now):
			waiting = append(waiting, w)
		case w.Kind == Email:
			c.Email = w.Value
		default:
			c.Phone = w.Value
		}
	}
	c.Waiting = waiting
	return c
}

// Entry is a new address or number. An empty value means: none any more.
type Entry struct {
	ID      string               `json:"id" doc:"Id of the command that asked for it"`
	Kind    Kind                 `json:"kind" enum:"email,phone"`
	Value   string               `json:"value"`
	By      string               `json:"by" doc:"Name of who asked for it"`
	Mandate identity.MandateKind `json:"mandate" enum:"self,proxy,desk"`
	AskedAt time.Time            `json:"asked_at"`
	FromAt  time.Time            `json:"from_at" doc:"When it takes effect, unless it is stopped"`
}

// Set is the body of the command that changes one of the two.
type Set struct {
	Kind  Kind   `json:"kind" enum:"email,phone"`
	Value string `json:"value" maxLength:"254" doc:"Empty: none any more"`
}

// Stop is the body of the command that stops a change that waits.
type Stop struct {
	Change string `json:"change" format:"uuid"`
}

// InForce is when a change takes effect: at once in one's own matters, else after some days of 24 hours.
func InForce(asked time.Time, mandate identity.MandateKind, days int) time.Time {
	if mandate == identity.MandateSelf {
		return asked
	}
	return asked.Add(time.Duration(days) * 24 * time.Hour)
}

// The most that can be written: RFC 5321 § 4.5.3.1.3 for addresses; a number with blanks between its digits.
const (
	maxEmail = 254
	maxPhone = 30
)

// Clean is the value as it is kept, and the name of what is wrong with it: "missing", "wrong", "long" or nothing.
func Clean(k Kind, value string) (clean, problem string) {
	value = strings.Join(strings.Fields(value), " ")
	switch {
	case value == "":
		return "", "missing"
	case k == Email && len(value) > maxEmail, k == Phone && len(value) > maxPhone:
		return value, "long"
	case k == Email && isEmail(value), k == Phone && isPhone(value):
		return value, ""
	}
	return value, "wrong"
}

// isEmail wants what a mail server would take and people write: something, an at, a domain with a dot, all in ASCII
// and without quotes. Whether somebody reads it, only a letter can tell.
func isEmail(v string) bool {
	name, domain, ok := strings.Cut(v, "@")
	if !ok || name == "" || len(name) > 64 || strings.Contains(domain, "@") || !strings.Contains(domain, ".") {
		return false
	}
	for _, part := range append(strings.Split(domain, "."), strings.Split(name, ".")...) {
		if part == "" || strings.Trim(part, letters+"!#$%&'*+/=?^_`{|}~-") != "" {
			return false
		}
	}
	return strings.Trim(domain, letters+"-.") == ""
}

const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

// isPhone wants between 6 and 15 digits (ITU-T E.164), with signs that people put between them.
func isPhone(v string) bool {
	n := 0
	for i, r := range v {
		switch {
		case r >= '0' && r <= '9':
			n++
		case r == '+' && i == 0, strings.ContainsRune(" ./-()", r):
		default:
			return false
		}
	}
	return n >= 6 && n <= 15
}
