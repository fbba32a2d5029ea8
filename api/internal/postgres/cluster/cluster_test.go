package cluster_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"sportello/api/internal/postgres/cluster"
)

func TestDataSurviveAStop(t *testing.T) {
	dir := open(t)
	began := time.Now()
	first := start(t, dir)
	t.Logf("first start %s", time.Since(began).Round(time.Millisecond))
	run(t, first.DSN("postgres"), `create table kept as select 'here' as word`)
	first.Stop()
	first.Stop() // twice is allowed
	began = time.Now()
	second := start(t, dir)
	t.Logf("second start %s", time.Since(began).Round(time.Millisecond))
	if got := run(t, second.DSN("postgres"), `select word from kept`); got != "here" {
		t.Fatalf("after a restart: %q", got)
	}
	if first.DSN("x") != second.DSN("x") {
		t.Errorf("the address changed: %s, then %s", first.DSN("x"), second.DSN("x"))
	}
}

func TestTheServerHasItsOwnProcessGroup(t *testing.T) {
	c := start(t, open(t), cluster.ForTests())
	group, err := syscall.Getpgid(c.PID())
	if err != nil || group == syscall.Getpgrp() {
		t.Fatalf("group of the server is %d (%v), ours %d: a Ctrl-C would reach both", group, err, syscall.Getpgrp())
	}
}

func TestNothingListensOnTheNetworkAndNoDetailIsLogged(t *testing.T) {
	c := start(t, open(t), cluster.ForTests(), cluster.MaxConnections(7), cluster.Set("work_mem", "5MB"))
	for name, want := range map[string]string{
		"listen_addresses": "", "log_error_verbosity": "terse", "max_connections": "7", "work_mem": "5MB",
		"fsync": "off", "data_checksums": "on", "server_encoding": "UTF8",
	} {
		if got := run(t, c.DSN("postgres"), `show `+name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestASafeServerIsTheDefault(t *testing.T) {
	c := start(t, open(t))
	for _, name := range []string{"fsync", "synchronous_commit", "full_page_writes"} {
		if got := run(t, c.DSN("postgres"), `show `+name); got != "on" {
			t.Errorf("%s is %q", name, got)
		}
	}
}

func TestEnsureDatabase(t *testing.T) {
	c := start(t, open(t), cluster.ForTests())
	results := make(chan error)
	for range 4 { // at once: only one can create it
		go func() { results <- c.EnsureDatabase(t.Context(), `città "di" Seregno`) }()
	}
	for range 4 {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
	sql := `select datname from pg_database where datname like 'citt%'`
	if got := run(t, c.DSN("postgres"), sql); got != `città "di" Seregno` {
		t.Errorf("the database is called %q", got)
	}
}

func TestTwoProgramsOnOneFolder(t *testing.T) {
	dir := open(t)
	c := start(t, dir, cluster.ForTests())
	if _, err := cluster.Start(t.Context(), dir); !errors.Is(err, cluster.ErrInUse) {
		t.Errorf("a second start in this program: %v", err)
	}
	_, said := another(t, dir)
	if !strings.Contains(said, "already in use by another sportello") {
		t.Errorf("a second program said %q", said)
	}
	if got := run(t, c.DSN("postgres"), `select 'alive'`); got != "alive" {
		t.Error("the first server suffered")
	}
}

// Sockets have room for 104 to 108 bytes; pgx reads a comma as the end of a host.
func TestPathsThatSocketsDoNotLike(t *testing.T) {
	for name, part := range map[string]string{
		"long": strings.Repeat("cartella-molto-lunga/", 6), "comma": "a,b", "blank and quotes": `il "mio" 'db' & c?`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(open(t), part)
			c := start(t, dir, cluster.ForTests())
			if got := run(t, c.DSN("postgres"), `select 'alive'`); got != "alive" {
				t.Error("no answer")
			}
		})
	}
}

func TestASocketFolderOfSomebodyElseIsRefused(t *testing.T) {
	dir := open(t)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/tmp", filepath.Join(dir, "socket")); err != nil {
		t.Fatal(err)
	}
	_, err := cluster.Start(t.Context(), dir)
	if err == nil || !strings.Contains(err.Error(), "belongs to somebody else") {
		t.Fatalf("got %v", err)
	}
}
