package postgres_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/jackc/pgx/v5"

	"sportello/api/command"
	"sportello/api/contact"
	"sportello/api/identity"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
)

// said is a town where Anna has an address since the first of the month, and Bice may change it for her.
type reach struct {
	*testing.T
	db    *postgres.DB
	dsn   string
	first time.Time
	n     int
}

const cooling = 7 // days

func reachable(t *testing.T) *reach {
	t.Helper()
	r := &reach{T: t, dsn: town(t), first: time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)}
	r.db = pgtest.DB(t, r.dsn)
	r.exec(`update proxy set tasks = '{see,send}', services = '{contact}' where id = $1`, proxyID)
	if _, err := r.set(identity.Self(anna), contact.Email, "anna@esempio.it", r.first); err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *reach) exec(sql string, args ...any) {
	r.Helper()
	if _, err := pgtest.Owner(r.T, r.dsn).Exec(r.Context(), sql, args...); err != nil {
		r.Fatal(err)
	}
}

func (r *reach) command(who identity.Who, kind command.Kind, body any) command.Command {
	r.n++
	c, err := command.New(id(7000+r.n), kind, who.Subject.ID, r.first, body)
	if err != nil {
		r.Fatal(err)
	}
	return c
}

// set changes a contact as the hall would, and gives the id of the change.
func (r *reach) set(who identity.Who, kind contact.Kind, value string, at time.Time) (string, error) {
	set := contact.Set{Kind: kind, Value: value}
	c := r.command(who, command.ContactSet, set)
	_, err := r.db.SetContact(r.Context(), who, c, set, contact.InForce(at, who.Mandate.Kind, cooling), at)
	return c.ID, err
}

func (r *reach) stop(who identity.Who, change string, at time.Time) error {
	body := contact.Stop{Change: change}
	_, err := r.db.StopContact(r.Context(), who, r.command(who, command.ContactStop, body), body, at)
	return err
}

func (r *reach) email(at time.Time) string {
	r.Helper()
	c, err := r.db.Contact(r.Context(), identity.Self(anna), at)
	if err != nil {
		r.Fatal(err)
	}
	var sql string
	if err := pgtest.Owner(r.T, r.dsn).QueryRow(r.Context(), `select contact_of($1, 'email', $2)`, anna.ID, at).Scan(&sql); err != nil {
		r.Fatal(err)
	}
	if sql != c.Email {
		r.Errorf("at %v Go says %q and SQL %q", at, c.Email, sql)
	}
	return c.Email
}

// bicesChange is what Bice asks for in Anna's name on the tenth.
func (r *reach) bicesChange() (change string, asked, from time.Time) {
	r.Helper()
	asked = r.first.AddDate(0, 0, 9)
	change, err := r.set(proxy(bice, anna), contact.Email, "bice@esempio.it", asked)
	if err != nil {
		r.Fatal(err)
	}
	return change, asked, asked.Add(cooling * 24 * time.Hour)
}

func TestAProxysChangeWaits(t *testing.T) {
	r := reachable(t)
	change, asked, from := r.bicesChange()
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		{r.first.Add(-time.Second), ""},
		{r.first, "anna@esempio.it"},
		{asked, "anna@esempio.it"},
		{from.Add(-time.Second), "anna@esempio.it"}, // the last second before
		{from, "bice@esempio.it"},                   // the first after
	} {
		if got := r.email(c.at); got != c.want {
			t.Errorf("at %v the address is %q, want %q", c.at, got, c.want)
		}
	}
	f, err := r.db.Contact(t.Context(), identity.Self(anna), asked)
	want := []contact.Entry{{ID: change, Kind: contact.Email, Value: "bice@esempio.it", Mandate: identity.MandateProxy, AskedAt: asked, FromAt: from}}
	if diff := cmp.Diff(want, f.Waiting, cmpopts.IgnoreFields(contact.Entry{}, "By")); diff != "" || err != nil {
		t.Errorf("what waits (%v): %s", err, diff)
	}
}

