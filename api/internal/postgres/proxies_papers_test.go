package postgres_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/identity"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/proxies"
)

// A claim gives nothing until a clerk has seen the papers, never the clerk's own, and never twice.
func TestClaimsAndPapers(t *testing.T) {
	db, dsn := proxyTown(t)
	claim := func(n int, by, of identity.Person) error {
		cl := proxies.Claim{Kind: proxies.Tutor, FiscalCode: of.FiscalCode, Name: "Anna", Rights: seeing, Court: "Monza", Decree: "1/2026"}
		_, err := db.ClaimProxy(t.Context(), identity.Self(by), proxyCommand(t, id(n), command.ClaimProxy, by, cl), cl, givenAt)
		return err
	}
	verify := func(n int, by identity.Person, proxy string, good bool) error {
		v := proxies.Verify{Proxy: proxy, Good: good, Reason: "manca il decreto"}
		_, err := db.VerifyProxy(t.Context(), identity.Self(by), proxyCommand(t, id(n), command.VerifyProxy, by, v), v, givenAt)
		return err
	}
	if err := errors.Join(claim(1, bice, anna), claim(2, nora, anna), claim(3, pia, anna)); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Mandate(t.Context(), identity.Self(bice), id(1)); !errors.Is(err, command.ErrNoMandate) {
		t.Errorf("before a clerk has seen the papers: %v", err)
	}
	clerk := identity.Self(nora)
	clerk.Office = "Sportello"
	if f := read(t, db, clerk); len(f.Papers) != 2 {
		t.Errorf("the clerk sees %d papers, want those of Bice and Carla", len(f.Papers))
	}
	if err := look(t, db, 9, nora, id(1)); err != nil {
		t.Errorf("the clerk opens a claim: %v", err)
	}
	if err := look(t, db, 10, bice, id(3)); !errors.Is(err, command.ErrNotFound) {
		t.Errorf("Bice opens another's claim: %v", err)
	}
	for _, who := range []identity.Person{anna, bice} {
		if got := traces(t, dsn, who, "proxies.look"); got != 1 {
			t.Errorf("%d traces of the opening for %s", got, who.FiscalCode)
		}
	}
	for about, c := range map[string]struct{ err, want error }{
		"Bice verifies her own":     {verify(11, bice, id(1), true), command.ErrNotFound},
		"the clerk her own":         {verify(12, nora, id(2), true), command.ErrNotFound},
		"the clerk accepts Bice's":  {verify(13, nora, id(1), true), nil},
		"the clerk refuses Carla's": {verify(14, nora, id(3), false), nil},
	} {
		if !errors.Is(c.err, c.want) || c.want == nil && c.err != nil {
			t.Errorf("%s: %v, want %v", about, c.err, c.want)
		}
	}
	if err := look(t, db, 16, nora, id(3)); !errors.Is(err, command.ErrNotFound) {
		t.Errorf("a clerk opens what waits no more: %v", err)
	}
	if err := verify(15, nora, id(3), true); !errors.Is(err, command.ErrNotFound) {
		t.Errorf("what was refused is accepted: %v", err)
	}
	if _, err := db.Mandate(t.Context(), identity.Self(bice), id(1)); err != nil {
		t.Errorf("Bice is Anna's tutor: %v", err)
	}
	if p := read(t, db, identity.Self(pia)).Proxies[0]; p.State != proxies.Refused || p.Papers.Reason == "" || p.Papers.Clerk != "" {
		t.Errorf("Carla reads %+v", p)
	}
}

func look(t *testing.T, db *postgres.DB, n int, by identity.Person, proxy string) error {
	t.Helper()
	who := identity.Self(by)
	who.Office = "Sportello"
	_, err := db.LookProxy(t.Context(), who, proxyCommand(t, id(n), command.LookProxy, by, proxies.Look{Proxy: proxy}), proxy, givenAt)
	return err
}

