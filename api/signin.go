package api

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"sportello/api/command"
	"sportello/api/identity"
	"sportello/api/internal/login"
)

// Callback is the address the identity provider sends people back to.
const Callback = "/entra/ritorno"

// parkedCookie names the form of somebody whose session lapsed while they wrote.
const parkedCookie = "sportello-sospeso"

// SignIn is signing in and out as a browser sees it: cookies and redirects around api/internal/login.
type SignIn struct {
	login   *login.Login
	cookies login.Cookies
	now     func() time.Time
}

// Who tells who sent a request, and whether they said that the device is shared. A stranger is no error.
// Errors: command.ErrSignedOut when a session has lapsed, command.ErrDown.
func (s *SignIn) Who(r *http.Request) (who identity.Who, shared bool, err error) {
	cookie := s.cookies.ReadSession(r)
	if cookie == "" {
		return identity.Who{}, false, nil
	}
	who, info, err := s.login.Who(r.Context(), cookie)
	switch {
	case errors.Is(err, login.ErrNoSession):
		return identity.Who{}, false, nil
	case errors.Is(err, login.ErrLapsed):
		return identity.Who{}, info.Shared, command.ErrSignedOut
	case err != nil && isDown(err):
		return identity.Who{}, false, fmt.Errorf("%w: %w", command.ErrDown, err)
	}
	return who, info.Shared, err
}

func (s *SignIn) who(r *http.Request) (identity.Who, error) {
	who, _, err := s.Who(r)
	return who, err
}

// Start sends the browser to the identity provider, and asks it for pages in the person's language.
func (s *SignIn) Start(w http.ResponseWriter, r *http.Request, returnTo string, shared bool, lang string) error {
	to, err := s.login.Start(r.Context(), returnTo, shared, lang)
	if err != nil {
		return err
	}
	http.SetCookie(w, s.cookies.State(to))
	http.Redirect(w, r, to.URL, http.StatusSeeOther)
	return nil
}

// Finish takes the answer of the identity provider, sets the cookie of the session and gives the address to
// go to, also when it fails and the person may try again. The session that the browser had before ends: a
// cookie never survives a sign-in.
func (s *SignIn) Finish(w http.ResponseWriter, r *http.Request) (returnTo string, err error) {
	session, err := s.login.Finish(r.Context(), r.URL.Query(), s.cookies.ReadState(r), login.Device(r.UserAgent()))
	if err != nil {
		return session.ReturnTo, err
	}
	if old := s.cookies.ReadSession(r); old != "" {
		if err := s.login.SignOut(r.Context(), old); err != nil {
			return session.ReturnTo, err
		}
	}
	http.SetCookie(w, s.cookies.Session(session, s.now()))
	http.SetCookie(w, s.cookies.GoneState())
	return session.ReturnTo, nil
}

// Reason names why a sign-in failed: the last part of a key of the catalogues; "fault" for a fault of ours.
func (s *SignIn) Reason(err error) string { return login.Reason(err) }

// Out signs out here, or everywhere.
func (s *SignIn) Out(w http.ResponseWriter, r *http.Request, everywhere bool) error {
	if everywhere {
		who, _, err := s.Who(r)
		if err != nil && !errors.Is(err, command.ErrSignedOut) {
			return err
		}
		if who.Known() {
			if err := s.login.SignOutEverywhere(r.Context(), who); err != nil {
				return err
			}
		}
	}
	if err := s.login.SignOut(r.Context(), s.cookies.ReadSession(r)); err != nil {
		return err
	}
	for _, c := range s.cookies.Gone() {
		http.SetCookie(w, c)
	}
	return nil
}

// Park keeps the form of somebody whose session lapsed until the same person has signed in again. Its
// cookie is sent to that one address only.
func (s *SignIn) Park(w http.ResponseWriter, r *http.Request, form url.Values) error {
	token, err := s.login.Park(r.Context(), s.cookies.ReadSession(r), r.URL.Path, form)
	if err != nil {
		return err
	}
	http.SetCookie(w, s.parked(r, token, 0))
	return nil
}

// Unpark gives the form back that was parked for this address. ok is false when there is none.
func (s *SignIn) Unpark(w http.ResponseWriter, r *http.Request, who identity.Who) (form url.Values, ok bool) {
	cookie, err := r.Cookie(parkedCookie)
	if err != nil {
		return nil, false
	}
	_, form, ok, err = s.login.Unpark(r.Context(), cookie.Value, who)
	if err != nil {
		return nil, false // the cookie stays: the next visit tries again
	}
	http.SetCookie(w, s.parked(r, "", -1))
	return form, ok
}

func (s *SignIn) parked(r *http.Request, token string, age int) *http.Cookie {
	return &http.Cookie{Name: parkedCookie, Value: token, Path: r.URL.Path, MaxAge: age, HttpOnly: true, Secure: s.cookies.Secure,
		SameSite: http.SameSiteLaxMode}
}
