package pgtest

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/cluster"
)

// server is where the databases of one test program are.
type server struct {
	dsn      string // of the database that creates and drops the others
	prefix   string
	template string
	migrated func() error
	close    func()
	mu       sync.Mutex // creating and dropping: PostgreSQL does these one at a time anyway
	conn     *pgx.Conn
}

var (
	once     sync.Once
	theOne   *server
	startErr error
)

// shared starts the server with the first test. Without PostgreSQL a test fails, it does not skip.
func shared(t testing.TB) *server {
	t.Helper()
	once.Do(func() { theOne, startErr = start() })
	if startErr != nil {
		t.Fatalf("starting PostgreSQL for the tests: %v", startErr)
	}
	return theOne
}

func stopShared() {
	if theOne != nil {
		theOne.close()
	}
}

func start() (*server, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	dsn, closeIt, err := where(ctx)
	if err != nil {
		return nil, err
	}
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		closeIt()
		return nil, err
	}
	prefix := "sportello_test_" + strings.ToLower(rand.Text()[:8])
	s := &server{dsn: dsn, prefix: prefix, template: prefix + "_template", conn: conn}
	s.migrated = sync.OnceValue(s.makeTemplate)
	s.close = func() { s.leave(); closeIt() }
	return s, nil
}

// where is the server of TEST_DATABASE_URL, or a private one.
func where(ctx context.Context) (dsn string, closeIt func(), err error) {
	if dsn := os.Getenv("TEST_DATABASE_URL"); dsn != "" {
		if u, err := url.Parse(dsn); err != nil || u.Scheme == "" {
			return "", nil, fmt.Errorf("TEST_DATABASE_URL is not a URL like postgres://user@host/database")
		}
		return dsn, func() {}, nil
	}
	sweep()
	dir, err := os.MkdirTemp("", folderPrefix)
	if err != nil {
		return "", nil, err
	}
	if err := os.Chmod(dir, 0o711); err != nil { // so that root can hand it to the user postgres
		return "", nil, err
	}
	c, err := cluster.Start(ctx, dir, cluster.ForTests(), cluster.MaxConnections(100))
	if err != nil {
		os.RemoveAll(dir)
		return "", nil, err
	}
	return c.DSN("postgres"), func() { c.Stop(); os.RemoveAll(dir) }, nil
}

// makeTemplate migrates once for all tests. Nobody may connect afterwards: copying needs that.
func (s *server) makeTemplate() error {
	ctx := context.Background()
	if err := s.exec(ctx, `create database `+quote(s.template)); err != nil {
		return err
	}
	if err := postgres.Migrate(ctx, s.address(s.template)); err != nil {
		return err
	}
	return s.exec(ctx, `alter database `+quote(s.template)+` allow_connections false`)
}

func (s *server) exec(ctx context.Context, statement string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.conn.Exec(ctx, statement)
	return err
}

// leave removes the template from a server that stays.
func (s *server) leave() {
	_ = s.exec(context.Background(), `drop database if exists `+quote(s.template)+` with (force)`)
	_ = s.conn.Close(context.Background())
}

const folderPrefix = "sportello-pgtest-"

// sweep removes the folders of test programs that were killed: old enough to be locked, and not locked.
func sweep() {
	folders, _ := filepath.Glob(filepath.Join(os.TempDir(), folderPrefix+"*"))
	for _, dir := range folders {
		info, err := os.Stat(filepath.Join(dir, "lock"))
		if err != nil || time.Since(info.ModTime()) < time.Minute || held(filepath.Join(dir, "lock")) {
			continue
		}
		_ = os.RemoveAll(dir)
	}
}

func held(lock string) bool {
	f, err := os.Open(lock)
	if err != nil {
		return true
	}
	defer f.Close()
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil
}
