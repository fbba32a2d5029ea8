package jobs_test

import (
	"strings"
	"testing"
	"time"

	"sportello/api/internal/mail"
)

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

func TestWhoIsAskedForAYesHearsOfIt(t *testing.T) {
	o := open(t)
	o.exec(`insert into outbox(topic, payload, at) values
		('confirmation.asked', jsonb_build_object('confirmation', $1::text, 'asked', $2::text, 'by', $3::text, 'under', null), now()),
		('confirmation.asked', jsonb_build_object('confirmation', $1::text, 'asked', $2::text, 'by', $3::text, 'under', $4::text), now()),
		('confirmation.asked', '{"confirmation": "x"}', now())`, change, anna, bice, deed)
	o.work(monday)
	all := o.box.Letters()
	if len(all) != 2 {
		t.Fatalf("letters: %+v", all)
	}
	for i, link := range []string{"https://sportello.example.it/conferme/" + change, "https://sportello.example.it/per/" + deed + "/conferme/" + change} {
		if o.whole(all[i]); !strings.Contains(all[i].Text, link+"\n") || !strings.Contains(all[i].Text, "Bice Bianchi ha preparato") {
			t.Errorf("letter %d:\n%s", i, all[i].Text)
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
	o.did("consents.ask", "telesoccorso", monday.Add(3*time.Hour))
	o.did("something.new", "", end.Add(-time.Second))
	o.did("applications.discard", "telesoccorso", end)
	o.work(end.Add(-time.Second)) // the last second of the week
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

// What is told has words of its own, with the name of a service or without, in both languages.
func TestEveryActHasWords(t *testing.T) {
	o := open(t)
	acts := []string{"applications.submit", "applications.discard", "contact.set", "contact.stop", "confirmations.propose", "confirmations.decline", "confirmations.withdraw",
		"payments.start", "payments.intend", "payments.drop"}
	for i, act := range acts {
		o.did(act, []string{"", "telesoccorso", "contact"}[i%3], monday.AddDate(0, 0, -1))
	}
	for week, lang := range []string{"it", "en"} {
		o.exec(`insert into preference(actor, value) values ($1, jsonb_build_object('lang', $2::text)) on conflict (actor) do update set value = excluded.value`, anna, lang)
		o.exec(`delete from job`)
		o.exec(`delete from letter`)
		o.work(monday)
		all := o.box.Letters()
		if len(all) != week+1 {
			t.Fatalf("%d letters", len(all))
		}
		o.whole(all[week])
		if n := strings.Count(all[week].Text, "\n- "); n != len(acts) || strings.Contains(all[week].Text, o.Say(lang, "mail.act.other")) {
			t.Errorf("%d lines:\n%s", n, all[week].Text)
		}
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
	for _, want := range []string{"- Bice Bianchi: vedere, inviare (Tutti i servizi) fino al giorno 31 dicembre 2026", "https://sportello.example.it/deleghe"} {
		if !strings.Contains(all[0].Text, want) {
			t.Errorf("it does not say %q:\n%s", want, all[0].Text)
		}
	}
	o.work(time.Date(2026, 11, 30, 22, 59, 59, 0, time.UTC)) // the last second of November in Italy
	if n := len(o.box.Letters()); n != 1 {
		t.Errorf("%d letters in November", n)
	}
	o.exec(`update proxy set services = '{tari,contact,telesoccorso}'`)
	o.work(time.Date(2026, 11, 30, 23, 0, 0, 0, time.UTC))
	o.whole(o.box.Letters()[1])
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
