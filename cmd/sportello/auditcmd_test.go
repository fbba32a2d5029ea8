package main

import (
	"bytes"
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api"
	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/folder"
	"sportello/api/identity"
)

// TestAuditVerify: an untouched trail is told with its days and its end, also while acts are added; a changed, a
// removed and an inserted row and a cut tail are told with their row, and exit code 1.
func TestAuditVerify(t *testing.T) {
	dsn, _, act := privateTown(t)
	if said, code := verified(t, dsn); code != 0 || !strings.Contains(said, "Righe che tengono: 0\n") {
		t.Errorf("an empty trail: code %d, %s", code, said)
	}
	for range 4 {
		act()
	}
	said, code := verified(t, dsn)
	if code != 0 || !regexp.MustCompile(`intero\.\nRighe che tengono: 4\nDal \d{4}-\d\d-\d\d al \d{4}-\d\d-\d\d\nImpronta dell'ultima: [0-9a-f]{64}\n$`).MatchString(said) {
		t.Errorf("four acts: code %d, %s", code, said)
	}
	stop, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-stop:
				return
			default:
				act()
			}
		}
	}()
	for range 20 {
		if said, code := verified(t, dsn); code != 0 {
			t.Errorf("while acts are added: code %d, %s", code, said)
		}
	}
	close(stop)
	<-ended
	for _, c := range []struct{ about, harm, row string }{
		{"a changed row", `update audit set act = 'x' where seq = 2`, "alla riga 2:"},
		{"a removed row", `delete from audit where seq = 3`, "alla riga 3:"},
		{"an inserted row", `insert into audit select 0, at, actor, subject, mandate, act, about, '', '\x00', detail from audit where seq = 1`, "alla riga 1:"},
		{"a cut tail", `delete from audit where seq > 3`, "alla riga 4:"},
	} {
		undo := harm(t, dsn, c.harm)
		if said, code := verified(t, dsn); code != 1 || !strings.Contains(said, "ROTTO "+c.row) {
			t.Errorf("%s: code %d, %s", c.about, code, said)
		}
		undo()
	}
	if said, code := verified(t, dsn); code != 0 {
		t.Errorf("after all was put right: code %d, %s", code, said)
	}
}

func verified(t *testing.T, dsn string) (said string, code int) {
	t.Helper()
	var out bytes.Buffer
	err := verifyAudit(t.Context(), dsn, &out)
	var exit exitCode
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out.String(), int(exit)
}

// anna is the person in it.
var anna = identity.Person{ID: newID()}

var prova = folder.Town{Name: "Prova", Services: []applications.Service{{ID: "telesoccorso", TermDays: 30}}}

// privateTown is a database of our own with one person in it, who acts whenever asked to.
func privateTown(t *testing.T) (dsn string, a *api.API, act func()) {
	t.Helper()
	dir, err := os.MkdirTemp("", "sportello-audit-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o711); err != nil { // so that root can hand it to the user postgres
		t.Fatal(err)
	}
	private, err := api.StartPrivate(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { private.Stop(); os.RemoveAll(dir) })
	if err := api.Migrate(t.Context(), private.DSN); err != nil {
		t.Fatal(err)
	}
	a, err = api.New(t.Context(), api.Config{DSN: private.DSN, BaseURL: "http://localhost", Town: prova, Now: time.Now,
		Report: func(err error) string { t.Error(err); return "" }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	harm(t, private.DSN, `insert into person(id, fiscal_code) values ('`+anna.ID+`', 'RSSNNA45A41I625X')`)
	return private.DSN, a, func() {
		c, err := command.New(newID(), command.Discard, anna.ID, time.Time{}, applications.Discard{Draft: newID()})
		if err == nil {
			_, err = a.Hall.Send(t.Context(), identity.Self(anna), c)
		}
		if err != nil {
			t.Error(err)
		}
	}
}

// harm does something behind the program's back, as the owner of the tables, and gives the way to undo it.
func harm(t *testing.T, dsn, sql string) (undo func()) {
	t.Helper()
	run := func(statements ...string) {
		conn, err := pgx.Connect(t.Context(), dsn)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close(t.Context())
		for _, s := range statements {
			if _, err := conn.Exec(t.Context(), s); err != nil {
				t.Fatalf("%v: %s", err, s)
			}
		}
	}
	run(`drop table if exists kept`, `create table kept as table audit`, sql)
	return func() { run(`truncate audit`, `insert into audit table kept`) }
}
