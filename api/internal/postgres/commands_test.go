package postgres_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
)

var (
	filedAt      = time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC) // already 2027 in Italy
	telesoccorso = applications.Service{ID: "telesoccorso", TermDays: 30, Office: "Servizi sociali", Responsible: "Responsabile"}
)

func submit(t testing.TB, id string, who identity.Who, answers flow.Answers) (command.Command, applications.Submit) {
	t.Helper()
	body := applications.Submit{Service: telesoccorso.ID, Answers: answers}
	c, err := command.New(id, command.Submit, who.Subject.ID, time.Time{}, body)
	if err != nil {
		t.Fatal(err)
	}
	return c, body
}

func id(n int) string { return fmt.Sprintf("01890000-0000-7000-8000-%012d", n) }

// Eight senders of one key at once: one application, one number, eight equal answers.
func TestFiledOnce(t *testing.T) {
	dsn := town(t)
	db, who := pgtest.DB(t, dsn), identity.Self(anna)
	c, body := submit(t, id(1), who, flow.Answers{"phone": "0362 123456"})
	receipts := make([]command.Receipt, 8)
	var senders sync.WaitGroup
	for i := range receipts {
		senders.Go(func() {
			var err error
			if receipts[i], err = db.File(t.Context(), who, c, telesoccorso, body, filedAt); err != nil {
				t.Error(err)
			}
		})
	}
	senders.Wait()
	for _, r := range receipts {
		if diff := cmp.Diff(receipts[0], r); diff != "" {
			t.Errorf("two senders were told different things: %s", diff)
		}
	}
	if receipts[0].Protocol != "2027/0000001" || receipts[0].State != command.Registered {
		t.Errorf("the receipt is %+v; the protocol year is that of Italy", receipts[0])
	}
	for table, want := range map[string]int{"application": 1, "application_event": 1, "outbox": 1, "audit": 1, "command_key": 1} {
		if got := count(t, dsn, table); got != want {
			t.Errorf("%d rows in %s, want %d", got, table, want)
		}
	}
}

func TestReusedKeyOverwritesNothing(t *testing.T) {
	dsn := town(t)
	db := pgtest.DB(t, dsn)
	c, body := submit(t, id(1), identity.Self(anna), flow.Answers{"phone": "1"})
	if _, err := db.File(t.Context(), identity.Self(anna), c, telesoccorso, body, filedAt); err != nil {
		t.Fatal(err)
	}
	other, otherBody := submit(t, id(1), identity.Self(anna), flow.Answers{"phone": "2"})
	if _, err := db.File(t.Context(), identity.Self(anna), other, telesoccorso, otherBody, filedAt); !errors.Is(err, command.ErrReused) {
		t.Errorf("other content under the same key: %v, want ErrReused", err)
	}
	theirs, theirBody := submit(t, id(1), identity.Self(bice), flow.Answers{"phone": "1"})
	if _, err := db.File(t.Context(), identity.Self(bice), theirs, telesoccorso, theirBody, filedAt); !errors.Is(err, command.ErrReused) {
		t.Errorf("somebody else's key: %v, want ErrReused", err)
	}
	f := read(t, db, identity.Self(anna))
	if len(f.Applications) != 1 || f.Applications[0].Answers["phone"] != "1" {
		t.Errorf("the first application did not stand: %+v", f.Applications)
	}
}

// A failure late in the transaction leaves nothing, not even the key: the same key then works.
func TestAllOrNothing(t *testing.T) {
	dsn := town(t)
	db, who := pgtest.DB(t, dsn), identity.Self(anna)
	owner := pgtest.Owner(t, dsn)
	if _, err := owner.Exec(t.Context(), `alter table audit_head rename to audit_head_away`); err != nil {
		t.Fatal(err)
	}
	c, body := submit(t, id(1), who, flow.Answers{})
	if _, err := db.File(t.Context(), who, c, telesoccorso, body, filedAt); err == nil {
		t.Fatal("filed without an audit trail")
	}
	for _, table := range []string{"application", "outbox", "command_key", "protocol_counter"} {
		if got := count(t, dsn, table); got != 0 {
			t.Errorf("%d rows left in %s", got, table)
		}
	}
	if _, err := owner.Exec(t.Context(), `alter table audit_head_away rename to audit_head`); err != nil {
		t.Fatal(err)
	}
	if r, err := db.File(t.Context(), who, c, telesoccorso, body, filedAt); err != nil || r.Protocol != "2027/0000001" {
		t.Errorf("the same key afterwards: %+v, %v", r, err)
	}
}

// Two devices answer different questions of one draft: both answers stay. Filing ends the draft, and a late
// answer does not bring it back.
func TestDrafts(t *testing.T) {
	db, who := pgtest.DB(t, town(t)), identity.Self(anna)
	keep := func(answers flow.Answers) {
		t.Helper()
		if err := db.Answer(t.Context(), who, applications.Answer{Draft: id(7), Service: telesoccorso.ID, Answers: answers}, filedAt); err != nil {
			t.Fatal(err)
		}
	}
	keep(flow.Answers{"phone": "1"})
	keep(flow.Answers{"address": "Via Roma"})
	if diff := cmp.Diff(flow.Answers{"phone": "1", "address": "Via Roma"}, read(t, db, who).Drafts[0].Answers); diff != "" {
		t.Error(diff)
	}
	c, body := submit(t, id(7), who, flow.Answers{"phone": "1"})
	if _, err := db.File(t.Context(), who, c, telesoccorso, body, filedAt); err != nil {
		t.Fatal(err)
	}
	keep(flow.Answers{"phone": "2"})
	if f := read(t, db, who); len(f.Drafts) != 0 {
		t.Errorf("a filed draft came back: %+v", f.Drafts)
	}
}

