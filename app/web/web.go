// Package web is host 1: it answers browsers over net/http with pages of the app, for whoever has no script,
// comes for the first time, or has not been taken over yet.
//
// It reads forms and cookies, writes the document around a page, and serves what a phone needs to go on
// alone. It knows no screen.
package web

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"time"

	"sportello/api/command"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/payments"
	"sportello/app"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
)

// SignIn is what the host asks of signing in.
type SignIn interface {
	Who(r *http.Request) (who identity.Who, shared bool, err error)
	Start(w http.ResponseWriter, r *http.Request, returnTo string, shared bool, lang string) error
	Finish(w http.ResponseWriter, r *http.Request) (returnTo string, err error)
	Reason(err error) string
	Out(w http.ResponseWriter, r *http.Request, everywhere bool) error
	Park(w http.ResponseWriter, r *http.Request, form url.Values) error
	Unpark(w http.ResponseWriter, r *http.Request, who identity.Who) (form url.Values, ok bool)
}

// Config is what the host needs. Assets holds i18n, css, worker, icons and dist. API answers /v1, /docs and
// /openapi.json. Extra are handlers of a demonstration, by pattern. Report writes a fault down and gives
// its reference.
type Config struct {
	Hall   app.TownHall
	Server app.Server // nil: no help codes, no older acts
	SignIn SignIn
	API    http.Handler
	Assets fs.FS
	Extra  map[string]http.Handler
	Now    func() time.Time
	NewID  func() string
	Report func(error) string
	Ready  func(context.Context) error
	Site   string // our own address as a browser sees it, without a slash at the end
	Secure bool   // the site is on https
	// Calendar is the folder of who has a secret address for calendars; nil: there are none.
	Calendar func(ctx context.Context, secret string) (folder.Folder, error)
	// Returned notes how a browser came back from pagoPA's pages, and gives the page to go on to; nil: nothing is paid here.
	Returned func(ctx context.Context, payment string, word payments.Return) (page string, err error)
	// Checkout is the origin of pagoPA's pages, such as https://checkout.pagopa.it; empty when it is ours.
	Checkout string
	// Station answers pagoPA where it calls us, given what to answer to anybody else; nil: it does not.
	Station func(missing http.Handler) http.Handler
	// Provider is the origin of the identity provider, such as https://login.example.it; empty when it is ours.
	Provider string
	// SourceHeader is the header in which our own proxy writes the address of the browser; empty: there is no proxy.
	SourceHeader string
}

// Host answers browsers.
type Host struct {
	Config
	app    *app.App
	assets *assets
	words  func(lang string) text.Text
}

// New makes the host. It fails when the assets are not whole: a catalogue that cannot be read, a browser
// program that was not built.
func New(c Config) (http.Handler, error) {
	words, err := Words(c.Assets)
	if err != nil {
		return nil, err
	}
	files, err := readAssets(c.Assets)
	if err != nil {
		return nil, err
	}
	h := &Host{Config: c, assets: files, words: words}
	h.app = &app.App{Hall: c.Hall, Server: c.Server, Words: words, Now: c.Now, NewID: c.NewID, Report: c.Report}
	mux := http.NewServeMux()
	for pattern, extra := range c.Extra {
		mux.Handle(pattern, extra)
	}
	for _, prefix := range []string{"/v1/", "/openapi.json", "/openapi-3.0.json", "/openapi.yaml", "/openapi-3.0.yaml", "/docs"} {
		mux.Handle(prefix, c.API)
	}
	h.plain(mux)
	h.calendars(mux)
	if c.Station != nil {
		mux.Handle(stationPath, c.Station(http.HandlerFunc(h.page)))
	}
	if c.Returned != nil {
		mux.HandleFunc("GET /paga/ritorno/{payment}/{word}", h.returned)
	}
	h.receipts(mux)
	if town, err := c.Hall.Town(context.Background()); err == nil && town.Demo {
		mux.HandleFunc("GET /galleria", h.gallery)
	}
	mux.HandleFunc("GET /guscio", h.shell)
	mux.HandleFunc("POST /entra", h.signIn)
	mux.HandleFunc("GET /entra/ritorno", h.signedIn)
	mux.HandleFunc("POST /esci", h.signOut)
	mux.HandleFunc("POST /aiuto", h.helpCode)
	mux.HandleFunc("/", h.page)
	return guard(h.recover(mux), c), nil
}

