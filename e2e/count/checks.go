package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// staticcheck is the version that the Makefile names too.
const staticcheck = "honnef.co/go/tools/cmd/staticcheck@v0.8.2"

// check is a program that must end well, and say nothing where silent is set.
type check struct {
	name   string
	args   []string
	env    []string
	silent bool
}

func checks() []check {
	browser := []string{"GOOS=js", "GOARCH=wasm"}
	return []check{
		{name: "gofmt", args: append([]string{"gofmt", "-l"}, ours()...), silent: true},
		{name: "go vet", args: []string{"go", "vet", "./..."}},
		{name: "go vet for the browser", args: []string{"go", "vet", "./app/phone", "./cmd/pwa"}, env: browser},
		{name: "staticcheck", args: []string{"go", "run", staticcheck, "./..."}},
	}
}

// ours are the Go files of the repository, or its folders where there is no git.
func ours() []string {
	out, err := exec.Command("git", "ls-files", "--deduplicate", "--cached", "--others", "--exclude-standard", "*.go").Output()
	if err != nil {
		return []string{"a11y", "api", "app", "assets", "cmd", "e2e"}
	}
	var there []string
	for _, name := range strings.Fields(string(out)) {
		if _, err := os.Stat(name); err == nil { // git lists what was deleted and not committed
			there = append(there, name)
		}
	}
	return there
}

// run runs the check and prints one line, and all that it said when it failed.
func (c check) run(w io.Writer) counts {
	began := time.Now()
	cmd := exec.Command(c.args[0], c.args[1:]...)
	cmd.Env = append(os.Environ(), c.env...)
	said, err := cmd.CombinedOutput()
	said = bytes.TrimSpace(said)
	if err == nil && (!c.silent || len(said) == 0) {
		fmt.Fprintf(w, "ok    %-52s %8s\n", c.name, seconds(time.Since(began)))
		return counts{passed: 1}
	}
	fmt.Fprintf(w, "FAIL  %-52s %8s\n%s\n", c.name, seconds(time.Since(began)), said)
	return counts{failed: 1}
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.1fs", d.Seconds()) }
