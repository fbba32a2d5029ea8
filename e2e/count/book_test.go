package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// events are lines of "go test -json", shortened to what is read of them.
func events(lines ...string) string { return strings.Join(lines, "\n") }

func TestBook(t *testing.T) {
	const (
		runA  = `{"Action":"run","Package":"p","Test":"A"}`
		runAx = `{"Action":"run","Package":"p","Test":"A/x"}`
		runAy = `{"Action":"run","Package":"p","Test":"A/y"}`
		pass  = `{"Action":"pass","Package":"p","Elapsed":0.1}`
		fail  = `{"Action":"fail","Package":"p","Elapsed":0.1}`
	)
	cases := []struct {
		name   string
		events string
		want   counts
		says   string
	}{
		{"one test", events(runA, `{"Action":"pass","Package":"p","Test":"A"}`, pass), counts{passed: 1}, "1 passed"},
		{"leaves are counted, not the test above them", events(runA, runAx, runAy, `{"Action":"pass","Package":"p","Test":"A/x"}`,
			`{"Action":"pass","Package":"p","Test":"A/y"}`, `{"Action":"pass","Package":"p","Test":"A"}`, pass), counts{passed: 2}, "2 passed"},
		{"a subtest fails: counted once, and said", events(runA, runAx, runAy, `{"Action":"output","Package":"p","Test":"A/y","Output":"wrong\n"}`,
			`{"Action":"pass","Package":"p","Test":"A/x"}`, `{"Action":"fail","Package":"p","Test":"A/y"}`, `{"Action":"fail","Package":"p","Test":"A"}`, fail),
			counts{passed: 1, failed: 1}, "wrong\n"},
		{"a test fails beside its subtests", events(runA, runAx, `{"Action":"pass","Package":"p","Test":"A/x"}`,
			`{"Action":"fail","Package":"p","Test":"A"}`, fail), counts{passed: 1, failed: 1}, "1 failed"},
		{"a test never ends", events(runA, `{"Action":"output","Package":"p","Test":"A","Output":"panic: test timed out\n"}`, fail),
			counts{failed: 1}, "panic: test timed out"},
		{"a package does not build", events(`{"ImportPath":"p [p.test]","Action":"build-output","Output":"undefined: x\n"}`,
			`{"ImportPath":"p [p.test]","Action":"build-fail"}`, `{"Action":"fail","Package":"p","FailedBuild":"p [p.test]"}`), counts{failed: 1}, "undefined: x"},
		{"TestMain fails", events(`{"Action":"output","Package":"p","Output":"no browser\n"}`, fail), counts{failed: 1}, "no browser"},
		{"a skip that is none", events(runA, `{"Action":"output","Package":"p","Test":"A","Output":"    a_test.go:1: no network\n"}`,
			`{"Action":"skip","Package":"p","Test":"A"}`, pass), counts{failed: 1}, "no network"},
		{"a skip that may be", events(runA, `{"Action":"output","Package":"p","Test":"A","Output":"    a_test.go:1: ../shared is absent\n"}`,
			`{"Action":"skip","Package":"p","Test":"A"}`, pass), counts{skipped: 1}, "1 skipped"},
		{"no tests", events(`{"Action":"skip","Package":"p"}`), counts{}, "no tests"},
	}
	for _, c := range cases {
		var said strings.Builder
		b := newBook(&said)
		b.read(strings.NewReader(c.events))
		if diff := cmp.Diff(c.want, b.total, cmp.AllowUnexported(counts{})); diff != "" || !strings.Contains(said.String(), c.says) {
			t.Errorf("%s: says %q, counts (-want +got):\n%s", c.name, &said, diff)
		}
	}
}

func TestCheck(t *testing.T) {
	cases := []struct {
		check
		want counts
	}{
		{check{name: "good", args: []string{"true"}}, counts{passed: 1}},
		{check{name: "bad", args: []string{"false"}}, counts{failed: 1}},
		{check{name: "must be silent", args: []string{"echo", "a.go"}, silent: true}, counts{failed: 1}},
		{check{name: "absent", args: []string{"/absent"}}, counts{failed: 1}},
	}
	for _, c := range cases {
		if got := c.run(t.Output()); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// TestPackages: browsers and the screen reader are kept apart, and nothing is forgotten.
func TestPackages(t *testing.T) {
	t.Chdir("../..")
	p, err := packages()
	if err != nil {
		t.Fatal(err)
	}
	for list, names := range map[*[]string][]string{
		&p.quick:     {"api/flow", "api/internal/postgres", "e2e/count"},
		&p.browsing:  {"e2e/browser", "e2e/chaos", "e2e/pages"},
		&p.listening: {"a11y/orca", "e2e/heard"},
	} {
		for _, name := range names {
			if !slices.Contains(*list, "sportello/"+name) {
				t.Errorf("%s is not among %v", name, *list)
			}
		}
	}
	if all := slices.Concat(p.quick, p.browsing, p.listening); len(all) < 60 || len(slices.Compact(slices.Sorted(slices.Values(all)))) != len(all) {
		t.Errorf("%d packages, some of them twice or forgotten: %v", len(all), all)
	}
}
