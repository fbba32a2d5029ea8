package chaos

import (
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"
)

// TestMoney has 2,000 notices paid at banks' counters, and by people who start a payment here, while receipts come twice, late, overtaking each other, saying
// another amount, or never, and while the server and PostgreSQL die. What gets lost is brought home by the flows of the
// banks. Then the books are held against the ledger of the banks: to the cent, each receipt once, nothing lost.
func TestMoney(t *testing.T) {
	n, every := 2_000, 250
	if full() {
		n, every = 10_000, 600
	}
	seed := seed(t)
	t.Logf("seed %d (CHAOS_SEED repeats it)", seed)
	w, b := newMoney(t, seed)
	rng := rand.New(rand.NewPCG(seed, 11))
	carts, counter := w.carts(w.debts(n, rng), rng)
	began, reaper := time.Now(), w.reap(seed, every)
	done := b.open(w, carts, counter, seed, reaper.tell)
	if err := reaper.end(); err != nil {
		t.Fatalf("after a kill: %v", err)
	}
	sure := time.Since(began)
	w.settle(t, b)
	w.checkPaid(t, done)
	for _, wrong := range append(w.wrongBooks(b), w.wrongStates(done)...) {
		t.Error(wrong)
	}
	for _, f := range b.Faults() {
		t.Errorf("the bank found a fault: %v", f)
	}
	w.tell(t, b, done, w.checkCarts(t, carts), sure, time.Since(began))
	w.control(t, b, done)
}

// open has everything paid, at the counter and on our pages, by so many people at once.
func (b *bank) open(w *world, carts []*cart, counter []debt, seed uint64, heard func()) (done []paid) {
	var jobs []func(*rand.Rand, time.Time) []paid
	for _, d := range counter {
		jobs = append(jobs, func(rng *rand.Rand, stop time.Time) []paid { return []paid{b.pay(w.t.Context(), d, rng, stop)} })
	}
	for i, c := range carts { // spread among the others
		at := i * len(jobs) / len(carts)
		jobs = slices.Insert(jobs, at, func(rng *rand.Rand, stop time.Time) []paid { return b.shop(w, c, rng, stop) })
	}
	free, results := make(chan struct{}, workers), make([][]paid, len(jobs))
	var all sync.WaitGroup
	for i, job := range jobs {
		if i == len(jobs)/2 {
			b.MakeFlows()
		}
		free <- struct{}{}
		all.Go(func() {
			results[i] = job(rand.New(rand.NewPCG(seed, uint64(i)+100)), time.Now().Add(lasting))
			heard()
			<-free
		})
	}
	all.Wait()
	return slices.Concat(results...)
}
