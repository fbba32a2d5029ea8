package orca

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestMissingProgramsAreNamed(t *testing.T) {
	t.Setenv("PATH", "/nowhere")
	err := installed(Options{Browser: Firefox, Lang: "it"})
	if err == nil {
		t.Fatal("no error although nothing is installed")
	}
	for _, want := range []string{"Xvfb (package xvfb)", "orca (package orca)", "firefox-esr (package firefox-esr)"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not name %q", err, want)
		}
	}
	if err := installed(Options{Browser: "lynx"}); err == nil {
		t.Error("no error for an unknown browser")
	}
}

func TestNothingIsLeftBehind(t *testing.T) {
	c := desktop(t)
	if len(c.leftovers()) < 4 {
		t.Errorf("leftovers finds %d processes of a running desktop", len(c.leftovers()))
	}
	c.dismiss()
	if pids := waitGone(c); pids != nil {
		t.Errorf("still running: %v", pids)
	}
}

// TestKilledTestLeavesNothing runs this test program again, lets it raise a desktop, and kills it with signal 9.
func TestKilledTestLeavesNothing(t *testing.T) {
	if os.Getenv("ORCA_TEST_KILLED") != "" {
		c := desktop(t)
		os.Stderr.WriteString("home " + c.home + "\n")
		select {} // until it is killed
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilledTestLeavesNothing$")
	cmd.Env = append(os.Environ(), "ORCA_TEST_KILLED=1")
	out, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	cmd.Process.Kill()
	cmd.Wait()
	home, ok := strings.CutPrefix(strings.TrimSpace(line), "home ")
	if !ok {
		t.Fatalf("the other test program wrote %q (%v)", line, err)
	}
	t.Cleanup(func() { newCrew(home, nil).dismiss(); os.RemoveAll(home) })
	if pids := waitGone(&crew{home: home}); pids != nil {
		t.Errorf("still running: %v", pids)
	}
}

func desktop(t *testing.T) *crew {
	t.Helper()
	home, err := os.MkdirTemp("", "orca-")
	if err != nil {
		t.Fatal(err)
	}
	c := newCrew(home, environment(home, "it"))
	t.Cleanup(func() { c.dismiss(); os.RemoveAll(home) })
	if err := c.furnish(); err != nil {
		t.Fatal(err)
	}
	if err := c.raiseDesktop(); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestFailedStartLeavesEvidence puts a browser that ends at once before the real one.
func TestFailedStartLeavesEvidence(t *testing.T) {
	bin, root := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "chromium"), []byte("#!/bin/sh\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "go.mod"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	t.Chdir(root)
	_, err := launch(t, Options{Browser: Chromium, Lang: "it", URL: "http://127.0.0.1/"})
	if err == nil || !strings.Contains(err.Error(), "browser ended") {
		t.Fatalf("got %v, want an error that says that the browser ended", err)
	}
	for _, ending := range []string{".txt", ".png"} {
		if found, _ := filepath.Glob(filepath.Join(root, "e2e", "out", "*"+ending)); len(found) != 1 {
			t.Errorf("evidence %s: %q", ending, found)
		}
	}
}

// waitGone returns what still runs after ten seconds, nil when nothing does.
func waitGone(c *crew) []int {
	for deadline := time.Now().Add(10 * time.Second); ; {
		pids := c.leftovers()
		if pids == nil || time.Now().After(deadline) {
			return pids
		}
		time.Sleep(20 * time.Millisecond) // the kernel's work, of which it gives no notice
	}
}
