// Package hall is the town hall in process: it judges every command with the pure rules of
// api/<capability>, whatever a phone has said before, and has the store write it exactly once.
//
// Both ways in, pages of the server and /v1, go through it. It knows neither HTTP nor SQL.
package hall

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/payments"
	"sportello/api/proxies"
)

// Store is what the town hall has written and read for it.
type Store interface {
	Folder(ctx context.Context, who identity.Who) (folder.Folder, error)
	FileFor(ctx context.Context, who identity.Who, c command.Command, s applications.Service, body applications.Submit, fee payments.OwnDebt, at time.Time) (command.Receipt, error)
	Answer(ctx context.Context, who identity.Who, a applications.Answer, at time.Time) error
	Discard(ctx context.Context, who identity.Who, c command.Command, d applications.Discard, at time.Time) (command.Receipt, error)
	Prefer(ctx context.Context, who identity.Who, value any, at time.Time) error
	Mandate(ctx context.Context, actor identity.Who, id string) (identity.Who, error)
	Confirmations
	Proxies
	Desk
	ContactStore
	Consents
	Calendars
	Trail
	RatesStore
	Finder
	Payments
}

// Hall is the town hall. Down tells an error of the store that means: away for a while.
type Hall struct {
	Store Store
	Of    folder.Town
	Now   func() time.Time
	Down  func(error) bool
	// Creditor is how the comune stands at pagoPA.
	Creditor payments.Creditor
	// Site is our own address as a browser sees it, without a slash at the end.
	Site string
	// Gateway is the way to pagoPA; nil: nothing can be paid here.
	Gateway Gateway
	// Letter sends one plain letter by e-mail, now; two sendings with one key are one letter. Nil: the town has no mail.
	Letter func(ctx context.Context, key, to, subject, text string) error
	// Say is a message of the catalogues, for what is sent and not shown.
	Say func(lang, key string, vars ...any) string

	decided decided
}

// Refusal is a command that the rules do not accept. Problems name the fields, where there are any.
type Refusal struct {
	Key      string // of the words for what is wrong as a whole
	Problems []flow.Problem
}

func (r Refusal) Error() string { return "refused: " + r.Key }

// Refused is the key of the words, for screens, which do not know this package.
func (r Refusal) Refused() string { return r.Key }

// Acting is the actor under a mandate: a proxy or an assistance, by its id. An empty id is the actor themselves.
//
// Errors: command.ErrNoMandate for what is not in force, not theirs, or is not there: nobody can tell which.
func (h *Hall) Acting(ctx context.Context, actor identity.Who, mandate string) (identity.Who, error) {
	if mandate == "" || !actor.Known() {
		return actor, nil
	}
	if !uuid(mandate) {
		return identity.Who{}, command.ErrNoMandate
	}
	who, err := h.Store.Mandate(ctx, actor, mandate)
	return who, h.seen(err)
}

// Folder is what the actor may read about the subject, now.
func (h *Hall) Folder(ctx context.Context, who identity.Who) (folder.Folder, error) {
	if !who.May(identity.See, "") {
		return folder.Folder{}, command.ErrNoMandate
	}
	if who.ForOther() { // written down before it is read
		if err := h.Store.Look(ctx, who, command.LookOf(ctx), h.Now()); err != nil {
			return folder.Folder{}, h.seen(err)
		}
	}
	f, err := h.Store.Folder(ctx, who)
	f = f.Seen(who)
	f.ReadAt = h.Now().UTC()
	f.Contact = f.Contact.At(f.ReadAt)
	payments.Follow(f.Debts, f.Payments, f.ReadAt, h.Of.Pay)
	return f, h.seen(err)
}

// Send judges a command and applies it exactly once.
//
// Errors: Refusal, and the categories of package command.
func (h *Hall) Send(ctx context.Context, who identity.Who, c command.Command) (command.Receipt, error) {
	if c.Subject != who.Subject.ID {
		return command.Receipt{}, command.ErrOtherPerson
	}
	if !uuid(c.ID) {
		return command.Receipt{}, Refusal{Key: "bad_id"}
	}
	r, err := h.apply(ctx, who, c, h.Now())
	return r, h.seen(err)
}

// allowed is the one check of rights for commands: the task each kind of command needs, for its service.
func allowed(who identity.Who, t identity.Task, service string) error {
	if !who.May(t, service) {
		return Refusal{Key: "no_right"}
	}
	return nil
}

func (h *Hall) apply(ctx context.Context, who identity.Who, c command.Command, at time.Time) (command.Receipt, error) {
	done := command.Receipt{Command: c.ID, State: command.Done, At: at.UTC()}
	switch c.Kind {
	case command.Submit:
		return h.file(ctx, who, c, at)
	case command.Answer, command.Discard:
		return h.draft(ctx, who, c, at)
	case command.Propose, command.Decline, command.Withdraw:
		return h.confirm(ctx, who, c, at)
	case command.ContactSet:
		return h.setContact(ctx, who, c, at)
	case command.ContactStop:
		return h.stopContact(ctx, who, c, at)
	case command.DeskFind, command.DeskOpen, command.DeskEnd:
		return h.atDesk(ctx, who, c, at)
	case command.ConsentAsk, command.ConsentCarry, command.ConsentGive, command.ConsentShow, command.ConsentRefuse, command.CardMake:
		return h.consent(ctx, who, c, at)
	case command.PayStart, command.PayIntend, command.PayDrop:
		return h.pay(ctx, who, c, at)
	case command.CalendarMake, command.CalendarEnd:
		return h.calendar(ctx, who, c, at)
	case command.Prefer:
		p, err := body[folder.Preferences](c)
		if err != nil {
			return command.Receipt{}, err
		}
		return done, h.Store.Prefer(ctx, who, p, at)
	}
	if strings.HasPrefix(string(c.Kind), "proxies.") {
		return h.proxy(ctx, who, c, at)
	}
	return command.Receipt{}, Refusal{Key: "unknown_command"}
}

