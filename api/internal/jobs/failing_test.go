package jobs_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"sportello/api/internal/jobs"
	"sportello/e2e/outside/mailbox"
)

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