// plain serves what is no page: health, and the files of the browser program.
func (h *Host) plain(mux *http.ServeMux) {
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("ok\n")) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := h.Ready(r.Context()); err != nil {
			http.Error(w, "not ready: the database does not answer", http.StatusServiceUnavailable)
			return
		}
		w.Write([]byte("ready\n"))
	})
	mux.Handle("GET /-/", h.assets)
	mux.HandleFunc("GET /sw.js", h.assets.worker)
	mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, r *http.Request) { // for pages that are not of the app
		send(w, r, h.assets.files["icons/icon-192.png"])
	})
	mux.HandleFunc("GET /robots.txt", func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte("User-agent: *\nDisallow: /v1/\nDisallow: /pratiche\nDisallow: /tasse\nDisallow: /paga\nDisallow: /pagamenti\nDisallow: /ricevute\nDisallow: /scadenze\nDisallow: /calendario\n"))
	})
}

// page answers a link or a form with a page of the app.
func (h *Host) page(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead && r.Method != http.MethodPost {
		w.Header().Set("Allow", "GET, HEAD, POST")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	if h.otherLanguage(w, r) {
		return
	}
	v := visitor{prefer: preferences(r)}
	var err error
	v.who, v.shared, err = h.SignIn.Who(r)
	v.self = v.who.Actor
	lapsed := errors.Is(err, command.ErrSignedOut)
	if mandate, _ := app.Split(r.URL.Path); err == nil && mandate != "" && v.who.Known() {
		err = h.acting(w, r, &v, mandate)
	}
	request := h.request(r, v)
	if r.Method == http.MethodPost {
		var long error
		files := filesOf(r.URL.Path, v.self.ID != "" && v.who.Office != "")
		if request.Form, long = read(w, r, files); long != nil && files.without == nil {
			h.write(w, r, v, h.app.TooLarge(r.Context(), request))
			return
		} else if long != nil {
			request.Form = files.without
		}
	}
	if by := request.Form.Get("chi"); err == nil && by != "" && by != v.self.ID && v.who.Known() {
		err = command.ErrOtherPerson
	}
	switch {
	case err != nil && !lapsed:
		h.write(w, r, v, h.app.Trouble(r.Context(), request, err))
		return
	case lapsed && request.Form != nil && h.park(w, r, request.Form):
		return
	case request.Form == nil && v.who.Known():
		request.Form, request.Restore = h.SignIn.Unpark(w, r, v.who)
	}
	h.write(w, r, v, h.app.Serve(r.Context(), request))
}

// acting makes the visitor act under a mandate. Where there is none, the app says so.
func (h *Host) acting(w http.ResponseWriter, r *http.Request, v *visitor, mandate string) (err error) {
	office := v.who.Office
	if v.who, err = h.Hall.Acting(r.Context(), v.who, mandate); errors.Is(err, command.ErrNoMandate) {
		w.Header().Set("Sportello-Mandate", "none") // for the worker, which forgets what it kept under it
		v.who, err = identity.Self(v.self), nil
		v.who.Office = office
	}
	return err
}

// visitor is what the host knows of who asks.
type visitor struct {
	who    identity.Who
	self   identity.Person // who signed in, also when nothing more can be said of who
	shared bool
	prefer folder.Preferences
	helped bool // a help code is on
}

func (h *Host) request(r *http.Request, v visitor) app.Request {
	return app.Request{Path: r.URL.Path, Query: r.URL.Query(), Who: v.who, Prefer: v.prefer, Help: h.shown(r, v)}
}

// park keeps what was typed by somebody whose session lapsed, and asks them to sign in again.
func (h *Host) park(w http.ResponseWriter, r *http.Request, form url.Values) bool {
	if err := h.SignIn.Park(w, r, form); err != nil {
		h.Report(err)
		return false
	}
	http.Redirect(w, r, "/entra?ripresa=1&torna="+url.QueryEscape(r.URL.Path), http.StatusSeeOther)
	return true
}

// write answers with a page, or sends the browser on.
func (h *Host) write(w http.ResponseWriter, r *http.Request, v visitor, p page.Page) {
	if p.Prefer != nil {
		http.SetCookie(w, h.prefer(*p.Prefer))
	}
	if p.Redirect != "" {
		http.Redirect(w, r, p.Redirect, http.StatusSeeOther)
		return
	}
	header := w.Header()
	header.Set("Cache-Control", "private, no-cache")
	header.Set("Content-Language", p.Lang)
	v.helped = h.helped(w, r, v, p)
	if v.shared || v.helped && p.Status < http.StatusBadRequest { // kept, it would say later that somebody sees it
		header.Set("Sportello-Keep", "no")
	}
	h.send(w, r, p.Status, h.document(r.Context(), r.URL.Path, v, p))
}
