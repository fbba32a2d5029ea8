package jobs_test

import (
	"context"
	"errors"
	"strings"
	"sync"
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

func TestAChangeIsToldOnTheOldChannel(t *testing.T) {
	o := open(t)
	o.asks(monday)
	o.work(monday.Add(time.Minute))
	o.work(monday.Add(2 * time.Minute))
	all := o.box.Letters()
	if len(all) != 1 || all[0].To != "anna@esempio.it" || all[0].ID != "contact-"+change+"-0@comune.example.it" {
		t.Fatalf("letters: %+v", all)
	}
	o.whole(all[0])
	for _, want := range []string{"Gentile Anna Rossi,", "Bice Bianchi ha chiesto", "23 novembre 2026, ore 09:00", "https://sportello.example.it/recapiti", "0362 1"} {
		if !strings.Contains(all[0].Text, want) {
			t.Errorf("the letter does not say %q:\n%s", want, all[0].Text)
		}
	}
	if strings.Contains(all[0].Text, "bice@") || strings.Contains(all[0].Text, "<") {
		t.Errorf("the letter says too much:\n%s", all[0].Text)
	}
	if n := o.count(`select count(*) from desk_notice where subject = $1 and key = 'notice.contact.waits' and until_on = '2026-11-23'`, anna); n != 1 {
		t.Errorf("%d notices", n)
	}
}

// What people change themselves is told on the old channel and on the new one, in their language.
func TestOnesOwnChangeIsToldTwice(t *testing.T) {
	o := open(t)
	o.exec(`insert into preference(actor, value) values ($1, '{"lang": "en"}')`, anna)
	o.exec(`insert into contact(id, person, kind, value, actor, mandate, asked_at, from_at)
		values ($1, $2, 'email', 'nuova@esempio.it', $2, '{"kind": "self"}', $3, $3)`, change, anna, monday)
	o.exec(`insert into outbox(topic, payload, at) values ('contact.changed', jsonb_build_object('change', $1::text), $2)`, change, monday)
	o.work(monday)
	for _, to := range []string{"anna@esempio.it", "nuova@esempio.it"} {
		got := o.box.To(to)
		if len(got) != 1 || !strings.HasPrefix(got[0].Text, "Dear Anna Rossi,") {
			t.Errorf("to %s: %+v", to, got)
		}
		for _, l := range got {
			o.whole(l)
		}
	}
}

func TestWhatNobodyKnowsStays(t *testing.T) {
	o := open(t)
	o.exec(`insert into outbox(topic, payload, at) values ('application.filed', '{}', now()), ('contact.changed', '7', now()),
		('contact.changed', '{"change": "no uuid"}', now()), ('proxy.changed', '{"proxy": "x", "tell": ["y"]}', now())`)
	o.work(monday)
	if left := o.count(`select count(*) from outbox where done_at is null and topic = 'application.filed'`); left != 1 {
		t.Error("a topic of somebody else was closed")
	}
	if left := o.count(`select count(*) from outbox where done_at is null`); left != 1 || len(o.box.Letters()) != 0 {
		t.Errorf("%d events open, letters %+v", left, o.box.Letters())
	}
}

func TestBothPeopleHearOfAProxy(t *testing.T) {
	o := open(t)
	o.exec(`insert into contact(id, person, kind, value, actor, mandate, asked_at, from_at)
		values (gen_random_uuid(), $1, 'email', 'bice@esempio.it', $1, '{"kind": "self"}', '2026-01-01', '2026-01-01')`, bice)
	for _, what := range []string{"accepted", "pause", "resume", "revoke", "renounce", "refuse", "registered", "papers_good", "papers_refused", "something new"} {
		o.exec(`insert into outbox(topic, payload, at) values ('proxy.changed', jsonb_build_object('proxy', $1::text, 'what', $2::text,
			'tell', jsonb_build_array($3::text, $4::text)), now())`, deed, what, anna, bice)
	}
	o.work(monday)
	for _, to := range []string{"anna@esempio.it", "bice@esempio.it"} {
		got := o.box.To(to)
		if len(got) != 10 {
			t.Errorf("%d letters to %s", len(got), to)
		}
		for _, l := range got {
			o.whole(l)
		}
	}
}

// The digest: only what was done, in [Monday, Monday), once.
func TestDigest(t *testing.T) {
	o := open(t)
	o.work(monday)                                        // the first round of all: nothing was done in the week before
	end := time.Date(2026, 11, 22, 23, 0, 0, 0, time.UTC) // Monday 23 November, midnight in Italy
	o.did("applications.submit", "telesoccorso", monday.Add(time.Hour))
	o.did("look", "", monday.Add(2*time.Hour))
	o.did("something.new", "", end.Add(-time.Second))
	o.did("applications.discard", "telesoccorso", end)
	o.work(end.Add(-time.Second))          // the last second of the week
	if n := len(o.box.Letters()); n != 0 {
		t.Fatalf("%d letters before the week has ended", n)
	}
	o.work(end)
	o.work(end.Add(time.Hour))
	all := o.box.Letters()
	if len(all) != 1 {
		t.Fatalf("letters: %+v", all)
	}
	o.whole(all[0])
	if lines := strings.Count(all[0].Text, "\n- "); lines != 2 || !strings.Contains(all[0].Text, "16 novembre 2026, ore 10:00: Bice Bianchi ha inviato una domanda: Telesoccorso") ||
		!strings.Contains(all[0].Text, "22 novembre 2026, ore 23:59: Bice Bianchi ha fatto un'altra operazione") {
		t.Errorf("the digest says\n%s", all[0].Text)
	}
	if n := o.count(`select count(*) from desk_notice where subject = $1 and key = 'notice.digest' and vars ->> 'Count' = '2'`, anna); n != 1 {
		t.Errorf("%d notices", n)
	}
	o.work(end.AddDate(0, 0, 21)) // three weeks later, two of them asleep: nothing is left out
	if all := o.box.Letters(); len(all) != 2 || !strings.Contains(all[1].Text, "ha eliminato una domanda non finita") {
		t.Errorf("after a long sleep: %+v", all)
	}
}

// The reminder: who may act, until when, how to end it; and no more once it has ended.
func TestReminder(t *testing.T) {
	o := open(t)
	o.Reminder = "month"
	o.work(monday)
	all := o.box.Letters()
	if len(all) != 1 {
		t.Fatalf("letters: %+v", all)
	}
	o.whole(all[0])
	for _, want := range []string{"- Bice Bianchi: vedere, inviare; fino al giorno 31 dicembre 2026", "https://sportello.example.it/deleghe"} {
		if !strings.Contains(all[0].Text, want) {
			t.Errorf("it does not say %q:\n%s", want, all[0].Text)
		}
	}
	o.work(time.Date(2026, 11, 30, 22, 59, 59, 0, time.UTC)) // the last second of November in Italy
	if n := len(o.box.Letters()); n != 1 {
		t.Errorf("%d letters in November", n)
	}
	o.work(time.Date(2026, 11, 30, 23, 0, 0, 0, time.UTC))
	if n := len(o.box.Letters()); n != 2 {
		t.Errorf("%d letters on the first of December", n)
	}
	o.work(time.Date(2026, 12, 31, 23, 0, 0, 0, time.UTC)) // the proxy ended yesterday
	if n := len(o.box.Letters()); n != 2 || o.count(`select count(*) from desk_notice where key = 'notice.proxies'`) != 2 {
		t.Errorf("%d letters on the first of January", n)
	}
}

// A town without mail makes no letters, and every notice.
func TestWithoutMail(t *testing.T) {
	o := open(t)
	o.Mail, o.Reminder = (*mail.Sender)(nil), "month"
	o.asks(monday)
	o.work(monday)
	if letters, notices := o.count(`select count(*) from letter`), o.count(`select count(*) from desk_notice`); letters != 0 || notices != 2 {
		t.Errorf("%d letters, %d notices", letters, notices)
	}
}

func TestTwoWorkersAtOnce(t *testing.T) {
	o := open(t)
	o.asks(monday)
	for range 20 {
		o.exec(`insert into outbox(topic, payload, at) values ('proxy.changed', jsonb_build_object('proxy', $1::text, 'what', 'pause', 'tell', jsonb_build_array($2::text)), now())`, deed, anna)
	}
	var both sync.WaitGroup
	for range 4 {
		both.Go(func() {
			if err := o.Work(context.WithoutCancel(t.Context()), monday); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	o.work(monday.Add(time.Hour))
	ids := map[string]bool{}
	for _, l := range o.box.Letters() {
		ids[l.ID] = true
	}
	if n := len(o.box.Letters()); n != 21 || len(ids) != 21 { // 20 of proxies, one change
		t.Errorf("%d letters, %d of them different", n, len(ids))
	}
}

// broken is a store that dies after the letter has gone and before it is noted.
type broken struct{ jobs.Store }

func (broken) Sent(context.Context, int64, time.Time) error { return errors.New("killed") }

func TestKilledAfterSending(t *testing.T) {
	o := open(t)
	o.asks(monday)
	killed := o.Worker
	killed.Store = broken{o.Store}
	if err := killed.Work(t.Context(), monday); err == nil {
		t.Fatal("nobody noticed")
	}
	o.work(monday.Add(10*time.Minute - time.Second)) // the lease still holds
	if n := len(o.box.Letters()); n != 1 {
		t.Fatalf("%d letters while the lease holds", n)
	}
	o.work(monday.Add(10 * time.Minute))
	o.work(monday.Add(24 * time.Hour))
	all := o.box.Letters()
	if len(all) != 2 || all[0].ID != all[1].ID { // at least once, with one Message-ID
		t.Errorf("letters %+v", all)
	}
}

func TestTheServerIsAwayForAWhile(t *testing.T) {
	o := open(t)
	o.asks(monday)
	o.box.Simulate(mailbox.Faults{Refuse: 450})
	now, rounds := monday, 0
	for ; now.Before(monday.Add(24 * time.Hour)); now = now.Add(time.Minute) {
		if err := o.Work(t.Context(), now); err != nil {
			rounds++
			if strings.Contains(err.Error(), "anna") {
				t.Fatalf("the error names somebody: %v", err)
			}
		}
	}
	if rounds < 9 || rounds > 13 { // 1, 2, 4 … 256 minutes, then every six hours
		t.Errorf("%d tries in a day", rounds)
	}
	o.box.Simulate(mailbox.Faults{})
	o.work(now.Add(6 * time.Hour))
	if n := len(o.box.Letters()); n != 1 || o.count(`select count(*) from letter where sent_at is not null and body = ''`) != 1 {
		t.Errorf("%d letters when it was back", n)
	}
}

func TestGivenUp(t *testing.T) {
	for _, c := range []struct {
		about string
		code  int
		after time.Duration
		why   string
	}{
		{"no such address", 550, 0, "refused"},
		{"a week and no answer but later", 450, 7 * 24 * time.Hour, "late"},
		{"a second less than a week", 450, 7*24*time.Hour - time.Second, ""},
	} {
		t.Run(c.about, func(t *testing.T) {
			o := open(t)
			o.asks(monday)
			o.box.Simulate(mailbox.Faults{Refuse: c.code})
			_ = o.Work(t.Context(), monday)
			if c.after > 0 {
				o.exec(`update letter set next_at = $1`, monday)
				_ = o.Work(t.Context(), monday.Add(c.after))
			}
			if n := o.count(`select count(*) from letter where why = $1 and (given_up_at is null) = ($1 = '')`, c.why); n != 1 {
				t.Errorf("%d letters given up for %q", n, c.why)
			}
			if n := o.count(`select count(*) from desk_notice where key = 'notice.undelivered'`); (n == 1) != (c.why != "") {
				t.Errorf("%d notices of it", n)
			}
		})
	}
}
