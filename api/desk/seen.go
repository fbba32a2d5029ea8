package desk

import (
	"time"

	"sportello/api/identity"
)

// Desk is what a clerk reads of their own work: who was found last, the assistance that is open, and the one that
// ended last. It holds nobody else: there is nothing to browse. In an assistance it is only that assistance.
type Desk struct {
	Found []Candidate  `json:"found,omitempty" doc:"Whom the last search found, and who is being assisted"`
	Open  []Assistance `json:"open,omitempty" doc:"The assistance that is open: one at most"`
	Last  *Assistance  `json:"last,omitempty" doc:"The assistance that ended last, for a quarter of an hour"`
}

// Candidate is somebody for whom an assistance may be opened now.
type Candidate struct {
	ID        string          `json:"id" doc:"Id of the search, or of the open assistance that may go on"`
	Person    identity.Person `json:"person"`
	Phone     string          `json:"phone,omitempty" doc:"Telephone number on file, to call back"`
	Delegates []Delegate      `json:"delegates,omitempty" doc:"Who holds a proxy in force and may come instead"`
}

// Delegate is who holds a proxy of the candidate.
type Delegate struct {
	Proxy string `json:"proxy" doc:"Id of the proxy"`
	Name  string `json:"name"`
}

// Assistance is one half hour of help, open or ended.
type Assistance struct {
	ID        string          `json:"id"`
	Person    identity.Person `json:"person"`
	Reason    string          `json:"reason"`
	Note      string          `json:"note"`
	Channel   Channel         `json:"channel" enum:"counter,telephone"`
	StartedAt time.Time       `json:"started_at"`
	ExpiresAt time.Time       `json:"expires_at"`
	EndedAt   time.Time       `json:"ended_at,omitzero"`
	EndedWhy  string          `json:"ended_why,omitempty" doc:"clerk, another, signed_out, time"`
	Acts      []Act           `json:"acts,omitempty" doc:"What was done, once it has ended"`
}

// Act is one thing that was done in an assistance.
type Act struct {
	At       time.Time `json:"at"`
	What     string    `json:"what" doc:"Kind of the command"`
	Service  string    `json:"service,omitempty"`
	Protocol string    `json:"protocol,omitempty"`
}

// Why an assistance ended.
const (
	EndedByClerk   = "clerk"
	EndedByAnother = "another" // another one was opened
	EndedBySignOut = "signed_out"
	EndedByTime    = "time"
)

// Candidate is the candidate of that id; false when nobody was found, or it is too long ago.
func (d Desk) Candidate(id string) (Candidate, bool) {
	for _, c := range d.Found {
		if c.ID == id {
			return c, true
		}
	}
	return Candidate{}, false
}

// Assistance is the open assistance of that id.
func (d Desk) Assistance(id string) (Assistance, bool) {
	for _, a := range d.Open {
		if a.ID == id {
			return a, true
		}
	}
	return Assistance{}, false
}

// Left is how long an assistance is still open; never less than nothing.
func (a Assistance) Left(now time.Time) time.Duration { return max(0, a.ExpiresAt.Sub(now)) }

// Minutes are the whole minutes that are left: what is said never promises more than there is.
func (a Assistance) Minutes(now time.Time) int { return int(a.Left(now) / time.Minute) }

// Ending reports whether the end is near.
func (a Assistance) Ending(now time.Time) bool { return a.Left(now) < Soon }
