package pagopa

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sportello/api/identity"
	"sportello/api/payments"
)

// How much of the list is done in a round, of what is urgent and of the many: how many are looked at, and how often GPD
// is called. Rounds are ten seconds apart: a town of 20,000 open bills is told within two hours, and nobody waits for it,
// for a position is told before its cart anyway. A batch is what is held in memory.
const (
	batch     = 100
	looksMost = 10 * batch
	urgent    = 200
	many      = 30
)

// lease is how long a position is nobody else's while it is told; it ends by itself when this program dies.
const lease = 5 * time.Minute

// Due is a position that may have changed since GPD was told. Told is the digest of what it was told last, empty for
// nothing. A position without notices is gone.
type Due struct {
	ID       string
	Stamp    int64
	Told     []byte
	Tries    int
	Position payments.Position
	Debtor   identity.Person
}

// Publications is what GPD has been told, and what it is to be told.
type Publications interface {
	// Take gives positions whose time has come; nobody else has them until the lease ends. slow are the many.
	Take(ctx context.Context, slow bool, most int, now time.Time, lease time.Duration) ([]Due, error)
	// Told closes one until it changes, or until next, where that is not zero: state is published or withdrawn, status is
	// GPD's. When it has changed meanwhile, it stays open.
	Told(ctx context.Context, d Due, digest []byte, state, status string, at, next time.Time) error
	// Later leaves one for another time. A try counts as failed when there is a problem.
	Later(ctx context.Context, d Due, problem string, next time.Time) error
	// Carted reports whether somebody has begun to pay a position: then GPD knows it, whatever we have noted.
	Carted(ctx context.Context, position string) (bool, error)
	// Again notes all positions that GPD knows, when the data of the comune (mark) are others than before.
	Again(ctx context.Context, mark string) error
}

// Store is all that a Keeper reads and writes.
type Store interface {
	Publications
	Receiving
	Accounts
}

// Keeper makes pagoPA's archive and ours agree, in the background: positions, receipts, flows. Any number may work at
// once; each may die at any moment. Report is told of faults that need somebody of the comune.
type Keeper struct {
	Gateway *Gateway
	Store   Store
	Report  func(error)
	// Lazy tells the many only before they are paid: for a demonstration, whose pagoPA would hold a whole town in memory.
	Lazy bool
	// Calls is how many copies of receipts may be asked for in sixty minutes; 0 is what pagoPA allows.
	Calls int
}

// Work does everything that is due at a moment, and gives the first fault. No part waits for another.
func (k *Keeper) Work(ctx context.Context, now time.Time) error {
	var first error
	for _, part := range []func(context.Context, time.Time) error{k.publish, k.receive, k.account} {
		if err := part(ctx, now); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// publish tells GPD what differs: first what is urgent, then some of the many.
func (k *Keeper) publish(ctx context.Context, now time.Time) error {
	if err := k.Store.Again(ctx, k.Gateway.mark()); err != nil {
		return err
	}
	for _, lane := range []struct {
		slow bool
		most int
	}{{false, urgent}, {true, many}} {
		if lane.slow && k.Lazy {
			continue
		}
		for looked, calls := 0, 0; looked < looksMost && calls < lane.most; looked += batch {
			due, err := k.Store.Take(ctx, lane.slow, min(batch, lane.most), now, lease)
			if err != nil {
				return err
			}
			told, err := k.tellAll(ctx, due, now)
			if calls += told; err != nil {
				return err
			}
			if len(due) == 0 {
				break
			}
		}
	}
	return nil
}

// tellAll tells one after the other, and counts those of which GPD had to be told. While pagoPA is away, or does not know
// us, nothing else is tried.
func (k *Keeper) tellAll(ctx context.Context, due []Due, now time.Time) (calls int, err error) {
	for i, d := range due {
		called, err := k.tell(ctx, d, now)
		if called {
			calls++
		}
		if err == nil {
			continue
		}
		if problem(err) == "" { // pagoPA or the database is away, or pagoPA does not know us
			return calls, errors.Join(err, k.putBack(ctx, due[i:], now))
		}
		k.Report(fmt.Errorf("publishing the position %s: %w", d.ID, err))
		if err := k.Store.Later(ctx, d, problem(err), now.Add(backoff(d.Tries))); err != nil {
			return calls, err
		}
	}
	return calls, nil
}

// putBack leaves positions for the next minute.
func (k *Keeper) putBack(ctx context.Context, due []Due, now time.Time) error {
	for _, d := range due {
		if err := k.Store.Later(context.WithoutCancel(ctx), d, "", now.Add(time.Minute)); err != nil {
			return err
		}
	}
	return nil
}

// tell makes GPD know one position as it is now, or forget it, and says whether GPD was called for it.
func (k *Keeper) tell(ctx context.Context, d Due, now time.Time) (called bool, err error) {
	g := k.Gateway
	whatever, some, err := g.timeless(d.Position, d.Debtor)
	if err != nil {
		return false, err
	}
	if !some {
		return k.withdraw(ctx, d, now)
	}
	said, some, err := g.say(d.Position, d.Debtor, now)
	if err != nil {
		return false, err
	}
	if !some { // all of it is past: GPD knows that by itself
		return false, k.Store.Told(ctx, d, d.Told, Withdrawn, "", now, time.Time{})
	}
	sum, next := digest(whatever, len(said.Options)), nextEnd(d.Position, said, now)
	if string(sum) == string(d.Told) {
		return false, k.Store.Told(ctx, d, sum, Published, "", now, next)
	}
	known := g.introduce
	if len(d.Told) > 0 {
		known = g.mend
	}
	status, err := known(ctx, said)
	if err != nil {
		return true, err
	}
	return true, k.Store.Told(ctx, d, sum, Published, status, now, next)
}

// withdraw takes a position back that is settled or ended. What was paid through pagoPA is closed there by itself; what
// GPD was never told is not asked about.
func (k *Keeper) withdraw(ctx context.Context, d Due, now time.Time) (called bool, err error) {
	told, byItself := len(d.Told) > 0, d.Position.Proved() && k.Gateway.config.Creditor.Station == ""
	if !told && !byItself {
		if told, err = k.Store.Carted(ctx, d.ID); err != nil {
			return false, err
		}
	}
	if !told || byItself {
		return false, k.Store.Told(ctx, d, d.Told, Withdrawn, "", now, time.Time{})
	}
	status, err := k.Gateway.withdraw(ctx, iupd(k.Gateway.config.Creditor.Code, d.ID))
	if err != nil {
		return true, err
	}
	return true, k.Store.Told(ctx, d, nil, Withdrawn, status, now, time.Time{})
}

// The states of a publication.
const (
	Published = "published"
	Withdrawn = "withdrawn"
)

// backoff is a minute after the first failure, then twice as long each time, and never more than six hours.
func backoff(tries int) time.Duration { return min(time.Minute<<min(tries, 9), 6*time.Hour) }

// problem names a failure that is the position's own, for somebody of the comune; empty for all others.
func problem(err error) string {
	switch {
	case errors.Is(err, ErrTaken):
		return "taken"
	case errors.Is(err, payments.ErrNoAccount):
		return "no account"
	case errors.Is(err, ErrRefused):
		return "refused"
	}
	return ""
}
