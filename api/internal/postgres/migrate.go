package postgres

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var embedded embed.FS

// Migrate brings the schema of dsn (the first of its search_path) up to this program: it creates the role
// sportello_app when it is missing, applies what is new in migrations/, and grants the role what requests
// need. It only goes forward. Any number of replicas may call it at once: one works, the others wait.
//
// dsn's user must own the schema; when it may not create roles, the error says what an administrator must do.
func Migrate(ctx context.Context, dsn string) error {
	files, err := fs.Sub(embedded, "migrations")
	if err != nil {
		return err
	}
	return migrate(ctx, dsn, files)
}

func migrate(ctx context.Context, dsn string, files fs.FS) error {
	cfg, err := pgx.ParseConfig(dsn)
	if err != nil {
		return fmt.Errorf("reading the address of the database: %w", err)
	}
	conn, err := pgx.ConnectConfig(ctx, cfg)
	if err != nil {
		return fmt.Errorf("migrating: %w", down(ctx, err))
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if err := underLock(ctx, conn, cfg, files); err != nil {
		return fmt.Errorf("migrating: %w", down(ctx, err))
	}
	return nil
}

// migrationLock is an arbitrary number that means nothing else in a database of ours.
const migrationLock = 7_763_617

// underLock works under a lock that conn holds and that is gone with it, also after a kill -9. It waits
// inside PostgreSQL: goose's own lock asks again once a second.
func underLock(ctx context.Context, conn *pgx.Conn, cfg *pgx.ConnConfig, files fs.FS) error {
	if _, err := conn.Exec(ctx, `select pg_advisory_lock($1)`, migrationLock); err != nil {
		return err
	}
	if err := checkSchema(ctx, conn); err != nil {
		return err
	}
	if err := ensureRole(ctx, conn); err != nil {
		return err
	}
	if err := apply(ctx, cfg, files); err != nil {
		return err
	}
	return grant(ctx, conn)
}

func checkSchema(ctx context.Context, conn *pgx.Conn) error {
	var schema *string
	if err := conn.QueryRow(ctx, `select current_schema()`).Scan(&schema); err != nil {
		return err
	}
	if schema == nil {
		return errors.New("no schema of the search_path exists: create it, or change the address of the database")
	}
	return nil
}

// apply runs the files with goose: each in one transaction together with the line that says it is done.
func apply(ctx context.Context, cfg *pgx.ConnConfig, files fs.FS) error {
	db := stdlib.OpenDB(*cfg)
	defer db.Close()
	p, err := provider(db, files)
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

func provider(db *sql.DB, files fs.FS) (*goose.Provider, error) {
	return goose.NewProvider(goose.DialectPostgres, db, files,
		goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
}
