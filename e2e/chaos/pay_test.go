package chaos

import (
	"math/rand/v2"
	"sync"
	"testing"
	"time"
)

// TestMoney has 2,000 notices paid at banks' counters while receipts come twice, late, overtaking each other, saying
// another amount, or never, and while the server and PostgreSQL die. What gets lost is brought home by the flows of the
// banks. Then the books are held against the ledger of the banks: to the cent, each receipt once, nothing lost.
func TestMoney(t *testing.T) {
	n, every := 2_000, 450
	if full() {
		n, every = 10_000, 600
	}
	seed := seed(t)
	t.Logf("seed %d (CHAOS_SEED repeats it)", seed)
	w, b := newMoney(t, seed)
	all := w.debts(n, rand.New(rand.NewPCG(seed, 11)))
	began, reaper := time.Now(), w.reap(seed, every)
	done := make([]paid, len(all))
	free := make(chan struct{}, workers)
	var paying sync.WaitGroup
	for i, d := range all {
		if i == len(all)/2 {
			b.MakeFlows()
		}
		free <- struct{}{}
		paying.Go(func() {
			done[i] = b.pay(t.Context(), d, rand.New(rand.NewPCG(seed, uint64(i)+100)), time.Now().Add(lasting))
			reaper.tell()
			<-free
		})
	}
	paying.Wait()
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
	w.tell(t, b, done, sure, time.Since(began))
	w.control(t, b, done)
}
