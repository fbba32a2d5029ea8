package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/internal/hall"
	"sportello/api/internal/login"
	"sportello/api/internal/mail"
	"sportello/api/internal/pagopa"
	"sportello/api/internal/postgres"
	"sportello/api/internal/rest"
	"sportello/api/payments"
)

// Provider is the OpenID Connect provider people sign in with, as a gateway for SPID and CIE gives it.
type Provider struct {
	Issuer       string
	ClientID     string
	ClientSecret string
	AcrValues    []string
}

// Mail is the server that takes our letters, see the settings of cmd/sportello. Without Addr the town sends none.
type Mail struct{ Addr, User, Password, From string }

// Config is what the town hall needs to open. DSN names a migrated database. BaseURL is our own address as
// the browser sees it, without a slash at the end. Report writes a fault of ours down and gives its
// reference.
type Config struct {
	DSN      string
	BaseURL  string
	Town     folder.Town
	Provider Provider
	Mail     Mail
	Creditor payments.Creditor
	Station  Station
	Pagopa   Pagopa
	// Say is a message of the catalogues, for letters.
	Say     func(lang, key string, vars ...any) string
	Version string
	CSS     string
	Now     func() time.Time
	Report  func(error) string
	// Who tells who sent a request to /v1; nil: whoever the session cookie names.
	Who func(*http.Request) (identity.Who, error)
}

// API is the open town hall: the port for pages in process, sign-in, and /v1.
type API struct {
	Hall    *hall.Hall
	SignIn  *SignIn
	Handler http.Handler // /v1, /openapi.json, /docs
	// Station is the way in for pagoPA, given what to answer to anybody else; nil: it does not call us.
	Station func(missing http.Handler) http.Handler
	Spec    *huma.OpenAPI // the description of /v1
	gateway *pagopa.Gateway
	db      *postgres.DB
	mail    *mail.Sender
	config  Config
}

// Migrate brings the database to the shape this program knows. Safe for replicas that start at once.
func Migrate(ctx context.Context, dsn string) error { return postgres.Migrate(ctx, dsn) }

// New opens the town hall. It fails when PostgreSQL does not answer at the start; later absences are told
// to people as such.
func New(ctx context.Context, c Config) (*API, error) {
	sender, err := mail.New(c.Mail.settings())
	if err != nil {
		return nil, err
	}
	db, err := postgres.Open(ctx, c.DSN)
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	c.Town.Mail = sender.On()
	a := &API{db: db, mail: sender, config: c, Hall: &hall.Hall{Store: db, Of: c.Town, Now: c.Now, Down: isDown, Say: c.Say, Site: c.BaseURL, Creditor: c.Creditor}}
	if sender.On() {
		a.Hall.Letter = a.letter(c.Now)
	}
	if err := a.reach(c, db); err != nil {
		db.Close()
		return nil, err
	}
	a.SignIn = newSignIn(c, db)
	mux := http.NewServeMux()
	if c.Who == nil {
		c.Who = a.SignIn.who
	}
	a.Spec = rest.New(mux, rest.Config{Hall: a.Hall, Report: c.Report, Version: c.Version, CSS: c.CSS, Who: c.Who})
	a.Handler = mux
	return a, nil
}

func (m Mail) settings() mail.Config {
	return mail.Config{Addr: m.Addr, User: m.User, Password: m.Password, From: m.From}
}

// letter sends a letter of the hall at once.
func (a *API) letter(now func() time.Time) func(ctx context.Context, key, to, subject, text string) error {
	return func(ctx context.Context, key, to, subject, text string) error {
		return a.mail.Send(ctx, mail.Letter{ID: key, To: to, Subject: subject, Text: text, At: now()})
	}
}

func isDown(err error) bool { return errors.Is(err, postgres.ErrDown) }

// Tidy forgets sign-ins, sessions and parked forms that are past their time. It works as the owner of the
// tables, for nobody else sees everybody's rows. Once an hour is enough: nothing late is ever given out.
func (a *API) Tidy(ctx context.Context, dsn string) error {
	owner, err := postgres.OpenOwner(ctx, dsn)
	if err != nil {
		return err
	}
	defer owner.Close()
	if err := postgres.SweepCodes(ctx, owner, a.SignIn.now().AddDate(0, 0, -1)); err != nil {
		return err
	}
	if err := postgres.SweepHelp(ctx, owner, a.SignIn.now()); err != nil {
		return err
	}
	return postgres.SweepLogin(ctx, owner, a.SignIn.login.Sweep())
}

// Ready tells whether the database answers.
func (a *API) Ready(ctx context.Context) error { return a.db.Ping(ctx) }

// Close gives the connections back.
func (a *API) Close() { a.db.Close() }

// Describe is the description of /v1 without a town hall behind it, for cmd/gen.
func Describe(version string) *huma.OpenAPI {
	return rest.New(http.NewServeMux(), rest.Config{Version: version})
}

// newSignIn joins the relying party, its store and its cookies.
func newSignIn(c Config, db *postgres.DB) *SignIn {
	return &SignIn{
		cookies: login.Cookies{Secure: len(c.BaseURL) > 6 && c.BaseURL[:6] == "https:"},
		now:     c.Now,
		login: login.New(login.Config{Issuer: c.Provider.Issuer, ClientID: c.Provider.ClientID, ClientSecret: c.Provider.ClientSecret,
			AcrValues: c.Provider.AcrValues, RedirectURL: c.BaseURL + Callback, Now: c.Now}, db),
	}
}
