package pagopa_test

import (
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"sportello/api/command"
	outside "sportello/e2e/outside/pagopa"
)

// A fine is told, paid at a bank, and booked; once it is, nothing is said any more.
func TestFromDebtToReceipt(t *testing.T) {
	w := newTown(t)
	w.fine(1)
	k := w.keeper()
	w.work(k)
	if got := w.settled(1); got != "nothing, published VALID" {
		t.Fatalf("before: %s", got)
	}
	w.pay(nav(t, 2), 43_20)
	w.later(10 * time.Minute) // receipts are asked for every five
	w.work(k)
	w.work(k)
	if got := w.settled(1); got != "4320 in 1, withdrawn VALID" {
		t.Errorf("after: %s", got)
	}
	if got := w.one(`select count(*)::text from publication where next_at is not null`); got != "0" {
		t.Errorf("%s positions are still to be told", got)
	}
	if got := w.one(`select source || ' ' || psp || ' ' || paid_on from receipt`); got != "gpd Banca di prova (dimostrazione) 2026-07-01" {
		t.Errorf("the receipt is %s", got)
	}
}

// What somebody waits for is asked for in every round.
func TestReceiptThatIsWaitedFor(t *testing.T) {
	w := newTown(t)
	w.fine(1)
	k := w.keeper()
	w.work(k)
	w.pay(nav(t, 2), 43_20)
	w.exec(`insert into payment(id, progress, items, services, total, at, changed_at) values (gen_random_uuid(), 'sent', jsonb_build_array(jsonb_build_object('nav', $1::text)), '{fines}', 4320, $2, $2)`,
		nav(t, 2), w.clock())
	w.later(10 * time.Second)
	w.work(k)
	if got := w.one(`select count(*)::text from receipt`); got != "1" {
		t.Errorf("%s receipts", got)
	}
}

// GPD follows what the office says: an amount, an end.
func TestChangesAreTold(t *testing.T) {
	w := newTown(t)
	w.fine(1)
	w.fine(2)
	k := w.keeper()
	w.work(k)
	w.exec(`update fine set reduced = 6000 where id = 'V-1'`)
	w.exec(`update fine set office = 'cancelled' where id = 'V-2'`)
	w.work(k)
	if got := w.settled(2); got != "nothing, withdrawn VALID" {
		t.Errorf("the cancelled one: %s", got)
	}
	if _, err := w.there.Pay(t.Context(), outside.Item{Creditor: council.Code, NAV: nav(t, 4), Amount: 43_20}); err == nil {
		t.Error("a cancelled fine was paid")
	}
	w.pay(nav(t, 3), 60_00)
}

// A file that says the same, and a day that passes, are no news: GPD knows the days.
func TestNothingNewIsNotTold(t *testing.T) {
	w := newTown(t)
	w.fine(1)
	k := w.keeper()
	w.work(k)
	w.front = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "debtpositions") {
			t.Errorf("GPD was asked: %s", r.Method)
		}
		w.there.ServeHTTP(rw, r)
	})
	for range 3 {
		w.later(24 * time.Hour)
		w.exec(`update fine set run = run + 1`)
		w.work(k)
	}
	if got := w.settled(1); got != "nothing, published VALID" {
		t.Error(got)
	}
}

// The 5-day code at pagoPA: payable at 23:50 of the fifth day in Rome, and not on the sixth.
func TestFifthDayAtPagoPA(t *testing.T) {
	w := newTown(t)
	w.fine(1)
	w.fine(2)
	w.work(w.keeper())
	w.later(moment(t, "2026-07-06T21:50:00Z").Sub(w.clock()))
	w.pay(nav(t, 2), 43_20)
	w.later(15 * time.Minute)
	if _, err := w.there.Pay(t.Context(), outside.Item{Creditor: council.Code, NAV: nav(t, 4), Amount: 43_20}); err == nil {
		t.Error("paid on the sixth day")
	}
	w.pay(nav(t, 5), 55_80)
}

// On the sixth day GPD does not have the 5-day code any more, whether or not it would refuse it; on the fifth it has.
func TestSixthDayIsTold(t *testing.T) {
	w := newTown(t)
	w.fine(1)
	k := w.keeper()
	why := func() string {
		_, err := w.there.Pay(t.Context(), outside.Item{Creditor: council.Code, NAV: nav(t, 2), Amount: 1})
		no := (*outside.Refusal)(nil)
		if !errors.As(err, &no) {
			t.Fatal(err)
		}
		return no.Code
	}
	w.work(k)
	w.later(moment(t, "2026-07-06T21:59:50Z").Sub(w.clock()))
	w.work(k)
	before := why()
	w.later(20 * time.Second)
	w.work(k)
	if after := why(); before == after || after != "PAA_PAGAMENTO_SCONOSCIUTO" {
		t.Errorf("on the fifth day %s, on the sixth %s", before, after)
	}
	w.pay(nav(t, 3), 55_80)
}

