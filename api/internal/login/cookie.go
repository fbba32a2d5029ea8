package login

import (
	"net/http"
	"time"
)

// Cookies writes and reads the two cookies of a sign-in. Secure is true wherever the site is on https: the
// names then begin with __Host-, so that no neighbour on the domain can set them (RFC 6265bis § 4.1.3.2).
type Cookies struct{ Secure bool }

func (c Cookies) name(short string) string {
	if c.Secure {
		return "__Host-" + short
	}
	return short
}

// Cookie names.
const (
	sessionName = "sportello"
	stateName   = "sportello-accesso"
)

// cookie is a cookie no script reads and no other site's form sends. Lax, not Strict: the answer of the
// identity provider is a navigation from another site.
func (c Cookies) cookie(name, value string, seconds int) *http.Cookie {
	return &http.Cookie{
		Name: c.name(name), Value: value, Path: "/", MaxAge: seconds,
		HttpOnly: true, Secure: c.Secure, SameSite: http.SameSiteLaxMode,
	}
}

// Session is the cookie of a session. On one's own device it outlives the session by the time in which a
// parked form can be had back; on a shared device it goes when the browser is closed.
func (c Cookies) Session(s Session, now time.Time) *http.Cookie {
	if s.Shared {
		return c.cookie(sessionName, s.Cookie, 0)
	}
	return c.cookie(sessionName, s.Cookie, int(s.keep.Sub(now).Seconds()))
}

// State is the cookie of a sign-in under way; it goes when the browser is closed.
func (c Cookies) State(r Redirect) *http.Cookie { return c.cookie(stateName, r.StateCookie, 0) }

// Gone are the cookies that make a browser forget both.
func (c Cookies) Gone() []*http.Cookie {
	return []*http.Cookie{c.cookie(sessionName, "", -1), c.GoneState()}
}

// GoneState makes a browser forget the sign-in under way.
func (c Cookies) GoneState() *http.Cookie { return c.cookie(stateName, "", -1) }

// ReadSession is the secret of the session cookie, empty without one.
func (c Cookies) ReadSession(r *http.Request) string { return c.read(r, sessionName) }

// ReadState is the secret of the cookie of a sign-in under way, empty without one.
func (c Cookies) ReadState(r *http.Request) string { return c.read(r, stateName) }

func (c Cookies) read(r *http.Request, name string) string {
	cookie, err := r.Cookie(c.name(name))
	if err != nil {
		return ""
	}
	return cookie.Value
}
