package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os/exec"
	"slices"
	"strings"
)

// What makes a package heavy: it drives a browser, or a screen reader.
const browser, reader = "github.com/chromedp/chromedp", "sportello/a11y/orca"

// parts is all that there is to test.
type parts struct{ quick, browsing, listening []string }

// packages lists what there is to test, by what it drives.
func packages() (p parts, err error) {
	var said bytes.Buffer
	cmd := exec.Command("go", "list", "-test", "-f", `{{if .ForTest}}{{.ForTest}} {{join .Deps " "}}{{else}}{{.ImportPath}}{{end}}`, "./...")
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return p, fmt.Errorf("%w: %s", err, said.Bytes())
	}
	drives := map[string]map[string]bool{} // by package, a browser or a reader
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasSuffix(fields[0], ".test") {
			continue
		}
		if drives[fields[0]] == nil {
			drives[fields[0]] = map[string]bool{}
		}
		for _, f := range fields {
			drives[fields[0]][f] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(drives)) {
		switch {
		case drives[name][reader]:
			p.listening = append(p.listening, name)
		case drives[name][browser]:
			p.browsing = append(p.browsing, name)
		default:
			p.quick = append(p.quick, name)
		}
	}
	return p, nil
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
