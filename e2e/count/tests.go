package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
)

// heavy are packages that must have the machine for themselves: whoever drives a browser or a screen reader.
var heavy = []string{"github.com/chromedp/chromedp", "sportello/a11y/orca"}

// packages lists what there is to test; slow are those that drive something heavy.
func packages() (quick, slow []string, err error) {
	var said bytes.Buffer
	cmd := exec.Command("go", "list", "-test", "-f", `{{if .ForTest}}{{.ForTest}} {{join .Deps " "}}{{else}}{{.ImportPath}}{{end}}`, "./...")
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %s", err, said.Bytes())
	}
	isHeavy := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasSuffix(fields[0], ".test") {
			continue
		}
		uses := func(name string) bool {
			return slices.ContainsFunc(fields, func(f string) bool { return f == name || fields[0] == name })
		}
		isHeavy[fields[0]] = isHeavy[fields[0]] || slices.ContainsFunc(heavy, uses)
	}
	for name, is := range isHeavy {
		if is {
			slow = append(slow, name)
		} else {
			quick = append(quick, name)
		}
	}
	slices.Sort(quick)
	slices.Sort(slow)
	return quick, slow, nil
}

// test runs the tests of some packages and prints a line for each package when it ends.
func test(w io.Writer, packages []string, atOnce string) counts {
	if len(packages) == 0 {
		return counts{}
	}
	args := append([]string{"test", "-json", "-count=1", "-timeout", "40m", "-p", atOnce}, packages...)
	cmd := exec.Command("go", args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	events, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		fmt.Fprintf(w, "FAIL  go test: %v\n", err)
		return counts{failed: 1}
	}
	b := newBook(w)
	b.read(events)
	if err := cmd.Wait(); err != nil && b.total.failed == 0 {
		fmt.Fprintf(w, "FAIL  go test: %v\n%s\n", err, said.Bytes())
		b.total.failed++
	}
	return b.total
}

// read takes down every event of "go test -json".
func (b *book) read(events io.Reader) {
	lines := bufio.NewScanner(events)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) == nil {
			b.take(e)
		}
	}
	if err := lines.Err(); err != nil {
		fmt.Fprintf(b.w, "FAIL  reading the tests' output: %v\n", err)
		b.total.failed++
	}
}
