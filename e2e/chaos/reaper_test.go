package chaos

import (
	"math/rand/v2"
	"sync"
	"sync/atomic"
)

// reaper kills by the clock of the answers that phones got: it strikes only while there is progress, and while
// the others are under way.
type reaper struct {
	world *world
	rng   *rand.Rand
	every int // answers between two kills, about

	heard, next atomic.Int64
	due         chan struct{}
	stop        chan struct{}
	ended       sync.WaitGroup
	err         error
}

// reap begins. The kills come in turns of three, each in an order of its own: server, database, both.
func (w *world) reap(seed uint64, every int) *reaper {
	r := &reaper{world: w, rng: rand.New(rand.NewPCG(seed, 0)), every: every, due: make(chan struct{}, 1), stop: make(chan struct{})}
	r.plan()
	r.ended.Go(r.run)
	return r
}

func (r *reaper) plan() {
	r.next.Store(r.heard.Load() + int64(r.every/2+r.rng.IntN(r.every)))
}

// tell is called for each answer that a phone got.
func (r *reaper) tell() {
	if r.heard.Add(1) < r.next.Load() {
		return
	}
	select {
	case r.due <- struct{}{}:
	default:
	}
}

func (r *reaper) run() {
	var turn []int
	for {
		select {
		case <-r.stop:
			return
		case <-r.due:
		}
		if len(turn) == 0 {
			turn = r.rng.Perm(ways)
		}
		if r.err = r.world.kill(turn[0]); r.err != nil {
			return
		}
		turn = turn[1:]
		r.plan()
		select {
		case <-r.due: // of the time before
		default:
		}
	}
}

// end waits until what was killed last stands again.
func (r *reaper) end() error {
	close(r.stop)
	r.ended.Wait()
	return r.err
}
