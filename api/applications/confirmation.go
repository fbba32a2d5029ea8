package applications

import (
	"maps"
	"time"

	"sportello/api/flow"
	"sportello/api/identity"
)

// Decision is where a confirmation stands.
type Decision string

// The states of a confirmation. All but Pending end it; only Confirmed files anything.
const (
	Pending    Decision = "pending"
	Confirmed  Decision = "confirmed"
	Declined   Decision = "declined"   // by who was asked: the draft goes back
	TakenBack  Decision = "withdrawn"  // by who proposed it: the draft goes back
	Superseded Decision = "superseded" // the same service was asked for in another way meanwhile
)

// Named is one of the two people of a confirmation, by id and name.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Confirmation is a draft that one person has prepared and another is asked to send: a helper asks the citizen,
// or the citizen asks one delegate. Its id is the draft's and becomes the application's: whatever happens on
// either phone, the key of the submission is the same one, and it is filed once. Silence is never a yes.
type Confirmation struct {
	ID         string           `json:"id"`
	Service    string           `json:"service" example:"telesoccorso"`
	Answers    flow.Answers     `json:"answers"`
	ProposedBy Named            `json:"proposed_by"`
	Mandate    identity.Mandate `json:"mandate" doc:"Under which it was prepared"`
	Asked      Named            `json:"asked"`
	ProposedAt time.Time        `json:"proposed_at"`
	State      Decision         `json:"state" enum:"pending,confirmed,declined,withdrawn,superseded"`
	SettledAt  time.Time        `json:"settled_at,omitzero"`
	Note       string           `json:"note,omitempty" doc:"What whoever declined wants to say"`
	Kept       string           `json:"kept,omitempty" doc:"Known to one phone only: id of the command that waits there"`
}

// Ask is what a delegate reads in their own matters of a confirmation that waits for them in another's: that
// there is one, no more. Mandate is the proxy under which it can be read.
type Ask struct {
	ID      string `json:"id"`
	Service string `json:"service"`
	Of      string `json:"of" doc:"Name of the person whose application it is"`
	Mandate string `json:"mandate"`
}

// Propose is the body of the command that asks somebody to confirm a draft: the citizen when a helper proposes,
// a delegate when the citizen does. The draft is then no draft any more.
type Propose struct {
	Draft   string       `json:"draft" format:"uuid"`
	Service string       `json:"service"`
	Answers flow.Answers `json:"answers"`
	Asked   string       `json:"asked" format:"uuid" doc:"Id of the person who is asked"`
}

// Decline is the body of the command that says no. The note is what the proposer is told.
type Decline struct {
	Confirmation string `json:"confirmation" format:"uuid"`
	Note         string `json:"note,omitempty" maxLength:"500"`
}

// Withdraw is the body of the command by which the proposer takes a confirmation back.
type Withdraw struct {
	Confirmation string `json:"confirmation" format:"uuid"`
}

// NoteLimit is how many characters a note may have.
const NoteLimit = 500

// Unfit says why something cannot be done with a confirmation; it is the key of a refusal.
type Unfit string

// The refusals.
const (
	NotAsked     Unfit = "not_asked"     // somebody else was asked, or somebody else has proposed it
	Settled      Unfit = "settled"       // it is answered, taken back, or filed already
	OtherAnswers Unfit = "other_answers" // not what was prepared
	Waiting      Unfit = "waiting"       // another one waits for the same service
	NoDelegate   Unfit = "no_delegate"   // whoever is asked may not send it
)

func (u Unfit) Error() string { return "the confirmation: " + string(u) }

// Yes reports why a submission is not the yes of this confirmation; nil when it is. It must be of the one who
// was asked, while it waits, and of the very answers that they were shown.
func (c Confirmation) Yes(actor string, s Submit) error {
	switch {
	case c.Asked.ID != actor:
		return NotAsked
	case c.State != Pending:
		return Settled
	case c.Service != s.Service || !maps.Equal(c.Answers, s.Answers):
		return OtherAnswers
	}
	return nil
}

// No reports why somebody cannot say no to it, or take it back; nil when they can. Only the one who was asked
// declines, only the one who proposed it withdraws.
func (c Confirmation) No(actor string, to Decision) error {
	by := map[Decision]string{Declined: c.Asked.ID, TakenBack: c.ProposedBy.ID}[to]
	switch {
	case by != actor:
		return NotAsked
	case c.State != Pending:
		return Settled
	}
	return nil
}

// MayAsk reports whether who may ask a person: a helper asks the citizen, nobody else; the citizen asks somebody
// else, who must hold a proxy to send: that the store knows.
func MayAsk(who identity.Who, asked string) error {
	if who.Actor.ID == asked || who.ForOther() && asked != who.Subject.ID {
		return NoDelegate
	}
	return nil
}
