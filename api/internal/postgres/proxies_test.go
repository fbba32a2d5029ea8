package postgres_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/api/identity"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/proxies"
)

var (
	pia     = identity.Person{ID: "00000000-0000-7000-8000-00000000000c", FiscalCode: "DMCMRS48B69I625O"}
	nora    = identity.Person{ID: "00000000-0000-7000-8000-00000000000d", FiscalCode: "CLMGPP55H16I625R"}
	givenAt = time.Now().UTC().Truncate(time.Second)
	seeing  = identity.Rights{Tasks: []identity.Task{identity.See}}
)

// proxyTown is town with Carla, and Marta who works at the desk; Anna's proxy to Bice is taken away.
func proxyTown(t *testing.T) (*postgres.DB, string) {
	t.Helper()
	dsn := town(t)
	owner := pgtest.Owner(t, dsn)
	var b pgx.Batch
	b.Queue(`delete from proxy`)
	for _, p := range []identity.Person{pia, nora} {
		b.Queue(`insert into person (id, fiscal_code, given_name) values ($1, $2, 'Carla')`, p.ID, p.FiscalCode)
	}
	b.Queue(`insert into clerk (person, office) values ($1, 'Sportello')`, nora.ID)
	if err := owner.SendBatch(t.Context(), &b).Close(); err != nil {
		t.Fatal(err)
	}
	return pgtest.DB(t, dsn), dsn
}

