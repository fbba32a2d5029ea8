package postgres_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/command"
	"sportello/api/desk"
	"sportello/api/identity"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
)

// counter is a desk with one clerk, in front of a town where Anna has a telephone and two people share all their names.
type counter struct {
	t     *testing.T
	db    *postgres.DB
	owner *pgxpool.Pool
	who   identity.Who
}

var clerk = identity.Person{ID: "00000000-0000-7000-8000-0000000000c1", FiscalCode: "LSMMRT80A65B729D", GivenName: "Marta", FamilyName: "Lesmevati"}

func atCounter(t *testing.T) counter {
	t.Helper()
	dsn := town(t)
	d := counter{t, pgtest.DB(t, dsn), pgtest.Owner(t, dsn), identity.Self(clerk)}
	d.who.Office = "Sportello del cittadino"
	for _, sql := range []string{
		`insert into person(id, fiscal_code, given_name, family_name, birth_date) values ('` + clerk.ID + `', '` + clerk.FiscalCode + `', 'Marta', 'Lesmevati', '1980-01-25')`,
		`insert into clerk(person, office) values ('` + clerk.ID + `', 'Sportello del cittadino')`,
		`update person set given_name = 'Anna', family_name = 'Rossi', birth_date = '1945-01-01' where id = '` + anna.ID + `'`,
		`insert into person(fiscal_code, given_name, family_name, birth_date) values ('X1', 'Ada', 'Doppi', '1950-05-05'), ('X2', 'ada', 'doppi', '1950-05-05')`,
		`insert into contact(id, person, kind, value, actor, mandate, asked_at, from_at) values (gen_random_uuid(), '` + anna.ID + `', 'phone', '0362 123456', '` +
			anna.ID + `', '{"kind":"self"}', now() - interval '1 day', now() - interval '1 day')`,
	} {
		if _, err := d.owner.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func (d counter) command(id string, kind command.Kind, body any) command.Command {
	d.t.Helper()
	c, err := command.New(id, kind, d.who.Subject.ID, time.Time{}, body)
	if err != nil {
		d.t.Fatal(err)
	}
	return c
}

var usual = desk.Searches{}.Or()

func (d counter) find(f desk.Find, limit desk.Searches) (id, problem string) {
	d.t.Helper()
	f.Reason, f.Note, id = "tax", "Chiede della rata", uuid.NewString()
	r, err := d.db.FindPerson(d.t.Context(), d.who, d.command(id, command.DeskFind, f), f, limit, time.Now())
	if err != nil {
		d.t.Fatal(err)
	}
	return id, r.Problem
}

// open finds Anna and opens an assistance; it gives the id and why it was refused.
func (d counter) open(p desk.Presence) (id, problem string) {
	d.t.Helper()
	search, problem := d.find(desk.Find{FiscalCode: anna.FiscalCode}, usual)
	if problem != "" {
		d.t.Fatal(problem)
	}
	return d.openFor(search, p)
}

func (d counter) openFor(search string, p desk.Presence) (id, problem string) {
	d.t.Helper()
	o := desk.Open{Search: search, Presence: p}
	id = uuid.NewString()
	r, err := d.db.OpenAssistance(d.t.Context(), d.who, d.command(id, command.DeskOpen, o), o, time.Now())
	if err != nil {
		d.t.Fatal(err)
	}
	return id, r.Problem
}

func (d counter) desk() desk.Desk {
	d.t.Helper()
	f, err := d.db.Folder(d.t.Context(), d.who)
	if err != nil {
		d.t.Fatal(err)
	}
	return f.Desk
}

// mandate reports whether a mandate is in force.
func (d counter) mandate(id string) bool {
	d.t.Helper()
	_, err := d.db.Mandate(d.t.Context(), d.who, id)
	if err != nil && !errors.Is(err, command.ErrNoMandate) {
		d.t.Fatal(err)
	}
	return err == nil
}

func (d counter) exec(sql string, args ...any) {
	d.t.Helper()
	if _, err := d.owner.Exec(d.t.Context(), sql, args...); err != nil {
		d.t.Fatal(err)
	}
}

var known = desk.Presence{How: desk.ByClerk}

func (d counter) scan(sql string, into ...any) {
	d.t.Helper()
	if err := d.owner.QueryRow(d.t.Context(), sql).Scan(into...); err != nil {
		d.t.Fatal(err)
	}
}
