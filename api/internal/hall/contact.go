package hall

import (
	"context"
	"slices"
	"time"

	"sportello/api/command"
	"sportello/api/contact"
	"sportello/api/flow"
	"sportello/api/identity"
)

// ContactStore is what the town hall has written of how people are reached.
type ContactStore interface {
	SetContact(ctx context.Context, who identity.Who, c command.Command, set contact.Set, from, at time.Time) (command.Receipt, error)
	StopContact(ctx context.Context, who identity.Who, c command.Command, stop contact.Stop, at time.Time) (command.Receipt, error)
	Contact(ctx context.Context, who identity.Who, at time.Time) (contact.Contact, error)
}

// setContact judges a new address or number. By oneself it is in force at once, by anybody else after the days that
// the comune has set, and never less than one.
func (h *Hall) setContact(ctx context.Context, who identity.Who, c command.Command, at time.Time) (command.Receipt, error) {
	set, err := body[contact.Set](c)
	if err != nil {
		return command.Receipt{}, err
	}
	if err := allowed(who, identity.Send, contact.Service); err != nil {
		return command.Receipt{}, err
	}
	if !slices.Contains(contact.Kinds, set.Kind) {
		return command.Receipt{}, Refusal{Key: "bad_contact", Problems: []flow.Problem{{Field: "kind", Key: "wrong"}}}
	}
	clean, problem := contact.Clean(set.Kind, set.Value)
	if problem != "" && clean != "" {
		return command.Receipt{}, Refusal{Key: "bad_contact", Problems: []flow.Problem{{Field: "value", Key: problem}}}
	}
	set.Value = clean
	return h.Store.SetContact(ctx, who, c, set, contact.InForce(at, who.Mandate.Kind, h.Of.Letters.Cooling()), at)
}

// stopContact stops a change that waits.
func (h *Hall) stopContact(ctx context.Context, who identity.Who, c command.Command, at time.Time) (command.Receipt, error) {
	stop, err := body[contact.Stop](c)
	if err == nil {
		err = allowed(who, identity.Send, contact.Service)
	}
	if err == nil && !uuid(stop.Change) {
		err = command.ErrNotFound
	}
	if err != nil {
		return command.Receipt{}, err
	}
	return h.Store.StopContact(ctx, who, c, stop, at)
}
