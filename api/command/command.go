// Package command says what a person may ask the town hall to do, and what the town hall answers.
//
// A command has an id made where it was born, so that sending it twice does nothing twice. The package
// is pure: sending is the work of a host, applying that of api/internal/postgres.
package command

import (
	"encoding/json"
	"time"
)

// Kind names what is asked.
type Kind string

// The kinds of command.
const (
	Answer  Kind = "applications.answer"  // keep the answers of one step in a draft
	Discard Kind = "applications.discard" // throw a draft away
	Submit  Kind = "applications.submit"  // file an application
	Prefer  Kind = "preferences.set"      // text size, contrast, spacing, language

	Propose  Kind = "confirmations.propose"  // ask somebody to confirm a draft
	Decline  Kind = "confirmations.decline"  // say no to it; the yes is Submit
	Withdraw Kind = "confirmations.withdraw" // take it back
)

// Command is one act of a person. ID is a UUIDv7 made where the command was born. Subject is the id of
// the person it is for: a command kept on a phone must never be sent in another person's name. Made is
// the clock of the device and is never believed.
type Command struct {
	ID      string          `json:"id"`
	Kind    Kind            `json:"kind"`
	Subject string          `json:"subject"`
	Mandate string          `json:"mandate,omitempty"`
	Made    time.Time       `json:"made"`
	Body    json.RawMessage `json:"body"`
}

// State says how far a command has come. A receipt never lies: only the server says Arrived or more.
type State string

// The states of a receipt, in order; Refused ends it.
const (
	Kept       State = "kept"       // saved on this phone
	Arrived    State = "arrived"    // reached the town hall
	Registered State = "registered" // has a protocol number
	Done       State = "done"       // applied, where nothing is registered
	Refused    State = "refused"    // not accepted; Problem says why
)

// Receipt is what the town hall, or the phone on its behalf, answers to a command.
type Receipt struct {
	Command  string    `json:"command" doc:"Id of the command"`
	State    State     `json:"state" enum:"kept,arrived,registered,done,refused"`
	Protocol string    `json:"protocol,omitempty" doc:"Protocol number, year/number" example:"2026/0000123"`
	At       time.Time `json:"at" doc:"When it reached this state"`
	Problem  string    `json:"problem,omitempty" doc:"Key of the words for a refusal"`
	Codes    []string  `json:"codes,omitempty" doc:"Short codes of eight digits, or a secret address: to be shown this once, for nobody keeps them"`
	Next     string    `json:"next,omitempty" doc:"Where to go on: the page of pagoPA on which to pay"`
}

// New makes a command from the id of its birth. It fails only when body cannot be written as JSON.
func New(id string, kind Kind, subject string, made time.Time, body any) (Command, error) {
	raw, err := json.Marshal(body)
	return Command{ID: id, Kind: kind, Subject: subject, Made: made, Body: raw}, err
}
