package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api"
	"sportello/api/calendar"
	"sportello/api/folder"
	"sportello/api/payments"
	"sportello/e2e/outside/idp"
	"sportello/e2e/outside/mailbox"
	"sportello/e2e/outside/town"
)

// demoSeed makes the same invented town on every machine.
const demoSeed = 20831

// demoCreditor stands for the comune in the QR codes of notices while its own number is not known: the number of the
// example in pagoPA's specification of the notice. It is nobody's, so that nothing can be paid with such a code.
const demoCreditor = "00000000000"

// idpPath is where the simulated identity provider stands. It says on every page what it is.
const idpPath = "/dimostrazione/identita"

// demonstrate fills an empty database with the demonstration town, and puts the simulated identity provider and the
// simulated pagoPA beside the pages. It gives the provider to sign in with. The town pays its taxes by the rules of the comune, and
// creditor is who its notices pay.
func demonstrate(ctx context.Context, s *settings, dsn string, of folder.Town, creditor payments.Creditor, extra map[string]http.Handler) (api.Provider, error) {
	now := time.Now()
	today := calendar.InRome(now)
	take := func(kind string) func(context.Context, io.Reader) error {
		return takeIn(kind, dsn, api.ImportFile{At: now, Entity: of.Taxes.Entity, Fines: of.Fines, Creditor: creditor})
	}
	loaded, err := town.Load(ctx, dsn, today, town.Options{Seed: demoSeed, Residents: s.residents, CodeHash: api.HashCode(town.InvitationCode),
		Progress:   func(what string) { fmt.Fprintln(os.Stderr, "demonstration town:", what) },
		ImportTari: take("tari"), ImportImu: take("imu"), ImportPayments: take("payments"), ImportFines: take("fines"), Rules: of.Taxes})
	if err == nil && loaded {
		err = take("tari-rates")(ctx, town.TariRates(today))
	}
	if err != nil {
		return api.Provider{}, err
	}
	secret, client := newID(), "sportello-demo"
	pool, err := pgxpool.New(ctx, dsn)
	if err != nil {
		return api.Provider{}, err
	}
	provider, err := idp.New(idp.Config{Issuer: s.baseURL + idpPath, ClientID: client, ClientSecret: secret, RedirectURLs: []string{s.baseURL + api.Callback},
		Personas: cast(today), Stylesheets: []string{styleSheet}, Home: "/",
		Lookup: func(ctx context.Context, code string) (idp.Persona, bool, error) {
			p, ok, err := town.Find(ctx, pool, code)
			return idp.Persona(p), ok, err
		}})
	if err != nil {
		return api.Provider{}, err
	}
	extra[idpPath+"/"] = provider
	if err := receive(s, extra); err != nil {
		return api.Provider{}, err
	}
	if err := s.collect(ctx, pool, creditor, extra); err != nil {
		return api.Provider{}, err
	}
	return api.Provider{Issuer: s.baseURL + idpPath, ClientID: client, ClientSecret: secret}, nil
}

// mailPath is where the letters of the demonstration can be read.
const mailPath = "/dimostrazione/posta"

// receive starts the mail server of the demonstration, for letters to its invented people. A server that the
// settings name is not used: nobody real may be written to from here.
func receive(s *settings, extra map[string]http.Handler) error {
	box := mailbox.New(mailbox.Config{Stylesheets: []string{styleSheet}})
	addr, err := box.Start("127.0.0.1:0")
	if err != nil {
		return err
	}
	s.mail = api.Mail{Addr: addr, From: "Comune di prova <sportello@esempio.it>"}
	extra[mailPath] = box
	return nil
}

// takeIn gives a back office's export of the demonstration town to the product's own importer of such files.
func takeIn(kind, dsn string, in api.ImportFile) func(context.Context, io.Reader) error {
	return func(ctx context.Context, export io.Reader) error {
		in.File = export
		read, err := importKinds[kind].read(in)
		if err != nil {
			return err
		}
		return read.Store(ctx, dsn, false, nil)
	}
}

// cast is the people of the sign-in page.
func cast(today calendar.Day) []idp.Persona {
	var all []idp.Persona
	for _, p := range town.Personas(today) {
		p.FiscalCode = strings.ToUpper(p.FiscalCode)
		all = append(all, idp.Persona(p))
	}
	return all
}