func traces(t *testing.T, dsn string, of identity.Person, act string) (n int) {
	t.Helper()
	const q = `select count(*) from audit where subject = $1 and act = $2 and actor <> $1`
	if err := pgtest.Owner(t, dsn).QueryRow(t.Context(), q, of.ID, act).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestPaperIsRegistered(t *testing.T) {
	db, _ := proxyTown(t)
	r := proxies.Register{Kind: proxies.Simple, DelegatorCode: anna.FiscalCode, DelegatorName: "Anna Rossi", DelegateCode: pia.FiscalCode, DelegateName: "Carla D'Amico",
		Rights: seeing, From: calendar.InRome(givenAt), Until: calendar.InRome(givenAt) + 30, Papers: proxies.Papers{Digest: strings.Repeat("a", 64)}}
	register := func(n int, by identity.Person) error {
		_, err := db.RegisterPaper(t.Context(), identity.Self(by), proxyCommand(t, id(n), command.RegisterProxy, by, r), r, proxies.Usual, givenAt)
		return err
	}
	if err := register(1, bice); err == nil {
		t.Error("somebody who is no clerk registered a proxy")
	}
	if err := register(2, nora); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Mandate(t.Context(), identity.Self(pia), id(2)); err != nil {
		t.Errorf("Carla may not act: %v", err)
	}
	r.DelegateCode = nora.FiscalCode
	if err := register(3, nora); err == nil {
		t.Error("a clerk registered a proxy to herself")
	}
}

// The database itself refuses what the rules in Go refuse.
func TestProxyRowsAreHeld(t *testing.T) {
	db, _ := proxyTown(t)
	if err := giveProxy(t, db, 1, anna, bice, "12345678"); err != nil {
		t.Fatal(err)
	}
	if err := giveProxy(t, db, 2, anna, pia, "87654321"); err != nil {
		t.Fatal(err)
	}
	if err := acceptProxy(t, db, 11, bice, "12345678", givenAt); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		about string
		who   identity.Person
		sql   string
	}{
		{"the delegate allows herself more", bice, `update proxy set tasks = '{see,prepare,send,pay}' where id = $1`},
		{"the delegate makes it longer", bice, `update proxy set until_on = null where id = $1`},
		{"the delegate hands it on", bice, `update proxy set delegate = '` + pia.ID + `' where id = $1`},
		{"the delegator accepts in the other's name", anna, `update proxy set state = 'active' where id = '` + id(2) + `' and $1 <> ''`},
		{"somebody gives in another's name", pia, `insert into proxy(id, kind, delegator, delegate_code, tasks, from_on, state, made_by, made_at, changed_at)
			values (gen_random_uuid(), 'simple', '` + anna.ID + `', $1, '{see}', '2020-01-01', 'invited', '` + pia.ID + `', now(), now())`},
		{"somebody makes herself a tutor", pia, `insert into proxy(id, kind, delegator, delegate_code, delegate, tasks, from_on, state, made_by, made_at, changed_at)
			values (gen_random_uuid(), 'tutor', '` + anna.ID + `', $1, '` + pia.ID + `', '{see}', '2020-01-01', 'active', '` + pia.ID + `', now(), now())`},
	} {
		err := db.As(t.Context(), identity.Self(c.who), func(tx pgx.Tx) error {
			_, err := tx.Exec(t.Context(), c.sql, id(1))
			return err
		})
		if err == nil {
			t.Errorf("%s: allowed", c.about)
		}
	}
	n, err := seenBy(t.Context(), db, identity.Self(pia))
	if err != nil || n != 1 {
		t.Errorf("Carla sees %d proxies (%v), want the one she is invited to", n, err)
	}
}

func seenBy(ctx context.Context, db *postgres.DB, who identity.Who) (n int, err error) {
	err = db.As(ctx, who, func(tx pgx.Tx) error { return tx.QueryRow(ctx, `select count(*) from proxy`).Scan(&n) })
	return n, err
}

// Five wrong codes, and for a quarter of an hour not even the right one is looked at; a stranger's guesses lock
// nobody else out.
func TestGuessingAnInvitation(t *testing.T) {
	db, _ := proxyTown(t)
	if err := giveProxy(t, db, 1, anna, bice, "12345678"); err != nil {
		t.Fatal(err)
	}
	for n := range 5 {
		if err := acceptProxy(t, db, 20+n, bice, "87654321", givenAt); !errors.Is(err, command.ErrWrongCode) {
			t.Fatalf("try %d: %v", n+1, err)
		}
		if err := acceptProxy(t, db, 30+n, pia, "12345678", givenAt); !errors.Is(err, command.ErrWrongCode) {
			t.Fatalf("the stranger's try %d: %v", n+1, err)
		}
	}
	if err := acceptProxy(t, db, 40, bice, "12345678", givenAt); !errors.Is(err, command.ErrLocked) {
		t.Errorf("the right code after five wrong ones: %v", err)
	}
	if err := acceptProxy(t, db, 41, bice, "12345678", givenAt.Add(16*time.Minute)); err != nil {
		t.Errorf("after a quarter of an hour: %v", err)
	}
}
