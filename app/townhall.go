package app

import (
	"context"
	"time"

	"sportello/api/command"
	"sportello/api/fines"
	"sportello/api/folder"
	"sportello/api/help"
	"sportello/api/identity"
	"sportello/api/money"
	"sportello/api/payments"
	"sportello/api/trail"
)

// TownHall is the small port through which the app reads and acts. On the server it is the store; on the
// phone it is the kept folder and the outbox. Its errors are those of api/command.
type TownHall interface {
	// Town is what everybody may read.
	Town(ctx context.Context) (folder.Town, error)
	// Acting is the actor under a mandate, by its id; an empty id is the actor themselves.
	Acting(ctx context.Context, actor identity.Who, mandate string) (identity.Who, error)
	// Folder is what the actor may read about the subject.
	Folder(ctx context.Context, who identity.Who) (folder.Folder, error)
	// Send gives a command: applied exactly once, however often it is sent.
	Send(ctx context.Context, who identity.Who, c command.Command) (command.Receipt, error)
}

// Server is what only the town hall itself can answer, never a phone: older acts of the trail, help
// codes, and what is found by a letter in the hand. Its
// errors are those of api/command.
type Server interface {
	// AccessLog is a page of acts in the person's own matters, newest first.
	AccessLog(ctx context.Context, who identity.Who, q trail.Query) ([]trail.Access, error)
	// OpenHelp makes a help code for whoever asks, signed in or not.
	OpenHelp(ctx context.Context, who identity.Who) (help.Ticket, error)
	// NoteHelp writes down where the browser with that secret is; a nil place only asks whether it still counts.
	NoteHelp(ctx context.Context, who identity.Who, token string, p *help.Place) (until time.Time, err error)
	// CloseHelp ends it.
	CloseHelp(ctx context.Context, token string) error
	// LookHelp is where the person is who read out a code, for a clerk.
	LookHelp(ctx context.Context, clerk identity.Who, code string) (help.Seen, error)
	// FindFine is the fine of a verbale or notice number and a plate, and what is to be paid of it, for who has the
	// letter in the hand.
	FindFine(ctx context.Context, number, plate string) (fines.Fine, payments.Position, error)
	// CheckNotice says whether a notice is true, by its number or the text of its code.
	CheckNotice(ctx context.Context, text string) (payments.Verdict, error)
	// PayOpenly starts the payment of a notice of a fine for who has the letter and has not signed in, and gives the
	// address on which one pays. id is made with the form: the same again is the same payment. total is what was seen.
	PayOpenly(ctx context.Context, id, nav, plate string, total money.Cents) (next string, err error)
	// OpenPayment is where such a payment stands, for a day, for who has its address.
	OpenPayment(ctx context.Context, id string) (payments.Payment, error)
}
