package orca

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// chromium are the flags that keep a fresh profile silent: no first-run page, no background traffic.
var chromium = []string{
	"--no-sandbox", "--test-type", // as root Chromium runs only without its sandbox; the second hides the warning bar
	"--disable-gpu", "--disable-quic", "--no-first-run", "--no-default-browser-check", "--disable-breakpad",
	"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
	"--password-store=basic", "--force-renderer-accessibility",
	"--window-position=0,0", "--window-size=1000,860", "--remote-debugging-port=0",
}

// quiet is Chromium's profile: it does not ask to translate an Italian page.
const quiet = `{"translate":{"enabled":false},"translate_blocked_languages":["it","en"],"browser":{"check_default_browser":false}}`

// firefox are preferences with the same purpose.
var firefox = map[string]string{
	"accessibility.force_disabled":               "-1",
	"app.update.enabled":                         "false",
	"browser.aboutwelcome.enabled":               "false",
	"browser.shell.checkDefaultBrowser":          "false",
	"browser.startup.homepage_override.mstone":   `"ignore"`,
	"browser.tabs.warnOnClose":                   "false",
	"browser.newtab.preload":                     "false",
	"datareporting.policy.dataSubmissionEnabled": "false",
	"network.captive-portal-service.enabled":     "false",
	"network.connectivity-service.enabled":       "false",
	"termsofuse.acceptedVersion":                 "999",
	"termsofuse.bypassNotification":              "true",
}

// openBrowser starts the browser on the page with a fresh profile.
func (s *Session) openBrowser() error {
	c, o := s.crew, s.options
	profile := filepath.Join(c.home, "profile")
	if o.Browser == Chromium {
		if err := c.writeFile("profile/Default/Preferences", quiet); err != nil {
			return err
		}
		args := append([]string{"--user-data-dir=" + profile, "--lang=" + o.Lang}, chromium...)
		_, err := c.start("browser", nil, "chromium", append(args, o.URL)...)
		return err
	}
	var prefs strings.Builder
	for name, value := range firefox {
		fmt.Fprintf(&prefs, "user_pref(%q,%s);\n", name, value)
	}
	fmt.Fprintf(&prefs, "user_pref(\"intl.locale.requested\",%q);\n", o.Lang)
	fmt.Fprintf(&prefs, "user_pref(\"intl.accept_languages\",%q);\n", o.Lang)
	if err := c.writeFile("profile/user.js", prefs.String()); err != nil {
		return err
	}
	_, err := c.start("browser", nil, "firefox-esr", "--no-remote", "--profile", profile,
		"--width", "1000", "--height", "860", o.URL)
	return err
}

// DevTools returns the address at which chromedp may join the running Chromium, for example to cut its network.
// It is an error with Firefox.
func (s *Session) DevTools() (string, error) {
	text, err := os.ReadFile(filepath.Join(s.crew.home, "profile", "DevToolsActivePort"))
	if err != nil {
		return "", fmt.Errorf("finding the browser's DevTools: %w", err)
	}
	port, path, ok := strings.Cut(strings.TrimSpace(string(text)), "\n")
	if !ok {
		return "", fmt.Errorf("finding the browser's DevTools: %q is not a port and a path", text)
	}
	return "ws://127.0.0.1:" + port + path, nil
}
