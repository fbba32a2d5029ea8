package login

import (
	"context"
	"fmt"
	"time"

	"sportello/api/identity"
)

// SessionInfo is a session as its person sees it.
type SessionInfo struct {
	Started, Seen time.Time
	Expires       time.Time // when nothing more is done
	Shared        bool      // or a clerk's: the computer of the desk keeps nothing of anybody
	Device        string    // a Device
	Current       bool      // the one that asks
}

type limits struct{ idle, absolute time.Duration }

func (l *Login) limits(shared bool) limits {
	if shared {
		return limits{l.cfg.Times.SharedIdle, l.cfg.Times.SharedAbsolute}
	}
	return limits{l.cfg.Times.Idle, l.cfg.Times.Absolute}
}

// expires is when a session ends that was last used at seen.
func (l *Login) expires(started, seen time.Time, shared bool) time.Time {
	idle, absolute := seen.Add(l.limits(shared).idle), started.Add(l.limits(shared).absolute)
	if idle.After(absolute) {
		return absolute
	}
	return idle
}

// touchEach is how often the use of a session is written down.
const touchEach = time.Minute

// Who says who has signed in, with one read. It fails with ErrNoSession, or with ErrLapsed for a session
// that ended less than Times.Lapsed ago: then only SessionInfo is given, and Park knows the cookie still.
func (l *Login) Who(ctx context.Context, cookie string) (identity.Who, SessionInfo, error) {
	of, rec, err := l.find(ctx, cookie)
	if err != nil {
		return identity.Who{}, SessionInfo{}, err
	}
	now, info := l.cfg.Now(), rec.info()
	info.Current = true
	if !now.Before(rec.Expires) {
		return identity.Who{}, info, ErrLapsed
	}
	if now.Sub(rec.Seen) >= touchEach {
		info.Seen, info.Expires = now, l.expires(rec.Started, now, info.Shared)
		if err := l.store.TouchSession(ctx, of, info.Seen, info.Expires); err != nil {
			return identity.Who{}, SessionInfo{}, fmt.Errorf("writing down the use of a session: %w", err)
		}
	}
	who := identity.Self(rec.Person)
	who.Office = rec.Office
	return who, info, nil
}

// find gives the session of a cookie, alive or lapsed not long ago, else ErrNoSession.
func (l *Login) find(ctx context.Context, cookie string) (Hash, Record, error) {
	of, ok := hashOf(cookie)
	if !ok {
		return of, Record{}, ErrNoSession
	}
	rec, ok, err := l.store.FindSession(ctx, of)
	switch {
	case err != nil:
		return of, Record{}, fmt.Errorf("finding a session: %w", err)
	case !ok, !l.cfg.Now().Before(rec.Expires.Add(l.cfg.Times.Lapsed)):
		return of, Record{}, ErrNoSession
	}
	return of, rec, nil
}

func (r Record) info() SessionInfo {
	return SessionInfo{Started: r.Started, Seen: r.Seen, Expires: r.Expires, Shared: r.Shared || r.Office != "", Device: r.Device}
}

// SignOut ends the session of a cookie; a cookie of nobody is no error.
func (l *Login) SignOut(ctx context.Context, cookie string) error {
	of, ok := hashOf(cookie)
	if !ok {
		return nil
	}
	if err := l.store.CloseSession(ctx, of); err != nil {
		return fmt.Errorf("closing a session: %w", err)
	}
	return nil
}

// SignOutEverywhere ends every session of the actor, this one too.
func (l *Login) SignOutEverywhere(ctx context.Context, who identity.Who) error {
	if err := l.store.CloseSessions(ctx, who.Actor.ID); err != nil {
		return fmt.Errorf("closing sessions: %w", err)
	}
	return nil
}

// Sessions lists where the actor is signed in, the latest used first; cookie marks the one that asks.
func (l *Login) Sessions(ctx context.Context, who identity.Who, cookie string) ([]SessionInfo, error) {
	records, err := l.store.ListSessions(ctx, who.Actor.ID, l.cfg.Now())
	if err != nil {
		return nil, fmt.Errorf("listing sessions: %w", err)
	}
	of, _ := hashOf(cookie)
	list := make([]SessionInfo, len(records))
	for i, r := range records {
		list[i] = r.info()
		list[i].Current = r.Hash == of
	}
	return list, nil
}

// Sweep says what may be forgotten now. Somebody who may see everybody's rows does it, once an hour: late is
// no harm, for nothing past its time is ever given out.
func (l *Login) Sweep() Sweep {
	now, t := l.cfg.Now(), l.cfg.Times
	return Sweep{Attempts: now, Sessions: now.Add(-t.Lapsed), Forms: now, Messages: now.Add(-t.Messages)}
}
