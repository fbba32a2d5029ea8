package login

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"sportello/api/identity"
)

// Session is a sign-in that ended. Cookie is the secret for the browser: 256 random bits, of which only the
// hash is kept here. After a failure only ReturnTo and Shared are set, to try again.
type Session struct {
	Cookie   string
	ReturnTo string    // local path
	Expires  time.Time // at the latest; sooner when nothing is done
	Shared   bool
	Who      identity.Who

	keep time.Time // how long the browser keeps the cookie
}

// Finish takes the answer the browser brought back: query is that of the callback, stateCookie what Start
// gave, device a Device. The sign-in is spent whatever comes of it. Each success opens a new session with a
// new cookie; the caller closes the one the browser had with SignOut. It fails with one of the errors of
// this package, or for a fault of ours.
func (l *Login) Finish(ctx context.Context, query url.Values, stateCookie, device string) (Session, error) {
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	of := attemptHash(query.Get("state"), stateCookie)
	a, ok, err := l.store.TakeAttempt(ctx, of)
	switch {
	case err != nil:
		return Session{}, fmt.Errorf("taking a sign-in under way: %w", err)
	case !ok:
		return Session{ReturnTo: "/"}, ErrState
	}
	s := Session{ReturnTo: a.ReturnTo, Shared: a.Shared}
	if !l.cfg.Now().Before(a.Expires) {
		return s, ErrState
	}
	received := l.message(of, Received)
	person, err := l.identify(ctx, query, a, &received)
	if received.Outcome = Reason(err); err != nil {
		return s, errors.Join(err, l.store.LogMessage(context.WithoutCancel(ctx), received))
	}
	received.Outcome = "ok"
	return l.open(ctx, s, person, device, received)
}

// open opens the session.
func (l *Login) open(ctx context.Context, s Session, p identity.Person, device string, received Message) (Session, error) {
	s.Cookie = newSecret()
	of, _ := hashOf(s.Cookie)
	now := l.cfg.Now()
	o := Opening{Hash: of, Started: now, Expires: l.expires(now, now, s.Shared), Shared: s.Shared, Device: device}
	p, err := l.store.OpenSession(ctx, p, o, received)
	if err != nil {
		return Session{ReturnTo: s.ReturnTo, Shared: s.Shared}, fmt.Errorf("opening a session: %w", err)
	}
	s.Who = identity.Self(p)
	s.Expires = now.Add(l.limits(s.Shared).absolute)
	s.keep = s.Expires.Add(l.cfg.Times.Lapsed)
	return s, nil
}
