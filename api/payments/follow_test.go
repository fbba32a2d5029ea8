package payments_test

import (
	"testing"
	"time"

	. "sportello/api/payments"
)

var began = time.Date(2026, 7, 6, 21, 50, 0, 0, time.UTC)

func try(p Progress, receipts ...string) Payment {
	made := Payment{ID: "1", Progress: p, At: began, Cart: true}
	for _, r := range receipts {
		made.Items = append(made.Items, Item{NAV: "348000000000010146", Position: "fine/V-1", Receipt: r})
	}
	return made
}

// TestNow: only receipts confirm, and time alone ends what was never heard of.
func TestNow(t *testing.T) {
	for _, c := range []struct {
		name  string
		p     Payment
		after time.Duration
		want  Progress
		busy  bool
	}{
		{"just begun", try(Started, ""), 0, Started, true},
		{"a moment before", try(Started, ""), 14*time.Minute + 59*time.Second, Started, true},
		{"nothing was heard", try(Started, ""), 15 * time.Minute, Lapsed, false},
		{"back from there", try(Sent, ""), time.Minute, Sent, true},
		{"still without its receipt: it can be tried again", try(Sent, ""), 15 * time.Minute, Sent, false},
		{"for three days", try(Sent, ""), 72*time.Hour - time.Second, Sent, false},
		{"and no longer", try(Sent, ""), 72 * time.Hour, Lapsed, false},
		{"its receipt", try(Sent, "r"), time.Minute, Confirmed, false},
		{"its receipt came first", try(Started, "r"), 0, Confirmed, false},
		{"its receipt, though it was dropped", try(Dropped, "r"), time.Minute, Confirmed, false},
		{"though it failed", try(Failed, "r"), time.Minute, Confirmed, false},
		{"after all that time", try(Started, "r"), 9000 * time.Hour, Confirmed, false},
		{"one of two receipts", try(Sent, "r", ""), time.Minute, Sent, true},
		{"an intention", try(Intended, ""), 9000 * time.Hour, Intended, false},
		{"dropped", try(Dropped, ""), time.Minute, Dropped, false},
		{"nothing in it", try(Started), 0, Started, true},
	} {
		at := began.Add(c.after)
		if got, busy := c.p.Now(at, Offer{}), c.p.Busy(at, Offer{}); got != c.want || busy != c.busy {
			t.Errorf("%s: %s, busy %v; want %s, %v", c.name, got, busy, c.want, c.busy)
		}
	}
	alone := try(Started, "")
	alone.Cart = false
	if early, late := alone.Now(began.Add(59*time.Second), Offer{}), alone.Now(began.Add(time.Minute), Offer{}); early != Started || late != Lapsed {
		t.Errorf("without a page of pagoPA: %s, then %s", early, late)
	}
	if got := try(Started, "").Now(began.Add(5*time.Minute), Offer{Waiting: 5}); got != Lapsed {
		t.Errorf("the comune waits for five minutes: %s", got)
	}
}

// TestFollow: a position waits for the payment of its notices, and no other does.
func TestFollow(t *testing.T) {
	positions, all := []Position{fine(), tari()}, []Payment{try(Sent, "")}
	Follow(positions, all, began.Add(time.Minute), Offer{})
	if !positions[0].Waiting || positions[1].Waiting {
		t.Errorf("waiting: %v, %v", positions[0].Waiting, positions[1].Waiting)
	}
	Follow(positions, all, began.Add(time.Hour), Offer{})
	if positions[0].Waiting {
		t.Error("it waits for ever")
	}
}

// TestReturns: no word of a browser confirms anything.
func TestReturns(t *testing.T) {
	for word, want := range map[Return]Progress{ReturnOK: Sent, ReturnWait: Sent, ReturnCancel: Dropped, ReturnError: Failed, "pagato": "", "": ""} {
		if got, known := word.Progress(); got != want || known != (want != "") {
			t.Errorf("%q: %s, %v", word, got, known)
		}
	}
}
