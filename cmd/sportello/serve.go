package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/google/uuid"

	"sportello/api"
	"sportello/app/web"
	"sportello/assets"
)

// styleSheet is the address of the style sheet whatever its version, for pages that are not of the app.
const styleSheet = "/-/any/bundle.css"

// grace is how long requests under way may take when the program is asked to end.
const grace = 10 * time.Second

// serve serves people and programs until it is asked to end.
func serve(ctx context.Context, args []string) error {
	s := newSettings("serve")
	if err := s.read(args); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", s.listen)
	if err != nil {
		return fmt.Errorf("listening on %s: %w; is another program there? Choose a port with PORT", s.listen, err)
	}
	defer listener.Close()
	dsn, done, err := s.database(ctx, kept)
	if err != nil {
		return err
	}
	defer done()
	if err := api.Migrate(ctx, dsn); err != nil {
		return fmt.Errorf("bringing the database up to date: %w", err)
	}
	handler, closeAll, err := s.house(ctx, dsn)
	if err != nil {
		return err
	}
	defer closeAll()
	return answer(ctx, listener, handler, s.baseURL)
}

// house joins the town hall and its pages.
func (s *settings) house(ctx context.Context, dsn string) (http.Handler, func(), error) {
	town, err := readTown(assets.FS, s.town)
	if err != nil {
		return nil, nil, err
	}
	creditor, err := readCreditor(assets.FS, s.town)
	if err != nil {
		return nil, nil, err
	}
	town.Demo = s.demo
	provider := api.Provider{Issuer: s.issuer, ClientID: s.client, ClientSecret: s.secret, AcrValues: strings.Fields(s.levels)}
	extra := map[string]http.Handler{}
	if s.demo {
		creditor, town.Fees = demoStanding(creditor), demoFees
		if provider, err = demonstrate(ctx, s, dsn, town, creditor, extra); err != nil {
			return nil, nil, fmt.Errorf("preparing the demonstration: %w", err)
		}
	}
	if provider.Issuer == "" {
		return nil, nil, errors.New("nobody could sign in: set OIDC_ISSUER to the comune's gateway for SPID and CIE, or try serve --demo")
	}
	s.offer(&town, creditor)
	words, err := web.Words(assets.FS)
	if err != nil {
		return nil, nil, err
	}
	say := func(lang, key string, vars ...any) string { return words(lang).Say(key, vars...) }
	door, err := api.New(ctx, api.Config{DSN: dsn, BaseURL: s.baseURL, Town: town, Provider: provider, Creditor: creditor, Version: Version, Mail: s.mail, Say: say,
		CSS: styleSheet, Now: time.Now, Report: report, Station: s.station, Pagopa: s.pagopa})
	if err != nil {
		return nil, nil, err
	}
	handler, err := web.New(web.Config{Hall: door.Hall, Server: door.Hall, SignIn: door.SignIn, API: door.Handler, Assets: assets.FS, Extra: extra,
		Now: time.Now, NewID: newID, Report: report, Ready: door.Ready, Site: s.baseURL, Secure: strings.HasPrefix(s.baseURL, "https:"), Provider: originOf(provider.Issuer), SourceHeader: s.sourceHeader,
		Calendar: door.Hall.Calendar, Returned: door.Hall.Returned, Station: door.Station, Checkout: originOf(s.pagopa.Origin)})
	if err != nil {
		door.Close()
		return nil, nil, err
	}
	go tidy(ctx, door, dsn)
	go door.Work(ctx, dsn)
	go door.Settle(ctx, dsn)
	return handler, door.Close, nil
}

// originOf is the scheme and host of an address, as browsers compare them.
func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// tidy forgets what is past its time, now and once an hour.
func tidy(ctx context.Context, door *api.API, dsn string) {
	for tick := time.NewTicker(time.Hour); ; {
		if err := door.Tidy(ctx, dsn); err != nil && ctx.Err() == nil {
			report(fmt.Errorf("tidying: %w", err))
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// answer serves until ctx ends, and then lets the requests under way finish.
func answer(ctx context.Context, l net.Listener, h http.Handler, address string) error {
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		ErrorLog: slog.NewLogLogger(slog.Default().Handler(), slog.LevelWarn)}
	debug.FreeOSMemory() // opening the house took tables that are not needed again
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	fmt.Printf("Sportello is ready: %s\n", address)
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	late, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	return server.Shutdown(late)
}

// newID is an id for something born here: a UUIDv7, so that ids sort by time.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

// report writes a fault of ours down and gives its reference. Errors carry no personal data.
func report(err error) string {
	var b [4]byte
	rand.Read(b[:]) // never fails (crypto/rand)
	reference, log := strings.ToUpper(hex.EncodeToString(b[:])), slog.New(slog.NewTextHandler(os.Stderr, nil))
	if errors.Is(err, context.Canceled) {
		log.Info("somebody went away before the answer", "reference", reference, "error", err)
		return reference
	}
	log.Error("fault", "reference", reference, "error", err)
	return reference
}
