package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"sportello/api/identity"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/cluster"
	"sportello/api/internal/postgres/pgtest"
)

// own is a cluster of this test's own, to be killed, and an open database on it.
func own(t *testing.T) (dir string, c *cluster.Cluster, db *postgres.DB) {
	t.Helper()
	dir = t.TempDir()
	c, err := cluster.Start(t.Context(), dir, cluster.ForTests())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Stop)
	if err := postgres.Migrate(t.Context(), c.DSN("postgres")); err != nil {
		t.Fatal(err)
	}
	return dir, c, pgtest.DB(t, c.DSN("postgres"))
}

func one(ctx context.Context, db *postgres.DB) error {
	return db.As(ctx, identity.Self(anna), func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `select 1`)
		return err
	})
}

// While PostgreSQL is away every call is ErrDown; when it is back the first call works, although every
// connection in the pool is dead. Both for a kill -9 and for an orderly stop.
func TestAwayAndBack(t *testing.T) {
	for name, end := range map[string]func(*testing.T, *cluster.Cluster){
		"kill -9":      killAll,
		"orderly stop": func(_ *testing.T, c *cluster.Cluster) { c.Stop() },
	} {
		t.Run(name, func(t *testing.T) {
			dir, c, db := own(t)
			end(t, c)
			for what, err := range map[string]error{
				"As": one(t.Context(), db), "Ping": db.Ping(t.Context()),
				"Migrate": postgres.Migrate(t.Context(), c.DSN("postgres")), "Open": reopen(t, c),
			} {
				if !errors.Is(err, postgres.ErrDown) {
					t.Errorf("%s while away: %v", what, err)
				}
			}
			back, err := cluster.Start(t.Context(), dir, cluster.ForTests())
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(back.Stop)
			if err := one(t.Context(), db); err != nil {
				t.Errorf("the first call after it came back: %v", err)
			}
		})
	}
}

// killAll kills the postmaster and those who serve connections: left alone, they live on for a moment and
// still answer.
func killAll(t *testing.T, c *cluster.Cluster) {
	t.Helper()
	pids := []int{c.PID()}
	serving := `select pid::text from pg_stat_activity where backend_type = 'client backend'`
	for _, text := range ask(t, pgtest.Owner(t, c.DSN("postgres")), serving) {
		pid, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		pids = append(pids, pid)
	}
	for _, pid := range pids {
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
	}
	<-c.Done()
	c.Stop()
}

func reopen(t *testing.T, c *cluster.Cluster) error {
	_, err := postgres.Open(t.Context(), c.DSN("postgres"))
	return err
}

// PostgreSQL restarts within the second in which the pool does not doubt its connections.
func TestAQuickRestartCostsNobodyAPage(t *testing.T) {
	dir, c, db := own(t)
	if err := one(t.Context(), db); err != nil {
		t.Fatal(err)
	}
	c.Stop()
	back, err := cluster.Start(t.Context(), dir, cluster.ForTests())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(back.Stop)
	if err := one(t.Context(), db); err != nil {
		t.Error(err)
	}
}

// The process that serves the transaction dies in the middle of it, or before its commit. (Killing the
// postmaster would not do: its children live on for a moment and may still commit.)
func TestAwayInTheMiddle(t *testing.T) {
	for name, read := range map[string]bool{"in a query": true, "at the commit": false} {
		t.Run(name, func(t *testing.T) {
			_, _, db := own(t)
			err := db.As(t.Context(), identity.Self(anna), func(tx pgx.Tx) error {
				if err := syscall.Kill(int(tx.Conn().PgConn().PID()), syscall.SIGKILL); err != nil || !read {
					return err
				}
				_, err := tx.Exec(t.Context(), `select 1`)
				return fmt.Errorf("reading: %w", err)
			})
			if !errors.Is(err, postgres.ErrDown) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestSlowIsDownAndWrongIsNot(t *testing.T) {
	db := pgtest.DB(t, pgtest.New(t), postgres.StatementTimeout(50*time.Millisecond))
	for _, c := range []struct {
		sql  string
		down bool
	}{
		{`select pg_sleep(60)`, true},
		{`select 1/0`, false},
		{`select * from nowhere`, false},
		{`insert into person (fiscal_code) values (null)`, false},
	} {
		err := db.Anonymous(t.Context(), func(tx pgx.Tx) error {
			_, err := tx.Exec(t.Context(), c.sql)
			return err
		})
		if err == nil || errors.Is(err, postgres.ErrDown) != c.down {
			t.Errorf("%s: %v", c.sql, err)
		}
		if _, ok := errors.AsType[*pgconn.PgError](err); !ok {
			t.Errorf("%s: what PostgreSQL said is lost: %v", c.sql, err)
		}
	}
}

// Whoever went away is not told that the database did, and the next one finds a connection.
func TestAPersonWhoGoesAwayIsNotADatabaseThatDid(t *testing.T) {
	dsn := pgtest.New(t)
	db, owner := pgtest.DB(t, dsn, postgres.MaxConns(1)), pgtest.Owner(t, dsn)
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error)
	go func() {
		result <- db.As(ctx, identity.Self(anna), func(tx pgx.Tx) error {
			_, err := tx.Exec(ctx, `select pg_sleep(60)`)
			return err
		})
	}()
	until(t, owner, `select count(*) > 0 from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`)
	cancel()
	if err := <-result; !errors.Is(err, context.Canceled) || errors.Is(err, postgres.ErrDown) {
		t.Errorf("got %v", err)
	}
	if err := one(t.Context(), db); err != nil {
		t.Errorf("the next one: %v", err)
	}
}

// Every connection is taken and somebody has little time: they hear "not now", they do not hang.
func TestAFullPool(t *testing.T) {
	db := pgtest.DB(t, pgtest.New(t), postgres.MaxConns(1))
	err := db.Anonymous(t.Context(), func(pgx.Tx) error {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		if err := one(ctx, db); !errors.Is(err, postgres.ErrDown) {
			t.Errorf("got %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Codes from the PostgreSQL manual, appendix A.
func TestWhichErrorsAreDown(t *testing.T) {
	gone, leave := context.WithCancel(t.Context())
	leave()
	for _, c := range []struct {
		name string
		ctx  context.Context
		err  error
		down bool
	}{
		{"connection failure", t.Context(), &pgconn.PgError{Code: "08006"}, true},
		{"too many connections", t.Context(), &pgconn.PgError{Code: "53300"}, true},
		{"admin shutdown", t.Context(), &pgconn.PgError{Code: "57P01"}, true},
		{"starting up", t.Context(), &pgconn.PgError{Code: "57P03"}, true},
		{"lock not available", t.Context(), &pgconn.PgError{Code: "55P03"}, true},
		{"wrong password", t.Context(), &pgconn.PgError{Code: "28P01"}, false},
		{"database dropped", t.Context(), &pgconn.PgError{Code: "57P04"}, false},
		{"serialization failure", t.Context(), &pgconn.PgError{Code: "40001"}, false},
		{"connection lost", t.Context(), fmt.Errorf("reading: %w", io.ErrUnexpectedEOF), true},
		{"connection lost, person gone", gone, io.ErrUnexpectedEOF, false},
		{"a rule of ours", t.Context(), errors.New("a rule said no"), false},
	} {
		got := postgres.Down(c.ctx, c.err)
		if errors.Is(got, postgres.ErrDown) != c.down || !errors.Is(got, c.err) {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	if err := postgres.Down(t.Context(), nil); err != nil {
		t.Errorf("no error: %v", err)
	}
}
