package hall_test

import (
	"testing"
	"time"

	"sportello/api/command"
	"sportello/api/identity"
	"sportello/api/money"
	"sportello/api/payments"
)

// TestIntentions: kept, replaced, ended by the payment itself, and dropped.
func TestIntentions(t *testing.T) {
	h, me := open(t), identity.Self(anna)
	later := func(n int, navs ...string) string {
		_, err := h.do(me, n, command.PayIntend, payments.Start{Notices: navs, Total: 1, Later: true})
		return why(err)
	}
	for _, c := range []struct {
		name string
		do   func() string
		want map[payments.Progress]int
	}{
		{"kept", func() string { return later(1, navDiscount) }, map[payments.Progress]int{payments.Intended: 1}},
		{"once more", func() string { return later(1, navDiscount) }, map[payments.Progress]int{payments.Intended: 1}},
		{"from another device", func() string { return later(2, navDiscount) }, map[payments.Progress]int{payments.Intended: 1, payments.Dropped: 1}},
		{"of nothing", func() string { return later(3, "348000000000099999") }, map[payments.Progress]int{payments.Intended: 1, payments.Dropped: 1}},
		{"begun", func() string { _, err := h.start(me, 4, 4320, navDiscount); return why(err) },
			map[payments.Progress]int{payments.Started: 1, payments.Dropped: 2}},
		{"one that was begun is not dropped", func() string {
			_, err := h.do(me, 5, command.PayDrop, payments.OfPayment{Payment: id(4)})
			return why(err)
		}, map[payments.Progress]int{payments.Started: 1, payments.Dropped: 2}},
		{"kept again", func() string { return later(6, navReduced) }, map[payments.Progress]int{payments.Started: 1, payments.Dropped: 2, payments.Intended: 1}},
		{"dropped", func() string {
			_, err := h.do(me, 7, command.PayDrop, payments.OfPayment{Payment: id(6)})
			return why(err)
		}, map[payments.Progress]int{payments.Started: 1, payments.Dropped: 3}},
	} {
		if got := c.do(); got != "" {
			t.Errorf("%s: %s", c.name, got)
		}
		f, err := h.Folder(t.Context(), me)
		if err != nil {
			t.Fatal(err)
		}
		got := map[payments.Progress]int{}
		for _, p := range f.Payments {
			got[p.Progress]++
		}
		if raw(got) != raw(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if _, err := h.do(h.under(seeing), 9, command.PayIntend, payments.Start{Notices: []string{navReduced}, Total: 1, Later: true}); why(err) != "no_right" {
		t.Errorf("a proxy who may only see: %v", err)
	}
}

// TestPayingOpenly: from the letter, without signing in; the page of it is there for a day and says nothing of whose it is.
func TestPayingOpenly(t *testing.T) {
	h := open(t)
	ctx := command.WithSource(t.Context(), "192.0.2.1")
	for _, c := range []struct {
		name, nav, plate string
		total            money.Cents
		want             string
	}{
		{"another's plate", navDiscount, "ZZ999ZZ", 4320, command.ErrNotFound.Error()},
		{"another sum", navDiscount, "AB123CD", 4321, "pay_changed"},
		{"the letter in the hand", navDiscount, "ab 123 cd", 4320, ""},
	} {
		if _, err := h.PayOpenly(ctx, id(1), c.nav, c.plate, c.total); why(err) != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if next, err := h.PayOpenly(ctx, id(1), navDiscount, "AB123CD", 4320); err != nil || next != "https://checkout.example/1" {
		t.Errorf("the same again: %q, %v", next, err)
	}
	if _, err := h.PayOpenly(ctx, id(2), navDiscount, "AB123CD", 4320); why(err) != "pay_busy" {
		t.Errorf("another at the same time: %v", err)
	}
	if _, err := h.start(identity.Self(anna), 3, 4320, navDiscount); why(err) != "pay_busy" {
		t.Errorf("Anna herself at the same time: %v", err)
	}
	if page, err := h.Returned(ctx, id(1), payments.ReturnOK); err != nil || page != "/paga/libero/"+id(1) {
		t.Errorf("led back to %q, %v", page, err)
	}
	h.clock = h.clock.Add(2 * time.Minute)
	h.receipt("r", navDiscount, 4320)
	p, err := h.OpenPayment(ctx, id(1))
	if err != nil || p.Progress != payments.Confirmed || p.Total != 4320 || p.By != "" || p.Items[0].NAV != navDiscount {
		t.Errorf("its page: %+v, %v", p, err)
	}
	if f, err := h.Folder(t.Context(), identity.Self(anna)); err != nil || len(f.Payments) != 0 || len(f.Receipts) != 1 {
		t.Errorf("Anna reads %+v, %+v, %v", f.Payments, f.Receipts, err)
	}
	h.clock = day5.Add(24 * time.Hour)
	if _, err := h.OpenPayment(ctx, id(1)); err != command.ErrNotFound {
		t.Errorf("a day later: %v", err)
	}
}

// TestOpenPaymentsAreNobodyElses: who signed in pays under their own name, and their payment has no open page.
func TestOpenPaymentsAreNobodyElses(t *testing.T) {
	h := open(t)
	if _, err := h.start(identity.Self(anna), 1, 4320, navDiscount); err != nil {
		t.Fatal(err)
	}
	if _, err := h.OpenPayment(t.Context(), id(1)); err != command.ErrNotFound {
		t.Errorf("Anna's payment openly: %v", err)
	}
	if _, err := h.PayOpenly(t.Context(), id(1), navDiscount, "AB123CD", 4320); err == nil {
		t.Error("Anna's payment went on in nobody's name")
	}
	for _, who := range []identity.Who{identity.Self(bice), {}} {
		if _, err := h.Payment(t.Context(), who, id(1)); err != command.ErrNotFound {
			t.Errorf("somebody else reads it: %v", err)
		}
	}
}
