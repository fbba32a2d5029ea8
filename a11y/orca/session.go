package orca

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// Browsers that Start knows.
const (
	Chromium = "chromium"
	Firefox  = "firefox"
)

// Limits. They are long because machines are slow, and cost nothing when things go well.
const (
	attempts = 3                      // of the whole start-up
	start    = 40 * time.Second       // for one program to be ready
	limit    = 8 * time.Second        // for a phrase to be heard after its key
	silence  = 350 * time.Millisecond // Orca neither spoke nor worked: it has finished
	patience = 6 * time.Second        // how long to wait for such a silence
)

// Options say what to open. Only URL is needed.
type Options struct {
	URL     string // the page, whole
	Browser string // Chromium when empty, or Firefox
	Lang    string // language of Orca and of the browser: "it" when empty, or "en"
}

// Session is one Orca reading one browser. Only the goroutine of its test may use it.
type Session struct {
	t       testing.TB
	options Options
	crew    *crew
	tape    *tape
	at      int // position on the tape up to which phrases have been heard
}

// Start opens the page and returns when Orca reads it and its reading point is at the top of the page.
//
// The start-up as a whole is tried three times, for it needs six programs to find each other. The test fails
// when a program is not installed or the third try fails. Everything ends with the test, also when it panics or
// is killed. When the test has failed, e2e/out has the transcript, a picture of the screen and the logs.
func Start(t testing.TB, o Options) *Session {
	t.Helper()
	if o.Browser == "" {
		o.Browser = Chromium
	}
	if o.Lang == "" {
		o.Lang = "it"
	}
	if err := installed(o); err != nil {
		t.Fatalf("orca: %v", err)
	}
	var failures []error
	for try := range attempts {
		s, err := launch(t, o)
		if err == nil {
			return s
		}
		failures = append(failures, fmt.Errorf("try %d: %w", try+1, err))
	}
	t.Fatalf("orca: the start-up failed %d times:\n%v", attempts, errors.Join(failures...))
	return nil
}

// launch is one try at the start-up. When it fails it leaves evidence, and nothing running.
func launch(t testing.TB, o Options) (*Session, error) {
	home, err := os.MkdirTemp("", "orca-") // short: sockets live in it, and their paths have 108 bytes
	if err != nil {
		return nil, err
	}
	s := &Session{t: t, options: o, crew: newCrew(home, environment(home, o.Lang)), tape: newTape()}
	ready := false
	t.Cleanup(func() {
		if ready && t.Failed() {
			s.saveEvidence()
		}
		s.end()
	})
	if err := s.begin(); err != nil {
		s.saveEvidence()
		s.end()
		return nil, err
	}
	ready = true
	return s, nil
}

// end stops every program and removes the session's folder. A second call does nothing.
func (s *Session) end() {
	s.crew.dismiss()
	os.RemoveAll(s.crew.home)
}

// Transcript returns what has been heard so far, for people: seconds, ## steps, ⌨ keys, speech, ✂ where speech
// was stopped.
func (s *Session) Transcript() string {
	all, _ := s.tape.from(0)
	var text strings.Builder
	write(&text, all)
	return text.String()
}
