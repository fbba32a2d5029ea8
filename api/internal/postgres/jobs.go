package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/internal/jobs"
)

const (
	nextEvent = `
select id, topic, payload, at from outbox where done_at is null and topic = any($1) order by id limit 1 for update skip locked`
	closeEvent = `update outbox set done_at = $2 where id = $1`
	beginJob   = `insert into job(name, until_at) values ($1, $2) on conflict do nothing`
	lockJob    = `select until_at from job where name = $1 and until_at < $2 for update skip locked`
	moveJob    = `update job set until_at = $2 where name = $1`
	// takeLetter lends one letter. Whoever is second skips it, and later sees that its time has moved.
	takeLetter = `
update letter set next_at = $2, tries = tries + 1
 where id = (select id from letter where sent_at is null and given_up_at is null and next_at <= $1
              order by next_at, id limit 1 for update skip locked)
returning id, tries, made_at, key, person::text, address, subject, body`
	// What was written is not kept once it is of no use.
	letterSent    = `update letter set sent_at = $2, body = '' where id = $1`
	letterLater   = `update letter set next_at = $2 where id = $1`
	letterGivenUp = `
with gone as (update letter set given_up_at = $2, why = $3, body = '' where id = $1 returning id, person)
insert into desk_notice(subject, key, once, from_on, until_on)
select person, 'notice.undelivered', 'letter-' || id, $2::date, $2::date + 14 from gone
on conflict (once) do nothing`
)

// Jobs is what api/internal/jobs reads and writes. It works as the owner of the tables, for no request.
type Jobs struct{ pool *pgxpool.Pool }

// NewJobs takes a pool of OpenOwner.
func NewJobs(owner *pgxpool.Pool) Jobs { return Jobs{owner} }

var _ jobs.Store = Jobs{}

// Event is jobs.Store's: the lock on the row is what makes it one worker's.
func (j Jobs) Event(ctx context.Context, topics []string, at time.Time, tell func(jobs.Desk, jobs.Event) error) (ok bool, err error) {
	err = pgx.BeginFunc(ctx, j.pool, func(tx pgx.Tx) error {
		var e jobs.Event
		if ok, err = found(tx.QueryRow(ctx, nextEvent, topics).Scan(&e.ID, &e.Topic, &e.Payload, &e.At)); err != nil || !ok {
			return err
		}
		if err := tell(jobsDesk{tx}, e); err != nil {
			return fmt.Errorf("telling event %d: %w", e.ID, err)
		}
		_, err := tx.Exec(ctx, closeEvent, e.ID, at)
		return err
	})
	return ok && err == nil, err
}

// Period is jobs.Store's: the row of the job is held until all is told.
func (j Jobs) Period(ctx context.Context, job string, first, until time.Time, tell func(jobs.Desk, time.Time) error) (ok bool, err error) {
	if _, err := j.pool.Exec(ctx, beginJob, job, first); err != nil {
		return false, fmt.Errorf("beginning the job %s: %w", job, err)
	}
	err = pgx.BeginFunc(ctx, j.pool, func(tx pgx.Tx) error {
		var from time.Time
		if ok, err = found(tx.QueryRow(ctx, lockJob, job, until).Scan(&from)); err != nil || !ok {
			return err
		}
		if err := tell(jobsDesk{tx}, from); err != nil {
			return fmt.Errorf("doing the job %s: %w", job, err)
		}
		_, err := tx.Exec(ctx, moveJob, job, until)
		return err
	})
	return ok && err == nil, err
}

// Take is jobs.Store's.
func (j Jobs) Take(ctx context.Context, at time.Time, lease time.Duration) (l jobs.Waiting, ok bool, err error) {
	ok, err = found(j.pool.QueryRow(ctx, takeLetter, at, at.Add(lease)).
		Scan(&l.ID, &l.Tries, &l.MadeAt, &l.Key, &l.Person, &l.To, &l.Subject, &l.Text))
	return l, ok, err
}

// Sent is jobs.Store's.
func (j Jobs) Sent(ctx context.Context, id int64, at time.Time) error {
	return j.exec(ctx, letterSent, id, at)
}

// Retry is jobs.Store's.
func (j Jobs) Retry(ctx context.Context, id int64, next time.Time) error {
	return j.exec(ctx, letterLater, id, next)
}

// GiveUp is jobs.Store's. The person hears of it in the folder, the only other way we have.
func (j Jobs) GiveUp(ctx context.Context, id int64, at time.Time, why string) error {
	return j.exec(ctx, letterGivenUp, id, at, why)
}

func (j Jobs) exec(ctx context.Context, sql string, args ...any) error {
	_, err := j.pool.Exec(ctx, sql, args...)
	return err
}
