// Command count proves the whole house and counts: style, vet and staticcheck, then every test there is. It
// is what "make test" runs.
//
// It prints a line for each step and package as it goes, the whole output of what fails, and ends with one
// line: "N passed, N failed, N skipped". A test that has subtests is not counted itself. A test that skips
// has failed, unless it says that ../shared is absent: a machine on which something is missing proves less,
// and must not look as if it proved the same. The exit code is 1 when anything failed.
package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

func main() {
	began := time.Now()
	total := prove(os.Stdout)
	fmt.Printf("\nin %v\n", time.Since(began).Round(time.Second))
	fmt.Printf("%d passed, %d failed, %d skipped\n", total.passed, total.failed, total.skipped)
	if total.failed > 0 {
		os.Exit(1)
	}
}

// counts are leaves: tests without subtests, and checks.
type counts struct{ passed, failed, skipped int }

func (c *counts) add(o counts) {
	c.passed += o.passed
	c.failed += o.failed
	c.skipped += o.skipped
}

// prove runs all there is, what is quick first.
func prove(w io.Writer) (total counts) {
	for _, c := range checks() {
		total.add(c.run(w))
	}
	p, err := packages()
	if err != nil {
		fmt.Fprintf(w, "FAIL  listing the packages: %v\n", err)
		total.failed++
		return total
	}
	// Two cores: two quick packages at once, then one browser at a time. The screen reader speaks and waits most of its
	// time, so it does both beside the browsers.
	total.add(test(w, p.quick, "2"))
	heard, lines := make(chan counts), &whole{w: w}
	go func() { heard <- test(lines, p.listening, "1") }()
	total.add(test(lines, p.browsing, "1"))
	total.add(<-heard)
	return total
}

// whole lets several write, each write whole.
type whole struct {
	mu sync.Mutex
	w  io.Writer
}

func (o *whole) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.w.Write(b)
}
