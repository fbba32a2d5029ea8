// Package postgres keeps what the town hall must not forget, in PostgreSQL, one database per comune.
//
// It knows SQL, transactions and migrations, and which errors mean that the database is away for a while.
// Nobody reads or writes a person's rows but through (*DB).As, which tells the database who acts and for
// whom: row-level security then hides everybody else's rows, even from a query that forgot to. It decides
// nothing about taxes, applications or anybody's rights: the pure rules of api/<capability> do.
//
// Starting a private server is the task of the package cluster, a database for a test of pgtest.
package postgres

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// appRole is the role requests run as. It owns nothing and cannot log in; see Migrate.
const appRole = "sportello_app"

// DB is a small pool of connections that all act as sportello_app. It is safe for concurrent use and mends
// itself: while PostgreSQL is away each call gives ErrDown, and works again when it is back.
type DB struct {
	pool *pgxpool.Pool
}

type settings struct {
	maxConns  int32
	statement time.Duration
}

// Option changes how a DB is opened.
type Option func(*settings)

// MaxConns bounds the pool. The default is 8, or pool_max_conns of the DSN: each replica has a pool, and
// PostgreSQL works best with few connections.
func MaxConns(n int32) Option { return func(s *settings) { s.maxConns = n } }

// StatementTimeout is how long one statement may take before PostgreSQL ends it: 10 seconds by default.
func StatementTimeout(d time.Duration) Option { return func(s *settings) { s.statement = d } }

const (
	defaultMaxConns  = 8
	defaultStatement = 10 * time.Second
	idleInside       = 30 * time.Second // a transaction nobody works in holds its locks no longer
	connectTimeout   = 5 * time.Second
)

// Open connects to a migrated database. dsn is a URL or a keyword list of libpq; search_path in it chooses
// the schema. It fails with ErrDown when PostgreSQL does not answer now; later absences are survived.
func Open(ctx context.Context, dsn string, opts ...Option) (*DB, error) {
	cfg, err := appConfig(dsn, opts)
	if err != nil {
		return nil, err
	}
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	db := &DB{pool: pool}
	if err := db.Ping(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	return db, nil
}

// appConfig makes the role part of the connection's beginning, not a statement after it: it costs no round
// trip, and RESET ROLE or DISCARD ALL lead back to it.
func appConfig(dsn string, opts []Option) (*pgxpool.Config, error) {
	s := settings{statement: defaultStatement}
	for _, o := range opts {
		o(&s)
	}
	cfg, err := config(dsn, s.maxConns)
	if err != nil {
		return nil, err
	}
	params := cfg.ConnConfig.RuntimeParams
	params["role"] = appRole
	params["statement_timeout"] = milliseconds(s.statement)
	params["idle_in_transaction_session_timeout"] = milliseconds(idleInside)
	return cfg, nil
}

// OpenOwner connects as the user of dsn, who owns the tables and whom row-level security does not bind. It
// is for migrating, importing and jobs, never for a request. Its statements take as long as they take.
func OpenOwner(ctx context.Context, dsn string) (*pgxpool.Pool, error) {
	cfg, err := config(dsn, 4)
	if err != nil {
		return nil, err
	}
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	if err := pool.Ping(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("opening the database: %w", down(ctx, err))
	}
	return pool, nil
}

func config(dsn string, maxConns int32) (*pgxpool.Config, error) {
	cfg, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("reading the address of the database: %w", err)
	}
	switch {
	case maxConns > 0:
		cfg.MaxConns = maxConns
	case !strings.Contains(dsn, "pool_max_conns"):
		cfg.MaxConns = defaultMaxConns
	}
	if cfg.ConnConfig.ConnectTimeout == 0 || cfg.ConnConfig.ConnectTimeout > connectTimeout {
		cfg.ConnConfig.ConnectTimeout = connectTimeout
	}
	cfg.ConnConfig.RuntimeParams["application_name"] = "sportello"
	return cfg, nil
}

func milliseconds(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }

// Ping asks the database for a sign of life. ErrDown when there is none.
func (db *DB) Ping(ctx context.Context) error {
	err := db.fresh(ctx, func() error { return db.pool.Ping(ctx) })
	if err != nil {
		return fmt.Errorf("asking the database for a sign of life: %w", down(ctx, err))
	}
	return nil
}

// Close waits for the transactions under way and closes the connections.
func (db *DB) Close() { db.pool.Close() }
