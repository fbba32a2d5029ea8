package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/command"
	"sportello/api/contact"
	"sportello/api/identity"
)

const (
	// selectContact gives what is in force and what waits, in the order in which it takes effect.
	selectContact = `
select c.id::text, c.kind, c.value, btrim(p.given_name || ' ' || p.family_name), c.mandate ->> 'kind', c.asked_at, c.from_at
  from contact c join person p on p.id = c.actor
 where c.person = $1 and c.stopped_at is null order by c.from_at, c.asked_at, c.id`
	// replaceContact stops what waits: a later change takes its place.
	replaceContact = `update contact set stopped_at = $3, stopped_by = $4
 where person = $1 and kind = $2 and stopped_at is null and from_at > $3`
	insertContact = `insert into contact(id, person, kind, value, actor, mandate, asked_at, from_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`
	stopContact   = `update contact set stopped_at = $3, stopped_by = $4
 where id = $1 and person = $2 and stopped_at is null and from_at > $3`
	// lockContact makes changes of one person take turns: of two at once the later stops the other.
	lockContact = `select pg_advisory_xact_lock(hashtextextended('contact ' || $1, 0))`
)

// The topics of what happened to a contact, in the outbox. The payload names the change.
const (
	TopicContactChanged = "contact.changed"
	TopicContactStopped = "contact.stopped"
)

// SetContact notes a new address or number, in force from a moment on; see contact.InForce. What waited for the same
// kind never takes effect.
func (db *DB) SetContact(ctx context.Context, who identity.Who, c command.Command, set contact.Set, from, at time.Time) (command.Receipt, error) {
	return db.once(ctx, who, c, at, func(tx pgx.Tx) (command.Receipt, error) {
		var b pgx.Batch
		b.Queue(lockContact, who.Subject.ID)
		b.Queue(replaceContact, who.Subject.ID, set.Kind, at, who.Actor.ID)
		b.Queue(insertContact, c.ID, who.Subject.ID, set.Kind, set.Value, who.Actor.ID, who.Mandate, at, from)
		b.Queue(insertOut, TopicContactChanged, map[string]string{"change": c.ID}, at)
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return command.Receipt{}, fmt.Errorf("writing a contact: %w", err)
		}
		return command.Receipt{Command: c.ID, State: command.Done, At: at.UTC()}, nil
	})
}

// StopContact stops a change that waits.
//
// Errors: command.ErrNotFound when it is in force already, was stopped, is another's, or never was.
func (db *DB) StopContact(ctx context.Context, who identity.Who, c command.Command, stop contact.Stop, at time.Time) (command.Receipt, error) {
	return db.once(ctx, who, c, at, func(tx pgx.Tx) (command.Receipt, error) {
		tag, err := tx.Exec(ctx, stopContact, stop.Change, who.Subject.ID, at, who.Actor.ID)
		if err == nil && tag.RowsAffected() == 0 {
			err = command.ErrNotFound
		}
		if err == nil {
			_, err = tx.Exec(ctx, insertOut, TopicContactStopped, map[string]string{"change": stop.Change}, at)
		}
		return command.Receipt{Command: c.ID, State: command.Done, At: at.UTC()}, err
	})
}

// Contact is how the subject is reached at a moment, as far as who may read it.
func (db *DB) Contact(ctx context.Context, who identity.Who, at time.Time) (c contact.Contact, err error) {
	err = db.As(ctx, who, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, selectContact, who.Subject.ID)
		if err != nil {
			return err
		}
		c.Waiting, err = pgx.CollectRows(rows, scanContact)
		return err
	})
	if err != nil {
		return c, fmt.Errorf("reading a contact: %w", err)
	}
	return c.At(at), nil
}

func scanContact(row pgx.CollectableRow) (c contact.Entry, err error) {
	err = row.Scan(&c.ID, &c.Kind, &c.Value, &c.By, &c.Mandate, &c.AskedAt, &c.FromAt)
	c.AskedAt, c.FromAt = c.AskedAt.UTC(), c.FromAt.UTC()
	return c, err
}
