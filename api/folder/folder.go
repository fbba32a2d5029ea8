// Package folder is all that a person may read, as one value (fascicolo).
//
// It is written by api/internal/postgres in one batch of reads, carried with an ETag, and kept encrypted
// on a phone, so that every reading page works offline and says how old it is.
package folder

import (
	"cmp"
	"slices"
	"time"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/contact"
	"sportello/api/deadlines"
	"sportello/api/desk"
	"sportello/api/fines"
	"sportello/api/identity"
	"sportello/api/money"
	"sportello/api/payments"
	"sportello/api/proxies"
	"sportello/api/taxes"
	"sportello/api/trail"
)

// Folder is what one actor may read about one subject. ReadAt is when the town hall last said so.
type Folder struct {
	Who           identity.Who                `json:"who"`
	Address       string                      `json:"address,omitempty" doc:"Home address as the registry gives it"`
	ReadAt        time.Time                   `json:"read_at"`
	Tari          []taxes.TariPosition        `json:"tari"`
	Imu           taxes.Imu                   `json:"imu,omitzero" doc:"What the person holds and has paid; the tax is worked out from it by the rules of the town"`
	Fines         []fines.Fine                `json:"fines" doc:"Traffic fines, newest first"`
	Debts         []payments.Position         `json:"debts" doc:"What can or could be paid through pagoPA, by its notices"`
	Payments      []payments.Payment          `json:"payments" doc:"Tries to pay, newest first, and intentions to"`
	Receipts      []payments.Receipt          `json:"receipts" doc:"Proofs of payment, newest first"`
	Applications  []applications.Application  `json:"applications"`
	Drafts        []applications.Draft        `json:"drafts"`
	Confirmations []applications.Confirmation `json:"confirmations" doc:"Drafts that wait for a second person's yes, and for a month those that ended without one"`
	Asks          []applications.Ask          `json:"asks" doc:"What waits for this person in the matters of others; in one's own matters alone"`
	Notices       []Notice                    `json:"notices"`
	Contact       contact.Contact             `json:"contact" doc:"How the person is reached"`
	Preferences   Preferences                 `json:"preferences"`
	Trail         []trail.Access              `json:"trail" doc:"The newest acts in the person's matters, of anybody; in one's own matters alone"`
	Proxies       []proxies.Proxy             `json:"proxies" doc:"Those the person has given and those they hold; in one's own matters alone"`
	Begun         []applications.Draft        `json:"begun" doc:"What the person has begun to write of a proxy; in one's own matters alone"`
	Papers        []proxies.Proxy             `json:"papers,omitempty" doc:"For a clerk: claims that wait for their papers to be seen"`
	Desk          desk.Desk                   `json:"desk,omitzero" doc:"Of a clerk: their own work; in an assistance, that one"`
	Consents      []desk.Consent              `json:"consents" doc:"What a clerk asks the person's yes for; in an assistance, those asked in it"`
	Card          *desk.Card                  `json:"card,omitempty" doc:"The person's card of codes; in one's own matters alone"`
	Calendar      *deadlines.Link             `json:"calendar,omitempty" doc:"That there is a private address for calendars, and since when; in one's own matters alone"`
	Citizen       Preferences                 `json:"citizen,omitzero" doc:"In an assistance: how the citizen likes to read"`
}

// Notice is a notice of the desk. Key names words of the catalogues; else Title and Body are the words.
type Notice struct {
	ID    string `json:"id"`
	Key   string `json:"key,omitempty"`
	Title string `json:"title,omitempty"`
	Body  string `json:"body,omitempty"`
	// Vars are the variables of the words of Key.
	Vars  map[string]string `json:"vars,omitempty"`
	From  calendar.Day      `json:"from"`
	Until calendar.Day      `json:"until"`
}

// Preferences are how a person likes to read. The zero value is the town hall's own choice.
type Preferences struct {
	Text     string `json:"text,omitempty" enum:"normal,large,larger,largest" doc:"Text size: 1, 1.5, 2 or 3 times"`
	Contrast string `json:"contrast,omitempty" enum:"normal,high"`
	Spacing  string `json:"spacing,omitempty" enum:"normal,wide"`
	Lang     string `json:"lang,omitempty" enum:"it,en"`
}

// Town is what everybody may read: the comune, its desk and its services.
type Town struct {
	Name     string                 `json:"name" example:"Comune di Seregno"`
	Short    string                 `json:"short" example:"Seregno"`
	Phone    string                 `json:"phone" doc:"The desk's telephone, as people dial it"`
	Hours    string                 `json:"hours"`
	Email    string                 `json:"email"`
	PEC      string                 `json:"pec"`
	Address  string                 `json:"address"`
	Site     string                 `json:"site"`
	Patron   calendar.MonthDay      `json:"patron,omitzero" doc:"Day of the patron saint, month-day: its offices are shut"`
	Mail     bool                   `json:"mail" doc:"The comune can send e-mail"`
	Letters  Letters                `json:"letters" doc:"When the town hall writes of its own accord"`
	Demo     bool                   `json:"demo" doc:"A demonstration: people and amounts are made up"`
	Proxies  proxies.Limits         `json:"proxies,omitzero" doc:"How many proxies, and for how long"`
	Services []applications.Service `json:"services"`
	Taxes    taxes.Rules            `json:"taxes,omitzero" doc:"By what figures the comune asks for taxes"`
	Fines    fines.Rules            `json:"fines,omitzero" doc:"Terms and figures of traffic fines"`
	Pay      payments.Offer         `json:"pay,omitzero" doc:"What can be paid online"`
	Fees     map[string]money.Cents `json:"fees,omitempty" doc:"What filing for a service costs, in cents, by its id; none: nothing"`
	Creditor string                 `json:"creditor,omitempty" doc:"Fiscal code of the comune as pagoPA knows it, 11 digits; none: no QR code is drawn"`
	Searches desk.Searches          `json:"searches,omitzero" doc:"How many searches a clerk may make in how many minutes"`
}

