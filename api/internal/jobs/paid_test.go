package jobs_test

import (
	"strings"
	"testing"
	"time"
)

const paidNotice = "348000000000010146"

// owes gives Anna a fine of 43.20 euro.
func (o *office) owes() {
	o.Helper()
	o.exec(`insert into fine(id, subject, number, kind, plate, found_on, place, what, notified_on, discounted, discount_to, nav_discounted, run)
		values ('V-1', $1, 'V/1', 'verbale', 'AB123CD', '2026-11-01', 'Via Cavour', 'Sosta vietata', '2026-11-12', 4320, '2026-11-17', $2, 1)`, anna, paidNotice)
}

func (o *office) pays(receipt, nav string, cents int) {
	o.Helper()
	o.exec(`select book($1, $2, '', $3, 0, '2026-11-16', $4, 'Banca', '', '', 'gpd', '', $4)`, receipt, nav, cents, monday)
}

// Who paid hears of it once, with amount and number, and with nothing that says what it was for.
func TestAPaymentIsToldOnce(t *testing.T) {
	o := open(t)
	o.owes()
	o.pays("r/1", paidNotice, 4320)
	o.pays("r/1", paidNotice, 4320)
	for range 2 {
		o.work(monday.Add(time.Minute))
	}
	all := o.box.Letters()
	if len(all) != 1 || all[0].To != "anna@esempio.it" {
		t.Fatalf("letters: %+v", all)
	}
	o.whole(all[0])
	for _, want := range []string{"43,20 euro", "3480 0000 0000 0101 46", "16 novembre 2026", "https://sportello.example.it/ricevute/r%2F1"} {
		if !strings.Contains(all[0].Text, want) {
			t.Errorf("the letter does not say %q:\n%s", want, all[0].Text)
		}
	}
	for _, not := range []string{"Sosta", "V/1", "AB123CD", "verbale", "multa"} {
		if strings.Contains(all[0].Subject+all[0].Text, not) {
			t.Errorf("the letter says %q:\n%s", not, all[0].Text)
		}
	}
	if n := o.count(`select count(*) from desk_notice where key = 'notice.over'`); n != 0 {
		t.Errorf("%d notices of money to give back", n)
	}
}

// A proxy who paid hears of it, and the page they are led to is under their proxy.
func TestAProxyWhoPaidIsTold(t *testing.T) {
	o := open(t)
	o.owes()
	o.exec(`insert into contact(id, person, kind, value, actor, mandate, asked_at, from_at)
		values (gen_random_uuid(), $1, 'email', 'bice@esempio.it', $1, '{"kind": "self"}', '2026-01-01', '2026-01-01')`, bice)
	o.exec(`insert into payment(id, subject, actor, mandate, progress, items, services, total, at, changed_at)
		values (gen_random_uuid(), $1, $2, jsonb_build_object('kind', 'proxy', 'id', $3::text), 'sent', jsonb_build_array(jsonb_build_object('nav', $4::text)), '{fines}', 4320, $5, $5)`,
		anna, bice, deed, paidNotice, monday.Add(-time.Minute))
	o.pays("r1", paidNotice, 4320)
	o.work(monday.Add(time.Minute))
	if got := o.box.To("bice@esempio.it"); len(got) != 1 || !strings.Contains(got[0].Text, "/per/"+deed+"/ricevute/r1") || len(o.box.Letters()) != 1 {
		t.Errorf("letters: %+v", o.box.Letters())
	}
}

// Paid twice: the folder says so to whose it is. Money that nobody knows is told to nobody.
func TestPaidTwiceAndUnknown(t *testing.T) {
	o := open(t)
	o.owes()
	o.pays("r1", paidNotice, 4320)
	o.pays("r2", paidNotice, 4320)
	o.pays("r3", "348000000000099999", 4320)
	o.work(monday)
	if n := o.count(`select count(*) from desk_notice where key = 'notice.over' and subject = $1`, anna); n != 1 {
		t.Errorf("%d notices of money to give back", n)
	}
	if n := len(o.box.Letters()); n != 2 {
		t.Errorf("%d letters", n)
	}
	if left := o.count(`select count(*) from outbox where done_at is null`); left != 0 {
		t.Errorf("%d events are open", left)
	}
}
