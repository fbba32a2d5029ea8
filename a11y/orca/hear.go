package orca

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Part is one part of a step: what is done, or what must or must not be heard.
type Part func(*step)

type step struct {
	keys   []string
	do     func()
	say    []string
	never  []string
	within time.Duration
}

// Key presses keys one after the other, by their X names: "Tab", "Return", "space", "h", "shift+Tab",
// "ctrl+Home". The step listens from the last of them.
func Key(names ...string) Part { return func(s *step) { s.keys = append(s.keys, names...) } }

// Do runs a function instead of a key, for what happens without the person: the network comes back.
func Do(act func()) Part { return func(s *step) { s.do = act } }

// Say names phrases that must be heard in this order; other speech may lie between them. A phrase is part of one
// utterance, letter by letter; runs of white space count as one space.
func Say(phrases ...string) Part { return func(s *step) { s.say = append(s.say, phrases...) } }

// Never names phrases that must not be spoken, not even cut off, until Orca is silent again.
func Never(phrases ...string) Part { return func(s *step) { s.never = append(s.never, phrases...) } }

// Within gives the phrases another time than 8 seconds.
func Within(d time.Duration) Part { return func(s *step) { s.within = d } }

// Hear does what the step says and waits until its phrases have been heard. The test ends at the first phrase
// that is not heard in time. With no key and nothing to do it goes on listening where the last step stopped.
func (s *Session) Hear(name string, parts ...Part) {
	s.t.Helper()
	if err := s.hear(name, parts...); err != nil {
		s.t.Fatalf("orca: %s: %v", name, err)
	}
}

// Until presses the key again and again, at most n times, until the phrases are heard after one press.
func (s *Session) Until(name string, n int, parts ...Part) {
	s.t.Helper()
	if err := s.until(name, n, parts...); err != nil {
		s.t.Fatalf("orca: %s: %v", name, err)
	}
}

// Type types a text with real key strokes, accents too, into the field that has the focus. It returns when
// Orca has received every stroke.
func (s *Session) Type(text string) {
	s.t.Helper()
	if err := s.typeText(text); err != nil {
		s.t.Fatalf("orca: typing %q: %v", text, err)
	}
}

func (s *Session) hear(name string, parts ...Part) error {
	one := newStep(parts)
	s.tape.note(name)
	if err := s.act(one); err != nil {
		return err
	}
	s.tape.wait(s.at, one.within, one.heard)
	return s.judge(one)
}

func (s *Session) until(name string, n int, parts ...Part) error {
	one := newStep(parts)
	s.tape.note(name)
	for range n {
		if err := s.act(one); err != nil {
			return err
		}
		s.tape.wait(s.at, limit, func(after []record) bool { return spoken(after) != "" })
		s.tape.quiet(silence, patience)
		if after, _ := s.tape.from(s.at); one.heard(after) {
			return s.judge(one)
		}
	}
	return fmt.Errorf("not heard after pressing %q %d times: %q", one.keys, n, one.say)
}

// judge waits for silence, for Orca may yet cut off what it said, and compares. It moves the place from which a
// step without a key would go on listening.
func (s *Session) judge(one step) error {
	s.tape.quiet(silence, patience)
	after, _ := s.tape.from(s.at)
	n, end := match(uncut(after), one.say)
	if n < len(one.say) {
		reason := fmt.Sprintf("not heard in %v", one.within)
		if m, _ := match(after, one.say); m > n {
			reason = "spoken, but cut off by Orca before it could be heard"
		}
		return fmt.Errorf("%s: %q\nspoken: %s", reason, one.say[n], spoken(after))
	}
	s.at += end
	for _, phrase := range one.never {
		if strings.Contains(spoken(after), phrase) {
			return fmt.Errorf("spoken, but must not be: %q\nspoken: %s", phrase, spoken(after))
		}
	}
	return nil
}

// act presses the step's keys, or does its deed, each after a silence, and sets the place from which to listen.
func (s *Session) act(one step) error {
	for _, key := range one.keys {
		s.tape.quiet(silence, patience)
		s.at = s.tape.len()
		if err := s.press(key); err != nil {
			return err
		}
		if !s.tape.wait(s.at, limit, func(after []record) bool { return count(after, pressed) > 0 }) {
			return fmt.Errorf("the reader did not receive the key %s (ended: %q)", key, s.crew.ended())
		}
	}
	if one.do != nil {
		s.tape.quiet(silence, patience)
		s.at = s.tape.len()
		one.do()
	}
	return nil
}

func (s *Session) press(key string) error {
	_, err := s.crew.run(limit, "xdotool", "key", "--clearmodifiers", key)
	return err
}

func (s *Session) typeText(text string) error {
	s.tape.note("types " + text)
	s.tape.quiet(silence, patience)
	s.at = s.tape.len()
	if _, err := s.crew.run(start, "xdotool", "type", "--clearmodifiers", "--delay", "25", "--", text); err != nil {
		return err
	}
	want, got := utf8.RuneCountInString(text), 0
	if !s.tape.wait(s.at, limit, func(after []record) bool { got = count(after, pressed); return got >= want }) {
		return fmt.Errorf("the reader received %d of %d keys", got, want)
	}
	s.tape.quiet(silence, patience)
	return nil
}

func newStep(parts []Part) step {
	one := step{within: limit}
	for _, part := range parts {
		part(&one)
	}
	return one
}

func (one step) heard(after []record) bool {
	n, _ := match(uncut(after), one.say)
	return n == len(one.say)
}
