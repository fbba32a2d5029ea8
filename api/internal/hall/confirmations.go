package hall

import (
	"context"
	"errors"
	"time"
	"unicode/utf8"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/identity"
)

// Confirmations is what the town hall has written of drafts that two people share.
type Confirmations interface {
	Propose(ctx context.Context, who identity.Who, c command.Command, p applications.Propose, at time.Time) (command.Receipt, error)
	GiveBack(ctx context.Context, who identity.Who, c command.Command, id string, to applications.Decision, note string, at time.Time) (command.Receipt, error)
}

// confirm judges what is done with a confirmation, all but the yes, which is a submission.
func (h *Hall) confirm(ctx context.Context, who identity.Who, c command.Command, at time.Time) (r command.Receipt, err error) {
	switch c.Kind {
	case command.Propose:
		r, err = h.propose(ctx, who, c, at)
	case command.Decline:
		var d applications.Decline
		if d, err = body[applications.Decline](c); err == nil {
			r, err = h.giveBack(ctx, who, c, d.Confirmation, applications.Declined, d.Note, at)
		}
	case command.Withdraw:
		var w applications.Withdraw
		if w, err = body[applications.Withdraw](c); err == nil {
			r, err = h.giveBack(ctx, who, c, w.Confirmation, applications.TakenBack, "", at)
		}
	}
	return r, fit(err)
}

// giveBack asks for the right that who may have said yes, or has proposed it, must have; for which service it is,
// the store knows.
func (h *Hall) giveBack(ctx context.Context, who identity.Who, c command.Command, id string, to applications.Decision, note string,
	at time.Time) (command.Receipt, error) {
	if !uuid(id) || utf8.RuneCountInString(note) > applications.NoteLimit {
		return command.Receipt{}, Refusal{Key: "bad_body"}
	}
	task := identity.Send
	if to == applications.TakenBack {
		task = identity.Prepare
	}
	if err := allowed(who, task, ""); err != nil {
		return command.Receipt{}, err
	}
	return h.Store.GiveBack(ctx, who, c, id, to, note, at)
}

// propose takes only what could be sent as it is: the same flow judges it, and whoever is asked changes nothing.
func (h *Hall) propose(ctx context.Context, who identity.Who, c command.Command, at time.Time) (command.Receipt, error) {
	p, err := body[applications.Propose](c)
	if err == nil && (!uuid(p.Draft) || !uuid(p.Asked)) {
		err = Refusal{Key: "bad_body"}
	}
	if err == nil {
		_, err = h.whole(p.Service, p.Answers, at)
	}
	if err == nil {
		err = allowed(who, identity.Prepare, p.Service)
	}
	if err == nil {
		err = applications.MayAsk(who, p.Asked)
	}
	if err != nil {
		return command.Receipt{}, err
	}
	return h.Store.Propose(ctx, who, c, p, at)
}

// fit makes a refusal of what the rules of confirmations do not accept.
func fit(err error) error {
	var unfit applications.Unfit
	if errors.As(err, &unfit) {
		return Refusal{Key: string(unfit)}
	}
	return err
}
