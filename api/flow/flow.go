// Package flow says what a flow is: the questions of one task, in order, and which answers are good.
//
// A flow is a value. The place in it is worked out from the answers, never stored, so that a phone, the
// server, a proxy and a clerk all continue the same flow, and the server re-checks with the same code.
// The package draws nothing (app/flowview does) and keeps nothing.
package flow

import (
	"hash/fnv"
	"maps"
	"slices"
	"strconv"

	"sportello/api/calendar"
)

// Answers are what a person has said so far: one text a field, as a form sends it. A field that is
// absent was never asked; a field that is present and empty was asked and left blank.
type Answers map[string]string

// Kind says how a field is asked for.
type Kind string

// The kinds of field. Each has one way to be drawn and one way to be heard.
const (
	Line   Kind = "line"   // one line of text
	Text   Kind = "text"   // a few lines of text
	Phone  Kind = "phone"  // a telephone number
	Email  Kind = "email"  // an e-mail address
	Date   Kind = "date"   // a day, gg/mm/aaaa
	Code   Kind = "code"   // a codice fiscale
	Euro   Kind = "euro"   // a sum, 1.234,56: nothing at all is 0
	Number Kind = "number" // digits
	Choice Kind = "choice" // one of Options
	Agree  Kind = "agree"  // a box to tick: "yes" or nothing
	Tick   Kind = "tick"   // a box among others that may stay empty: "yes" or nothing
	Digest Kind = "digest" // SHA-256 in hex, typed, or worked out by the host of a file sent under the same name
)

// Field is one thing asked. Its words stand in the catalogues under "<flow>.<field>.label", ".hint" and,
// for each option, ".option.<option>".
type Field struct {
	Name         string
	Kind         Kind
	Options      []string // for Choice
	Optional     bool
	Autocomplete string // HTML autofill token of a personal field
	Max          int    // characters; 0 means 200
}

// Step is one page: one question. When and Check are pure functions of the answers.
type Step struct {
	ID     string
	Fields []Field
	When   func(Answers) bool                    // nil: always asked
	Check  func(Answers, calendar.Day) []Problem // beyond what each field's kind asks for
}

// Flow is the steps of one task. ID is the key of its words and part of its address.
type Flow struct {
	ID    string
	Steps []Step
}

// Problem is something the person can mend: the field, and the key of the words that say what happened
// and what to do now.
type Problem struct {
	Field string `json:"field"`
	Key   string `json:"key"`
}

// Path is the steps that these answers lead through.
func (f Flow) Path(a Answers) []Step {
	path := make([]Step, 0, len(f.Steps))
	for _, s := range f.Steps {
		if s.When == nil || s.When(a) {
			path = append(path, s)
		}
	}
	return path
}

// Next is the first step on the path that still needs an answer. done is true when there is none.
func (f Flow) Next(a Answers, today calendar.Day) (next Step, done bool) {
	for _, s := range f.Path(a) {
		if !s.Asked(a) || len(s.Problems(a, today)) > 0 {
			return s, false
		}
	}
	return Step{}, true
}

// Find is the step of that name on the path, its place (from 1) and the number of steps on the path.
func (f Flow) Find(id string, a Answers) (s Step, place, of int, ok bool) {
	path := f.Path(a)
	for i, s := range path {
		if s.ID == id {
			return s, i + 1, len(path), true
		}
	}
	return Step{}, 0, len(path), false
}

// Problems are all problems on the path, in the order of the questions. None means: ready to send.
func (f Flow) Problems(a Answers, today calendar.Day) []Problem {
	var all []Problem
	for _, s := range f.Path(a) {
		all = append(all, s.Problems(a, today)...)
	}
	return all
}

// Kept is the answers without those to questions that the path no longer asks, and without strangers.
func (f Flow) Kept(a Answers) Answers {
	kept := Answers{}
	for _, s := range f.Path(a) {
		for _, field := range s.Fields {
			if v, ok := a[field.Name]; ok {
				kept[field.Name] = v
			}
		}
	}
	return kept
}

// Asked reports whether every field of the step has been asked.
func (s Step) Asked(a Answers) bool {
	for _, f := range s.Fields {
		if _, ok := a[f.Name]; !ok {
			return false
		}
	}
	return true
}

// Problems are the problems of one step: first what each field's kind asks for, then the step's own check.
func (s Step) Problems(a Answers, today calendar.Day) []Problem {
	var found []Problem
	for _, f := range s.Fields {
		if key := f.problem(a[f.Name]); key != "" {
			found = append(found, Problem{Field: f.Name, Key: key})
		}
	}
	if len(found) == 0 && s.Check != nil {
		found = s.Check(a, today)
	}
	return found
}

// Take is the answers with those of one step replaced by what a form sent, trimmed of blanks.
// A box that was not ticked arrives as an empty answer.
func (s Step) Take(a Answers, form func(name string) string) Answers {
	taken := make(Answers, len(a)+len(s.Fields))
	for k, v := range a {
		taken[k] = v
	}
	for _, f := range s.Fields {
		taken[f.Name] = f.clean(form(f.Name))
	}
	return taken
}

// Print is a short fingerprint of the answers, to see whether they have changed since a page was drawn.
// It protects nothing.
func (a Answers) Print() string {
	h := fnv.New64a()
	for _, k := range slices.Sorted(maps.Keys(a)) {
		h.Write([]byte(k + "\x00" + a[k] + "\x00"))
	}
	return strconv.FormatUint(h.Sum64(), 36)
}
