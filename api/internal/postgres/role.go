package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

const createRole = `do $$
begin
  if not exists (select from pg_roles where rolname = 'sportello_app') then
    create role sportello_app nologin;
  end if;
end $$`

// ensureRole makes sure that the role exists, that the login user may become it, and that row-level security
// binds it.
func ensureRole(ctx context.Context, conn *pgx.Conn) error {
	if err := again(func() error { return exec(ctx, conn, createRole) }); err != nil {
		return roleHint(conn, err)
	}
	if err := become(ctx, conn); hasCode(err, insufficientPrivilege) {
		err = again(func() error { return exec(ctx, conn, `grant sportello_app to current_user`) })
		if err != nil {
			return roleHint(conn, err)
		}
	} else if err != nil {
		return err
	}
	return checkBound(ctx, conn)
}

// become tries the role on, as each connection of a DB will.
func become(ctx context.Context, conn *pgx.Conn) error {
	if err := exec(ctx, conn, `set role sportello_app`); err != nil {
		return err
	}
	return exec(ctx, conn, `reset role`)
}

func checkBound(ctx context.Context, conn *pgx.Conn) error {
	var free bool
	const q = `select rolsuper or rolbypassrls from pg_roles where rolname = 'sportello_app'`
	if err := conn.QueryRow(ctx, q).Scan(&free); err != nil {
		return err
	}
	if free {
		return errors.New("the role sportello_app escapes row-level security: " +
			"an administrator must run ALTER ROLE sportello_app NOSUPERUSER NOBYPASSRLS")
	}
	return nil
}

// roleHint says what to do when the login user may not create or take the role.
func roleHint(conn *pgx.Conn, err error) error {
	if !hasCode(err, insufficientPrivilege) {
		return err
	}
	user := pgx.Identifier{conn.Config().User}.Sanitize()
	return fmt.Errorf("the database user %s may not create the role sportello_app: an administrator must run once "+
		"CREATE ROLE sportello_app NOLOGIN; GRANT sportello_app TO %[1]s; (%w)", user, err)
}

// grantAll gives the role what requests need, table by table, and takes back what an older program gave:
// rows of the audit trail are added and read, never changed; the list of migrations and the clerks are read.
const grantAll = `do $$
declare
  t record;
begin
  execute format('grant usage on schema %I to sportello_app', current_schema());
  for t in
    select format('%I.%I', n.nspname, c.relname) as name,
           case when c.relkind = 'S' then 'usage, select on sequence'
                when c.relkind in ('v', 'm') or c.relname in ('goose_db_version', 'clerk') then 'select on table'
                when c.relname = 'audit' then 'select, insert on table'
                else 'select, insert, update, delete on table' end as what,
           case when c.relkind = 'S' then 'sequence' else 'table' end as kind
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and c.relkind in ('r', 'p', 'v', 'm', 'S')
      and c.relname <> 'goose_db_version_id_seq'
      and pg_has_role(c.relowner, 'usage')
  loop
    execute format('revoke all on %s %s from sportello_app', t.kind, t.name);
    execute format('grant %s %s to sportello_app', t.what, t.name);
  end loop;
end $$`

func grant(ctx context.Context, conn *pgx.Conn) error {
	return again(func() error { return exec(ctx, conn, grantAll) })
}

func exec(ctx context.Context, conn *pgx.Conn, statement string) error {
	_, err := conn.Exec(ctx, statement)
	return err
}

const insufficientPrivilege = "42501"

// again repeats a change of the catalogues that collided with somebody else's: roles belong to the server,
// the lock of Migrate to one database, so two towns of one server may meet here. The statement is a
// transaction of its own and looks first what is there, so the next try sees what the other one did.
func again(try func() error) error {
	err := try()
	for range 9 {
		if !collided(err) {
			break
		}
		err = try()
	}
	return err
}

// collided knows the three faces of it: unique violation, duplicate object, and "tuple concurrently updated",
// which has no code of its own (XX000).
func collided(err error) bool {
	return hasCode(err, "23505") || hasCode(err, "42710") || hasCode(err, "XX000")
}

func hasCode(err error, code string) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && pg.Code == code
}