// An answer that comes while its draft is being filed does not bring the draft back: e2e/chaos found that it did.
func TestAnswerWhileFiling(t *testing.T) {
	dsn := town(t)
	db, owner, who := pgtest.DB(t, dsn), pgtest.Owner(t, dsn), identity.Self(anna)
	c, body := submit(t, id(7), who, flow.Answers{"phone": "1"})
	hold, err := owner.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer hold.Rollback(t.Context())
	if _, err := hold.Exec(t.Context(), `select from audit_head for update`); err != nil { // filing stops before its end
		t.Fatal(err)
	}
	filed, answered := make(chan error, 1), make(chan error, 1)
	go func() { _, err := db.File(t.Context(), who, c, telesoccorso, body, filedAt); filed <- err }()
	await(t, owner, 1, nil)
	go func() {
		answered <- db.Answer(t.Context(), who, applications.Answer{Draft: id(7), Service: telesoccorso.ID, Answers: body.Answers}, filedAt)
	}()
	await(t, owner, 2, answered)
	if err := hold.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(<-filed, <-answered); err != nil {
		t.Fatal(err)
	}
	if f := read(t, db, who); len(f.Drafts) != 0 || len(f.Applications) != 1 {
		t.Errorf("%d drafts and %d applications", len(f.Drafts), len(f.Applications))
	}
}

// await returns when so many statements of a database wait for a lock, or when done has something to say.
func await(t *testing.T, owner *pgxpool.Pool, waiting int, done chan error) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for range tick.C {
		var n int
		const q = `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
		if err := owner.QueryRow(t.Context(), q).Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n >= waiting || len(done) > 0 {
			return
		}
	}
}

func TestFolderHoldsOnlyTheSubjects(t *testing.T) {
	db := pgtest.DB(t, town(t))
	c, body := submit(t, id(1), identity.Self(anna), flow.Answers{"phone": "1"})
	if _, err := db.File(t.Context(), identity.Self(anna), c, telesoccorso, body, filedAt); err != nil {
		t.Fatal(err)
	}
	if err := db.Prefer(t.Context(), identity.Self(anna), folder.Preferences{Text: "large"}, filedAt); err != nil {
		t.Fatal(err)
	}
	f := read(t, db, identity.Self(bice))
	if len(f.Applications) != 0 || f.Preferences.Text != "" || len(f.Drafts) != 1 {
		t.Errorf("Bice reads %+v", f)
	}
	a := read(t, db, identity.Self(anna)).Applications[0]
	if a.FiledOn.String() != "2027-01-01" || a.DueOn.String() != "2027-01-31" || len(a.Events) != 1 || a.Mandate.Kind != identity.MandateSelf {
		t.Errorf("Anna's application reads %+v", a)
	}
}

// The chain holds as it was written, and a row changed, taken out or cut off is found.
func TestAuditChain(t *testing.T) {
	for _, c := range []struct {
		about, harm string
		broken      int64
	}{
		{"untouched", ``, 0},
		{"a row changed", `update audit set about = 'x' where seq = 2`, 2},
		{"an actor changed", `update audit set actor = subject, subject = gen_random_uuid() where seq = 3`, 3},
		{"a row taken out", `delete from audit where seq = 1`, 1},
		{"the end cut off", `delete from audit where seq = 3`, 3},
	} {
		t.Run(c.about, func(t *testing.T) {
			dsn := town(t)
			db, who := pgtest.DB(t, dsn), identity.Self(anna)
			for n := range 3 {
				cmd, body := submit(t, id(n+1), who, flow.Answers{})
				if _, err := db.File(t.Context(), who, cmd, telesoccorso, body, filedAt); err != nil {
					t.Fatal(err)
				}
			}
			err := pgx.BeginFunc(t.Context(), pgtest.Owner(t, dsn), func(tx pgx.Tx) error {
				if _, err := tx.Exec(t.Context(), c.harm); err != nil {
					t.Fatal(err)
				}
				_, err := postgres.VerifyAudit(t.Context(), tx)
				return err
			})
			var broken postgres.Broken
			errors.As(err, &broken)
			if broken.Seq != c.broken {
				t.Errorf("broken at row %d (%v), want %d", broken.Seq, err, c.broken)
			}
		})
	}
}

// The server's role adds to the trail and can neither change nor cut it.
func TestAuditIsAppendOnly(t *testing.T) {
	db := pgtest.DB(t, town(t))
	for _, harm := range []string{`update audit set act = 'x'`, `delete from audit`, `truncate audit`} {
		err := db.As(t.Context(), identity.Self(anna), func(tx pgx.Tx) error {
			_, err := tx.Exec(t.Context(), harm)
			return err
		})
		if err == nil {
			t.Errorf("%q was allowed", harm)
		}
	}
}

func read(t *testing.T, db *postgres.DB, who identity.Who) folder.Folder {
	t.Helper()
	f, err := db.Folder(t.Context(), who)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := json.Marshal(f); err != nil {
		t.Fatal(err)
	}
	return f
}

func count(t *testing.T, dsn, table string) (n int) {
	t.Helper()
	if err := pgtest.Owner(t, dsn).QueryRow(t.Context(), `select count(*) from `+pgx.Identifier{table}.Sanitize()).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
