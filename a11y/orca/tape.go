package orca

import (
	"bufio"
	"encoding/json"
	"io"
	"sync"
	"time"
)

// tape holds everything Orca said and did, in order, and wakes those who wait for more.
type tape struct {
	mu      sync.Mutex
	records []record
	last    time.Time     // when the last record from Orca came
	ended   bool          // Orca has ended: there will be no more
	more    chan struct{} // closed and replaced at every record
}

func newTape() *tape { return &tape{more: make(chan struct{})} }

// listen reads JSON lines until the writer closes its end. Lines that are not records are dropped.
func (t *tape) listen(r io.Reader) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var one record
		if json.Unmarshal(lines.Bytes(), &one) == nil {
			t.add(one)
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.ended = true
	t.wake()
}

func (t *tape) add(one record) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.records = append(t.records, one)
	if one.Kind != noted {
		t.last = time.Now()
	}
	t.wake()
}

// wake wakes all who wait. The caller holds the lock.
func (t *tape) wake() {
	close(t.more)
	t.more = make(chan struct{})
}

func (t *tape) hasEnded() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.ended
}

// note writes the name of a step on the tape, for the transcript.
func (t *tape) note(name string) {
	t.add(record{At: float64(time.Now().UnixMicro()) / 1e6, Kind: noted, Text: name})
}

// from returns the records at and after position n, and a channel that closes when there is one more.
func (t *tape) from(n int) ([]record, <-chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.records[n:len(t.records):len(t.records)], t.more
}

func (t *tape) len() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.records)
}

// wait returns true as soon as done holds for the records after position n, false when limit has passed or Orca
// has ended.
func (t *tape) wait(n int, limit time.Duration, done func([]record) bool) bool {
	late := time.After(limit)
	for {
		records, more := t.from(n)
		if done(records) {
			return true
		}
		if t.hasEnded() {
			return false
		}
		select {
		case <-more:
		case <-late:
			return false
		}
	}
}

// quiet waits until Orca has neither spoken nor worked for a while, or until limit has passed.
func (t *tape) quiet(while, limit time.Duration) {
	late := time.After(limit)
	for {
		rest, more := t.unrest(while)
		if rest <= 0 {
			return
		}
		select {
		case <-more:
		case <-time.After(rest):
		case <-late:
			return
		}
	}
}

// unrest says how long the silence must still last, at least, and gives the channel of the next record.
func (t *tape) unrest(while time.Duration) (time.Duration, <-chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i := len(t.records) - 1; i >= 0 && t.records[i].Kind != rested; i-- {
		if t.records[i].Kind == working {
			return while, t.more // in the middle of something: only its end counts
		}
	}
	return while - time.Since(t.last), t.more
}
