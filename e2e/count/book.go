package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// event is one line of "go test -json" (cmd/test2json).
type event struct {
	Action, Package, Test, Output string
	ImportPath, FailedBuild       string // of a build
	Elapsed                       float64
}

// allowed stands in the output of a test that may skip: the folder of proofs outside of the repository is absent.
const allowed = "../shared"

// book takes down what tests do, package by package.
type book struct {
	w        io.Writer
	total    counts
	packages map[string]*chapter
	builds   map[string]*strings.Builder // what the compiler said, by import path
}

// chapter is one package.
type chapter struct {
	tests  map[string]*verdict
	output strings.Builder // of the package itself: a panic, a failed TestMain
}

// verdict is one test; ended is pass, fail or skip, or empty while it runs.
type verdict struct {
	ended  string
	parent bool
	output strings.Builder
}

func newBook(w io.Writer) *book {
	return &book{w: w, packages: map[string]*chapter{}, builds: map[string]*strings.Builder{}}
}

func (b *book) take(e event) {
	if e.Action == "build-output" {
		if b.builds[e.ImportPath] == nil {
			b.builds[e.ImportPath] = &strings.Builder{}
		}
		b.builds[e.ImportPath].WriteString(e.Output)
		return
	}
	if e.Package == "" {
		return
	}
	c := b.packages[e.Package]
	if c == nil {
		c = &chapter{tests: map[string]*verdict{}}
		b.packages[e.Package] = c
	}
	ends := e.Action == "pass" || e.Action == "fail" || e.Action == "skip"
	switch {
	case e.Test != "":
		c.take(e, ends)
	case ends:
		b.end(e, c)
	default:
		c.output.WriteString(e.Output)
	}
}

func (c *chapter) take(e event, ends bool) {
	v := c.tests[e.Test]
	if v == nil {
		v = &verdict{}
		c.tests[e.Test] = v
		for name := e.Test; strings.Contains(name, "/"); {
			name = name[:strings.LastIndexByte(name, '/')]
			if above := c.tests[name]; above != nil {
				above.parent = true
			}
		}
	}
	v.output.WriteString(e.Output)
	if ends {
		v.ended = e.Action
	}
}

// end counts a package that is over, and prints it.
func (b *book) end(e event, c *chapter) {
	var n counts
	var failed []string
	for name, v := range c.tests {
		switch {
		case c.fails(name, v):
			n.failed++
			failed = append(failed, name)
		case v.parent:
		case v.ended == "skip":
			n.skipped++
		default:
			n.passed++
		}
	}
	if e.Action == "fail" && n.failed == 0 {
		n.failed++ // it did not build, or ended outside of a test
	}
	b.total.add(n)
	b.print(e, n)
	slices.SortFunc(failed, cmp.Compare)
	for _, name := range failed {
		fmt.Fprint(b.w, c.said(name))
	}
	if e.Action == "fail" {
		if built := b.builds[e.FailedBuild]; built != nil {
			fmt.Fprint(b.w, built)
		}
		fmt.Fprint(b.w, &c.output)
	}
	delete(b.packages, e.Package)
}

// fails tells whether a test is one to count as failed: it failed itself and not for one of its subtests, it
// never ended, or it skipped for a reason that is none.
func (c *chapter) fails(name string, v *verdict) bool {
	switch v.ended {
	case "pass":
		return false
	case "skip":
		return !v.parent && !strings.Contains(v.output.String(), allowed)
	}
	for other, sub := range c.tests {
		if strings.HasPrefix(other, name+"/") && sub.ended != "pass" && sub.ended != "skip" {
			return false
		}
	}
	return true
}

// said is all that a test and those above it have put out.
func (c *chapter) said(name string) string {
	var b strings.Builder
	for _, other := range slices.Sorted(maps.Keys(c.tests)) {
		if other == name || strings.HasPrefix(name, other+"/") {
			b.WriteString(c.tests[other].output.String())
		}
	}
	return b.String()
}

func (b *book) print(e event, n counts) {
	word, about := "ok  ", fmt.Sprintf("%d passed", n.passed)
	if n.failed > 0 {
		word, about = "FAIL", about+fmt.Sprintf(", %d failed", n.failed)
	}
	if n.skipped > 0 {
		about += fmt.Sprintf(", %d skipped", n.skipped)
	}
	if n == (counts{}) {
		word, about = "    ", "no tests"
	}
	fmt.Fprintf(b.w, "%s  %-52s %7.1fs  %s\n", word, strings.TrimPrefix(e.Package, "sportello/"), e.Elapsed, about)
}
