package cluster_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"sportello/api/internal/postgres/cluster"
)

func TestKilledServerStartsAgain(t *testing.T) {
	dir := open(t)
	c := start(t, dir)
	run(t, c.DSN("postgres"), `create table kept as select 'here' as word`)
	kill(t, c)
	again := start(t, dir)
	if got := run(t, again.DSN("postgres"), `select word from kept`); got != "here" {
		t.Fatalf("after kill -9 of PostgreSQL: %q", got)
	}
}

// kill ends the server the hard way and gives the folder back.
func kill(t *testing.T, c *cluster.Cluster) {
	t.Helper()
	if err := syscall.Kill(c.PID(), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	<-c.Done()
	c.Stop()
}

func TestKilledProgramStartsAgain(t *testing.T) {
	for name, both := range map[string]bool{"the program": false, "the program and PostgreSQL": true} {
		t.Run(name, func(t *testing.T) {
			dir := open(t)
			p, said := another(t, dir)
			pid, dsn := parts(t, said)
			run(t, dsn, `create table kept as select 'here' as word`)
			if err := p.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			if both {
				_ = syscall.Kill(pid, syscall.SIGKILL)
			}
			_ = p.Wait()
			c := start(t, dir)
			if got := run(t, c.DSN("postgres"), `select word from kept`); got != "here" {
				t.Fatalf("after kill -9: %q", got)
			}
		})
	}
}

func parts(t *testing.T, said string) (pid int, dsn string) {
	t.Helper()
	first, dsn, _ := strings.Cut(said, " ")
	pid, err := strconv.Atoi(first)
	if err != nil {
		t.Fatalf("the program said %q", said)
	}
	return pid, dsn
}

// After a kill -9 the number of the dead server may come back as somebody else's, as it does when a
// container starts again.
func TestANumberThatNowBelongsToAStranger(t *testing.T) {
	dir := open(t)
	c := start(t, dir, cluster.ForTests())
	run(t, c.DSN("postgres"), `create table kept as select 'here' as word`)
	kill(t, c)
	note := filepath.Join(dir, "data", "postmaster.pid")
	text, err := os.ReadFile(note)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := bytes.Cut(text, []byte("\n"))
	name := fmt.Appendf(nil, "%d\n", stranger(t, filepath.Join(dir, "data")))
	if err := os.WriteFile(note, append(name, rest...), 0o600); err != nil {
		t.Fatal(err)
	}
	again := start(t, dir, cluster.ForTests())
	if got := run(t, again.DSN("postgres"), `select word from kept`); got != "here" {
		t.Fatalf("got %q", got)
	}
}

// stranger is a process of the user who owns the data: only such a one can be taken for the server.
func stranger(t *testing.T, data string) int {
	t.Helper()
	info, err := os.Stat(data)
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command("sleep", "600")
	c.Dir = "/"
	if st := info.Sys().(*syscall.Stat_t); os.Getuid() == 0 {
		c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: st.Uid, Gid: st.Gid}}
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill(); _ = c.Wait() })
	return c.Process.Pid
}

// A kill in the middle of making the data leaves a folder aside and no data.
func TestAnUnfinishedBuildIsSwept(t *testing.T) {
	dir := open(t)
	if err := os.MkdirAll(filepath.Join(dir, "new-123", "data", "base"), 0o755); err != nil {
		t.Fatal(err)
	}
	c := start(t, dir, cluster.ForTests())
	if left, _ := filepath.Glob(filepath.Join(dir, "new-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if got := run(t, c.DSN("postgres"), `select 'alive'`); got != "alive" {
		t.Error("no answer")
	}
}
