package cluster_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"sportello/api/internal/postgres/cluster"
)

// programFolder makes the test binary a program that starts the cluster in this folder and waits to be killed.
const programFolder = "SPORTELLO_TEST_CLUSTER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(programFolder); dir != "" {
		program(dir)
		return
	}
	os.Exit(m.Run())
}

func program(dir string) {
	c, err := cluster.Start(context.Background(), dir)
	if err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
	fmt.Println(c.PID(), c.DSN("postgres"))
	<-c.Done()
}

// another runs such a program and gives the first line it says.
func another(t *testing.T, dir string) (*exec.Cmd, string) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), programFolder+"="+dir)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill(); _ = c.Wait() })
	line, _ := bufio.NewReader(out).ReadString('\n')
	return c, strings.TrimSpace(line)
}

// open is a folder that every user may walk into; t.TempDir is closed to all but its owner.
func open(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "sportello-cluster-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "pg")
}

func start(t *testing.T, dir string, opts ...cluster.Option) *cluster.Cluster {
	t.Helper()
	c, err := cluster.Start(t.Context(), dir, opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Stop)
	return c
}

// run executes SQL on a connection of its own and gives the first column of the first row.
func run(t *testing.T, dsn, sql string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	var got string
	if err := conn.QueryRow(t.Context(), sql).Scan(&got); err != nil && err != pgx.ErrNoRows {
		t.Fatal(err)
	}
	return got
}
