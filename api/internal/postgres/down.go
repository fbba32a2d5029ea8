package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// ErrDown says that the database is away, shutting down, or too slow: nothing is wrong with the question,
// and asking again later may work. A command whose answer was ErrDown may have been applied: only the same
// command id may be tried again.
var ErrDown = errors.New("the database does not answer")

// down marks an error as ErrDown when it is one. Somebody who went away is not a database that did.
func down(ctx context.Context, err error) error {
	if err == nil || errors.Is(err, ErrDown) || errors.Is(ctx.Err(), context.Canceled) || !isDown(err) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrDown, err)
}

// isDown first believes PostgreSQL, when it was able to say what happened.
func isDown(err error) bool {
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		return downCode(pg.Code)
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	for _, e := range []error{pgconn.ErrConnClosed, io.EOF, io.ErrUnexpectedEOF, context.DeadlineExceeded} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// downCode reads SQLSTATE (PostgreSQL manual, appendix A): connection exceptions, insufficient resources,
// and the single codes for a server that stops, starts, or ended something that took too long.
func downCode(code string) bool {
	if strings.HasPrefix(code, "08") || strings.HasPrefix(code, "53") {
		return true
	}
	switch code {
	case "57P01", "57P02", "57P03", // admin shutdown, crash shutdown, cannot connect now
		"57P05", "25P03", "25P04", // idle session, idle in transaction, transaction timeouts
		"57014", "55P03": // statement timeout, lock not available
		return true
	}
	return false
}

// fresh runs something that has no effect until later (a begin, a ping) and, when it only found a connection
// that died in the pool, once more on a new one. After a restart of PostgreSQL every idle connection is such.
func (db *DB) fresh(ctx context.Context, try func() error) error {
	err := try()
	if err == nil || ctx.Err() != nil || !diedIdle(err) {
		return err
	}
	db.pool.Reset()
	return try()
}

// diedIdle tells a dead connection from a database that refuses new ones or is slow.
func diedIdle(err error) bool {
	_, connecting := errors.AsType[*pgconn.ConnectError](err)
	return isDown(err) && !connecting && !errors.Is(err, context.DeadlineExceeded)
}
