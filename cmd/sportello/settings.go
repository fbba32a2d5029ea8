package main

import (
	"context"
	"flag"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/term"

	"sportello/api"
	"sportello/assets"
)

// settings are what a comune may set. Each is a flag, and in capitals a name in the environment.
type settings struct {
	flags                          *flag.FlagSet
	listen, port                   string
	databaseURL, data              string
	baseURL, town                  string
	issuer, client, secret, levels string
	mail                           api.Mail
	station                        api.Station
	pagopa                         api.Pagopa
	sourceHeader                   string
	demo                           bool
	residents                      int
}

func newSettings(command string) *settings {
	s := &settings{flags: flag.NewFlagSet(command, flag.ContinueOnError)}
	s.text(&s.listen, "listen", "LISTEN", "", "address to listen on, host:port; overrides port")
	s.text(&s.port, "port", "PORT", "8080", "port to listen on, on this machine only")
	s.text(&s.databaseURL, "database-url", "DATABASE_URL", "", "PostgreSQL to use; empty: a private one under data")
	s.text(&s.data, "data", "DATA", "data", "folder of the private PostgreSQL")
	s.text(&s.baseURL, "base-url", "BASE_URL", "", "our address as browsers see it; empty: http://localhost:port")
	s.text(&s.town, "town", "TOWN", "seregno", "the comune: a folder of assets/comuni")
	s.text(&s.issuer, "oidc-issuer", "OIDC_ISSUER", "", "OpenID Connect provider people sign in with (a gateway for SPID and CIE)")
	s.text(&s.client, "oidc-client", "OIDC_CLIENT", "sportello", "our name at the provider")
	s.text(&s.secret, "oidc-secret", "OIDC_SECRET", "", "our secret at the provider; better in the environment than as a flag")
	s.text(&s.levels, "oidc-acr", "OIDC_ACR", "", "levels of identity asked for, separated by blanks")
	s.text(&s.mail.Addr, "smtp-addr", "SMTP_ADDR", "", "mail server, host:port, with STARTTLS; smtps://host:port for TLS from the start; empty: no e-mail is sent")
	s.text(&s.mail.User, "smtp-user", "SMTP_USER", "", "our name at the mail server; empty: it wants none")
	s.text(&s.mail.Password, "smtp-password", "SMTP_PASSWORD", "", "our password at the mail server; better in the environment than as a flag")
	s.text(&s.mail.From, "mail-from", "MAIL_FROM", "", "sender of our letters, such as Comune di Seregno <sportello@comune.example.it>")
	s.text(&s.pagopa.Key, "pagopa-key", "PAGOPA_KEY", "", "our subscription key at pagoPA; better in the environment than as a flag; empty: nothing is paid online")
	s.text(&s.pagopa.CheckoutKey, "pagopa-checkout-key", "PAGOPA_CHECKOUT_KEY", "", "key for Checkout, where it has its own")
	s.text(&s.pagopa.ReceiptsKey, "pagopa-receipts-key", "PAGOPA_RECEIPTS_KEY", "", "key for receipts of GPD, where they have their own")
	s.text(&s.pagopa.FdRKey, "pagopa-fdr-key", "PAGOPA_FDR_KEY", "", "key for flows of payments (FdR), where they have their own")
	s.text(&s.pagopa.BizKey, "pagopa-biz-key", "PAGOPA_BIZ_KEY", "", "key for copies of receipts (biz-events), where they have their own")
	s.text(&s.pagopa.URL, "pagopa-url", "PAGOPA_URL", "https://api.platform.pagopa.it", "host of pagoPA; https://api.uat.platform.pagopa.it to try things out")
	s.text(&s.pagopa.Origin, "pagopa-checkout-origin", "PAGOPA_CHECKOUT_ORIGIN", "https://checkout.pagopa.it", "where people pay; https://uat.checkout.pagopa.it to try things out")
	s.text(&s.station.Networks, "pagopa-station-networks", "PAGOPA_STATION_NETWORKS", "", "networks from which pagoPA may call our own station, such as 192.0.2.0/24, separated by commas; empty, and no certificate: it has no station")
	s.text(&s.station.Certificates, "pagopa-station-cert", "PAGOPA_STATION_CERT", "", "SHA-256 fingerprints of the certificates that pagoPA shows, separated by commas")
	s.text(&s.station.Header, "pagopa-station-cert-header", "PAGOPA_STATION_CERT_HEADER", "", "header in which the proxy before us hands on the certificate that was shown, and which it never lets through from outside")
	s.text(&s.sourceHeader, "source-header", "SOURCE_HEADER", "", "header in which the proxy before us writes who asks, such as X-Forwarded-For; wrong codes are counted by it; empty: there is no proxy")
	s.flags.BoolVar(&s.demo, "demo", os.Getenv("DEMO") == "1", "a demonstration town: invented people, a simulated identity provider")
	s.flags.IntVar(&s.residents, "residents", 45_000, "people of the demonstration town")
	return s
}

