package hall

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"time"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/deadlines"
	"sportello/api/folder"
	"sportello/api/identity"
)

// Calendars is what the town hall has written of private addresses for calendars.
type Calendars interface {
	MakeLink(ctx context.Context, who identity.Who, c command.Command, secret string, at time.Time) error
	EndLink(ctx context.Context, who identity.Who, c command.Command, at time.Time) error
	LinkReader(ctx context.Context, secret string, at time.Time) (identity.Who, error)
}

// secretBytes are 256 bits; secretLen is how they are written in an address.
const secretBytes, secretLen = 32, 43

// calendar makes or ends the private address, for the person alone: what a proxy or a clerk made would go on answering
// when their mandate has ended. The address stands in the receipt alone, and only this once.
func (h *Hall) calendar(ctx context.Context, who identity.Who, c command.Command, at time.Time) (command.Receipt, error) {
	done := command.Receipt{Command: c.ID, State: command.Done, At: at.UTC()}
	if who.ForOther() {
		return command.Receipt{}, command.ErrNotFound
	}
	if c.Kind == command.CalendarEnd {
		return done, h.Store.EndLink(ctx, who, c, at)
	}
	raw := make([]byte, secretBytes)
	rand.Read(raw) // never fails (crypto/rand)
	secret := base64.RawURLEncoding.EncodeToString(raw)
	if err := h.Store.MakeLink(ctx, who, c, secret, at); err != nil {
		return command.Receipt{}, err
	}
	done.Codes = []string{h.Site + "/calendario/" + secret + ".ics"}
	return done, nil
}

// Calendar is the folder of whose secret it is, read in that person's own name: nothing more is asked of a calendar.
//
// Errors: command.ErrNotFound for a secret that is wrong, has ended or never was: nobody can tell which.
// command.Locked for a wrong one, when too many came from the same address.
func (h *Hall) Calendar(ctx context.Context, secret string) (folder.Folder, error) {
	if len(secret) != secretLen {
		return folder.Folder{}, command.ErrNotFound
	}
	who, err := h.Store.LinkReader(ctx, secret, h.Now())
	if err != nil {
		return folder.Folder{}, h.seen(err)
	}
	return h.Folder(ctx, who)
}

// Deadlines are all the days in the matters of the subject that the actor may see.
func (h *Hall) Deadlines(ctx context.Context, who identity.Who) ([]deadlines.Deadline, error) {
	f, err := h.Folder(ctx, who)
	if err != nil {
		return nil, err
	}
	town, err := h.Town(ctx)
	if err != nil {
		return nil, err
	}
	return folder.Deadlines(f, town, calendar.InRome(h.Now())), nil
}
