// Package desk says what an assistance is (sportello assistito): a clerk of the town hall works for a citizen who
// stands at the counter or is on the telephone, for half an hour, with a reason that the citizen can read.
//
// It is pure: the day and the moment are arguments. It knows how a citizen is found and recognised, and what a
// clerk may do; and what a Consent is, the citizen's yes to one act. Codes and their hashes are the work of others.
package desk

import (
	"time"

	"sportello/api/calendar"
	"sportello/api/identity"
)

// Lasts is how long an assistance is open; it is never made longer: whoever needs more recognises the citizen anew.
const Lasts = 30 * time.Minute

// Soon is when a clerk is told that the end is near, and what to do.
const Soon = 5 * time.Minute

// Searches are how many searches a clerk may make within how many minutes. A clerk serves people one after the
// other: whoever searches faster looks around.
type Searches struct {
	Number  int `json:"number"`
	Minutes int `json:"minutes"`
}

// Or is the limit, or the usual one where the comune has set none.
func (s Searches) Or() Searches {
	if s.Number <= 0 || s.Minutes <= 0 {
		return Searches{Number: 30, Minutes: 60}
	}
	return s
}

// Within is the time in which the searches are counted.
func (s Searches) Within() time.Duration { return time.Duration(s.Minutes) * time.Minute }

// Rights are what a clerk may do in an assistance: read, prepare, and send what the citizen has said yes to, each
// act by itself. Never pay: no card passes the clerk.
var Rights = identity.Rights{Tasks: []identity.Task{identity.See, identity.Prepare, identity.Send}}

// Reasons are why a citizen's matters may be opened, in the order in which they are offered. Their words stand
// under "reason.<id>", for the citizen reads them too. A note in the clerk's own words goes with each.
var Reasons = []string{"application", "tax", "proxy", "contact", "question"}

// Channel is where the citizen is.
type Channel string

// The channels.
const (
	Counter   Channel = "counter"   // in person
	Telephone Channel = "telephone" // called back on the number on file
)

// How is how the citizen was recognised.
type How string

// The ways to recognise a citizen (DOMAIN § 6.5).
const (
	ByDocument How = "document"  // an identity document, seen
	ByClerk    How = "known"     // the clerk knows them in person
	ByDelegate How = "delegate"  // somebody with a proxy in force stands there instead
	ByCall     How = "telephone" // called back on the number on file
)

// Hows are all of them, in the order in which they are offered.
var Hows = []string{string(ByDocument), string(ByClerk), string(ByDelegate), string(ByCall)}

// Documents are the kinds of document that count (DPR 445/2000 art. 35).
var Documents = []string{"identity_card", "passport", "driving_licence", "residence_permit"}

// Find is one search for one person: by the exact codice fiscale, or by the exact names and day of birth together.
type Find struct {
	Reason     string       `json:"reason" enum:"application,tax,proxy,contact,question"`
	Note       string       `json:"note" doc:"Why, in the clerk's words: the citizen can read it" maxLength:"200"`
	FiscalCode string       `json:"fiscal_code,omitempty" doc:"Codice fiscale; or else the three others"`
	FamilyName string       `json:"family_name,omitempty" maxLength:"100"`
	GivenName  string       `json:"given_name,omitempty" maxLength:"100"`
	BirthDate  calendar.Day `json:"birth_date,omitzero"`
}

// Presence is how the citizen was recognised. Only what the law asks to note is kept of a document: never a copy.
type Presence struct {
	How      How          `json:"how" enum:"document,known,delegate,telephone"`
	Document string       `json:"document,omitempty" enum:"identity_card,passport,driving_licence,residence_permit"`
	LastFour string       `json:"last_four,omitempty" doc:"Last four signs of the document's number"`
	Expires  calendar.Day `json:"expires,omitzero" doc:"Last day of the document"`
	Proxy    string       `json:"proxy,omitempty" doc:"Id of the proxy of who stands there instead"`
	Called   string       `json:"called,omitempty" readOnly:"true" doc:"Number on file that was called back; the store writes it"`
}

// Channel is where the citizen is, by how they were recognised.
func (p Presence) Channel() Channel {
	if p.How == ByCall {
		return Telephone
	}
	return Counter
}

// Open opens an assistance for who was found. Search is the id of the search, or of one's open assistance that is to
// go on for another half hour.
type Open struct {
	Search   string   `json:"search" format:"uuid"`
	Presence Presence `json:"presence"`
}

// End ends an assistance.
type End struct {
	Assistance string `json:"assistance" format:"uuid"`
}
