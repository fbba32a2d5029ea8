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
	"sportello/api/fines"
	"sportello/api/folder"
	"sportello/api/help"
	"sportello/api/identity"
	"sportello/api/money"
	"sportello/api/payments"
	"sportello/api/trail"
	"sportello/app/applications"
	"sportello/app/consents"
	"sportello/app/deadlines"
	finescreens "sportello/app/fines"
	"sportello/app/home"
	appidentity "sportello/app/identity"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	paying "sportello/app/payments"
	"sportello/app/proxies"
	"sportello/app/taxes"
	trailscreens "sportello/app/trail"
)

// App answers requests. Its fields are what the two hosts give differently.
type App struct {
	Hall    TownHall
	Server  Server // nil on a phone
	Words   func(lang string) text.Text
	Now     func() time.Time
	NewID   func() string
	OnPhone bool
	Offline func() bool            // nil on the server
	Report  func(err error) string // writes a fault of ours down and gives its reference
	NotSent func() []page.NotSent  // of a phone: what a mandate's end has kept from being sent; nil on the server
	Forget  func(ids []string)     // of a phone: takes such commands out, once they were read
}

// Request is one link or one form, from one person. Path is the whole address: see Split.
type Request struct {
	Path    string
	Query   url.Values
	Form    url.Values // nil for a link
	Who     identity.Who
	Prefer  folder.Preferences // of the device; the folder's own come first
	Restore bool
	Help    string // the help code that this browser shows, if it shows one
}

// address is the whole of it, to come back to: also what stands after the path, where a page keeps what was chosen.
func (r Request) address() string {
	if len(r.Query) == 0 || r.Form != nil {
		return r.Path
	}
	return r.Path + "?" + r.Query.Encode()
}

// whose says in whose matters a screen may be asked for.
type whose int

const (
	public whose = iota // by everybody; who acts for another leaves them to themselves there
	open                // by everybody; in another's matters it is another page
	own                 // by whoever signed in, in their own matters alone
	theirs              // by whoever signed in, in their own matters or another's
)

// screen is a function from a visit to a page.
type screen struct {
	pattern string
	whose   whose
	answer  func(page.Visit) page.Page
}

func (s screen) private() bool { return s.whose == own || s.whose == theirs }

// screens is the map of the app, and the only place that knows every screen. A part in braces is named.
var screens = []screen{
	{"/", open, home.Home},
	{"/entra", public, appidentity.SignIn},
	{"/esci", own, appidentity.SignOut},
	{"/preferenze", public, home.Preferences},
	{"/aiuto", public, home.Help},
	{"/accessibilita", public, home.Accessibility},
	{"/privacy", public, home.Privacy},
	{"/note-legali", public, home.Legal},
	{"/segnala", public, home.Report},
	{"/accessi", own, trailscreens.Seen},
	{"/recapiti", theirs, appidentity.Contact},
	{"/recapiti/ferma", theirs, appidentity.ContactStop},
	{"/recapiti/{kind}", theirs, appidentity.ContactAsk},
	{"/persone", own, proxies.People},
	{"/deleghe", own, proxies.List},
	{"/deleghe/nuova", own, proxies.Give},
	{"/deleghe/nuova/controlla", own, proxies.GiveCheck},
	{"/deleghe/nuova/elimina", own, proxies.Drop},
	{"/deleghe/nuova/{step}", own, proxies.GiveStep},
	{"/deleghe/codice", own, proxies.Accept},
	{"/deleghe/richiesta", own, proxies.Claim},
	{"/deleghe/richiesta/controlla", own, proxies.ClaimCheck},
	{"/deleghe/richiesta/elimina", own, proxies.Drop},
	{"/deleghe/richiesta/{step}", own, proxies.ClaimStep},
	{"/deleghe/modulo", public, proxies.Paper},
	{"/deleghe/{id}", own, proxies.One},
	{"/deleghe/{id}/{act}", own, proxies.Change},
	{"/tasse", theirs, taxes.Overview},
	{"/tasse/tari", theirs, taxes.Tari},
	{"/tasse/tari/{utenza}/{anno}", theirs, taxes.Position},
	{"/tasse/tari/{utenza}/{anno}/perche", theirs, taxes.Why},
	{"/tasse/tari/{utenza}/{anno}/paga/{rata}", theirs, taxes.PayTari},
	{"/tasse/tari/{utenza}/{anno}/paga/{rata}/f24", theirs, taxes.TariF24},
	{"/scadenze", theirs, deadlines.List},
	{"/scadenze/calendario", own, deadlines.Calendar},
	{"/tasse/imu", theirs, taxes.Imu},
	{"/tasse/imu/simula", theirs, taxes.Simulate},
	{"/tasse/imu/{anno}", theirs, taxes.ImuYear},
	{"/tasse/imu/{anno}/perche", theirs, taxes.ImuWhy},
	{"/tasse/imu/{anno}/paga/{quando}", theirs, taxes.PayImu},
	{"/tasse/imu/{anno}/ritardo", theirs, taxes.ImuLate},
	{"/tasse/imu/{anno}/immobili", theirs, taxes.ImuUnits},
	{"/tasse/imu/{anno}/immobili/{unit}", theirs, taxes.ImuUnit},
	{"/paga", theirs, paying.Choose},
	{"/paga/conferma", theirs, paying.Confirm},
	{"/pagamenti", theirs, paying.Mine},
	{"/pagamenti/{payment}", theirs, paying.One},
	{"/ricevute/{receipt}", theirs, paying.Receipt},
	{"/multe", theirs, finescreens.List},
	{"/multe/cerca", public, finescreens.Find},
	{"/multe/{verbale}", theirs, finescreens.One},
	{"/avviso", public, finescreens.Check},
	{"/servizi", open, applications.Services},
	{"/servizi/{service}", open, applications.Sheet},
	{"/servizi/{service}/domanda", theirs, applications.Begin},
	{"/servizi/{service}/domanda/controlla", theirs, applications.Check},
	{"/servizi/{service}/domanda/conferma", theirs, applications.Ask},
	{"/servizi/{service}/domanda/elimina", theirs, applications.Discard},
	{"/servizi/{service}/domanda/{step}", theirs, applications.Question},
	{"/consensi", own, consents.Asked},
	{"/consensi/{id}", own, consents.One},
	{"/codici", own, consents.Card},
	{"/pratiche", theirs, applications.Mine},
	{"/pratiche/non-mandate", own, applications.NotSent},
	{"/pratiche/{id}", theirs, applications.One},
	{"/conferme/{id}", theirs, applications.Confirm},
	{"/conferme/{id}/no", theirs, applications.Decline},
	{"/conferme/{id}/ritira", theirs, applications.Withdraw},
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
	s, args, found := find(v.Path)
	v.Args = args
	other := v.Base != ""
	switch {
	case found && other && !s.private() && s.whose != open, found && other && s.whose == own:
		p = page.To(Own + v.Path)
	case (s.private() || other) && !r.Who.Known():
		p = page.To("/entra?torna=" + url.QueryEscape(r.address()))
	case other && !r.Who.ForOther(), errors.Is(refused, command.ErrNoMandate):
		v.Base = "" // from here every way leads back to one's own matters
		p = page.NoMandate(v)
	case refused != nil && (!found || s.private() || v.Path == "/"):
		p = a.trouble(v, refused)
	case !found:
		p = page.NotFound(v)
	default:
		p = s.answer(v)
	}
	p.Lang, p.Look, p.Place = v.Text.Lang(), v.Prefer, place(s, p)
	return a.under(v, p)
}

