package postgres

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/identity"
	"sportello/api/payments"
)

// register is the protocol register that applications enter.
const register = "protocollo"

const (
	nextNumber = `insert into protocol_counter(register, year, last) values ($1, $2, 1)
on conflict (register, year) do update set last = protocol_counter.last + 1 returning last`
	insertFiled = `insert into application(id, subject, actor, mandate, service, register, year, number, filed_at, due_on, state,
answers, digest, office, responsible, prepared_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::date, $11, $12, $13, $14, $15, $16)`
	insertEvent = `insert into application_event(application, subject, seq, at, state) values ($1, $2, 1, $3, $4)`
	insertOut   = `insert into outbox(topic, payload, at) values ($1, $2, $3)`
	dropDraft   = `delete from draft where subject = $1 and (service = $2 or id = $3)`
	// lockDraft makes filing and answering take turns, for one person and service: an answer that comes while
	// its draft is being filed would otherwise bring the draft back.
	lockDraft = `select pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0))`

	keepAnswers = `insert into draft(id, subject, actor, service, answers, created_at, updated_at)
select $1, $2, $3, $4, $5, $6, $6
 where not exists (select from application where id = $1 and subject = $2) and not exists (select from proxy where id = $1)
   and not exists (select from confirmation where id = $1 and subject = $2 and state = 'pending')
on conflict (subject, service) do update
   set answers = draft.answers || excluded.answers, updated_at = excluded.updated_at, actor = excluded.actor`
	dropOne   = `delete from draft where id = $1 and subject = $2`
	keepTaste = `insert into preference(actor, value, set_at) values ($1, $2, $3)
on conflict (actor) do update set value = excluded.value, set_at = excluded.set_at`
)

// File registers an application: protocol number, application, first event, what the offices must hear,
// the end of the draft. c.ID becomes the id of the application. at is the clock of the server: the protocol
// date cannot differ from the day of filing (L. 241/1990 art. 18-bis). What waited for a yes for the same service
// waits no more.
//
// Errors: applications.Unfit when it is no yes to the confirmation it says to answer; desk.Lacking when a clerk
// files without the citizen's consent to this.
func (db *DB) File(ctx context.Context, who identity.Who, c command.Command, s applications.Service, body applications.Submit,
	at time.Time) (command.Receipt, error) {
	return db.FileFor(ctx, who, c, s, body, payments.OwnDebt{}, at)
}

// FileFor is File with what filing costs: a debt with a notice of its own, under the id of the application and called by
// its protocol number. No amount: it costs nothing.
func (db *DB) FileFor(ctx context.Context, who identity.Who, c command.Command, s applications.Service, body applications.Submit,
	fee payments.OwnDebt, at time.Time) (command.Receipt, error) {
	return db.once(ctx, who, c, at, func(tx pgx.Tx) (command.Receipt, error) {
		filed := calendar.InRome(at)
		answers, err := json.Marshal(body.Answers)
		if err != nil {
			return command.Receipt{}, err
		}
		digest := sha256.Sum256(answers)
		if err := consented(ctx, tx, who, body.Consent, c.ID, s.ID, digest[:], at); err != nil {
			return command.Receipt{}, err
		}
		var number int64
		if err := tx.QueryRow(ctx, nextNumber, register, filed.Year()).Scan(&number); err != nil {
			return command.Receipt{}, fmt.Errorf("taking a protocol number: %w", err)
		}
		prepared, err := preparedBy(ctx, tx, who, c.ID, body)
		if err != nil {
			return command.Receipt{}, err
		}
		protocol := applications.Protocol(filed.Year(), number)
		var b pgx.Batch
		b.Queue(lockDraft, who.Subject.ID, s.ID)
		b.Queue(insertFiled, c.ID, who.Subject.ID, who.Actor.ID, who.Mandate, s.ID, register, filed.Year(), number, at,
			applications.DueOn(s, filed).String(), applications.Filed, body.Answers, digest[:], s.Office, s.Responsible, prepared)
		b.Queue(insertEvent, c.ID, who.Subject.ID, at, applications.Filed)
		b.Queue(insertOut, "application.filed", map[string]string{"application": c.ID, "protocol": protocol}, at)
		b.Queue(dropDraft, who.Subject.ID, s.ID, c.ID)
		b.Queue(settleFiled, who.Subject.ID, s.ID, c.ID, body.Confirms, at)
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return command.Receipt{}, fmt.Errorf("writing an application: %w", err)
		}
		if fee.Amount > 0 {
			fee.Kind, fee.Service, fee.About, fee.Parts = "fee", s.ID, protocol, []any{}
			if _, err := makeOwn(ctx, tx, who, c.ID, fee, "", at); err != nil {
				return command.Receipt{}, err
			}
		}
		if err := used(ctx, tx, who, body.Consent, at); err != nil {
			return command.Receipt{}, err
		}
		return command.Receipt{Command: c.ID, State: command.Registered, Protocol: protocol, At: at.UTC()}, nil
	})
}

// Answer keeps the answers of one step. They join what the draft already holds; a draft that has been filed
// meanwhile stays filed, and one that waits for somebody's yes stays as it was proposed. Doing it twice changes nothing, so no key is needed.
func (db *DB) Answer(ctx context.Context, who identity.Who, a applications.Answer, at time.Time) error {
	return db.As(ctx, who, func(tx pgx.Tx) error {
		var b pgx.Batch
		b.Queue(lockDraft, who.Subject.ID, a.Service)
		b.Queue(keepAnswers, a.Draft, who.Subject.ID, who.Actor.ID, a.Service, a.Answers, at)
		if err := tx.SendBatch(ctx, &b).Close(); err != nil || !who.ForOther() {
			return err
		}
		return chain(ctx, tx, who, entry{At: at, Act: string(command.Answer), About: a.Draft, Service: a.Service})
	})
}

// Discard throws a draft away, and leaves a trace that it did.
func (db *DB) Discard(ctx context.Context, who identity.Who, c command.Command, d applications.Discard, at time.Time) (command.Receipt, error) {
	return db.once(ctx, who, c, at, func(tx pgx.Tx) (command.Receipt, error) {
		_, err := tx.Exec(ctx, dropOne, d.Draft, who.Subject.ID)
		return command.Receipt{Command: c.ID, State: command.Done, At: at.UTC()}, err
	})
}

// Prefer keeps how the actor likes to read. value is JSON-ready.
func (db *DB) Prefer(ctx context.Context, who identity.Who, value any, at time.Time) error {
	return db.exec(ctx, who, keepTaste, who.Actor.ID, value, at)
}

func (db *DB) exec(ctx context.Context, who identity.Who, sql string, args ...any) error {
	return db.As(ctx, who, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, sql, args...)
		return err
	})
}
