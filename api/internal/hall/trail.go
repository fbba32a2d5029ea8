package hall

import (
	"context"
	"time"

	"sportello/api/command"
	"sportello/api/help"
	"sportello/api/identity"
	"sportello/api/trail"
)

// Trail is what the town hall asks of the store about who saw what, and about help codes.
type Trail interface {
	Look(ctx context.Context, who identity.Who, l command.Look, at time.Time) error
	AccessLog(ctx context.Context, who identity.Who, q trail.Query) ([]trail.Access, error)
	OpenHelp(ctx context.Context, who identity.Who, at time.Time) (help.Ticket, error)
	NoteHelp(ctx context.Context, who identity.Who, token string, p *help.Place, at time.Time) (time.Time, error)
	CloseHelp(ctx context.Context, token string) error
	LookHelp(ctx context.Context, clerk identity.Who, code string, at time.Time) (help.Seen, error)
}

// AccessLog is who saw or did what in the person's own matters, newest first: a page of acts.
//
// Errors: command.ErrNoMandate when somebody asks for another.
func (h *Hall) AccessLog(ctx context.Context, who identity.Who, q trail.Query) ([]trail.Access, error) {
	if who.ForOther() {
		return nil, command.ErrNoMandate
	}
	acts, err := h.Store.AccessLog(ctx, who, q)
	return acts, h.seen(err)
}

// OpenHelp makes a help code for whoever asks, signed in or not.
//
// Errors: command.ErrLocked when too many are open.
func (h *Hall) OpenHelp(ctx context.Context, who identity.Who) (help.Ticket, error) {
	t, err := h.Store.OpenHelp(ctx, who, h.Now())
	return t, h.seen(err)
}

// NoteHelp writes down where the browser with that secret is; a nil place only asks whether it still counts.
//
// Errors: command.ErrNotFound when the help has ended.
func (h *Hall) NoteHelp(ctx context.Context, who identity.Who, token string, p *help.Place) (until time.Time, err error) {
	until, err = h.Store.NoteHelp(ctx, who, token, p, h.Now())
	return until, h.seen(err)
}

// CloseHelp ends it at once.
func (h *Hall) CloseHelp(ctx context.Context, token string) error {
	return h.seen(h.Store.CloseHelp(ctx, token))
}

// LookHelp is where the person is who read out a code, for a clerk.
//
// Errors: command.ErrNotFound for who is no clerk, command.WrongCode, command.Locked.
func (h *Hall) LookHelp(ctx context.Context, clerk identity.Who, code string) (help.Seen, error) {
	if clerk.Office == "" {
		return help.Seen{}, command.ErrNotFound
	}
	seen, err := h.Store.LookHelp(ctx, clerk, code, h.Now())
	return seen, h.seen(err)
}