// Replicas share the work: each position is told once.
func TestKeepersAtOnce(t *testing.T) {
	w := newTown(t)
	const fines = 60
	for n := range fines {
		w.fine(n + 1)
	}
	var posts sync.Map
	w.front = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			posts.Store(r.Header.Get("X-Request-Id"), true)
		}
		w.there.ServeHTTP(rw, r)
	})
	var wait sync.WaitGroup
	for range 4 {
		k := w.keeper()
		wait.Go(func() {
			if err := k.Work(t.Context(), w.clock()); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	count := 0
	posts.Range(func(any, any) bool { count++; return true })
	if count != fines {
		t.Errorf("%d positions were created with %d requests", fines, count)
	}
	if got := w.one(`select count(*)::text from publication where state = 'published' and next_at > $1`, w.clock()); got != "60" {
		t.Errorf("%s published", got)
	}
}

// What changes while it is told is told again.
func TestChangeWhileTelling(t *testing.T) {
	w := newTown(t)
	w.fine(1)
	var once sync.Once
	w.front = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			once.Do(func() { w.exec(`update fine set reduced = 6000 where id = 'V-1'`) })
		}
		w.there.ServeHTTP(rw, r)
	})
	k := w.keeper()
	w.work(k)
	w.work(k)
	w.pay(nav(t, 3), 60_00)
}

// pagoPA away: nothing is lost, and nothing is tried twice a minute.
func TestPagoPAAway(t *testing.T) {
	w := newTown(t)
	w.fine(1)
	w.fine(2)
	calls := 0
	w.front = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "debtpositions") {
			calls++
		}
		rw.WriteHeader(http.StatusServiceUnavailable)
	})
	k := w.keeper()
	if err := k.Work(t.Context(), w.clock()); !errors.Is(err, command.ErrDown) {
		t.Errorf("away gives %v", err)
	}
	if calls != 1 {
		t.Errorf("%d calls to a pagoPA that is away", calls)
	}
	w.front = nil
	w.later(30 * time.Second)
	if err := k.Work(t.Context(), w.clock()); err != nil && !errors.Is(err, command.ErrDown) {
		t.Error(err)
	}
	if got := w.settled(1); got != "nothing, due " {
		t.Errorf("within the minute: %s", got)
	}
	w.later(time.Minute)
	w.work(k)
	if got := w.settled(1) + "; " + w.settled(2); got != "nothing, published VALID; nothing, published VALID" {
		t.Errorf("once it is back: %s", got)
	}
}

// What pagoPA refuses is told to somebody, is tried more and more seldom, and stops nothing else.
func TestRefusedPosition(t *testing.T) {
	w := newTown(t)
	w.fine(1)
	w.fine(2)
	w.front = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && w.one(`select count(*)::text from publication where state = 'failing'`) == "0" {
			rw.WriteHeader(http.StatusBadRequest)
			return
		}
		w.there.ServeHTTP(rw, r)
	})
	w.work(w.keeper())
	if got := w.one(`select string_agg(state || ' ' || problem || ' ' || tries, ', ' order by position) from publication`); got != "failing refused 1, published  0" {
		t.Errorf("publications: %s", got)
	}
	if len(w.reports) != 1 || !strings.Contains(w.reports[0], "fine/V-1") {
		t.Errorf("reports: %q", w.reports)
	}
	w.front = nil
	w.later(time.Minute)
	w.work(w.keeper())
	if got := w.settled(1); got != "nothing, published VALID" {
		t.Errorf("afterwards: %s", got)
	}
}

// Another account of the comune goes into every position.
func TestAnotherAccount(t *testing.T) {
	w := newTown(t)
	w.fine(1)
	w.work(w.keeper())
	puts := 0
	w.front = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			puts++
		}
		w.there.ServeHTTP(rw, r)
	})
	w.work(w.keeper())
	was := council.Accounts["fines"]
	defer func() { council.Accounts["fines"] = was }()
	other := was
	other.IBAN = "IT60X0542811101000000999999"
	council.Accounts["fines"] = other
	w.work(w.keeper())
	w.work(w.keeper())
	if puts != 1 {
		t.Errorf("told %d times of another account", puts)
	}
}
