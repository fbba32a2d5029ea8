package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/command"
	"sportello/api/identity"
	"sportello/api/internal/codes"
)

const (
	// lockTries makes the tries of one person or address take turns, so that a hundred at once are counted as such.
	lockTries = `select pg_advisory_xact_lock(hashtextextended('code ' || $1 || ' ' || $2, 0))`
	// pastTries are the newest wrong tries, newest first, as many as are allowed.
	pastTries  = `select at from code_try where purpose = $1 and counted = $2 and at > $3 order by at desc limit $4`
	addTry     = `insert into code_try(try, purpose, counted, at) select $1, $2, unnest($3::text[]), $4`
	forgiveTry = `delete from code_try where try = $1`
	sweepTries = `delete from code_try where at < $1`
	sweepCodes = `delete from consent_code where made_at < $1`
)

// Try lets somebody try a code: check holds it against the hash (codes.Match, also when there is none) and
// gives command.ErrWrongCode when it does not fit. The try is counted before check runs, in a transaction of
// its own, for who tries, for whose code it is and for the network address; only a try that was not wrong is
// taken back. So neither a failing transaction, nor a hundred tries at once, nor a restart makes more of them.
//
// Errors: command.Locked when there are no tries left, without running check; command.WrongCode; others of check as
// they are. check must open its own transaction.
func (db *DB) Try(ctx context.Context, who identity.Who, p codes.Purpose, at time.Time, check func() error) error {
	try, left, err := db.count(ctx, p, counters(ctx, who), at)
	if err != nil {
		return err
	}
	err = check()
	if errors.Is(err, command.ErrWrongCode) {
		return command.WrongCode{Left: left}
	}
	_ = db.forgive(ctx, try) // else it counts as one wrong try: better than to deny what was done
	return err
}

// counter is one thing that tries are counted for.
type counter struct {
	name string
	of   func(codes.Limits) codes.Limit
}

// counters are in the order of their names, so that two who try at once never wait for each other.
func counters(ctx context.Context, who identity.Who) []counter {
	person := func(l codes.Limits) codes.Limit { return l.Person }
	all := []counter{{"from " + command.SourceOf(ctx), func(l codes.Limits) codes.Limit { return l.Source }}}
	if who.Known() {
		all = append([]counter{{"by " + who.Actor.ID, person}}, all...)
	}
	if who.Subject.ID != who.Actor.ID {
		all = append(all, counter{"of " + who.Subject.ID, person})
	}
	return all
}

// count notes a try, or gives command.Locked. left is how many would remain were it wrong.
func (db *DB) count(ctx context.Context, p codes.Purpose, all []counter, at time.Time) (try string, left int, err error) {
	err = db.Anonymous(ctx, func(tx pgx.Tx) error {
		var names []string
		var until time.Time
		left = codes.Of[p].Person.Tries
		for _, c := range all {
			limit := c.of(codes.Of[p])
			if _, err := tx.Exec(ctx, lockTries, string(p), c.name); err != nil {
				return err
			}
			past, err := tries(ctx, tx, p, c.name, limit, at)
			if err != nil {
				return err
			}
			if len(past) >= limit.Tries {
				until = later(until, past[limit.Tries-1].Add(limit.Within))
			}
			names, left = append(names, c.name), min(left, limit.Tries-len(past)-1)
		}
		if !until.IsZero() {
			return command.Locked{Until: until.UTC()}
		}
		try = uuid.NewString()
		_, err := tx.Exec(ctx, addTry, try, string(p), names, at)
		return err
	})
	if err != nil && !errors.Is(err, command.ErrLocked) {
		err = fmt.Errorf("counting a try: %w", err)
	}
	return try, left, err
}

func tries(ctx context.Context, tx pgx.Tx, p codes.Purpose, name string, l codes.Limit, at time.Time) ([]time.Time, error) {
	rows, err := tx.Query(ctx, pastTries, string(p), name, at.Add(-l.Within), l.Tries)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[time.Time])
}

func later(a, b time.Time) time.Time { return slices.MaxFunc([]time.Time{a, b}, time.Time.Compare) }

func (db *DB) forgive(ctx context.Context, try string) error {
	return db.Anonymous(ctx, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, forgiveTry, try)
		return err
	})
}

// SweepCodes forgets tries that no limit counts any more, and hashes of codes that open nothing any more. As the
// owner, once an hour; before is a day ago.
func SweepCodes(ctx context.Context, owner *pgxpool.Pool, before time.Time) error {
	var b pgx.Batch
	b.Queue(sweepTries, before)
	b.Queue(sweepCodes, before)
	if err := owner.SendBatch(ctx, &b).Close(); err != nil {
		return fmt.Errorf("sweeping codes: %w", down(ctx, err))
	}
	return nil
}
