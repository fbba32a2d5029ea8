// Package trail says what the audit trail tells a person: who read or did what in their matters, when, and
// why that was allowed ("Chi ha visto i miei dati").
//
// It is pure and adds nothing to the trail: rows are written where the acts happen, in the same transaction.
// It never says what was read or written, only where.
package trail

import (
	"time"

	"sportello/api/identity"
)

// The acts that are no command of a person.
const (
	Look     = "look"      // read as a proxy or as a clerk
	HelpLook = "help.look" // saw where the person was, with the help code that they gave
)

// WholeFolder is what a Look is about when a phone or another program took everything that may be read.
const WholeFolder = "folder"

// Access is one row of the trail, as its subject reads it.
type Access struct {
	Seq     int64            `json:"seq" doc:"Place in the chain of all acts: an older act has a smaller one"`
	At      time.Time        `json:"at"`
	Name    string           `json:"name" doc:"Who did it"`
	Own     bool             `json:"own,omitempty" doc:"The person themselves did it"`
	Mandate identity.Mandate `json:"mandate"`
	Act     string           `json:"act" doc:"Kind of command; look: read; help.look: saw which page was open, with the help code"`
	About   string           `json:"about" doc:"Of look: the pattern of the page, or the kind of matter; else an id"`
	Office  string           `json:"office,omitempty" doc:"Where a clerk works"`
	Reason  string           `json:"reason,omitempty" doc:"What a clerk gave as the reason: an id, such as tax"`
	Note    string           `json:"note,omitempty" doc:"The reason in the clerk's own words"`
	Proxy   string           `json:"proxy,omitempty" doc:"Kind of the proxy"`
	Consent string           `json:"consent,omitempty" doc:"How the person consented to an act of a clerk"`
	Service string           `json:"service,omitempty"`
}

// PerPage is how many acts are read at once: the folder has so many, and so has a page of older ones.
const PerPage = 100

// Query asks for acts. Before is the Seq of the oldest that is known already, 0 for none; Mandate is the id of
// the proxy or assistance to keep to, empty for all.
type Query struct {
	Before  int64
	Mandate string
}
