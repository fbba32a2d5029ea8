package jobs_test

import (
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/internal/jobs"
	"sportello/api/internal/mail"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
	"sportello/app/web"
	"sportello/assets"
	"sportello/e2e/outside/mailbox"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

const (
	anna   = "00000000-0000-7000-8000-00000000000a"
	bice   = "00000000-0000-7000-8000-00000000000b"
	change = "00000000-0000-7000-8000-0000000000c1"
	deed   = "00000000-0000-7000-8000-0000000000f1"
)

// monday is 9:00 in Italy on Monday 16 November 2026.
var monday = time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC)

// office is a town with a worker and a mailbox: Anna, who reads Italian and has an address, gave Bice a proxy.
type office struct {
	*testing.T
	owner *pgxpool.Pool
	box   *mailbox.Mailbox
	jobs.Worker
}

func open(t *testing.T) *office {
	t.Helper()
	dsn := pgtest.New(t)
	owner := pgtest.Owner(t, dsn)
	o := &office{T: t, owner: owner, box: mailbox.New(mailbox.Config{})}
	addr, err := o.box.Start("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.box.Close() })
	sender, err := mail.New(mail.Config{Addr: addr, From: "Comune di Prova <sportello@comune.example.it>", Timeout: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	words, err := web.Words(assets.FS)
	if err != nil {
		t.Fatal(err)
	}
	o.Worker = jobs.Worker{Store: postgres.NewJobs(owner), Mail: sender, Town: "Comune di Prova", Phone: "0362 1", Address: "https://sportello.example.it",
		Say:    func(lang, key string, vars ...any) string { return words(lang).Say(key, vars...) },
		Digest: "week"}
	o.exec(`insert into person(id, fiscal_code, given_name, family_name) values ($1, 'AAA', 'Anna', 'Rossi'), ($2, 'BBB', 'Bice', 'Bianchi')`, anna, bice)
	o.exec(`insert into contact(id, person, kind, value, actor, mandate, asked_at, from_at)
		values (gen_random_uuid(), $1, 'email', 'anna@esempio.it', $1, '{"kind": "self"}', '2026-01-01', '2026-01-01')`, anna)
	o.exec(`insert into proxy(id, kind, delegator, delegate_code, delegate, tasks, from_on, until_on, state, made_by, made_at, changed_at)
		values ($1, 'simple', $2, 'BBB', $3, '{see,send}', '2020-01-01', '2026-12-31', 'active', $2, now(), now())`, deed, anna, bice)
	return o
}

func (o *office) exec(sql string, args ...any) {
	o.Helper()
	if _, err := o.owner.Exec(o.Context(), sql, args...); err != nil {
		o.Fatal(err)
	}
}

func (o *office) count(sql string, args ...any) (n int) {
	o.Helper()
	if err := o.owner.QueryRow(o.Context(), sql, args...).Scan(&n); err != nil {
		o.Fatal(err)
	}
	return n
}

func (o *office) work(at time.Time) {
	o.Helper()
	if err := o.Work(o.Context(), at); err != nil {
		o.Fatal(err)
	}
}

// did writes into the trail that Bice did something for Anna.
func (o *office) did(act, service string, at time.Time) {
	o.exec(`insert into audit(seq, at, actor, subject, mandate, act, about, detail, prev, hash)
		select coalesce(max(seq), 0) + 1, $1, $2, $3, '{"kind": "proxy"}', $4, 'x', jsonb_build_object('service', $5::text), '', sha256(gen_random_uuid()::text::bytea) from audit`,
		at, bice, anna, act, service)
}

// asks writes that Bice asked for another address for Anna, as the store does.
func (o *office) asks(at time.Time) {
	o.exec(`insert into contact(id, person, kind, value, actor, mandate, asked_at, from_at)
		values ($1, $2, 'email', 'bice@esempio.it', $3, '{"kind": "proxy"}', $4, $5)`, change, anna, bice, at, at.AddDate(0, 0, 7))
	o.exec(`insert into outbox(topic, payload, at) values ('contact.changed', jsonb_build_object('change', $1::text), $2)`, change, at)
}

// whole fails when a letter has words that are missing.
func (o *office) whole(l mailbox.Letter) {
	o.Helper()
	if strings.ContainsAny(l.Subject+l.Text, "⟦⟧{}") {
		o.Errorf("words are missing: %s\n%s", l.Subject, l.Text)
	}
}