func (s *settings) text(into *string, name, env, usual, about string) {
	value, set := os.LookupEnv(env)
	if !set {
		value = usual
	}
	s.flags.StringVar(into, name, value, about+" ("+env+")")
	s.flags.Lookup(name).DefValue = usual // help, and what a mistyped flag gets, never show a key of the environment
}

// read takes the flags and works out what follows from them.
func (s *settings) read(args []string) error {
	if err := s.flags.Parse(args); err != nil {
		return err
	}
	if s.listen == "" {
		s.listen = "127.0.0.1:" + s.port
	}
	_, port, err := net.SplitHostPort(s.listen)
	if err != nil {
		return fmt.Errorf("LISTEN must be host:port, such as 127.0.0.1:8080, and is %q", s.listen)
	}
	if s.baseURL == "" {
		s.baseURL = "http://localhost:" + port
	}
	s.baseURL = strings.TrimRight(s.baseURL, "/")
	if u, err := url.Parse(s.baseURL); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("BASE_URL must be a whole address, such as https://sportello.comune.example.it, and is %q", s.baseURL)
	}
	return nil
}

// database is the database to use, and how to let go of it. Without DATABASE_URL it is a private one, which
// open starts or joins.
func (s *settings) database(ctx context.Context, open func(context.Context, string) (*api.Private, error)) (dsn string, done func(), err error) {
	if s.databaseURL != "" {
		return s.databaseURL, func() {}, nil
	}
	folder, err := filepath.Abs(s.data)
	if err != nil {
		return "", nil, err
	}
	private, err := open(ctx, folder)
	if err != nil {
		return "", nil, fmt.Errorf("starting our own PostgreSQL in %s: %w", folder, err)
	}
	return private.DSN, private.Stop, nil
}

// kept is api.StartPrivate with somebody who starts it again when it dies.
func kept(ctx context.Context, folder string) (*api.Private, error) {
	p, err := api.StartPrivate(ctx, folder)
	if err == nil {
		go p.Keep(folder, func(err error) { report(err) })
	}
	return p, err
}

// migrate brings the database up to date, and ends.
func migrate(ctx context.Context, args []string) error {
	s := newSettings("migrate")
	if err := s.read(args); err != nil {
		return err
	}
	dsn, done, err := s.database(ctx, api.OpenPrivate)
	if err != nil {
		return err
	}
	defer done()
	if err := api.Migrate(ctx, dsn); err != nil {
		return err
	}
	fmt.Println("The database is up to date.")
	return nil
}

// importFile takes in a file of a back office, beside a running server or without one.
func importFile(ctx context.Context, args []string) error {
	s := newSettings("import")
	if err := s.read(nil); err != nil {
		return err
	}
	town, err := readTown(assets.FS, s.town)
	if err != nil {
		return err
	}
	creditor, err := readCreditor(assets.FS, s.town)
	if err != nil {
		return err
	}
	database, done := s.lent()
	defer done()
	code := runImport(ctx, args, importEnv{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Terminal: term.IsTerminal(int(os.Stderr.Fd())),
		Now: time.Now, Entity: town.Taxes.Entity, Fines: town.Fines, Creditor: creditor, Assets: assets.FS, Database: database})
	if code == exitDone {
		return nil
	}
	return exitCode(code)
}

// lent is the database for a command that ends: that of a running server, or one started for it. It is brought up to
// date when it is asked for, and done gives it back.
func (s *settings) lent() (open func(context.Context) (dsn string, err error), done func()) {
	back := func() {}
	open = func(ctx context.Context) (string, error) {
		dsn, end, err := s.database(ctx, api.OpenPrivate)
		if err != nil {
			return "", err
		}
		back = end
		return dsn, api.Migrate(ctx, dsn)
	}
	return open, func() { back() }
}
