package orca

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

const (
	interpreter = "/usr/bin/python3" // Orca is installed for the system's own Python, whatever PATH says
	launcher    = "/usr/libexec/at-spi-bus-launcher"
)

// packages are the programs of a session and the Debian packages that bring them.
var packages = map[string]string{
	"Xvfb": "xvfb", "dbus-daemon": "dbus", "dbus-send": "dbus", "openbox": "openbox", "orca": "orca",
	"setxkbmap": "x11-xkb-utils", "xdotool": "xdotool", "xkbcomp": "x11-xkb-utils",
	interpreter: "python3", launcher: "at-spi2-core",
}

// browsers are the program, the package and the window class of each browser: all the same word.
var browsers = map[string]string{Chromium: "chromium", Firefox: "firefox-esr"}

// installed names all that is missing at once, with the packages to install.
func installed(o Options) error {
	browser, known := browsers[o.Browser]
	if !known {
		return fmt.Errorf("unknown browser %q", o.Browser)
	}
	var missing []string
	if _, err := exec.LookPath(browser); err != nil {
		missing = append(missing, browser+" (package "+browser+")")
	}
	for program, pkg := range packages {
		if _, err := exec.LookPath(program); err != nil {
			missing = append(missing, program+" (package "+pkg+")")
		}
	}
	// Without its locale Orca speaks English, and every phrase of the test would be missing.
	locales, _ := exec.Command("locale", "-a").Output()
	if o.Lang == "it" && !strings.Contains(strings.ToLower(string(locales)), "it_it.utf8") {
		missing = append(missing, "locale it_IT.UTF-8 (package locales, then locale-gen)")
	}
	if missing == nil {
		return nil
	}
	slices.Sort(missing)
	return fmt.Errorf("not installed: %s", strings.Join(missing, ", "))
}

// begin starts everything in its order and ends with the reading point at the top of the page.
func (s *Session) begin() error {
	for _, next := range []func() error{s.crew.furnish, s.crew.raiseDesktop, s.startReader, s.openBrowser, s.enterPage} {
		if err := next(); err != nil {
			return err
		}
	}
	return nil
}

// startReader starts Orca and waits for its greeting.
func (s *Session) startReader() error {
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	s.crew.env = append(s.crew.env, "PYTHONPATH="+filepath.Join(s.crew.home, "python"), "ORCA_RECORD=3")
	_, err = s.crew.start("orca", []*os.File{w}, interpreter, filepath.Join(s.crew.home, "python", "reader.py"))
	w.Close()
	if err != nil {
		r.Close()
		return err
	}
	go func() { s.tape.listen(r); r.Close() }()
	if !s.tape.wait(0, start, func(all []record) bool { return spoken(all) != "" }) {
		return errors.New("the reader did not say that it started")
	}
	return nil
}

// enterPage waits for the page and puts the reading point at its top. Orca itself confirms it: it received
// Ctrl+Home inside a page, and then spoke.
func (s *Session) enterPage() error {
	err := s.crew.insist("xdotool", "search", "--onlyvisible", "--class", browsers[s.options.Browser], "windowactivate", "--sync")
	if err != nil {
		return fmt.Errorf("waiting for the browser's window: %w", err)
	}
	if !s.tape.wait(0, start, func(all []record) bool { return count(all, loaded) > 0 }) {
		return errors.New("the reader was not told that the page has loaded")
	}
	for range 6 {
		s.tape.quiet(2*silence, patience)
		n := s.tape.len()
		if err := s.press("ctrl+Home"); err != nil {
			return err
		}
		if s.tape.wait(n, 3*time.Second, confirmsPage) {
			s.at = s.tape.len()
			return nil
		}
	}
	return errors.New("the reading point did not go to the top of the page")
}

// confirmsPage holds when Orca received a key inside a page and then spoke.
func confirmsPage(after []record) bool {
	inside := slices.IndexFunc(after, func(one record) bool {
		return one.Kind == pressed && strings.HasSuffix(one.Text, insidePage)
	})
	return inside >= 0 && spoken(after[inside:]) != ""
}
