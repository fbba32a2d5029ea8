package login

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"sportello/api/identity"
)

// Room is how many forms are kept for a person whose sessions lapsed.
const Room = 10

// maxParked is the size of a form that can be kept, in bytes; no form of ours comes near.
const maxParked = 64 << 10

// Park keeps what somebody had typed when their session lapsed. oldCookie is the cookie of that session: it
// says whose form it is, alive or lapsed. path is the local path the form was sent to, with the fragment of
// its field. The token gives the form back once, within Times.Lapsed, to the same person only. It fails with
// ErrNoSession when the cookie is of nobody, and with ErrTooMuch.
func (l *Login) Park(ctx context.Context, oldCookie, path string, form url.Values) (token string, err error) {
	if len(form.Encode()) > maxParked {
		return "", ErrTooMuch
	}
	_, rec, err := l.find(ctx, oldCookie)
	if err != nil {
		return "", err
	}
	token = newSecret()
	of, _ := hashOf(token)
	f := Parked{Hash: of, Actor: rec.Person.ID, Path: localPath(path), Form: storable(form), Expires: l.cfg.Now().Add(l.cfg.Times.Lapsed)}
	if err := l.store.ParkForm(ctx, f); err != nil {
		return "", fmt.Errorf("parking a form: %w", err)
	}
	return token, nil
}

// storable is a form without the one character that a JSON text of the store cannot hold; nobody types it.
func storable(form url.Values) url.Values {
	clean := make(url.Values, len(form))
	for name, values := range form {
		name = strings.ReplaceAll(name, "\x00", "")
		for _, v := range values {
			clean.Add(name, strings.ReplaceAll(v, "\x00", ""))
		}
	}
	return clean
}

// Unpark gives a parked form back to the actor it belongs to, once. ok is false when there is none for them:
// somebody else's, already given back and too late look the same.
func (l *Login) Unpark(ctx context.Context, token string, who identity.Who) (path string, form url.Values, ok bool, err error) {
	of, ok := hashOf(token)
	if !ok || !who.Known() {
		return "", nil, false, nil
	}
	f, ok, err := l.store.TakeForm(ctx, of, who, l.cfg.Now())
	if err != nil {
		return "", nil, false, fmt.Errorf("giving back a parked form: %w", err)
	}
	return f.Path, f.Form, ok, nil
}
