// Package help says what a clerk on the telephone may know of the page that somebody has open, once that person
// has read out a help code: which page, which step, and the names of what is wrong on it.
//
// It never carries a value that was typed or read, nor anybody's name. It is pure: the store keeps it, and the
// hosts say where somebody is.
package help

import (
	"strings"
	"time"
)

// Lasts is how long a help code lives when nobody ends it.
const Lasts = 30 * time.Minute

// Place is where somebody is. Page is the pattern of the screen's address; Step the flow and its step, as
// "telesoccorso.phone"; Errors the names of what is wrong, as "telesoccorso.phone.missing".
type Place struct {
	Page   string   `json:"page" maxLength:"120" doc:"Pattern of the screen's address" example:"/servizi/{service}/domanda/{step}"`
	Step   string   `json:"step,omitempty" maxLength:"80" doc:"Flow and step" example:"telesoccorso.phone"`
	Errors []string `json:"errors,omitempty" maxItems:"20" doc:"Names of what is wrong, never words or values"`
}

// Ticket is what the person who asks for help gets: the code to read out, and the secret of their browser. A cookie
// holds both, so that the code can be shown again: the store has only hashes.
type Ticket struct{ Code, Token string }

// Cookie is the ticket as the cookie has it.
func (t Ticket) Cookie() string { return t.Code + "." + t.Token }

// CookieName is the name of the cookie.
const CookieName = "aiuto"

// ReadTicket is the ticket of a cookie; empty parts where it has none.
func ReadTicket(cookie string) Ticket {
	code, token, _ := strings.Cut(cookie, ".")
	return Ticket{Code: code, Token: token}
}

// Seen is what the clerk sees. At is when the person's page last said so.
type Seen struct {
	Place
	At, Until time.Time
}

const (
	longest = 120
	most    = 20
)

// Clean keeps what has the form of a name and drops all else: a text that somebody typed must not pass for the
// name of a page or of an error.
func (p Place) Clean() Place {
	c := Place{Page: name(p.Page, "/{}"), Step: name(p.Step, ".")}
	for _, e := range p.Errors {
		if e = name(e, "."); e != "" && len(c.Errors) < most {
			c.Errors = append(c.Errors, e)
		}
	}
	return c
}

// name is s if it is made of small letters, digits, hyphens, low lines and the signs in also, else nothing.
func name(s, also string) string {
	ok := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '_' || strings.ContainsRune(also, r)
	}
	if len(s) > longest || strings.ContainsFunc(s, func(r rune) bool { return !ok(r) }) {
		return ""
	}
	return s
}
