package jobs

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"sportello/api/calendar"
	"sportello/api/contact"
)

// teller tells what one event of the outbox means for people, in the transaction that closes it.
type teller struct {
	*Worker
	Desk
	now time.Time
}

// tellers are the topics known here. A payload that cannot be read is of a newer program: it is passed over.
var tellers = map[string]func(context.Context, teller, Event) error{
	"contact.changed": read(teller.contactChanged),
	"contact.stopped": read(teller.contactStopped),
	"proxy.changed":   read(teller.proxyChanged),

	"confirmation.asked": read(teller.confirmationAsked),
	"payment.received":   read(teller.paymentReceived),
}

// read gives a teller its payload.
func read[T any](tell func(teller, context.Context, Event, T) error) func(context.Context, teller, Event) error {
	return func(ctx context.Context, t teller, e Event) error {
		var payload T
		if json.Unmarshal(e.Payload, &payload) != nil {
			return nil
		}
		return tell(t, ctx, e, payload)
	}
}

// noticeDays is how long a notice of ours stays in the folder.
const noticeDays = 14

type contactEvent struct{ Change string }

// contactChanged tells the person on the old channel, and on the new one when they changed it themselves. What waits
// is told with how to stop it.
func (t teller) contactChanged(ctx context.Context, e Event, p contactEvent) error {
	c, person, ok, err := t.change(ctx, p)
	if err != nil || !ok {
		return err
	}
	waits := c.FromAt.After(c.AskedAt)
	to := []string{t.oldEmail(c, person)}
	key := "mail.contact.changed"
	if waits {
		key = "mail.contact.waits"
	} else if c.Kind == contact.Email {
		to = append(to, c.Value)
	}
	vars := []any{"By", c.By, "What", t.Say(person.Lang, "contact.short."+string(c.Kind)), "When", t.moment(person.Lang, c.FromAt), "Link", t.Address + "/recapiti"}
	for i, address := range slices.Compact(to) {
		if err := t.letter(ctx, person, address, "contact-"+c.ID+"-"+strconv.Itoa(i), key, vars...); err != nil {
			return err
		}
	}
	if !waits {
		return nil
	}
	return t.notice(ctx, person, "contact-"+c.ID, "notice.contact.waits", map[string]string{"By": c.By}, calendar.InRome(c.FromAt))
}

// contactStopped tells the person that the change will not come.
func (t teller) contactStopped(ctx context.Context, e Event, p contactEvent) error {
	c, person, ok, err := t.change(ctx, p)
	if err != nil || !ok {
		return err
	}
	return t.letter(ctx, person, person.Email, "contact-"+c.ID+"-stopped", "mail.contact.stopped", "By", c.By,
		"What", t.Say(person.Lang, "contact.short."+string(c.Kind)), "Link", t.Address+"/recapiti")
}

func (t teller) change(ctx context.Context, p contactEvent) (c Change, who Person, ok bool, err error) {
	if uuid.Validate(p.Change) != nil {
		return c, who, false, nil
	}
	if c, ok, err = t.Change(ctx, p.Change); err != nil || !ok {
		return c, who, false, err
	}
	who, ok, err = t.Person(ctx, c.Person, t.now)
	return c, who, ok, err
}

// oldEmail is the address that was in force when the change was asked for.
func (t teller) oldEmail(c Change, now Person) string {
	if c.Kind == contact.Email {
		return c.Old
	}
	return now.Email
}

type proxyEvent struct {
	Proxy, What string
	Tell        []string
}

// proxyActs are what can happen to a proxy, each with words of its own. Anything else has words that fit all.
var proxyActs = []string{"claimed", "accepted", "pause", "resume", "revoke", "renounce", "refuse", "registered", "papers_good", "papers_refused"}

// proxyChanged tells both people of a proxy what became of it, whoever of them did it (DOMAIN § 6.3).
func (t teller) proxyChanged(ctx context.Context, e Event, p proxyEvent) error {
	if uuid.Validate(p.Proxy) != nil {
		return nil
	}
	giver, holder, ok, err := t.Names(ctx, p.Proxy)
	if err != nil || !ok {
		return err
	}
	act := "other"
	if slices.Contains(proxyActs, p.What) {
		act = p.What
	}
	p.Tell = slices.DeleteFunc(p.Tell, func(id string) bool { return uuid.Validate(id) != nil })
	for _, id := range p.Tell {
		person, ok, err := t.Person(ctx, id, t.now)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		key := "proxy-" + strconv.FormatInt(e.ID, 10) + "-" + id
		said := t.Say(person.Lang, "mail.proxy.what."+act, "Giver", giver, "Holder", holder)
		if err := t.letter(ctx, person, person.Email, key, "mail.proxy", "What", said, "Link", t.Address+"/deleghe"); err != nil {
			return err
		}
	}
	return nil
}

// confirmationEvent is a draft that waits for somebody's yes. Under is the proxy by which they may send it; empty when
// it is in their own matters.
type confirmationEvent struct {
	Confirmation, Asked, By, Under string
}

// confirmationAsked tells who was asked for their yes that something waits for it. The folder says it too.
func (t teller) confirmationAsked(ctx context.Context, e Event, c confirmationEvent) error {
	for _, id := range []string{c.Confirmation, c.Asked, c.By} {
		if uuid.Validate(id) != nil {
			return nil
		}
	}
	person, ok, err := t.Person(ctx, c.Asked, t.now)
	if err != nil || !ok {
		return err
	}
	by, ok, err := t.Person(ctx, c.By, t.now)
	if err != nil || !ok {
		return err
	}
	link := t.Address
	if c.Under != "" {
		link += "/per/" + c.Under
	}
	return t.letter(ctx, person, person.Email, "confirmation-"+strconv.FormatInt(e.ID, 10), "mail.confirmation", "By", by.Name,
		"Link", link+"/conferme/"+c.Confirmation)
}

// letter makes a letter of the words under key: a subject and a body, between a greeting and where it comes from.
// Without an address, or in a town without mail, there is none.
func (t teller) letter(ctx context.Context, p Person, to, once, key string, vars ...any) error {
	if to == "" || !t.Mail.On() {
		return nil
	}
	vars = append(vars, "Town", t.Town)
	text := t.Say(p.Lang, "mail.dear", "Name", p.Name) + "\n\n" + t.Say(p.Lang, key+".body", vars...) + "\n\n" +
		t.Say(p.Lang, "mail.end", "Town", t.Town, "Phone", t.Phone) + "\n"
	return t.Post(ctx, Letter{Key: once, Person: p.ID, To: to, Subject: t.Say(p.Lang, key+".subject", vars...), Text: text}, t.now)
}

// notice puts a notice into the folder, until a day or for two weeks.
func (t teller) notice(ctx context.Context, p Person, once, words string, vars map[string]string, until calendar.Day) error {
	today := calendar.InRome(t.now)
	if until == 0 {
		until = today + noticeDays
	}
	return t.Notify(ctx, Notice{Once: once, Person: p.ID, Words: words, Vars: vars, From: today, Until: until})
}
