package app

import (
	"context"
	"time"

	"sportello/api/command"
	"sportello/api/folder"
	"sportello/api/help"
	"sportello/api/identity"
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

// Server is what only the town hall itself can answer, never a phone: older acts of the trail, and help codes. Its
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
}