func TestStopping(t *testing.T) {
	for _, c := range []struct {
		about string
		who   identity.Who
		late  time.Duration
		err   error
		want  string // the address long after
	}{
		{"by Anna at once", identity.Self(anna), -cooling * 24 * time.Hour, nil, "anna@esempio.it"},
		{"by Anna in the last second", identity.Self(anna), -time.Second, nil, "anna@esempio.it"},
		{"by Anna in the first second after", identity.Self(anna), 0, command.ErrNotFound, "bice@esempio.it"},
		{"by Bice herself", proxy(bice, anna), -time.Hour, nil, "anna@esempio.it"},
		{"by Bice in her own matters", identity.Self(bice), -time.Hour, command.ErrNotFound, "bice@esempio.it"},
	} {
		t.Run(c.about, func(t *testing.T) {
			r := reachable(t)
			change, _, from := r.bicesChange()
			if err := r.stop(c.who, change, from.Add(c.late)); !errors.Is(err, c.err) {
				t.Errorf("stopping: %v, want %v", err, c.err)
			}
			if got := r.email(from.AddDate(1, 0, 0)); got != c.want {
				t.Errorf("the address becomes %q, want %q", got, c.want)
			}
		})
	}
}

// Who changes their own address meanwhile has the last word: what waited never comes.
func TestOnesOwnChangeStopsWhatWaits(t *testing.T) {
	r := reachable(t)
	change, asked, from := r.bicesChange()
	if _, err := r.set(identity.Self(anna), contact.Email, "nuova@esempio.it", asked.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got := r.email(from.Add(time.Hour)); got != "nuova@esempio.it" {
		t.Errorf("the address is %q", got)
	}
	if err := r.stop(identity.Self(anna), change, asked.Add(2*time.Hour)); !errors.Is(err, command.ErrNotFound) {
		t.Errorf("stopping what was stopped: %v", err)
	}
	if _, err := r.set(identity.Self(anna), contact.Phone, "0362 123456", asked.Add(3*time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got := r.email(from.Add(time.Hour)); got != "nuova@esempio.it" {
		t.Errorf("a telephone number has changed the address to %q", got)
	}
}

func TestASecondChangeOfAProxyBeginsAnew(t *testing.T) {
	r := reachable(t)
	_, _, from := r.bicesChange()
	if _, err := r.set(proxy(bice, anna), contact.Email, "altra@esempio.it", from.Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got := r.email(from.Add(24 * time.Hour)); got != "anna@esempio.it" {
		t.Errorf("the address is %q: the second change did not wait", got)
	}
	if got := r.email(from.Add((cooling*24 - 1) * time.Hour)); got != "altra@esempio.it" {
		t.Errorf("the address is %q", got)
	}
}

// Exactly once, and in the trail.
func TestAContactIsSetOnce(t *testing.T) {
	r := reachable(t)
	who, set, at := identity.Self(anna), contact.Set{Kind: contact.Phone, Value: "0362 123456"}, r.first.Add(time.Hour)
	c := r.command(who, command.ContactSet, set)
	for range 2 {
		if _, err := r.db.SetContact(t.Context(), who, c, set, at, at); err != nil {
			t.Fatal(err)
		}
	}
	if contacts, events := count(t, r.dsn, "contact"), count(t, r.dsn, "outbox"); contacts != 2 || events != 2 {
		t.Errorf("%d contacts, %d events, want 2 of each: the address and the number", contacts, events)
	}
	var acts int
	err := pgtest.Owner(t, r.dsn).QueryRow(t.Context(), `select count(*) from audit where act = 'contact.set' and about = $1`, c.ID).Scan(&acts)
	if err != nil || acts != 1 {
		t.Errorf("%d rows in the trail, %v", acts, err)
	}
}

// With the checks in Go gone, the database lets nobody read or change what they may not, and nobody but the person
// change anything at once.
func TestContactsOfOthersAlone(t *testing.T) {
	r := reachable(t)
	at := r.first.AddDate(0, 0, 9)
	direct := func(who identity.Who, from time.Time) error {
		set := contact.Set{Kind: contact.Email, Value: "ladro@esempio.it"}
		_, err := r.db.SetContact(t.Context(), who, r.command(who, command.ContactSet, set), set, from, at)
		return err
	}
	for _, c := range []struct {
		about string
		proxy string // what it is for
		from  time.Time
		ok    bool
		reads bool
	}{
		{"in a day", `tasks = '{see,send}', services = '{contact}'`, at.Add(24 * time.Hour), true, true},
		{"at once", `tasks = '{see,send}', services = '{contact}'`, at, false, true},
		{"in less than a day", `tasks = '{see,send}', services = '{contact}'`, at.Add(24*time.Hour - time.Second), false, true},
		{"without the task", `tasks = '{see,prepare,pay}', services = '{contact}'`, at.Add(48 * time.Hour), false, true},
		{"for another service", `tasks = '{see,send}', services = '{tari}'`, at.Add(48 * time.Hour), false, false},
		{"paused", `tasks = '{see,send}', services = '{}', state = 'paused'`, at.Add(48 * time.Hour), false, false},
	} {
		r.exec(`update proxy set `+c.proxy+` where id = $1`, proxyID)
		if err := direct(proxy(bice, anna), c.from); (err == nil) != c.ok {
			t.Errorf("%s: %v", c.about, err)
		}
		got, err := r.db.Contact(t.Context(), proxy(bice, anna), at)
		if (got.Email != "") != c.reads || err != nil {
			t.Errorf("%s: reads %+v, %v", c.about, got, err)
		}
	}
	err := r.db.As(t.Context(), identity.Self(anna), func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), `update contact set value = 'altro@esempio.it'`)
		return err
	})
	if err == nil {
		t.Error("a contact can be rewritten")
	}
}

// A clerk's change waits like a proxy's, and only while the assistance lasts.
func TestAClerksChangeWaits(t *testing.T) {
	r := reachable(t)
	assistance := id(7999)
	r.exec(`insert into person(id, fiscal_code) values ($1, $2)`, carla.ID, carla.FiscalCode)
	r.exec(`insert into clerk(person, office) values ($1, 'Sportello')`, carla.ID)
	r.exec(`insert into assistance(id, clerk, office, subject, reason, channel, presence, started_at, expires_at)
		values ($1, $2, 'Sportello', $3, 'contact', 'telephone', '{}', now(), now() + interval '30 minutes')`, assistance, carla.ID, anna.ID)
	clerk := identity.Who{Actor: carla, Subject: anna, Mandate: identity.Mandate{Kind: identity.MandateDesk, ID: assistance}, Office: "Sportello"}
	at := r.first.AddDate(0, 0, 9)
	set := contact.Set{Kind: contact.Email, Value: "altra@esempio.it"}
	if _, err := r.db.SetContact(t.Context(), clerk, r.command(clerk, command.ContactSet, set), set, at, at); err == nil {
		t.Error("a clerk has changed an address at once")
	}
	if _, err := r.set(clerk, contact.Email, "altra@esempio.it", at); err != nil {
		t.Fatal(err)
	}
	from := at.Add(cooling * 24 * time.Hour)
	if before, after := r.email(from.Add(-time.Second)), r.email(from); before != "anna@esempio.it" || after != "altra@esempio.it" {
		t.Errorf("the address is %q, then %q", before, after)
	}
	r.exec(`update assistance set ended_at = now() where id = $1`, assistance)
	if _, err := r.set(clerk, contact.Email, "terza@esempio.it", at); err == nil {
		t.Error("a clerk has changed an address after the end of the assistance")
	}
}
