package orca

import (
	"bufio"
	"embed"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

//go:embed python
var python embed.FS

// environment is what every program of a session sees. Nothing of the caller's desktop gets through: no
// display, no bus, no settings; only PATH and the temporary folder.
func environment(home, lang string) []string {
	locale := map[string]string{"it": "it_IT.UTF-8", "en": "C.UTF-8"}[lang]
	return []string{
		"PATH=" + os.Getenv("PATH"), "TMPDIR=" + home + "/tmp", "USER=sportello", "LOGNAME=sportello",
		"LANG=" + locale, "LC_ALL=" + locale, "LANGUAGE=" + lang,
		"HOME=" + home, "XDG_RUNTIME_DIR=" + home + "/run", "XDG_CONFIG_HOME=" + home + "/.config",
		"XDG_DATA_HOME=" + home + "/.local/share", "XDG_CACHE_HOME=" + home + "/.cache",
		"GSETTINGS_BACKEND=memory", "GIO_USE_VFS=local", "PYTHONDONTWRITEBYTECODE=1",
		"NO_AT_BRIDGE=0", "GTK_MODULES=gail:atk-bridge", "GNOME_ACCESSIBILITY=1", "ACCESSIBILITY_ENABLED=1",
	}
}

// noKeys are the window manager's settings: it takes no key for itself. As installed it would take Alt+Shift and
// an arrow, with which Orca goes through a table.
const noKeys = `<openbox_config xmlns="http://openbox.org/3.4/rc"><keyboard/></openbox_config>`

// furnish makes the folders of a session and writes Orca's settings and the two Python files into it.
func (c *crew) furnish() error {
	for _, dir := range []string{"run", "screen", "tmp", ".config", ".cache", ".local/share"} {
		if err := os.MkdirAll(filepath.Join(c.home, dir), 0o700); err != nil {
			return err
		}
	}
	for from, to := range map[string]string{
		"speechd.py":             "python/speechd.py",
		"reader.py":              "python/reader.py",
		"orca-customizations.py": ".local/share/orca/orca-customizations.py",
	} {
		text, err := python.ReadFile("python/" + from)
		if err != nil {
			return err
		}
		if err := c.writeFile(to, string(text)); err != nil {
			return err
		}
	}
	return nil
}

// writeFile writes one file of the session, and the folders above it.
func (c *crew) writeFile(path, text string) error {
	path = filepath.Join(c.home, path)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o600)
}

// raiseDesktop starts a screen with an Italian keyboard, a bus, a window manager and the accessibility bus.
func (c *crew) raiseDesktop() error {
	// -noreset: without it Xvfb forgets the keyboard layout as soon as setxkbmap, its only client, has gone.
	display, err := c.startAndRead("screen", "Xvfb", "-displayfd", "3", "-screen", "0", "1024x900x24",
		"-noreset", "-nolisten", "tcp", "-fbdir", c.home+"/screen")
	if err != nil {
		return err
	}
	c.env = append(c.env, "DISPLAY=:"+display)
	// The letters à è é ì ò ù are keys of this layout: xdotool need not remap keys while it types.
	if _, err := c.run(start, "setxkbmap", "it"); err != nil {
		return err
	}
	bus, err := c.startAndRead("bus", "dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=3")
	if err != nil {
		return err
	}
	c.env = append(c.env, "DBUS_SESSION_BUS_ADDRESS="+bus)
	if err := c.writeFile(".config/openbox/rc.xml", noKeys); err != nil {
		return err
	}
	if _, err := c.start("windows", nil, "openbox"); err != nil {
		return err
	}
	if _, err := c.start("at-spi", nil, launcher, "--launch-immediately"); err != nil {
		return err
	}
	return c.announceReader()
}

// announceReader tells browsers that a screen reader is running, as a desktop does when it starts one.
func (c *crew) announceReader() error {
	for _, name := range []string{"IsEnabled", "ScreenReaderEnabled"} {
		if err := c.insist("dbus-send", "--session", "--print-reply", "--dest=org.a11y.Bus", "/org/a11y/bus",
			"org.freedesktop.DBus.Properties.Set", "string:org.a11y.Status", "string:"+name, "variant:boolean:true"); err != nil {
			return fmt.Errorf("announcing the screen reader: %w", err)
		}
	}
	return nil
}

// insist repeats a short command until it succeeds: the program it asks may still be starting. It gives up when a
// program of the session has ended.
func (c *crew) insist(program string, args ...string) error {
	for deadline := time.Now().Add(start); ; {
		_, err := c.run(start, program, args...)
		if err == nil || time.Now().After(deadline) {
			return err
		}
		if names := c.ended(); names != nil {
			return fmt.Errorf("%s ended", strings.Join(names, ", "))
		}
		time.Sleep(50 * time.Millisecond) // between two tries; nothing counts on its length
	}
}

// startAndRead starts a program that writes one line to descriptor 3 when it is ready, and returns that line.
func (c *crew) startAndRead(name, program string, args ...string) (string, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return "", err
	}
	defer r.Close()
	_, err = c.start(name, []*os.File{w}, program, args...)
	w.Close()
	if err != nil {
		return "", err
	}
	r.SetReadDeadline(time.Now().Add(start))
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil && err != io.EOF {
		return "", fmt.Errorf("waiting for %s: %w", name, err)
	}
	if line = strings.TrimSpace(line); line == "" {
		return "", fmt.Errorf("%s ended before it was ready", name)
	}
	return line, nil
}
