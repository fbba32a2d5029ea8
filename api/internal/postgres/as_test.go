package postgres_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"sportello/api/identity"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
)

// Two invented people of the test database.
var (
	anna = identity.Person{ID: "00000000-0000-7000-8000-00000000000a", FiscalCode: "RSSNNA45A41I625X"}
	bice = identity.Person{ID: "00000000-0000-7000-8000-00000000000b", FiscalCode: "BNCBCI50B42I625Y"}
)

// proxyID is the proxy that Anna gave Bice: to see and to prepare.
const proxyID = "00000000-0000-7000-8000-0000000000ff"

// town is a migrated database with Anna and Bice in it, each with a draft.
func town(t testing.TB) (dsn string) {
	t.Helper()
	dsn = pgtest.New(t)
	owner := pgtest.Owner(t, dsn)
	for _, p := range []identity.Person{anna, bice} {
		var b pgx.Batch
		b.Queue(`insert into person (id, fiscal_code) values ($1, $2)`, p.ID, p.FiscalCode)
		b.Queue(`insert into draft (id, subject, actor, service) values ($1, $1, $1, 'telesoccorso')`, p.ID)
		if err := owner.SendBatch(t.Context(), &b).Close(); err != nil {
			t.Fatal(err)
		}
	}
	_, err := owner.Exec(t.Context(), `insert into proxy (id, kind, delegator, delegate_code, delegate, tasks, from_on, state, made_by, made_at, changed_at)
		values ($1, 'simple', $2, $3, $4, '{see,prepare}', '2020-01-01', 'active', $2, now(), now())`, proxyID, anna.ID, bice.FiscalCode, bice.ID)
	if err != nil {
		t.Fatal(err)
	}
	return dsn
}

func column(ctx context.Context, tx pgx.Tx, sql string) ([]string, error) {
	rows, err := tx.Query(ctx, sql)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// A query that names nobody still shows only the subject's rows, and nobody's when nobody has signed in.
func TestRowLevelSecurityBinds(t *testing.T) {
	db := pgtest.DB(t, town(t), postgres.MaxConns(1)) // one connection: nothing may leak from one to the next
	for _, c := range []struct {
		name string
		run  func(func(pgx.Tx) error) error
		want []string
	}{
		{"Anna", as(t, db, identity.Self(anna)), []string{anna.ID}},
		{"nobody, after Anna", anonymous(t, db), []string{}},
		{"Bice", as(t, db, identity.Self(bice)), []string{bice.ID}},
		{"Bice for Anna", as(t, db, proxy(bice, anna)), []string{anna.ID}},
		{"Anna for Bice, who gave her no proxy", as(t, db, proxy(anna, bice)), []string{}},
		{"nobody, after Bice", anonymous(t, db), []string{}},
	} {
		err := c.run(func(tx pgx.Tx) error {
			got, err := column(t.Context(), tx, `select id::text from draft`)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s sees other drafts: %s", c.name, diff)
			}
			return err
		})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func proxy(actor, subject identity.Person) identity.Who {
	return identity.Who{Actor: actor, Subject: subject,
		Mandate: identity.Mandate{Kind: identity.MandateProxy, ID: proxyID}}
}

func as(t *testing.T, db *postgres.DB, who identity.Who) func(func(pgx.Tx) error) error {
	return func(fn func(pgx.Tx) error) error { return db.As(t.Context(), who, fn) }
}

func anonymous(t *testing.T, db *postgres.DB) func(func(pgx.Tx) error) error {
	return func(fn func(pgx.Tx) error) error { return db.Anonymous(t.Context(), fn) }
}

// Writing a row of somebody else is refused by the database itself.
func TestNobodyWritesInAnothersName(t *testing.T) {
	db := pgtest.DB(t, town(t))
	err := db.As(t.Context(), identity.Self(anna), func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), `insert into draft (id, subject, actor, service)
			values (gen_random_uuid(), $1, $2, 'altro')`, bice.ID, anna.ID)
		return err
	})
	if err == nil {
		t.Fatal("Anna wrote a draft of Bice")
	}
}

func TestWhoIsSetInsideAndGoneAfterwards(t *testing.T) {
	db := pgtest.DB(t, town(t), postgres.MaxConns(1))
	who := proxy(bice, anna)
	const read = `select unnest(array[current_setting('app.actor'), current_setting('app.subject'),
		current_setting('app.mandate'), current_setting('app.mandate_id'), current_user, session_user])`
	check := func(want []string) func(pgx.Tx) error {
		return func(tx pgx.Tx) error {
			got, err := column(t.Context(), tx, read)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			return err
		}
	}
	inside := []string{bice.ID, anna.ID, "proxy", who.Mandate.ID, "sportello_app", "postgres"}
	if err := db.As(t.Context(), who, check(inside)); err != nil {
		t.Fatal(err)
	}
	if err := db.Anonymous(t.Context(), check([]string{"", "", "", "", "sportello_app", "postgres"})); err != nil {
		t.Fatal(err)
	}
}

// Leaving the role leads back to it: the connection began as it.
func TestResetRoleDoesNotEscape(t *testing.T) {
	db := pgtest.DB(t, pgtest.New(t))
	err := db.Anonymous(t.Context(), func(tx pgx.Tx) error {
		if _, err := tx.Exec(t.Context(), `reset role`); err != nil {
			return err
		}
		got, err := column(t.Context(), tx, `select current_user::text`)
		if diff := cmp.Diff([]string{"sportello_app"}, got); diff != "" {
			t.Error(diff)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestATransactionIsAllOrNothing(t *testing.T) {
	db := pgtest.DB(t, town(t), postgres.MaxConns(1))
	mine := errors.New("a rule said no")
	set := func(end func() error) error {
		return db.As(t.Context(), identity.Self(anna), func(tx pgx.Tx) error {
			if _, err := tx.Exec(t.Context(), `update draft set service = 'cambiato'`); err != nil {
				return err
			}
			return end()
		})
	}
	if err := set(func() error { return mine }); err != mine {
		t.Errorf("the error came back as %v", err)
	}
	func() {
		defer func() { _ = recover() }()
		_ = set(func() error { panic("a fault of ours") })
	}()
	if got := service(t, db); got != "telesoccorso" {
		t.Errorf("after an error and a panic the draft is for %q", got)
	}
	if err := set(func() error { return nil }); err != nil {
		t.Error(err)
	}
	if got := service(t, db); got != "cambiato" {
		t.Errorf("after a commit the draft is for %q", got)
	}
}

func service(t *testing.T, db *postgres.DB) (name string) {
	t.Helper()
	err := db.As(t.Context(), identity.Self(anna), func(tx pgx.Tx) error {
		return tx.QueryRow(t.Context(), `select service from draft`).Scan(&name)
	})
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func TestATransactionNeedsAWho(t *testing.T) {
	db := pgtest.DB(t, pgtest.New(t))
	for name, who := range map[string]identity.Who{
		"nobody": {}, "no subject": {Actor: anna, Mandate: identity.Mandate{Kind: identity.MandateSelf}},
		"no mandate": {Actor: anna, Subject: anna},
	} {
		err := db.As(t.Context(), who, func(pgx.Tx) error { t.Errorf("%s: ran", name); return nil })
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