// visit gathers what a screen needs. The error is of the folder: public pages do without it.
func (a *App) visit(ctx context.Context, r Request) (page.Visit, error) {
	mandate, path := Split(r.Path)
	v := page.Visit{Path: path, Base: Base(mandate), Query: r.Query, Form: r.Form, Who: r.Who, Prefer: r.Prefer, Restore: r.Restore,
		Now: a.Now(), OnPhone: a.OnPhone, NewID: a.NewID, NotSent: a.NotSent, Forget: a.Forget, HelpCode: r.Help}
	v.Today = calendar.InRome(v.Now)
	v.Offline = a.Offline != nil && a.Offline()
	v.Send = func(c command.Command) (command.Receipt, error) { return a.Hall.Send(ctx, r.Who, c) }
	var err, failed error
	v.Town, failed = a.Hall.Town(ctx)
	if a.Server != nil {
		v.Older = func(q trail.Query) ([]trail.Access, error) { return a.Server.AccessLog(ctx, r.Who, q) }
		v.LookHelp = func(code string) (help.Seen, error) { return a.Server.LookHelp(ctx, r.Who, code) }
		v.FindFine = func(number, plate string) (fines.Fine, payments.Position, error) {
			return a.Server.FindFine(ctx, number, plate)
		}
		v.CheckNotice = func(text string) (payments.Verdict, error) { return a.Server.CheckNotice(ctx, text) }
		v.PayOpenly = func(id, nav, plate string, total money.Cents) (string, error) {
			return a.Server.PayOpenly(ctx, id, nav, plate, total)
		}
		v.OpenPayment = func(id string) (payments.Payment, error) { return a.Server.OpenPayment(ctx, id) }
	}
	s, _, found := find(path)
	if reads := found && (s.whose == theirs || s.whose == open); r.Who.Known() && (reads || !r.Who.ForOther()) {
		looked := command.WithLook(ctx, looking(s.pattern, r.Form != nil))
		if v.Folder, err = a.Hall.Folder(looked, r.Who); err == nil {
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
	case errors.Is(err, command.ErrOtherPerson):
		return page.OtherPerson(v)
	}
	return page.Fault(v, a.Report(fmt.Errorf("answering a request: %w", err)))
}

// find is the screen for a path. Fixed parts win over named ones because they stand first in the table. An address
// that ends in .ics or .html is a file of the server: where there is none, the page answers that leads to it, and says so.
func find(path string) (screen, map[string]string, bool) {
	path = strings.TrimSuffix(strings.TrimSuffix(path, ".ics"), ".html")
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
	return a.under(v, p)
}

// TooLarge is the page for a form that is longer than any form of ours.
func (a *App) TooLarge(ctx context.Context, r Request) page.Page {
	v, _ := a.visit(ctx, r)
	p := page.TooLarge(v)
	p.Lang, p.Look = v.Text.Lang(), v.Prefer
	return a.under(v, p)
}
