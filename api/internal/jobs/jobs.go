// Package jobs tells people, without their asking, what happened in their matters: letters by e-mail and notices in
// the folder, from what the rest of the house wrote into the outbox and into the trail.
//
// It knows when something is to be told and in which order things may fail. It writes no words of its own, decides
// nothing about anybody's rights, and keeps nothing in memory: any number of programs may work at once, and any of
// them may die at any moment. A letter is made exactly once, by its key; it is handed over at least once, with one
// Message-ID, so that a mailbox can tell the second.
package jobs

import (
	"context"
	"encoding/json"
	"time"

	"sportello/api/calendar"
	"sportello/api/contact"
	"sportello/api/identity"
	"sportello/api/internal/mail"
)

// Person is who is told, and how. Email is the address in force; empty when there is none.
type Person struct {
	ID, Name, Lang, Email string
}

// Letter is one letter to be made. Key makes it one.
type Letter struct {
	Key, Person, To, Subject, Text string
}

// Notice is one notice of the folder: words of the catalogues by key, with their variables. Once makes it one.
type Notice struct {
	Once, Person, Words string
	Vars                map[string]string
	From, Until         calendar.Day
}

// Event is a row of the outbox.
type Event struct {
	ID      int64
	Topic   string
	Payload json.RawMessage
	At      time.Time
}

// Change is a change of contact, with whose it is and the address or number that was in force when it was asked for.
type Change struct {
	contact.Entry
	Person, Actor, Old string
	StoppedAt          time.Time
}

// Act is one thing done for a person by somebody else.
type Act struct {
	Person, By, Act, Service string
	Mandate                  identity.MandateKind
	At                       time.Time
}

// Proxy is one proxy in force. Until is 0 when it has no last day.
type Proxy struct {
	Person, Delegate string
	Rights           identity.Rights
	Until            calendar.Day
}

// Waiting is a letter to be handed over.
type Waiting struct {
	ID     int64
	Tries  int // this one too
	MadeAt time.Time
	Letter
}

// Desk is what a job reads and writes, in one transaction. What is asked for and is not there is false.
type Desk interface {
	Person(ctx context.Context, id string, at time.Time) (Person, bool, error)
	Change(ctx context.Context, id string) (Change, bool, error)
	// Names are those of the two people of a proxy: who gives it and who has it.
	Names(ctx context.Context, proxy string) (giver, holder string, found bool, err error)
	// Acts are those done in the name of others in [from, until), by person and time.
	Acts(ctx context.Context, from, until time.Time) ([]Act, error)
	// Proxies are those in force on a day, by who gave them.
	Proxies(ctx context.Context, on calendar.Day) ([]Proxy, error)
	// Paid is a receipt by its id; false also for one that is nobody's.
	Paid(ctx context.Context, receipt string) (Paid, bool, error)
	Post(ctx context.Context, l Letter, at time.Time) error
	Notify(ctx context.Context, n Notice) error
}

// Store is the outbox, the letters and how far each periodic job has come.
type Store interface {
	// Event gives the oldest open row of the topics to tell, and closes it in the same transaction. False: none.
	Event(ctx context.Context, topics []string, at time.Time, tell func(Desk, Event) error) (bool, error)
	// Period gives tell the time since the job's last end, once, when that is before until. A job that never ran
	// begins at first. False: nothing to do, or somebody else is at it.
	Period(ctx context.Context, job string, first, until time.Time, tell func(d Desk, from time.Time) error) (bool, error)
	// Take gives a letter whose time has come, and nobody else has it until the lease ends.
	Take(ctx context.Context, at time.Time, lease time.Duration) (Waiting, bool, error)
	Sent(ctx context.Context, id int64, at time.Time) error
	Retry(ctx context.Context, id int64, next time.Time) error
	GiveUp(ctx context.Context, id int64, at time.Time, why string) error
}

// Mailer hands a letter over; api/internal/mail is one.
type Mailer interface {
	On() bool
	Send(ctx context.Context, l mail.Letter) error
}

// Worker does the jobs. Say is a message of the catalogues; Town names the comune and Phone is its desk's; Address is
// our own, without a slash at the end. Digest and Reminder are "day", "week" or "month"; empty means never.
type Worker struct {
	Store                Store
	Mail                 Mailer
	Say                  func(lang, key string, vars ...any) string
	Town, Phone, Address string
	Digest, Reminder     string
}

// Work does everything that is due at a moment, and gives the first fault; what failed is done the next time. The
// jobs do not wait for each other: a town without mail still gets its notices.
func (w *Worker) Work(ctx context.Context, now time.Time) error {
	var first error
	for _, job := range []func(context.Context, time.Time) error{w.events, w.digest, w.reminder, w.send} {
		if err := job(ctx, now); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// events empties the outbox of what is known here. Other topics stay for whoever knows them.
func (w *Worker) events(ctx context.Context, now time.Time) error {
	topics := make([]string, 0, len(tellers))
	for topic := range tellers {
		topics = append(topics, topic)
	}
	for {
		found, err := w.Store.Event(ctx, topics, now, func(d Desk, e Event) error {
			return tellers[e.Topic](ctx, teller{w, d, now}, e)
		})
		if err != nil || !found {
			return err
		}
	}
}
