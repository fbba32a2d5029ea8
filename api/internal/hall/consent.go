package hall

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/desk"
	"sportello/api/identity"
	"sportello/api/internal/codes"
)

// Consents is what the town hall has written of a citizen's yes to one act of a clerk.
type Consents interface {
	Consent(ctx context.Context, who identity.Who, id string) (desk.Consent, error)
	AskConsent(ctx context.Context, who identity.Who, c command.Command, ask desk.Consent, at time.Time) (command.Receipt, error)
	EndConsent(ctx context.Context, who identity.Who, c command.Command, id string, at time.Time) error
	KeepCode(ctx context.Context, who identity.Who, c command.Command, consent string, by desk.Means, hash []byte, at time.Time) error
	GiveConsent(ctx context.Context, who identity.Who, c command.Command, consent, code string, at time.Time) error
	MakeCard(ctx context.Context, who identity.Who, c command.Command, hashes [][]byte, at time.Time) error
}

// Carrier takes a code to a citizen by a means other than their own page and their own card: e-mail is one, SMS
// would be another. It keeps nothing of the code.
//
// Errors: desk.NoAddress when there is nowhere to carry it to, desk.NotCarried when it did not get through.
type Carrier interface {
	Carry(ctx context.Context, who identity.Who, c desk.Consent, code string, at time.Time) error
}

// carriers are the ways to carry a code, by means. A message to a telephone (SMS) would be one more line.
func (h *Hall) carriers() map[desk.Means]Carrier {
	return map[desk.Means]Carrier{desk.ByMail: letters{h}}
}

// letters carry codes by e-mail, at once and past every queue: a code waits nowhere.
type letters struct{ h *Hall }

// Carry writes to the address that is in force: one that a clerk has changed today is not.
func (l letters) Carry(ctx context.Context, who identity.Who, c desk.Consent, code string, at time.Time) error {
	if l.h.Letter == nil {
		return desk.NoAddress
	}
	to, err := l.h.Store.Contact(ctx, who, at)
	if err == nil && to.Email == "" {
		err = desk.NoAddress
	}
	if err != nil {
		return err
	}
	lang := cmp.Or(c.Lang, "it")
	say := func(key string, vars ...any) string { return l.h.Say(lang, key, vars...) }
	service := say("applications." + c.Service + ".title")
	text := strings.Join([]string{
		say("codes.mail.asked", "Clerk", c.Clerk, "Office", c.Office, "Service", service),
		say("codes.mail.code"), command.ShownCode(code),
		say("codes.mail.until", "When", calendar.Rome(c.ExpiresAt).Format("15:04")),
		say("codes.mail.not_you", "Phone", l.h.Of.Phone),
	}, "\n\n")
	if err := l.h.Letter(ctx, c.ID+"-"+strconv.FormatInt(at.Unix(), 10), to.Email, say("codes.mail.subject"), text); err != nil {
		return fmt.Errorf("%w: %w", desk.NotCarried, err)
	}
	return nil
}

// pause is the time between two letters for one consent: a second tap sends nothing.
const pause = time.Minute

// consent judges what is done with consents: the clerk asks, has a code carried and tells it; the citizen, in their
// own matters alone, has one shown, refuses, and makes a card.
func (h *Hall) consent(ctx context.Context, who identity.Who, c command.Command, at time.Time) (r command.Receipt, err error) {
	by := map[command.Kind]identity.MandateKind{command.ConsentShow: identity.MandateSelf, command.ConsentRefuse: identity.MandateSelf,
		command.CardMake: identity.MandateSelf}[c.Kind]
	if by == "" {
		by = identity.MandateDesk
	}
	if who.Mandate.Kind != by {
		return r, command.ErrNotFound
	}
	switch c.Kind {
	case command.ConsentAsk:
		r, err = h.askConsent(ctx, who, c, at)
	case command.ConsentCarry:
		r, err = h.carryCode(ctx, who, c, at)
	case command.ConsentGive:
		r, err = h.giveConsent(ctx, who, c, at)
	default:
		r, err = h.ofCitizen(ctx, who, c, at)
	}
	if err != nil {
		return command.Receipt{}, lacking(err) // a code that was not kept is none: it is not shown
	}
	return r, nil
}

