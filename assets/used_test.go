package assets

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"sportello/api/flow"
)

// ahead are the beginnings of keys that are written before the screen that says them. A line is taken away
// as soon as the screen stands; a line that no key needs fails.
var ahead = []string{
	"notice.", // notices of the desk, which the demonstration sows
}

func TestEveryKeyIsUsed(t *testing.T) {
	said := readSources(t, "../app", "../api", "../cmd")
	all, needed := messages(t, "it"), map[string]bool{}
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if said.uses(key) || flowUses(said, key) {
			continue
		}
		i := slices.IndexFunc(ahead, func(a string) bool { return strings.HasPrefix(key, a) })
		if i < 0 {
			t.Errorf("%s: nobody says it", key)
			continue
		}
		needed[ahead[i]] = true
	}
	for _, a := range ahead {
		if !needed[a] {
			t.Errorf("ahead: no key needs %q any more: take the line away", a)
		}
	}
}

// A literal key must exist, with the variables its message has. A literal that begins with the name of a
// catalogue is taken for a key, unless it is the beginning of keys, such as the id of a flow.
func TestEveryKeySaidExists(t *testing.T) {
	said := readSources(t, "../app", "../api", "../cmd")
	all := messages(t, "it")
	if len(said.calls) == 0 {
		t.Fatal("no call of Say found: the sources are not read")
	}
	for _, c := range said.calls {
		m, ok := all[c.key]
		if !ok {
			t.Errorf("%s: says %q, which no catalogue has", c.at, c.key)
			continue
		}
		for _, name := range variables(m.texts()...) {
			if !c.spread && !slices.Contains(c.vars, name) {
				t.Errorf("%s: says %q without %q", c.at, c.key, name)
			}
		}
		if m.plural && !c.spread && !slices.Contains(c.vars, "Count") {
			t.Errorf("%s: says %q, a plural, without \"Count\"", c.at, c.key)
		}
	}
	for literal, at := range said.literals {
		if _, ok := all[literal]; !ok && strings.HasPrefix(at, "../app/") && looksLikeKey(t, literal) && !beginsKeys(all, literal) {
			t.Errorf("%s: %q looks like a key, and no catalogue has it", at, literal)
		}
	}
}

func looksLikeKey(t *testing.T, literal string) bool {
	first, _, ok := strings.Cut(literal, ".")
	known := slices.ContainsFunc(files(t), func(c catalogue) bool { return c.name == first })
	return ok && known && keyForm.MatchString(literal) && !strings.HasSuffix(literal, ".json")
}

func beginsKeys(all map[string]message, literal string) bool {
	for key := range all {
		if strings.HasPrefix(key, literal+".") {
			return true
		}
	}
	return false
}

// What a flow needs: a question, a short label and words for each answer; on a page with more fields, a
// question for the page; above a box to tick, a title and what is agreed to.
func TestFlowsHaveTheirWords(t *testing.T) {
	all := messages(t, "it")
	for _, f := range flows {
		for _, key := range flowNeeds(f) {
			if _, ok := all[key]; !ok {
				t.Errorf("%s: the flow needs it", key)
			}
		}
	}
}

func flowNeeds(f flow.Flow) []string {
	var keys []string
	for _, s := range f.Steps {
		if len(s.Fields) > 1 {
			keys = append(keys, f.ID+"."+s.ID+".title")
		}
		for _, field := range s.Fields {
			at := f.ID + "." + field.Name
			keys = append(keys, at+".label", at+".short")
			for _, o := range field.Options {
				keys = append(keys, at+".option."+o)
			}
			if field.Kind == flow.Agree {
				keys = append(keys, f.ID+"."+s.ID+".title", f.ID+"."+s.ID+".1")
			}
		}
	}
	return keys
}

// flowUses reports whether a flow asks for the key: one that it needs, a hint, or words for a problem whose
// name stands in the sources ("missing", or what a Check gives).
func flowUses(said *sources, key string) bool {
	for _, f := range flows {
		rest, ok := strings.CutPrefix(key, f.ID+".")
		name, last, _ := strings.Cut(rest, ".")
		_, problem := said.literals[last]
		if ok && (slices.Contains(flowNeeds(f), key) || hasPart(f, name) && (last == "hint" || problem)) {
			return true
		}
	}
	return false
}

// hasPart reports whether the flow has a field of that name, or a step that is a page of its own.
func hasPart(f flow.Flow, name string) bool {
	for _, s := range f.Steps {
		if s.ID == name && len(s.Fields) > 1 || slices.ContainsFunc(s.Fields, func(f flow.Field) bool { return f.Name == name }) {
			return true
		}
	}
	return false
}
