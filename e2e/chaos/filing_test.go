package chaos

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
)

// filing is one application that one person means to file, once.
type filing struct {
	mark string // stands in its notes, so that it is known again under any key
	key  string
	who  person
	body []byte
	told []string // what each phone that sent it was told in the end

	rng  *rand.Rand
	made *rand.ChaCha8 // of ids
	seed [32]byte

	late bool // the answer of a step is sent with the application, not before it
}

// newFiling makes the n-th of a run; its choices do not hang on what the others do.
func newFiling(run string, seed uint64, n int, who person) *filing {
	f := &filing{mark: fmt.Sprintf("%s-%d-%d", run, seed, n), who: who, rng: rand.New(rand.NewPCG(seed, uint64(n)))}
	copy(f.seed[:], f.mark)
	f.made = rand.NewChaCha8(f.seed)
	f.key, f.body, f.late = f.newKey(), submission(f.mark), f.rng.IntN(6) == 0
	return f
}

func (f *filing) newKey() string {
	id, err := uuid.NewV7FromReader(f.made)
	if err != nil {
		panic(err) // a generator never fails
	}
	return id.String()
}

// submission is a whole application for the help button.
func submission(mark string) []byte {
	body, err := json.Marshal(map[string]any{"service": "telesoccorso", "answers": map[string]string{
		"address": "Via Umberto I 12", "phone": "0362 123456", "alone": "yes", "contact_name": "Chiara Sverinelli",
		"contact_phone": "333 1234567", "keys": "no", "disability": "no", "visit": "any", "notes": mark, "declare": "yes"}})
	if err != nil {
		panic(err) // texts always marshal
	}
	return body
}

// submit is the request that files; step the one that keeps the answer of a step before.
func (f *filing) submit(key string) request {
	return request{method: "POST", path: "/v1/applications", key: key, who: f.who, body: f.body}
}

func (f *filing) step() request {
	return request{method: "PUT", path: "/v1/drafts/" + f.key, who: f.who,
		body: []byte(`{"service":"telesoccorso","answers":{"address":"Via Umberto I 12"}}`)}
}

// tally counts what a run did.
type tally struct {
	attempts, unknown, refused atomic.Int64

	mu      sync.Mutex
	strange map[string]int // answers that a phone must never get
}

func (y *tally) wonder(what string) {
	y.mu.Lock()
	defer y.mu.Unlock()
	if y.strange == nil {
		y.strange = map[string]int{}
	}
	y.strange[what]++
}

// client sends over and over until it knows. Without keepsKey it makes a new key for each try, as a program
// does that has none.
type client struct {
	*tally
	address  string
	keepsKey bool
	heard    func() // is told of each definite answer
}

// until sends a request until the answer is a definite one, or time is up.
func (c *client) until(r request, rng *rand.Rand, stop time.Time) answer {
	for time.Now().Before(stop) {
		if !c.keepsKey && r.key != "" {
			r.key = uuid.Must(uuid.NewV7()).String()
		}
		what := whole
		if rng.IntN(3) == 0 {
			what = 1 + fault(rng.IntN(int(faults)-1))
		}
		if a := send(c.address, r, what, rng); c.definite(r, a) {
			c.heard()
			return a
		}
		<-time.After(time.Duration(20+rng.IntN(120)) * time.Millisecond) // a phone that tries again
	}
	return answer{}
}

// definite counts an answer, and tells whether it ends the trying.
func (c *client) definite(r request, a answer) bool {
	if !a.away {
		c.attempts.Add(1)
	}
	switch a.status {
	case http.StatusOK, http.StatusCreated:
		return true
	case 0:
		if !a.away {
			c.unknown.Add(1)
		}
	case http.StatusServiceUnavailable:
		c.refused.Add(1)
	default:
		c.wonder(fmt.Sprintf("%s %s: %d %s", r.method, strings.SplitN(r.path, "/", 4)[2], a.status, a.body))
		return a.status < http.StatusInternalServerError
	}
	return false
}

// lasting is how long a person tries. Nobody gives up before the last kill is over.
const lasting = 2 * time.Minute

// file files: the answer of a step, then the application, now and then from three phones at once, or in the
// wrong order.
func (c *client) file(f *filing) {
	stop := time.Now().Add(lasting)
	copies := 1
	if f.rng.IntN(4) == 0 {
		copies = 3
	}
	f.told = make([]string, copies)
	if !f.late {
		c.until(f.step(), f.rng, stop)
	}
	var phones sync.WaitGroup
	for i := range copies {
		rng := rand.New(rand.NewPCG(f.rng.Uint64(), f.rng.Uint64()))
		phones.Go(func() { f.told[i] = c.until(f.submit(f.key), rng, stop).body })
	}
	if f.late {
		c.until(f.step(), f.rng, stop)
	}
	phones.Wait()
	if f.rng.IntN(5) == 0 { // what was under way somewhere comes after all
		send(c.address, f.step(), cutAfter, f.rng)
		send(c.address, f.submit(f.key), cutAfter, f.rng)
	}
}
