package chaos

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

// workers is how many filings are under way at once.
const workers = 24

// TestExactlyOnce files applications by protocol while everything dies, and counts. Then the control: the same
// without the key.
func TestExactlyOnce(t *testing.T) {
	w := newWorld(t)
	n, every, who := 150, 70, 24
	if full() {
		n, every, who = 2_000, 90, 100
	}
	people := w.people(who)
	t.Run("with the key", func(t *testing.T) {
		readers, stop := w.readers(), make(chan struct{})
		seen := &tally{}
		reading := w.readOn(readers, seen, stop)
		r := w.story(t, "key", n, every, true, people)
		close(stop)
		reading.Wait()
		for what, times := range seen.strange {
			t.Errorf("%d times a reader was answered %s", times, what)
		}
		w.probe(t, r)
		w.quiet(t)
		w.checkCounts(t, r)
		w.checkRegister(t)
		w.checkAudit(t, r)
		w.checkReaders(t, readers)
		w.checkAnswers(t, r)
		t.Log("\n" + r.table())
		if r.serverKills < 2 || r.databaseKills < 2 || r.unknown.Load() < int64(n)/10 {
			t.Errorf("too little died to prove anything")
		}
	})
	t.Run("control: without the key", func(t *testing.T) {
		if err := w.house.Restart(t.Context()); err != nil {
			t.Fatal(err)
		}
		r := w.story(t, "control", 40, 2*every, false, people)
		w.quiet(t)
		t.Log("\n" + r.table())
		if _, doubled := w.lostAndDoubled(r); doubled == 0 {
			t.Errorf("a client without a key doubles nothing: this harness proves nothing")
		}
	})
}

// result is one run of people who file.
type result struct {
	*tally
	world   *world
	name    string
	seed    uint64
	filings []*filing
	took    time.Duration

	serverKills, databaseKills int
	lost, doubled              int
	audit                      int64
}

// story has n applications filed while the reaper goes round.
func (w *world) story(t *testing.T, name string, n, every int, keepsKey bool, people []person) *result {
	t.Helper()
	r := &result{tally: &tally{}, world: w, name: name, seed: seed(t)}
	servers, databases, began := w.serverKills, w.databaseKills, time.Now()
	reaper := w.reap(r.seed, every)
	c := &client{tally: r.tally, address: w.house.Address(), keepsKey: keepsKey, heard: reaper.tell}
	free := make(chan struct{}, workers)
	var all sync.WaitGroup
	for i := range n {
		f := newFiling(name, r.seed, i, people[i%len(people)])
		f.late = f.late || i >= n-len(people) // a draft that comes back after the last one stays
		r.filings = append(r.filings, f)
		free <- struct{}{}
		all.Go(func() { c.file(f); <-free })
	}
	all.Wait()
	if err := reaper.end(); err != nil {
		t.Fatalf("after a kill: %v", err)
	}
	r.took, r.serverKills, r.databaseKills = time.Since(began), w.serverKills-servers, w.databaseKills-databases
	for what, times := range r.strange {
		t.Errorf("%d times a phone was answered %s", times, what)
	}
	return r
}

// quiet lets the server finish what it has, and end.
func (w *world) quiet(t *testing.T) {
	t.Helper()
	w.house.Stop()
}

// table is the outcome on one screen.
func (r *result) table() string {
	r.lost, r.doubled = r.world.lostAndDoubled(r)
	var b strings.Builder
	row := func(what string, value any) { fmt.Fprintf(&b, "%-18s %10v\n", what, value) }
	row("run", r.name)
	row("seed", r.seed)
	row("submissions", len(r.filings))
	row("attempts", r.attempts.Load())
	row("unknown answers", r.unknown.Load())
	row("answers \"not now\"", r.refused.Load())
	row("server kills", r.serverKills)
	row("database kills", r.databaseKills)
	row("lost", r.lost)
	row("doubled", r.doubled)
	row("audit rows", r.audit)
	row("seconds", fmt.Sprintf("%.1f", r.took.Seconds()))
	return b.String()
}
