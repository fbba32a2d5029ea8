package pages

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"sportello/app"
	"sportello/e2e/proof"
)

// TestServerInItalian proves every page as the server draws it, without script, in the window of a phone.
func TestServerInItalian(t *testing.T) { drawnByServer(t, "lang=it", 360, 740) }

// TestServerInEnglish proves the same pages in English, in the window of a computer: the words of all, and how the
// main ones lie.
func TestServerInEnglish(t *testing.T) { drawnByServer(t, "lang=en", 1280, 1024) }

func drawnByServer(t *testing.T, prefer string, width, height int) {
	renewed(t)
	for _, s := range sights() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			v := enter(t, s.who, prefer)
			v.NoScript()
			v.Viewport(width, height)
			v.goes(s)
			s.light = s.light || prefer == "lang=en" && !main[s.name]
			if s.light && prefer == "lang=en" && shapedAlike(t, s) {
				v.look(prefer, s, proof.WordsAlone())
				return
			}
			v.look(prefer, s)
		})
	}
}

// goes opens the page of a sight, and sends its form when the state asks for it.
func (v visitor) goes(s sight) {
	v.t.Helper()
	v.Open(s.find())
	for _, say := range []url.Values{s.fill, s.then} {
		if say != nil {
			v.put(say)
			v.Loads(func() { v.presses(s.button) })
		}
	}
	if want := max(s.status, 200); v.Status() != want {
		v.t.Fatalf("%s: status %d, want %d (%q)", s.name, v.Status(), want, v.Title())
	}
	v.arrive(s)
}

// TestEveryScreenIsSeen: a screen that no sight visits is not proved.
func TestEveryScreenIsSeen(t *testing.T) {
	for _, pattern := range app.Paths() {
		seen := false
		for _, s := range sights() {
			path, _, _ := strings.Cut(strings.TrimPrefix(s.find(), town.URL), "?")
			_, path = app.Split(path)
			seen = seen || (s.status == 0 && (fits(pattern, path) || fits(pattern, s.at)))
		}
		if !seen {
			t.Errorf("no sight of %s", pattern)
		}
	}
	names := slices.Concat(slices.Collect(maps.Keys(whole)), slices.Collect(maps.Keys(taxWhole)), slices.Collect(maps.Keys(payWhole)))
	for _, name := range names {
		if !slices.ContainsFunc(sights(), func(s sight) bool { return s.name == name && !s.light }) {
			t.Errorf("%s is not looked at as a whole", name)
		}
	}
}

func fits(pattern, path string) bool {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return false
	}
	for i := range want {
		if want[i] != got[i] && !strings.HasPrefix(want[i], "{") {
			return false
		}
	}
	return true
}