// ofCitizen shows a code, takes a no, makes a card. Codes stand in the receipt alone, and only this once.
func (h *Hall) ofCitizen(ctx context.Context, who identity.Who, c command.Command, at time.Time) (command.Receipt, error) {
	done := command.Receipt{Command: c.ID, State: command.Done, At: at.UTC()}
	if c.Kind == command.CardMake {
		hashes := make([][]byte, desk.CardCodes)
		for i := range hashes {
			code := codes.New()
			done.Codes, hashes[i] = append(done.Codes, code), codes.Hash(code)
		}
		return done, h.Store.MakeCard(ctx, who, c, hashes, at)
	}
	of, err := body[desk.OfConsent](c)
	if err == nil && !uuid(of.Consent) {
		err = command.ErrNotFound
	}
	if err != nil {
		return command.Receipt{}, err
	}
	if c.Kind == command.ConsentRefuse {
		return done, h.Store.EndConsent(ctx, who, c, of.Consent, at)
	}
	code := codes.New()
	done.Codes = []string{code}
	return done, h.Store.KeepCode(ctx, who, c, of.Consent, desk.ByApp, codes.Hash(code), at)
}

// askConsent takes only what could be sent as it is: what is read aloud is what will be filed.
func (h *Hall) askConsent(ctx context.Context, who identity.Who, c command.Command, at time.Time) (command.Receipt, error) {
	ask, err := body[desk.AskConsent](c)
	if err == nil && !uuid(ask.Draft) {
		err = Refusal{Key: "bad_body"}
	}
	if err == nil {
		_, err = h.whole(ask.Service, ask.Answers, at)
	}
	if err == nil {
		err = allowed(who, identity.Send, ask.Service)
	}
	if err != nil {
		return command.Receipt{}, err
	}
	return h.Store.AskConsent(ctx, who, c, desk.Consent{Deed: desk.Filing, About: ask.Draft, Service: ask.Service, Amount: h.Of.Fees[ask.Service],
		Digest: desk.Digest(ask.Answers)}, at)
}

// carryCode sends the code first and keeps its hash afterwards: a letter that does not get through leaves the code
// before it as it was.
func (h *Hall) carryCode(ctx context.Context, who identity.Who, c command.Command, at time.Time) (command.Receipt, error) {
	done := command.Receipt{Command: c.ID, State: command.Done, At: at.UTC()}
	of, err := body[desk.CarryCode](c)
	if err == nil && !uuid(of.Consent) {
		err = command.ErrNotFound
	}
	carrier, known := h.carriers()[of.Means]
	if err == nil && !known {
		err = desk.NoAddress
	}
	if err != nil {
		return command.Receipt{}, err
	}
	consent, err := h.Store.Consent(ctx, who, of.Consent)
	if err == nil && !consent.Open(at) {
		err = command.ErrNotFound
	}
	if err != nil || at.Sub(consent.Mailed) < pause {
		return done, err
	}
	code := codes.New()
	if err := carrier.Carry(ctx, who, consent, code, at); err != nil {
		return command.Receipt{}, err
	}
	return done, h.Store.KeepCode(ctx, who, c, of.Consent, of.Means, codes.Hash(code), at)
}

// giveConsent takes the citizen's code. One that has not the form of a code is no try.
func (h *Hall) giveConsent(ctx context.Context, who identity.Who, c command.Command, at time.Time) (command.Receipt, error) {
	g, err := body[desk.GiveConsent](c)
	if err != nil {
		return command.Receipt{}, err
	}
	code, ok := command.TypedCode(g.Code)
	if !ok {
		return command.Receipt{}, Refusal{Key: "code_form"}
	}
	if !uuid(g.Consent) {
		g.Consent = nobody // tried like any other, so that the answer and its time are the same
	}
	return command.Receipt{Command: c.ID, State: command.Done, At: at.UTC()}, h.Store.GiveConsent(ctx, who, c, g.Consent, code, at)
}

// nobody is an id that nothing has.
const nobody = "00000000-0000-0000-0000-000000000000"

// clerkHas refuses what a clerk files without naming a consent. Whether it is one, the store knows.
func clerkHas(who identity.Who, consent string) error {
	if who.Mandate.Kind == identity.MandateDesk && !uuid(consent) {
		return desk.NoConsent
	}
	return nil
}

// lacking makes a refusal of a consent that is none.
func lacking(err error) error {
	if l, ok := errors.AsType[desk.Lacking](err); ok {
		return Refusal{Key: string(l)}
	}
	return err
}