func proxyCommand(t *testing.T, id string, kind command.Kind, who identity.Person, body any) command.Command {
	t.Helper()
	c, err := command.New(id, kind, who.ID, time.Time{}, body)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func giveProxy(t *testing.T, db *postgres.DB, n int, from, to identity.Person, code string) error {
	t.Helper()
	g := proxies.Give{FiscalCode: to.FiscalCode, Name: "chi mi aiuta", Rights: seeing, From: calendar.InRome(givenAt), Until: calendar.InRome(givenAt) + 30, Code: code}
	_, err := db.GiveProxy(t.Context(), identity.Self(from), proxyCommand(t, id(n), command.GiveProxy, from, g), g, proxies.Usual, givenAt)
	return err
}

func acceptProxy(t *testing.T, db *postgres.DB, n int, who identity.Person, code string, at time.Time) error {
	t.Helper()
	ctx := command.WithSource(t.Context(), fmt.Sprint("192.0.2.", n%250)) // a source of its own: here the person is what counts
	_, err := db.AcceptProxy(ctx, identity.Self(who), proxyCommand(t, id(n), command.AcceptProxy, who, proxies.Accept{Code: code}), code, proxies.Usual, at)
	return err
}

func changeProxy(t *testing.T, db *postgres.DB, n int, who identity.Person, proxy string, act proxies.Act) error {
	t.Helper()
	ch := proxies.Change{Proxy: proxy, Act: act}
	_, err := db.ChangeProxy(t.Context(), identity.Self(who), proxyCommand(t, id(n), command.ChangeProxy, who, ch), ch, proxies.Usual, givenAt)
	return err
}

// The life of a proxy: nothing before the code, everything at once afterwards, nothing after it was revoked.
func TestProxyLives(t *testing.T) {
	db, dsn := proxyTown(t)
	if err := giveProxy(t, db, 1, anna, bice, "12345678"); err != nil {
		t.Fatal(err)
	}
	may := func() bool {
		_, err := db.Mandate(t.Context(), identity.Self(bice), id(1))
		if err != nil && !errors.Is(err, command.ErrNoMandate) {
			t.Fatal(err)
		}
		return err == nil
	}
	steps := []struct {
		about string
		do    func() error
		err   error
		may   bool
	}{
		{"before the code", func() error { return nil }, nil, false},
		{"a wrong code", func() error { return acceptProxy(t, db, 11, bice, "12345679", givenAt) }, command.ErrWrongCode, false},
		{"somebody else with the right code", func() error { return acceptProxy(t, db, 12, pia, "12345678", givenAt) }, command.ErrWrongCode, false},
		{"after seven days", func() error { return acceptProxy(t, db, 13, bice, "12345678", givenAt.AddDate(0, 0, 7)) }, command.ErrWrongCode, false},
		{"with the code", func() error { return acceptProxy(t, db, 14, bice, "12345678", givenAt) }, nil, true},
		{"the same sending again", func() error { return acceptProxy(t, db, 14, bice, "12345678", givenAt) }, nil, true},
		{"the code a second time", func() error { return acceptProxy(t, db, 15, bice, "12345678", givenAt) }, command.ErrWrongCode, true},
		{"the delegate cannot pause it", func() error { return changeProxy(t, db, 16, bice, id(1), proxies.Pause) }, proxies.ErrNotNow, true},
		{"a stranger finds nothing", func() error { return changeProxy(t, db, 17, pia, id(1), proxies.Revoke) }, command.ErrNotFound, true},
		{"nor does anybody where there is none", func() error { return changeProxy(t, db, 18, pia, id(99), proxies.Revoke) }, command.ErrNotFound, true},
		{"paused", func() error { return changeProxy(t, db, 19, anna, id(1), proxies.Pause) }, nil, false},
		{"paused again", func() error { return changeProxy(t, db, 20, anna, id(1), proxies.Pause) }, nil, false},
		{"taken up again", func() error { return changeProxy(t, db, 21, anna, id(1), proxies.Resume) }, nil, true},
		{"revoked", func() error { return changeProxy(t, db, 22, anna, id(1), proxies.Revoke) }, nil, false},
		{"not to be taken up again", func() error { return changeProxy(t, db, 23, anna, id(1), proxies.Resume) }, proxies.ErrNotNow, false},
	}
	for _, s := range steps {
		if err := s.do(); !errors.Is(err, s.err) || s.err == nil && err != nil {
			t.Errorf("%s: %v, want %v", s.about, err, s.err)
		}
		if may() != s.may {
			t.Errorf("%s: Bice may act: %v", s.about, !s.may)
		}
	}
	var told []string
	rows, err := pgtest.Owner(t, dsn).Query(t.Context(), `select payload->>'what' from outbox where topic = 'proxy.changed' order by id`)
	if err == nil {
		told, err = pgx.CollectRows(rows, pgx.RowTo[string])
	}
	if diff := cmp.Diff([]string{"given", "accepted", "pause", "pause", "resume", "revoke"}, told); err != nil || diff != "" {
		t.Error(err, diff)
	}
}

// Two phones send at once: never more than two places are given, whatever the order; five are held.
func TestLimitsHoldAtOnce(t *testing.T) {
	db, _ := proxyTown(t)
	var wait sync.WaitGroup
	errs := make([]error, 6)
	for i := range errs {
		wait.Go(func() {
			errs[i] = giveProxy(t, db, i+1, anna, []identity.Person{bice, pia}[i%2], fmt.Sprintf("%08d", i))
		})
	}
	wait.Wait()
	ok := 0
	for _, err := range errs {
		if err == nil {
			ok++
		} else if !errors.Is(err, proxies.ErrTooManyGiven) {
			t.Error(err)
		}
	}
	if ok != proxies.Usual.Given {
		t.Errorf("%d proxies given, want %d", ok, proxies.Usual.Given)
	}
}

func TestDelegateHoldsFive(t *testing.T) {
	db, dsn := proxyTown(t)
	owner := pgtest.Owner(t, dsn)
	for n := range 6 {
		giver := identity.Person{ID: id(100 + n), FiscalCode: fmt.Sprintf("GIVER%011d", n)}
		if _, err := owner.Exec(t.Context(), `insert into person (id, fiscal_code) values ($1, $2)`, giver.ID, giver.FiscalCode); err != nil {
			t.Fatal(err)
		}
		if err := giveProxy(t, db, n+1, giver, bice, fmt.Sprintf("%08d", n)); err != nil {
			t.Fatal(err)
		}
	}
	var wait sync.WaitGroup
	errs := make([]error, 6)
	for n := range errs {
		wait.Go(func() { errs[n] = acceptProxy(t, db, 20+n, bice, fmt.Sprintf("%08d", n), givenAt) })
	}
	wait.Wait()
	full := 0
	for _, err := range errs {
		if errors.Is(err, proxies.ErrTooManyHeld) {
			full++
		} else if err != nil && !errors.Is(err, command.ErrLocked) { // six at once are six tries: one may have to wait
			t.Error(err)
		}
	}
	var held int
	if err := owner.QueryRow(t.Context(), `select count(*) from proxy where delegate = $1 and state = 'active'`, bice.ID).Scan(&held); err != nil || held > proxies.Usual.Held {
		t.Errorf("Bice holds %d (%v), %d refused", held, err, full)
	}
}

// What the store keeps of a code is slow to guess: neither the code, nor a fast hash of it.
func TestCodesAreNotKept(t *testing.T) {
	db, dsn := proxyTown(t)
	if err := giveProxy(t, db, 1, anna, bice, "31415926"); err != nil {
		t.Fatal(err)
	}
	var found int
	const q = `select count(*) from proxy p, command_key k where p::text like '%31415926%' or k::text like '%31415926%'`
	if err := pgtest.Owner(t, dsn).QueryRow(t.Context(), q).Scan(&found); err != nil || found != 0 {
		t.Errorf("%d rows hold the code (%v)", found, err)
	}
	if err := giveProxy(t, db, 1, anna, bice, "31415926"); err != nil {
		t.Errorf("the same sending again: %v", err)
	}
	if err := giveProxy(t, db, 1, anna, bice, "27182818"); !errors.Is(err, command.ErrReused) {
		t.Errorf("another code under the same key: %v", err)
	}
}

// The names: the delegator sees their own word for the delegate until the delegate has accepted.
func TestWhoReadsWhichName(t *testing.T) {
	db, _ := proxyTown(t)
	if err := giveProxy(t, db, 1, anna, pia, "12345678"); err != nil {
		t.Fatal(err)
	}
	name := func(of identity.Person) string {
		f := read(t, db, identity.Self(of))
		if len(f.Proxies) == 0 {
			return "nothing"
		}
		return f.Proxies[0].Delegate.Name
	}
	if name(anna) != "chi mi aiuta" || name(bice) != "nothing" {
		t.Errorf("before: Anna reads %q, Bice %q", name(anna), name(bice))
	}
	if err := acceptProxy(t, db, 11, pia, "12345678", givenAt); err != nil {
		t.Fatal(err)
	}
	if name(anna) != "Carla" {
		t.Errorf("afterwards Anna reads %q", name(anna))
	}
	who, err := db.Mandate(t.Context(), identity.Self(pia), id(1))
	if err != nil {
		t.Fatal(err)
	}
	if f := read(t, db, who); len(f.Proxies) != 0 || len(f.Begun) != 0 {
		t.Errorf("in Anna's matters Carla reads %+v", f.Proxies)
	}
}

// What Anna has begun to write of a proxy names somebody: who acts for her in everything does not read it, nor
// writes there.
func TestBegunIsPrivate(t *testing.T) {
	db, dsn := proxyTown(t)
	_, err := pgtest.Owner(t, dsn).Exec(t.Context(), `insert into proxy (id, kind, delegator, delegate_code, delegate, tasks, from_on, state, made_by, made_at, changed_at)
		values ($1, 'tutor', $2, 'x', $3, '{see,prepare,send,pay}', '2020-01-01', 'active', $2, now(), now())`, proxyID, anna.ID, bice.ID)
	if err != nil {
		t.Fatal(err)
	}
	begin := applications.Answer{Draft: id(7), Service: proxies.Giving, Answers: flow.Answers{"name": "Carla"}}
	if err := db.Answer(t.Context(), identity.Self(anna), begin, givenAt); err != nil {
		t.Fatal(err)
	}
	if f := read(t, db, identity.Self(anna)); len(f.Begun) != 1 || len(f.Drafts) != 1 {
		t.Errorf("Anna reads %+v and %+v", f.Begun, f.Drafts)
	}
	if f := read(t, db, proxy(bice, anna)); len(f.Begun) != 0 || len(f.Drafts) != 1 {
		t.Errorf("Bice reads %+v and %+v", f.Begun, f.Drafts)
	}
	if err := db.Answer(t.Context(), proxy(bice, anna), begin, givenAt); err == nil {
		t.Error("Bice wrote there")
	}
}
