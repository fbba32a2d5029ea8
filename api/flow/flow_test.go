package flow_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/calendar"
	"sportello/api/flow"
)

// visit is a small flow: a question, a question that depends on it, a free text.
var visit = flow.Flow{ID: "visit", Steps: []flow.Step{
	{ID: "help", Fields: []flow.Field{{Name: "help", Kind: flow.Choice, Options: []string{"yes", "no"}}}},
	{ID: "who", When: func(a flow.Answers) bool { return a["help"] == "yes" },
		Fields: []flow.Field{{Name: "name", Kind: flow.Line}, {Name: "phone", Kind: flow.Phone}}},
	{ID: "notes", Fields: []flow.Field{{Name: "notes", Kind: flow.Text, Optional: true, Max: 10}}},
}}

const today = calendar.Day(739_942)

func TestNext(t *testing.T) {
	for _, c := range []struct {
		about string
		said  flow.Answers
		next  string
	}{
		{"nothing said", flow.Answers{}, "help"},
		{"a step that is skipped", flow.Answers{"help": "no"}, "notes"},
		{"a step that is asked", flow.Answers{"help": "yes"}, "who"},
		{"half of a step", flow.Answers{"help": "yes", "name": "Ada"}, "who"},
		{"an optional question must be asked", flow.Answers{"help": "no"}, "notes"},
		{"an optional question may be left blank", flow.Answers{"help": "no", "notes": ""}, ""},
		{"a wrong answer is asked again", flow.Answers{"help": "maybe", "notes": ""}, "help"},
		{"changing an early answer opens its steps", flow.Answers{"help": "yes", "notes": ""}, "who"},
	} {
		s, done := visit.Next(c.said, today)
		if s.ID != c.next || done != (c.next == "") {
			t.Errorf("%s: next is %q (done %v), want %q", c.about, s.ID, done, c.next)
		}
	}
}

func TestKeptDropsWhatThePathNoLongerAsks(t *testing.T) {
	said := flow.Answers{"help": "no", "name": "Ada", "phone": "0362123456", "notes": "", "stranger": "x"}
	if diff := cmp.Diff(flow.Answers{"help": "no", "notes": ""}, visit.Kept(said)); diff != "" {
		t.Error(diff)
	}
}

func TestFind(t *testing.T) {
	_, place, of, ok := visit.Find("notes", flow.Answers{"help": "no"})
	if place != 2 || of != 2 || !ok {
		t.Errorf("notes is step %d of %d (%v), want 2 of 2", place, of, ok)
	}
	if _, _, _, ok := visit.Find("who", flow.Answers{"help": "no"}); ok {
		t.Error("a step off the path was found")
	}
}

func TestProblemsOfKinds(t *testing.T) {
	for _, c := range []struct {
		about string
		field flow.Field
		said  string
		want  string
	}{
		{"nothing", flow.Field{Kind: flow.Line}, "", flow.Missing},
		{"only blanks count as nothing", flow.Field{Kind: flow.Line}, "   ", flow.Missing},
		{"as long as it may be", flow.Field{Kind: flow.Line, Max: 4}, "però", ""},
		{"one letter more", flow.Field{Kind: flow.Line, Max: 4}, "peròo", flow.TooLong},
		{"six digits", flow.Field{Kind: flow.Phone}, "123456", ""},
		{"five digits", flow.Field{Kind: flow.Phone}, "12345", flow.BadPhone},
		{"fifteen digits (E.164)", flow.Field{Kind: flow.Phone}, "+393331234567890", ""},
		{"sixteen digits", flow.Field{Kind: flow.Phone}, "+3933312345678901", flow.BadPhone},
		{"as people write it", flow.Field{Kind: flow.Phone}, "(0362) 26.32-60", ""},
		{"words in a number", flow.Field{Kind: flow.Phone}, "0362 casa", flow.BadPhone},
		{"an address of mail", flow.Field{Kind: flow.Email}, "ada@example.it", ""},
		{"no host", flow.Field{Kind: flow.Email}, "ada@", flow.BadEmail},
		{"two at signs", flow.Field{Kind: flow.Email}, "a@b@c.it", flow.BadEmail},
		{"29 February of a leap year", flow.Field{Kind: flow.Date}, "29/02/2024", ""},
		{"29 February of another", flow.Field{Kind: flow.Date}, "29/02/2023", flow.BadDate},
		{"fiscal code, DOMAIN §5.7", flow.Field{Kind: flow.Code}, "RSSMRA85T10A562S", ""},
		{"in small letters with blanks", flow.Field{Kind: flow.Code}, "rss mra 85t10 a562s", ""},
		{"wrong check letter, DOMAIN §5.7", flow.Field{Kind: flow.Code}, "RSSMRA85T10A562T", flow.BadCode},
		{"an option", flow.Field{Kind: flow.Choice, Options: []string{"a"}}, "a", ""},
		{"no option", flow.Field{Kind: flow.Choice, Options: []string{"a"}}, "b", flow.BadPick},
		{"a ticked box", flow.Field{Kind: flow.Agree}, "yes", ""},
		{"any other value", flow.Field{Kind: flow.Agree}, "on", flow.Missing},
		{"optional and blank", flow.Field{Kind: flow.Phone, Optional: true}, "", ""},
		{"optional and wrong", flow.Field{Kind: flow.Phone, Optional: true}, "abc", flow.BadPhone},
	} {
		c.field.Name = "f"
		s := flow.Step{Fields: []flow.Field{c.field}}
		found := s.Problems(s.Take(nil, func(string) string { return c.said }), today)
		got := ""
		if len(found) > 0 {
			got = found[0].Key
		}
		if got != c.want {
			t.Errorf("%s: %q gives %q, want %q", c.about, c.said, got, c.want)
		}
	}
}

func TestTakeLeavesTheRestAlone(t *testing.T) {
	before := flow.Answers{"help": "yes", "name": "Ada"}
	after := visit.Steps[0].Take(before, func(string) string { return " no " })
	if diff := cmp.Diff(flow.Answers{"help": "no", "name": "Ada"}, after); diff != "" {
		t.Error(diff)
	}
	if before["help"] != "yes" {
		t.Error("the answers before were changed")
	}
}

func TestPrintTellsAnswersApart(t *testing.T) {
	a, b := flow.Answers{"a": "bc"}, flow.Answers{"ab": "c"}
	if a.Print() == b.Print() {
		t.Error("two answers have one print")
	}
	if a.Print() != (flow.Answers{"a": "bc"}).Print() {
		t.Error("the print of the same answers differs")
	}
}

// FuzzTake: whatever a form sends, taking and judging it never panics, and what is taken is trimmed.
func FuzzTake(f *testing.F) {
	f.Add("yes", " 0362 ")
	f.Add("\x00\xff", strings.Repeat("è", 300))
	f.Fuzz(func(t *testing.T, one, two string) {
		s := flow.Step{Fields: []flow.Field{{Name: "a", Kind: flow.Code}, {Name: "b", Kind: flow.Date}, {Name: "c", Kind: flow.Email}}}
		taken := s.Take(nil, func(name string) string { return map[string]string{"a": one, "b": two, "c": one}[name] })
		s.Problems(taken, today)
		for name, v := range taken {
			if v != strings.TrimSpace(v) {
				t.Errorf("%s was not trimmed: %q", name, v)
			}
		}
	})
}
