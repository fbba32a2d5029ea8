package hall_test

import (
	"sync"
	"testing"
	"time"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/identity"
	"sportello/api/payments"
)

func day(at time.Time) calendar.Day { return calendar.InRome(at) }

// TestLastMinute: the discount can be paid on day 5 at 23:50 in Rome and not ten minutes later, whatever the device's
// clock says.
func TestLastMinute(t *testing.T) {
	h := open(t)
	h.clock = day6
	if _, err := h.start(identity.Self(anna), 1, 4320, navDiscount); why(err) != "pay_not_open" {
		t.Errorf("on day 6: %v", err)
	}
	h.clock = day5
	r, err := h.start(identity.Self(anna), 2, 4320, navDiscount)
	if err != nil || r.Next != "https://checkout.example/1" || h.progress(2) != payments.Started {
		t.Fatalf("on day 5: %+v, %v", r, err)
	}
	h.clock = day6.Add(time.Minute) // her cart is eleven minutes old: it cannot be made anew for what is past
	if _, err := h.start(identity.Self(anna), 2, 4320, navDiscount); why(err) != "pay_not_open" {
		t.Errorf("the same again on day 6: %v", err)
	}
	h.clock = day6.Add(time.Hour)
	if r, err := h.start(identity.Self(anna), 3, 5580, navReduced); err != nil || r.Next == "" {
		t.Errorf("the reduced sum on day 6: %+v, %v", r, err)
	}
}

// TestTheSameAgain: one id is one payment, with an address that can be used each time.
func TestTheSameAgain(t *testing.T) {
	h, me := open(t), identity.Self(anna)
	h.clock = day5.Add(-time.Hour)
	for _, c := range []struct {
		after time.Duration
		next  string
	}{
		{0, "https://checkout.example/1"},
		{9 * time.Minute, "https://checkout.example/1"},
		{10 * time.Minute, "https://checkout.example/2"}, // pagoPA has forgotten the first by now
		{15 * time.Minute, "https://sportello.example/pagamenti/" + id(1)},
	} {
		h.clock = day5.Add(-time.Hour + c.after)
		if r, err := h.start(me, 1, 4320, navDiscount); err != nil || r.Next != c.next {
			t.Errorf("after %s: %+v, %v", c.after, r, err)
		}
	}
	if n := h.count(`select count(*) from payment`); n != 1 {
		t.Errorf("%d payments", n)
	}
	h.clock = day5.Add(-time.Hour)
	if _, err := h.start(h.under(capped), 2, 4320, navDiscount); why(err) != "pay_busy" {
		t.Errorf("a proxy meanwhile: %v", err)
	}
	if _, err := h.start(me, 1, 5580, navReduced); err == nil {
		t.Error("the id was used for another notice")
	}
}

// TestPagoPAIsAway: what was written stays, and the same command goes on where it stood.
func TestPagoPAIsAway(t *testing.T) {
	h, me := open(t), identity.Self(anna)
	h.counter.away = true
	if _, err := h.start(me, 1, 4320, navDiscount); why(err) == "" {
		t.Fatal("it was started without pagoPA")
	}
	h.counter.away = false
	if r, err := h.start(me, 1, 4320, navDiscount); err != nil || r.Next != "https://checkout.example/1" {
		t.Errorf("when it is back: %+v, %v", r, err)
	}
	h.clock = h.clock.Add(2 * time.Minute)
	h.counter.away = true
	h.exec(`update payment set cart_at = null, url = ''`)
	h.counter.away = false
	if r, err := h.start(me, 2, 4320, navDiscount); err != nil || r.Next == "" {
		t.Errorf("one that never came as far as a cart holds nobody up: %+v, %v", r, err)
	}
}

// TestOneAtATime: of two who pay the same notice at once one starts, and the other is told.
func TestOneAtATime(t *testing.T) {
	h := open(t)
	var wait sync.WaitGroup
	var mu sync.Mutex
	said := map[string]int{}
	for n := range 8 {
		who := identity.Self(anna)
		if n%2 == 1 {
			who = h.under(capped)
		}
		wait.Go(func() {
			_, err := h.start(who, n, 4320, navDiscount)
			mu.Lock()
			defer mu.Unlock()
			said[why(err)]++
		})
	}
	wait.Wait()
	if said[""] != 1 || said["pay_busy"] != 7 {
		t.Errorf("they were told %v", said)
	}
	if f, err := h.Folder(t.Context(), identity.Self(anna)); err != nil || !f.Debts[0].Waiting {
		t.Errorf("the folder does not say that it is under way: %v", err)
	}
	h.clock = h.clock.Add(5 * time.Minute)
	one := h.count(`select right(id::text, 1)::int from payment`)
	if _, err := h.Returned(t.Context(), id(one), payments.ReturnCancel); err != nil {
		t.Fatal(err)
	}
	if _, err := h.start(identity.Self(anna), 20, 4320, navDiscount); err != nil {
		t.Errorf("after the first was dropped: %v", err)
	}
}

