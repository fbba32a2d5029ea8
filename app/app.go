// Package app answers a request with a page: one app, two hosts.
//
// It reads and acts only through TownHall, and draws with app/ui. The hosts are app/web (net/http) and
// app/phone (WebAssembly); neither knows a screen, and no screen knows a host.
package app

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/app/applications"
	"sportello/app/home"
	appidentity "sportello/app/identity"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/taxes"
)

// App answers requests. Its fields are what the two hosts give differently.
type App struct {
	Hall    TownHall
	Words   func(lang string) text.Text
	Now     func() time.Time
	NewID   func() string
	OnPhone bool
	Offline func() bool            // nil on the server
	Report  func(err error) string // writes a fault of ours down and gives its reference
}

// Request is one link or one form, from one person.
type Request struct {
	Path    string
	Query   url.Values
	Form    url.Values // nil for a link
	Who     identity.Who
	Prefer  folder.Preferences // of the device; the folder's own come first
	Restore bool
}

// screen is a function from a visit to a page. Private screens need somebody signed in.
type screen struct {
	pattern string
	private bool
	answer  func(page.Visit) page.Page
}

// screens is the map of the app, and the only place that knows every screen. A part in braces is named.
var screens = []screen{
	{"/", false, home.Home},
	{"/entra", false, appidentity.SignIn},
	{"/esci", true, appidentity.SignOut},
	{"/preferenze", false, home.Preferences},
	{"/aiuto", false, home.Help},
	{"/accessibilita", false, home.Accessibility},
	{"/privacy", false, home.Privacy},
	{"/note-legali", false, home.Legal},
	{"/segnala", false, home.Report},
	{"/tasse/tari", true, taxes.Tari},
	{"/tasse/tari/{utenza}/{anno}", true, taxes.Position},
	{"/servizi", false, applications.Services},
	{"/servizi/{service}", false, applications.Sheet},
	{"/servizi/{service}/domanda", true, applications.Begin},
	{"/servizi/{service}/domanda/controlla", true, applications.Check},
	{"/servizi/{service}/domanda/elimina", true, applications.Discard},
	{"/servizi/{service}/domanda/{step}", true, applications.Question},
	{"/pratiche", true, applications.Mine},
	{"/pratiche/{id}", true, applications.One},
}

// Paths are the patterns of every screen, for the hosts and for the tests that visit them all.
func Paths() []string {
	all := make([]string, len(screens))
	for i, s := range screens {
		all[i] = s.pattern
	}
	return all
}

// Serve answers a request. It never fails: a fault becomes a page that says so.
func (a *App) Serve(ctx context.Context, r Request) page.Page {
	v, refused := a.visit(ctx, r)
	p := page.Page{}
	s, args, found := find(r.Path)
	v.Args = args
	switch {
	case refused != nil && (!found || s.private || r.Path == "/"):
		p = a.trouble(v, refused)
	case !found:
		p = page.NotFound(v)
	case s.private && !r.Who.Known():
		p = page.To("/entra?torna=" + url.QueryEscape(r.Path))
	default:
		p = s.answer(v)
	}
	p.Lang, p.Look = v.Text.Lang(), v.Prefer
	return p
}

// visit gathers what a screen needs. The error is of the folder: public pages do without it.
func (a *App) visit(ctx context.Context, r Request) (page.Visit, error) {
	v := page.Visit{Path: r.Path, Query: r.Query, Form: r.Form, Who: r.Who, Prefer: r.Prefer, Restore: r.Restore,
		Now: a.Now(), OnPhone: a.OnPhone, NewID: a.NewID}
	v.Today = calendar.InRome(v.Now)
	v.Offline = a.Offline != nil && a.Offline()
	v.Send = func(c command.Command) (command.Receipt, error) { return a.Hall.Send(ctx, r.Who, c) }
	var err, failed error
	v.Town, failed = a.Hall.Town(ctx)
	if r.Who.Known() {
		if v.Folder, err = a.Hall.Folder(ctx, r.Who); err == nil {
			v.Prefer = r.Prefer.Or(v.Folder.Preferences)
		}
	}
	v.Text = a.Words(v.Prefer.Lang)
	return v, errors.Join(failed, err)
}

// trouble is the page for a folder that cannot be read.
func (a *App) trouble(v page.Visit, err error) page.Page {
	switch {
	case errors.Is(err, command.ErrDown):
		return page.Down(v)
	case errors.Is(err, command.ErrNotKept):
		return page.NotHere(v)
	}
	return page.Fault(v, a.Report(fmt.Errorf("answering a request: %w", err)))
}

// find is the screen for a path. Fixed parts win over named ones because they stand first in the table.
func find(path string) (screen, map[string]string, bool) {
	for _, s := range screens {
		if args, ok := match(s.pattern, path); ok {
			return s, args, true
		}
	}
	return screen{}, nil, false
}

func match(pattern, path string) (map[string]string, bool) {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return nil, false
	}
	args := map[string]string{}
	for i, w := range want {
		if strings.HasPrefix(w, "{") && got[i] != "" {
			args[strings.Trim(w, "{}")] = got[i]
		} else if w != got[i] {
			return nil, false
		}
	}
	return args, true
}

// Trouble is the page for an error that a host met before it could ask for a page.
func (a *App) Trouble(ctx context.Context, r Request, err error) page.Page {
	r.Who = identity.Who{}
	v, _ := a.visit(ctx, r)
	p := a.trouble(v, err)
	p.Lang, p.Look = v.Text.Lang(), v.Prefer
	return p
}

// TooLarge is the page for a form that is longer than any form of ours.
func (a *App) TooLarge(ctx context.Context, r Request) page.Page {
	v, _ := a.visit(ctx, r)
	p := page.TooLarge(v)
	p.Lang, p.Look = v.Text.Lang(), v.Prefer
	return p
}
