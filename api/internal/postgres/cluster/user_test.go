package cluster_test

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"sportello/api/internal/postgres/cluster"
)

// As root PostgreSQL becomes another user where that one can walk in, and is root under another number where
// not. Each way must also come back over data it made before.
func TestAsRoot(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("needs root; TestNotAsRoot is the other half")
	}
	for name, c := range map[string]struct {
		mode os.FileMode
		root bool
	}{"a folder open to all": {0o755, false}, "a folder closed to all but root": {0o700, true}} {
		t.Run(name, func(t *testing.T) {
			dir := open(t)
			if err := os.Chmod(filepath.Dir(dir), c.mode); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				start(t, dir, cluster.ForTests()).Stop()
			}
			info, err := os.Stat(filepath.Join(dir, "data"))
			if err != nil {
				t.Fatal(err)
			}
			if owner := info.Sys().(*syscall.Stat_t).Uid; (owner == 0) != c.root {
				t.Errorf("the data belong to user %d", owner)
			}
		})
	}
}

// Data made while the folder was closed stay root's when the folder is opened later.
func TestTheOwnerOfTheDataServesThem(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("needs root")
	}
	dir := open(t)
	for _, mode := range []os.FileMode{0o700, 0o755} {
		if err := os.Chmod(filepath.Dir(dir), mode); err != nil {
			t.Fatal(err)
		}
		start(t, dir, cluster.ForTests()).Stop()
	}
}

// TestNotAsRoot runs the tests that start, kill and start again once more as the user nobody.
func TestNotAsRoot(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("already not root")
	}
	nobody := &syscall.Credential{Uid: 65534, Gid: 65534}
	dir := filepath.Dir(open(t))
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	c := exec.Command(copyOf(t, os.Args[0], dir), "-test.run=^TestKilled|^TestANumber|^TestTwo", "-test.v")
	c.Dir = dir
	c.Env = append(os.Environ(), "HOME="+dir, "TMPDIR="+dir)
	c.SysProcAttr = &syscall.SysProcAttr{Credential: nobody}
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if n := strings.Count(string(out), "--- PASS: Test"); n < 4 {
		t.Fatalf("only %d tests ran:\n%s", n, out)
	}
}

func copyOf(t *testing.T, program, dir string) string {
	t.Helper()
	in, err := os.Open(program)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	path := filepath.Join(dir, "cluster.test")
	out, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestNoBinaries(t *testing.T) {
	t.Setenv("PGBIN", t.TempDir())
	_, err := cluster.Start(t.Context(), open(t))
	if !errors.Is(err, cluster.ErrNoBinaries) {
		t.Fatalf("got %v", err)
	}
	for _, way := range []string{"apt-get install postgresql", "PGBIN", "DATABASE_URL"} {
		if !strings.Contains(err.Error(), way) {
			t.Errorf("%q does not name %s", err, way)
		}
	}
}

// Data of a version that is not installed are left alone.
func TestDataOfAnotherVersion(t *testing.T) {
	dir := open(t)
	mark := filepath.Join(dir, "data", "PG_VERSION")
	if err := os.MkdirAll(filepath.Dir(mark), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(mark, []byte("8\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := cluster.Start(t.Context(), dir)
	if err == nil || !strings.Contains(err.Error(), "postgresql-8") {
		t.Errorf("got %v", err)
	}
	if got, _ := os.ReadFile(mark); string(got) != "8\n" {
		t.Error("the data were touched")
	}
}
