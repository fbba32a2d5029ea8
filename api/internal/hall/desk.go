package hall

import (
	"context"
	"time"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/desk"
	"sportello/api/flow"
	"sportello/api/identity"
)

// Desk is what the town hall has written for clerks.
type Desk interface {
	FindPerson(ctx context.Context, who identity.Who, c command.Command, f desk.Find, limit desk.Searches, at time.Time) (command.Receipt, error)
	OpenAssistance(ctx context.Context, who identity.Who, c command.Command, o desk.Open, at time.Time) (command.Receipt, error)
	EndAssistance(ctx context.Context, who identity.Who, c command.Command, e desk.End, at time.Time) (command.Receipt, error)
}

// atDesk judges the commands of a clerk. They are given in the clerk's own matters: whoever is no clerk, or acts for
// somebody just now, finds nothing there.
func (h *Hall) atDesk(ctx context.Context, who identity.Who, c command.Command, at time.Time) (command.Receipt, error) {
	if who.Office == "" || who.ForOther() {
		return command.Receipt{}, command.ErrNotFound
	}
	switch c.Kind {
	case command.DeskFind:
		return h.deskFind(ctx, who, c, at)
	case command.DeskOpen:
		return h.deskOpen(ctx, who, c, at)
	}
	e, err := body[desk.End](c)
	if err == nil && !uuid(e.Assistance) {
		err = Refusal{Key: "bad_id"}
	}
	if err != nil {
		return command.Receipt{}, err
	}
	return h.Store.EndAssistance(ctx, who, c, e, at)
}

// deskFind refuses what is no search for one person, and a search for oneself.
func (h *Hall) deskFind(ctx context.Context, who identity.Who, c command.Command, at time.Time) (command.Receipt, error) {
	f, err := body[desk.Find](c)
	if err != nil {
		return command.Receipt{}, err
	}
	if problems := f.Problems(calendar.InRome(at)); len(problems) > 0 {
		return command.Receipt{}, Refusal{Key: "bad_search", Problems: problems}
	}
	if f.FiscalCode != "" && f.FiscalCode == who.Actor.FiscalCode {
		return command.Receipt{}, Refusal{Key: "oneself", Problems: []flow.Problem{{Field: "fiscal_code", Key: "oneself"}}}
	}
	return h.Store.FindPerson(ctx, who, c, f, h.Of.Searches.Or(), at)
}

// deskOpen refuses a presence that does not hold by itself; what the store alone knows, its receipt refuses.
func (h *Hall) deskOpen(ctx context.Context, who identity.Who, c command.Command, at time.Time) (command.Receipt, error) {
	o, err := body[desk.Open](c)
	if err == nil && !uuid(o.Search) {
		err = Refusal{Key: "bad_id"}
	}
	if err != nil {
		return command.Receipt{}, err
	}
	if problems := o.Presence.Problems(calendar.InRome(at)); len(problems) > 0 {
		return command.Receipt{}, Refusal{Key: "bad_presence", Problems: problems}
	}
	return h.Store.OpenAssistance(ctx, who, c, o, at)
}
