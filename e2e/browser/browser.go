// Package browser drives a headless Chromium from Go tests, as a person would: it opens pages,
// presses real keys, clicks with a real mouse, loses the network, and gets killed.
//
// Every failure ends the test with a plain sentence, so a test reads as a story without error
// handling. Whatever a page complains about (an exception, console.error, a broken policy, a missing
// file) is a failure of the test too.
//
// It knows nothing about Sportello, judges no page (package proof does that) and never skips: a
// machine without a browser fails the test and says how to install one.
package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// startLimit is how long a browser may take to start on a busy machine.
const startLimit = 60 * time.Second

// Browser is one running browser process with one profile on disk.
type Browser struct {
	profile string
	keep    bool
	lang    string
	extra   []chromedp.ExecAllocatorOption

	root context.Context
	stop context.CancelFunc
}

// Option changes how a browser starts.
type Option func(*Browser)

// Profile keeps cookies, storage and service workers in dir, which outlives the browser.
func Profile(dir string) Option { return func(b *Browser) { b.profile, b.keep = dir, true } }

// Lang sets the language that the browser asks pages for. Without it: "it".
func Lang(tag string) Option { return func(b *Browser) { b.lang = tag } }

// Flag adds a command line flag; an empty value means a flag alone.
func Flag(name, value string) Option {
	return func(b *Browser) {
		var v any = value
		if value == "" {
			v = true
		}
		b.extra = append(b.extra, chromedp.Flag(name, v))
	}
}

// New starts a browser on a fresh profile and stops it when the test ends.
func New(t testing.TB, opts ...Option) *Browser {
	t.Helper()
	b, err := launch(opts)
	if err != nil {
		t.Fatalf("browser: %v", err)
	}
	t.Cleanup(b.close)
	return b
}

var shared struct {
	sync.Mutex
	ready   bool
	browser *Browser
}

// Main runs the tests of a package and then stops the browser that Shared started. Use it as the
// body of TestMain; its result is the exit code.
func Main(m *testing.M) int {
	shared.ready = true
	code := m.Run()
	if shared.browser != nil {
		shared.browser.close()
	}
	return code
}

// Shared returns one browser for all tests of a package, which saves about a second a test.
// The package needs a TestMain that calls Main.
func Shared(t testing.TB) *Browser {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if !shared.ready {
		t.Fatal("browser: Shared needs func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }")
	}
	if shared.browser == nil {
		b, err := launch(nil)
		if err != nil {
			t.Fatalf("browser: %v", err)
		}
		shared.browser = b
	}
	return shared.browser
}

func launch(opts []Option) (*Browser, error) {
	b := &Browser{lang: "it"}
	for _, o := range opts {
		o(b)
	}
	if b.profile == "" {
		dir, err := os.MkdirTemp("", "sportello-browser-")
		if err != nil {
			return nil, fmt.Errorf("making a profile: %w", err)
		}
		b.profile = dir
	}
	return b, b.start()
}

// path finds the browser program.
func path() (string, error) {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			return p, nil
		}
	}
	return "", fmt.Errorf("no Chromium on this machine: run e2e/install.sh browser")
}

func (b *Browser) start() error {
	program, err := path()
	if err != nil {
		return err
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:len(chromedp.DefaultExecAllocatorOptions):len(chromedp.DefaultExecAllocatorOptions)],
		chromedp.ExecPath(program), chromedp.UserDataDir(b.profile),
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("lang", b.lang), chromedp.Flag("accept-lang", b.lang),
		chromedp.Env("LANGUAGE="+b.lang, "TZ=Europe/Rome"),
		chromedp.WindowSize(1280, 1024))
	alloc, stopAlloc := chromedp.NewExecAllocator(context.Background(), append(opts, b.extra...)...)
	quiet := chromedp.WithErrorf(func(string, ...any) {})
	root, stopRoot := chromedp.NewContext(alloc, quiet)
	b.root, b.stop = root, func() { stopRoot(); stopAlloc() }

	timer := time.AfterFunc(startLimit, stopAlloc)
	defer timer.Stop()
	if err := chromedp.Do(root); err != nil {
		b.stop()
		return fmt.Errorf("starting %s: %w", program, err)
	}
	return nil
}

// PID is the process id of the browser.
func (b *Browser) PID() int { return chromedp.FromContext(b.root).Browser.Process().Pid }

// Kill ends the browser as a flat battery does: at once, with nothing saved. Its tabs are dead;
// Reopen starts it again on the same profile.
func (b *Browser) Kill(t testing.TB) {
	t.Helper()
	if err := syscall.Kill(b.PID(), syscall.SIGKILL); err != nil {
		t.Fatalf("browser: killing it: %v", err)
	}
	<-b.root.Done()
	b.stop()
	if left := b.awaitChildren(10 * time.Second); left > 0 {
		t.Fatalf("browser: %d child processes outlived it", left)
	}
}

// Reopen starts the browser again on its profile, after Kill or Quit.
func (b *Browser) Reopen(t testing.TB) {
	t.Helper()
	if err := b.start(); err != nil {
		t.Fatalf("browser: starting it again: %v", err)
	}
}

// Quit closes the browser as a person does, with everything saved.
func (b *Browser) Quit(t testing.TB) {
	t.Helper()
	if err := chromedp.Cancel(b.root); err != nil {
		t.Fatalf("browser: closing it: %v", err)
	}
	b.stop()
	b.awaitChildren(10 * time.Second)
}

func (b *Browser) close() {
	b.stop()
	b.awaitChildren(5 * time.Second)
	if !b.keep {
		_ = os.RemoveAll(b.profile)
	}
}

// awaitChildren waits until no process holds the profile and returns how many still do.
func (b *Browser) awaitChildren(limit time.Duration) int {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	end := time.After(limit)
	for {
		left := b.children()
		if left == 0 {
			return 0
		}
		select {
		case <-tick.C:
		case <-end:
			return left
		}
	}
}

// children counts the processes that were started for this profile.
func (b *Browser) children() (n int) {
	lines, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, f := range lines {
		if line, err := os.ReadFile(f); err == nil && strings.Contains(string(line), b.profile) {
			n++
		}
	}
	return n
}
