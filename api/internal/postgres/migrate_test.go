package postgres_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/cluster"
	"sportello/api/internal/postgres/pgtest"
)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte("-- +goose Up\n" + text)} }

func migrate(t *testing.T, dsn string, files fstest.MapFS) {
	t.Helper()
	if err := postgres.MigrateFS(t.Context(), dsn, files); err != nil {
		t.Fatal(err)
	}
}

func ask(t *testing.T, pool *pgxpool.Pool, sql string, args ...any) []string {
	t.Helper()
	rows, err := pool.Query(t.Context(), sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	got, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// Eight replicas of a new version start at the same moment: the new files run once each, and nobody fails.
func TestReplicasMayMigrateAtOnce(t *testing.T) {
	dsn := pgtest.Empty(t)
	files := fstest.MapFS{"0001_first.sql": file(`create table first (id int);`)}
	migrate(t, dsn, files)
	for n := 2; n < 20; n++ {
		name := fmt.Sprintf("%04d_more", n)
		files[name+".sql"] = file(fmt.Sprintf(`create table "%s" (id int primary key);`, name))
	}
	results := make(chan error)
	for range 8 {
		go func() { results <- postgres.MigrateFS(t.Context(), dsn, files) }()
	}
	for range 8 {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
	twice := `select version_id::text from goose_db_version group by version_id having count(*) > 1`
	if got := ask(t, pgtest.Owner(t, dsn), twice); len(got) > 0 {
		t.Errorf("applied more than once: %v", got)
	}
}

// Roles belong to the server: another town on it may be creating ours while we look.
func TestAnotherTownCreatesTheRoleAtTheSameMoment(t *testing.T) {
	c := bare(t)
	if err := c.EnsureDatabase(t.Context(), "seregno"); err != nil {
		t.Fatal(err)
	}
	other := pgtest.Owner(t, c.DSN("postgres"))
	tx, err := other.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback(context.Background())
	if _, err := tx.Exec(t.Context(), `create role sportello_app nologin`); err != nil {
		t.Fatal(err)
	}
	result := make(chan error)
	files := fstest.MapFS{"0001_a.sql": file(`create table a (id int);`)}
	go func() { result <- postgres.MigrateFS(t.Context(), c.DSN("seregno"), files) }()
	until(t, other, `select count(*) > 0 from pg_stat_activity where datname = 'seregno' and wait_event_type = 'Lock'`)
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-result; err != nil {
		t.Error(err)
	}
}

// until asks a question again and again until PostgreSQL says yes.
func until(t *testing.T, pool *pgxpool.Pool, question string) {
	t.Helper()
	for yes := false; !yes; {
		if err := pool.QueryRow(t.Context(), question).Scan(&yes); err != nil {
			t.Fatal(err)
		}
	}
}

// bare is a server without the role sportello_app.
func bare(t *testing.T) *cluster.Cluster {
	t.Helper()
	c, err := cluster.Start(t.Context(), t.TempDir(), cluster.ForTests())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Stop)
	return c
}

func TestMigrateGoesOnFromWhereItWas(t *testing.T) {
	dsn := pgtest.Empty(t)
	files := fstest.MapFS{"0001_a.sql": file(`create table a (id int);`)}
	migrate(t, dsn, files)
	migrate(t, dsn, files)
	files["0002_b.sql"] = file(`alter table a add column name text; create table b (id serial);`)
	migrate(t, dsn, files)
	want := []string{"0", "1", "2"}
	if diff := cmp.Diff(want, ask(t, pgtest.Owner(t, dsn), `select version_id::text from goose_db_version order by id`)); diff != "" {
		t.Error(diff)
	}
}

// A file that fails leaves nothing behind, and the same file mended goes through.
func TestAFailedFileLeavesNothing(t *testing.T) {
	dsn := pgtest.Empty(t)
	broken := fstest.MapFS{"0001_a.sql": file(`create table a (id int); create table a (id int);`)}
	if err := postgres.MigrateFS(t.Context(), dsn, broken); err == nil || !strings.Contains(err.Error(), "version:1") {
		t.Fatalf("got %v", err)
	}
	migrate(t, dsn, fstest.MapFS{"0001_a.sql": file(`create table a (id int);`)})
}

// What sportello_app may do is granted by kind of table; what an older program gave too much is taken back.
func TestGrants(t *testing.T) {
	dsn := pgtest.Empty(t)
	owner := pgtest.Owner(t, dsn)
	files := fstest.MapFS{"0001_a.sql": file(`create table audit (id int); create table "Draft" (id serial);
		create view seen as select 1 as one; grant all on audit to sportello_app;`)}
	migrate(t, dsn, files)
	got := ask(t, owner, `select c.relname || ': ' || string_agg(lower(p.privilege_type), ' ' order by p.privilege_type)
		from pg_class c, aclexplode(c.relacl) p
		where p.grantee = 'sportello_app'::regrole and c.relnamespace = 'public'::regnamespace
		group by c.relname order by c.relname collate "C"`)
	want := []string{"Draft: delete insert select update", "Draft_id_seq: select usage",
		"audit: insert select", "goose_db_version: select", "seen: select"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// The address chooses the schema; two of them in one database do not meet.
func TestMigrateInAnySchema(t *testing.T) {
	dsn := pgtest.Empty(t)
	owner := pgtest.Owner(t, dsn)
	for _, name := range []string{`prova`, `"Città 2"`} {
		if _, err := owner.Exec(t.Context(), `create schema `+name); err != nil {
			t.Fatal(err)
		}
	}
	for _, address := range []string{dsn + `&search_path=prova`, dsn + `&search_path=%22Citt%C3%A0%202%22`} {
		if err := postgres.Migrate(t.Context(), address); err != nil {
			t.Fatal(err)
		}
		err := pgtest.DB(t, address).Anonymous(t.Context(), func(tx pgx.Tx) error {
			_, err := tx.Exec(t.Context(), `select * from draft`)
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	if got := ask(t, owner, `select tablename::text from pg_tables where schemaname = 'public'`); len(got) > 0 {
		t.Errorf("in public: %v", got)
	}
	err := postgres.Migrate(t.Context(), dsn+`&search_path=nessuno`)
	if err == nil || !strings.Contains(err.Error(), "no schema of the search_path exists") {
		t.Errorf("a schema that does not exist: %v", err)
	}
}

// A login user who owns the database but may not create roles is told what an administrator must do; after
// that it works, and row-level security does not bind the owner, but does bind requests.
func TestAnOwnerWithoutTheRightToCreateRoles(t *testing.T) {
	c := bare(t)
	admin := pgtest.Owner(t, c.DSN("postgres"))
	for _, sql := range []string{`create role comune login`, `create database comune owner comune`} {
		if _, err := admin.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	dsn := strings.Replace(c.DSN("comune"), "postgres@", "comune@", 1) + "&search_path=s"
	schema := pgtest.Owner(t, dsn)
	if _, err := schema.Exec(t.Context(), `create schema s`); err != nil {
		t.Fatal(err)
	}
	err := postgres.Migrate(t.Context(), dsn)
	if err == nil || !strings.Contains(err.Error(), `GRANT sportello_app TO "comune"`) {
		t.Fatalf("without the right: %v", err)
	}
	if _, err := admin.Exec(t.Context(), `create role sportello_app nologin; grant sportello_app to comune`); err != nil {
		t.Fatal(err)
	}
	if err := postgres.Migrate(t.Context(), dsn); err != nil {
		t.Fatal(err)
	}
	notice := `insert into desk_notice (from_on, until_on) values (current_date, current_date)`
	if _, err := schema.Exec(t.Context(), notice); err != nil {
		t.Errorf("the owner is bound: %v", err)
	}
	pgtest.DB(t, dsn)
}

func TestARoleThatEscapesIsRefused(t *testing.T) {
	c := bare(t)
	if _, err := pgtest.Owner(t, c.DSN("postgres")).Exec(t.Context(), `create role sportello_app bypassrls`); err != nil {
		t.Fatal(err)
	}
	err := postgres.Migrate(context.Background(), c.DSN("postgres"))
	if err == nil || !strings.Contains(err.Error(), "escapes row-level security") {
		t.Errorf("got %v", err)
	}
}
