// Package applications says what an application (istanza) is, which services can be applied for, and
// what the town hall owes in return: a receipt, a term, an outcome.
//
// It is pure: the day is an argument, filing is done by api/internal/postgres in one transaction.
package applications

import (
	"fmt"
	"time"

	"sportello/api/calendar"
	"sportello/api/fines"
	"sportello/api/flow"
	"sportello/api/identity"
)

// State is where an application stands (DOMAIN: L. 241/1990).
type State string

// The states of an application. Kept is known to one phone only.
const (
	Kept      State = "kept"      // saved on this phone, not yet sent
	Filed     State = "filed"     // registered with a protocol number
	InReview  State = "in_review" // an office is working on it
	Accepted  State = "accepted"
	Refused   State = "refused"
	Withdrawn State = "withdrawn"
)

// Event is one step in the life of an application.
type Event struct {
	At    time.Time `json:"at"`
	State State     `json:"state"`
	Note  string    `json:"note,omitempty"`
}

// Application is what was filed and what became of it.
type Application struct {
	ID          string           `json:"id"`
	Service     string           `json:"service" example:"telesoccorso"`
	Protocol    string           `json:"protocol,omitempty" example:"2026/0000123"`
	FiledAt     time.Time        `json:"filed_at"`
	FiledOn     calendar.Day     `json:"filed_on"`
	DueOn       calendar.Day     `json:"due_on" doc:"Last day for the answer (L. 241/1990 art. 2)"`
	State       State            `json:"state" enum:"kept,filed,in_review,accepted,refused,withdrawn"`
	Answers     flow.Answers     `json:"answers"`
	FiledBy     string           `json:"filed_by" doc:"Name of the actor"`
	PreparedBy  string           `json:"prepared_by,omitempty" doc:"Name of who prepared it, when another person confirmed it"`
	Mandate     identity.Mandate `json:"mandate"`
	Office      string           `json:"office"`
	Responsible string           `json:"responsible" doc:"Responsabile del procedimento (L. 241/1990 art. 5)"`
	Events      []Event          `json:"events,omitempty"`
}

// Draft is an application that is not finished. Its id becomes the id of the application.
type Draft struct {
	ID        string       `json:"id"`
	Service   string       `json:"service"`
	Answers   flow.Answers `json:"answers"`
	UpdatedAt time.Time    `json:"updated_at"`
}

// Answer is the body of the command that keeps the answers of one step. Only the fields of that step are
// sent: two devices that answer different questions of one draft both keep what they wrote.
type Answer struct {
	Draft   string       `json:"draft" format:"uuid"`
	Service string       `json:"service"`
	Answers flow.Answers `json:"answers"`
}

// Discard is the body of the command that throws a draft away.
type Discard struct {
	Draft string `json:"draft" format:"uuid"`
}

// Submit is the body of the command that files an application. The command's id is the draft's id. Confirms says
// that it is the yes to the confirmation of that id.
type Submit struct {
	Service  string       `json:"service"`
	Answers  flow.Answers `json:"answers"`
	Consent  string       `json:"consent,omitempty" format:"uuid" doc:"From a clerk: id of the citizen's consent to this"`
	Confirms bool         `json:"confirms,omitempty" doc:"The yes to a confirmation: the key is its id, the answers are its own"`
}

// Service is one procedure as the comune gives it: data, not code. Its words stand in the catalogues
// under "applications.<id>".
type Service struct {
	ID          string `json:"id"`
	TermDays    int    `json:"term_days" doc:"Days for the answer, from filing"`
	Office      string `json:"office"`
	Responsible string `json:"responsible"`
	Phone       string `json:"phone"`
	Email       string `json:"email"`
	Hours       string `json:"hours"`
	Address     string `json:"address"`
	Remedy      string `json:"remedy" doc:"Who can be turned to when no answer comes in time"`
}

// Protocol writes a protocol number as people read it: the year, then at least seven digits
// (DPR 445/2000 art. 57).
func Protocol(year int, number int64) string { return fmt.Sprintf("%d/%07d", year, number) }

// FlowOf is the flow of a service, by the rules of the town on fines; false when there is none.
func FlowOf(service string, r fines.Rules) (flow.Flow, bool) {
	switch service {
	case Telesoccorso.ID:
		return Telesoccorso, true
	case DriverData.ID:
		return DriverData, true
	case Plan:
		return finePlan(r.Instalments), true
	case AccidentReport.ID:
		return AccidentReport, true
	}
	return flow.Flow{}, false
}

// DueOn is the last day for the answer: the day of filing is not counted, and a Saturday or a holiday
// does not move it (L. 241/1990 art. 2: calendar days).
func DueOn(s Service, filed calendar.Day) calendar.Day {
	return calendar.Term(filed, s.TermDays, calendar.Stays, calendar.MonthDay{})
}