// file judges a whole application, and what a clerk files against the yes of the citizen.
func (h *Hall) file(ctx context.Context, who identity.Who, c command.Command, at time.Time) (command.Receipt, error) {
	body, s, err := h.judge(c, at)
	if err == nil {
		err = allowed(who, identity.Send, s.ID)
	}
	if err == nil {
		err = lacking(clerkHas(who, body.Consent))
	}
	if err != nil {
		return command.Receipt{}, err
	}
	r, err := h.Store.FileFor(ctx, who, c, s, body, h.fee(s.ID), at)
	return r, fit(lacking(err))
}

// fee is what filing for a service costs: nothing where the comune cannot give the notice a number.
func (h *Hall) fee(service string) (d payments.OwnDebt) {
	if h.Creditor.Code != "" {
		d.Amount, d.Segregation = h.Of.Fees[service], h.Creditor.Segregation
	}
	return d
}

// draft keeps answers in a draft, or throws it away.
func (h *Hall) draft(ctx context.Context, who identity.Who, c command.Command, at time.Time) (command.Receipt, error) {
	if c.Kind == command.Discard {
		d, err := body[applications.Discard](c)
		if err == nil {
			err = allowed(who, identity.Prepare, "") // of which service the draft is, the store knows
		}
		if err != nil {
			return command.Receipt{}, err
		}
		return h.Store.Discard(ctx, who, c, d, at)
	}
	a, err := h.answers(c)
	if err == nil {
		err = allowed(who, identity.Prepare, a.Service)
	}
	if err == nil {
		err = h.Store.Answer(ctx, who, a, at)
	}
	if err != nil {
		return command.Receipt{}, err
	}
	return command.Receipt{Command: c.ID, State: command.Done, At: at.UTC()}, nil
}

// judge re-checks a whole application with the same flow that asked the questions.
func (h *Hall) judge(c command.Command, at time.Time) (applications.Submit, applications.Service, error) {
	b, err := body[applications.Submit](c)
	if err != nil {
		return b, applications.Service{}, err
	}
	s, err := h.whole(b.Service, b.Answers, at)
	return b, s, err
}

// whole is the service of answers that can be sent as they are.
func (h *Hall) whole(service string, answers flow.Answers, at time.Time) (applications.Service, error) {
	f, ok := applications.FlowOf(service, h.Of.Fines)
	s, offered := h.Of.Service(service)
	if !ok || !offered {
		return s, Refusal{Key: "unknown_service"}
	}
	if len(f.Kept(answers)) != len(answers) {
		return s, Refusal{Key: "strange_answers"}
	}
	if problems := f.Problems(answers, calendar.InRome(at)); len(problems) > 0 {
		return s, Refusal{Key: "bad_answers", Problems: problems}
	}
	return s, nil
}

// answers reads the answers of one step: known fields of a known service, none too long. They may be wrong
// in any other way: a draft is what somebody has written so far.
func (h *Hall) answers(c command.Command) (applications.Answer, error) {
	a, err := body[applications.Answer](c)
	if err != nil {
		return a, err
	}
	f, ok := applications.FlowOf(a.Service, h.Of.Fines)
	if proxies.Private(a.Service) {
		f, ok = proxies.FlowOf(a.Service, h.Of.Proxies.OrUsual())
	}
	if !ok || !uuid(a.Draft) {
		return a, Refusal{Key: "unknown_service"}
	}
	known := map[string]int{}
	for _, s := range f.Steps {
		for _, field := range s.Fields {
			known[field.Name] = field.Limit()
		}
	}
	for name, v := range a.Answers {
		if limit, ok := known[name]; !ok || len(v) > 4*limit {
			return a, Refusal{Key: "strange_answers"}
		}
	}
	return a, nil
}

func body[T any](c command.Command) (T, error) {
	var b T
	if err := json.Unmarshal(c.Body, &b); err != nil {
		return b, Refusal{Key: "bad_body"}
	}
	return b, nil
}

// seen names the errors of the store that people are told about.
func (h *Hall) seen(err error) error {
	if err != nil && h.Down(err) && !errors.Is(err, command.ErrDown) {
		return fmt.Errorf("%w: %w", command.ErrDown, err)
	}
	return err
}

// uuid tells whether a text has the form of a UUID (RFC 9562).
func uuid(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		hyphen := i == 8 || i == 13 || i == 18 || i == 23
		hex := s[i] >= '0' && s[i] <= '9' || s[i] >= 'a' && s[i] <= 'f'
		if hyphen != (s[i] == '-') || !hyphen && !hex {
			return false
		}
	}
	return true
}