// Letters says when the town hall writes of its own accord, and how long a change of contact by somebody else waits.
type Letters struct {
	CoolingDays int    `json:"cooling_days" doc:"Days before a contact changed by a proxy or a clerk is in force"`
	Digest      string `json:"digest" enum:"day,week,month" doc:"How often people hear what was done in their name"`
	Reminder    string `json:"reminder" enum:"day,week,month" doc:"How often people hear which proxies are in force"`
}

// Cooling is the days that a change of contact by somebody else waits: never less than one.
func (l Letters) Cooling() int { return max(l.CoolingDays, 1) }

// Service is the service of that id; false when the town has none.
func (t Town) Service(id string) (applications.Service, bool) {
	for _, s := range t.Services {
		if s.ID == id {
			return s, true
		}
	}
	return applications.Service{}, false
}

// Draft is the draft for a service; false when there is none.
func (f Folder) Draft(service string) (applications.Draft, bool) {
	for _, d := range f.Drafts {
		if d.Service == service {
			return d, true
		}
	}
	return applications.Draft{}, false
}

// Application is the application of that id; false when the folder has none.
func (f Folder) Application(id string) (applications.Application, bool) {
	for _, a := range f.Applications {
		if a.ID == id {
			return a, true
		}
	}
	return applications.Application{}, false
}

// Confirmation is the confirmation of that id; false when the folder has none.
func (f Folder) Confirmation(id string) (applications.Confirmation, bool) {
	for _, c := range f.Confirmations {
		if c.ID == id {
			return c, true
		}
	}
	return applications.Confirmation{}, false
}

// Waiting is the confirmation that waits for a yes for a service; false when none does.
func (f Folder) Waiting(service string) (applications.Confirmation, bool) {
	for _, c := range f.Confirmations {
		if c.Service == service && c.State == applications.Pending {
			return c, true
		}
	}
	return applications.Confirmation{}, false
}

// Seen is the folder without what the actor has no right to see. Row-level security has left it out already:
// this is the same rule in Go.
func (f Folder) Seen(who identity.Who) Folder {
	sees := func(service string) bool { return who.May(identity.See, service) }
	if !sees("tari") {
		f.Tari = f.Tari[:0]
	}
	if !sees("imu") {
		f.Imu = taxes.Imu{}
	}
	if !sees(fines.Service) {
		f.Fines = f.Fines[:0]
	}
	f.Debts = slices.DeleteFunc(f.Debts, func(p payments.Position) bool { return !sees(p.Service) })
	f.Receipts = slices.DeleteFunc(f.Receipts, func(r payments.Receipt) bool { return !sees(r.Service) })
	f.Payments = slices.DeleteFunc(f.Payments, func(p payments.Payment) bool {
		return slices.ContainsFunc(p.Items, func(i payments.Item) bool { return !sees(i.Service) })
	})
	f.Applications = slices.DeleteFunc(f.Applications, func(a applications.Application) bool { return !sees(a.Service) })
	f.Drafts = slices.DeleteFunc(f.Drafts, func(d applications.Draft) bool { return !sees(d.Service) })
	if who.ForOther() {
		f.Proxies, f.Begun, f.Papers = f.Proxies[:0], f.Begun[:0], nil
	}
	if !sees(contact.Service) {
		f.Contact = contact.Contact{Waiting: []contact.Entry{}}
	}
	f.Consents = slices.DeleteFunc(f.Consents, func(c desk.Consent) bool {
		return who.ForOther() && (who.Mandate.Kind != identity.MandateDesk || c.Assistance != who.Mandate.ID)
	})
	if who.ForOther() {
		f.Card, f.Calendar = nil, nil
	}
	f.Confirmations = slices.DeleteFunc(f.Confirmations, func(c applications.Confirmation) bool {
		return !sees(c.Service) && (c.Asked.ID != who.Actor.ID || !who.May(identity.Send, c.Service))
	})
	return f
}

// Or is p, with what p leaves open taken from q.
func (p Preferences) Or(q Preferences) Preferences {
	return Preferences{Text: cmp.Or(p.Text, q.Text), Contrast: cmp.Or(p.Contrast, q.Contrast),
		Spacing: cmp.Or(p.Spacing, q.Spacing), Lang: cmp.Or(p.Lang, q.Lang)}
}