// TestWhoMayPay: row by row, who starts a payment of Anna's, and who does not.
func TestWhoMayPay(t *testing.T) {
	for _, c := range []struct {
		name  string
		who   func(*house) identity.Who
		nav   string
		total int
		want  string
	}{
		{"Anna herself", func(*house) identity.Who { return identity.Self(anna) }, navReduced, 5580, ""},
		{"a proxy, within the cap", func(h *house) identity.Who { return h.under(capped) }, navDiscount, 4320, ""},
		{"a proxy, over the cap", func(h *house) identity.Who { return h.under(capped) }, navReduced, 5580, "pay_over_cap"},
		{"a proxy who may only see", func(h *house) identity.Who { return h.under(seeing) }, navDiscount, 4320, "no_right"},
		{"somebody else", func(*house) identity.Who { return identity.Self(bice) }, navDiscount, 4320, "pay_nothing"},
		{"a clerk", func(h *house) identity.Who {
			return identity.Who{Actor: bice, Subject: anna, Mandate: identity.Mandate{Kind: identity.MandateDesk, ID: id(99)}}
		}, navDiscount, 4320, "pay_desk"},
		{"another sum than is owed", func(*house) identity.Who { return identity.Self(anna) }, navDiscount, 4319, "pay_changed"},
		{"no notice", func(*house) identity.Who { return identity.Self(anna) }, "", 4320, "pay_nothing"},
	} {
		h := open(t)
		if _, err := h.do(c.who(h), 1, command.PayStart, payments.Start{Notices: []string{c.nav}, Total: cents(c.total)}); why(err) != c.want {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
		if n := h.count(`select count(*) from payment`); (n == 1) != (c.want == "") {
			t.Errorf("%s: %d payments are there", c.name, n)
		}
	}
}

// TestHowItEnds: the way back changes what was started, and only a receipt confirms.
func TestHowItEnds(t *testing.T) {
	me := identity.Self(anna)
	for _, c := range []struct {
		name  string
		words []payments.Return
		paid  bool
		want  payments.Progress
	}{
		{"paid, they say", []payments.Return{"ok"}, false, payments.Sent},
		{"no answer yet", []payments.Return{"attesa"}, false, payments.Sent},
		{"turned back", []payments.Return{"annullato"}, false, payments.Dropped},
		{"failed", []payments.Return{"errore"}, false, payments.Failed},
		{"the same page again", []payments.Return{"ok", "ok"}, false, payments.Sent},
		{"turned back, and then paid", []payments.Return{"annullato", "ok"}, false, payments.Sent},
		{"paid, and then an old page", []payments.Return{"ok", "annullato", "errore"}, false, payments.Sent},
		{"its receipt", nil, true, payments.Confirmed},
		{"its receipt, though it failed", []payments.Return{"errore"}, true, payments.Confirmed},
	} {
		h := open(t)
		if _, err := h.start(me, 1, 4320, navDiscount); err != nil {
			t.Fatal(err)
		}
		h.clock = h.clock.Add(time.Minute)
		if c.paid {
			h.receipt("r", navDiscount, 4320)
		}
		for _, w := range c.words {
			if page, err := h.Returned(t.Context(), id(1), w); err != nil || page != "/pagamenti/"+id(1) {
				t.Errorf("%s: led to %q, %v", c.name, page, err)
			}
		}
		if got := h.progress(1); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	h := open(t)
	if _, err := h.Returned(t.Context(), id(7), payments.ReturnOK); err != command.ErrNotFound {
		t.Errorf("a payment that is none: %v", err)
	}
	if _, err := h.start(h.under(capped), 1, 4320, navDiscount); err != nil {
		t.Fatal(err)
	}
	if page, err := h.Returned(t.Context(), id(1), payments.ReturnOK); err != nil || page != "/per/"+capped+"/pagamenti/"+id(1) {
		t.Errorf("a proxy is led to %q, %v", page, err)
	}
}

// TestReceiptsFindTheirPayment: of two tries the receipt is that of the later one, however late it comes.
func TestReceiptsFindTheirPayment(t *testing.T) {
	h, me := open(t), identity.Self(anna)
	h.clock = day5.Add(-3 * time.Hour)
	for n := range 2 {
		if _, err := h.start(me, n, 4320, navDiscount); err != nil {
			t.Fatal(err)
		}
		h.clock = h.clock.Add(10 * time.Minute)
		if _, err := h.Returned(t.Context(), id(n), payments.ReturnError); err != nil {
			t.Fatal(err)
		}
	}
	paidAt := h.clock
	h.clock = h.clock.Add(40 * time.Hour) // recovered by the flow of money
	r := payments.Receipt{ID: "late", NAV: navDiscount, Amount: 4320, PaidOn: day(paidAt), PaidAt: paidAt}
	if _, err := h.db.Book(t.Context(), r, navDiscount[1:], "fdr", "", h.clock); err != nil {
		t.Fatal(err)
	}
	if first, second := h.progress(0), h.progress(1); first != payments.Failed || second != payments.Confirmed {
		t.Errorf("%s, %s", first, second)
	}
}

// TestARightThatWentAway: the address of a payment is given to nobody who may not pay any more.
func TestARightThatWentAway(t *testing.T) {
	h := open(t)
	if _, err := h.start(h.under(capped), 1, 4320, navDiscount); err != nil {
		t.Fatal(err)
	}
	h.exec(`update proxy set cap = 4319 where id = $1`, capped)
	if r, err := h.start(h.under(capped), 1, 4320, navDiscount); why(err) != "no_right" || r.Next != "" {
		t.Errorf("with a lower cap: %+v, %v", r, err)
	}
}
