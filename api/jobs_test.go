package api_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"sportello/api"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/internal/postgres/pgtest"
	"sportello/app/web"
	"sportello/assets"
	"sportello/e2e/outside/mailbox"
)

// TestWork: what a person does at /v1 becomes a letter while the house is open, and the jobs end with it. A mail server
// that is away is reported, names nobody and stops nothing.
func TestWork(t *testing.T) {
	box := mailbox.New(mailbox.Config{})
	addr, err := box.Start("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { box.Close() })
	words, err := web.Words(assets.FS)
	if err != nil {
		t.Fatal(err)
	}
	dsn, reports := pgtest.New(t), make(chan error, 10)
	owner := pgtest.Owner(t, dsn)
	if _, err := owner.Exec(t.Context(), `insert into person(id, fiscal_code, given_name) values ($1, 'x', 'Anna')`, anna); err != nil {
		t.Fatal(err)
	}
	a, err := api.New(t.Context(), api.Config{DSN: dsn, BaseURL: "http://localhost", Now: time.Now, Version: "test", Town: folder.Town{Name: "Prova", Phone: "1"},
		Mail:   api.Mail{Addr: addr, From: "a@example.it"},
		Say:    func(lang, key string, vars ...any) string { return words(lang).Say(key, vars...) },
		Report: func(err error) string { reports <- err; return "REF" },
		Who: func(r *http.Request) (identity.Who, error) {
			return identity.Self(identity.Person{ID: r.Header.Get("X-Test"), GivenName: "Anna"}), nil
		}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	set := func(value string) {
		t.Helper()
		if w := call(a.Handler, anna, "PUT", "/v1/contact/email", `{"value":"`+value+`"}`, "Sportello-Subject", anna); w.Code != 200 {
			t.Fatalf("%d %s", w.Code, w.Body)
		}
	}
	work := func() (stop func()) {
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { defer close(ended); a.Work(ctx, dsn) }()
		return func() { cancel(); <-ended }
	}
	set("anna@esempio.it")
	stop := work()
	soon, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if all := box.Wait(soon, "anna@esempio.it", 1); len(all) != 1 || strings.ContainsAny(all[0].Text, "⟦⟧") {
		t.Errorf("letters: %+v", all)
	}
	stop()
	box.Simulate(mailbox.Faults{Refuse: 450})
	set("nuova@esempio.it")
	stop = work()
	defer stop()
	select {
	case err := <-reports:
		if strings.Contains(err.Error(), "esempio") {
			t.Errorf("the report names an address: %v", err)
		}
	case <-soon.Done():
		t.Error("nobody heard that the mail server takes nothing")
	}
	if w := call(a.Handler, anna, "GET", "/v1/contact", ""); w.Code != 200 {
		t.Errorf("meanwhile: %d", w.Code)
	}
}
