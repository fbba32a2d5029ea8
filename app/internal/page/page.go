// Package page says what a screen is asked and what it answers.
//
// A screen is a function from a Visit to a Page, the same on the server and on the phone. It reads what
// the visit brings, acts through Visit.Send, and knows neither HTTP nor the browser.
package page

import (
	"net/url"
	"strings"
	"time"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/fines"
	"sportello/api/folder"
	"sportello/api/help"
	"sportello/api/identity"
	"sportello/api/money"
	"sportello/api/payments"
	"sportello/api/trail"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Visit is one question put to a screen: a link followed (Form is nil) or a form sent.
type Visit struct {
	Path  string // without what stands before it in another's matters
	Base  string // what stands before every address in another's matters; the app puts it there, not the screen
	Query url.Values
	Form  url.Values

	Who    identity.Who
	Town   folder.Town
	Folder folder.Folder // empty when nobody has signed in
	Prefer folder.Preferences

	Text  text.Text
	Now   time.Time    // of the host: the server's, or the phone's clock
	Today calendar.Day // in Europe/Rome

	OnPhone bool // the phone answers, not the server
	Offline bool // the phone has no network, as far as it knows
	Restore bool // Form is what was typed before the session lapsed: show it, do not act

	Args map[string]string // the named parts of the path
	// Send gives a command to the town hall. An error means: nothing happened, say so and keep the form.
	Send func(command.Command) (command.Receipt, error)
	// HelpCode is the code that this browser shows to whoever helps; empty when it shows none.
	HelpCode string
	// Older gives acts of the trail that the folder does not hold, and LookHelp where the person is who read out a
	// code, for a clerk; nil on a phone.
	Older    func(trail.Query) ([]trail.Access, error)
	LookHelp func(code string) (help.Seen, error)
	// FindFine finds a fine by what is printed on its letter, and CheckNotice says whether a notice is true; nil on a
	// phone. See app.Server.
	FindFine    func(number, plate string) (fines.Fine, payments.Position, error)
	CheckNotice func(text string) (payments.Verdict, error)
	// PayOpenly starts a payment without signing in, and OpenPayment is where one stands; nil on a phone. See app.Server.
	PayOpenly   func(id, nav, plate string, total money.Cents) (next string, err error)
	OpenPayment func(id string) (payments.Payment, error)
	// NotSent is what this phone may not send any more, and Forget takes it away by the ids of its commands; nil on
	// the server.
	NotSent func() []NotSent
	Forget  func(ids []string)
	// NewID makes an id for something that is born here (a UUIDv7).
	NewID func() string
}

// Unseen stands in a form in place of a photo in which no code of a notice could be read: the host reads photos.
const Unseen = "?"

// Sent reports whether the visit is a form to act on.
func (v Visit) Sent() bool { return v.Form != nil && !v.Restore }

// Say is a message of the catalogues in the person's language.
func (v Visit) Say(key string, vars ...any) string { return v.Text.Say(key, vars...) }

// Native is the language of what the comune writes itself (its hours, its offices) on a page that is in
// another one; empty on an Italian page.
func (v Visit) Native() string {
	if v.Text.Lang() == "it" {
		return ""
	}
	return "it"
}

// Do makes a command of this person and sends it. id is empty for a command born now.
func (v Visit) Do(id string, kind command.Kind, body any) (command.Receipt, error) {
	if id == "" {
		id = v.NewID()
	}
	c, err := command.New(id, kind, v.Who.Subject.ID, v.Now, body)
	if err != nil {
		return command.Receipt{}, err
	}
	c.Mandate = v.Who.Mandate.ID
	return v.Send(c)
}

// Page is what a screen answers. Redirect, when set, is the address to go to instead.
type Page struct {
	Status   int      // 0 means 200
	Title    string   // without the name of the comune
	Error    bool     // the title starts with "Errore:" and focus goes to the summary
	Step     string   // of a flow, as "telesoccorso.phone"
	Problems []string // names of what is wrong in a flow, as "telesoccorso.phone.missing"
	Body     []*ui.Node
	Redirect string
	// Reload: the host must answer with a page of the server (header, language or sign-in changes).
	Reload bool
	// Announce is said politely once, after the page has come.
	Announce string
	// Lang and Look are set by the app: the language of the page, and how it is to be read.
	Lang string
	Look folder.Preferences
	// Base and For are set by the app: what stands before every address in another's matters, and whose they are.
	Base, For string
	// Place is set by the app: where the person is, for whoever helps them; names only.
	Place help.Place
	// Prefer, when set, is how the person likes to read from now on; the host keeps it for the device.
	Prefer *folder.Preferences
}

// Local is an address of ours, or nothing: nobody is sent to another site by a link made elsewhere.
func Local(address string) string {
	if strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") && !strings.HasPrefix(address, "/\\") {
		return address
	}
	return ""
}

// To is a page that sends the person on.
func To(address string) Page { return Page{Redirect: address} }
