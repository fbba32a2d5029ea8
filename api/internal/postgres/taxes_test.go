package postgres_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/api/identity"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/taxes"
)

// Two codes that are widely published examples.
const (
	mario fiscal.Code = "RSSMRA85T10A562S"
	sam   fiscal.Code = "MLLSNT82P65Z404U"
)

var importDay = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

func onDay(year, month, day int) calendar.Day {
	d, ok := calendar.Of(year, month, day)
	if !ok {
		panic("no such day")
	}
	return d
}

// holding is a bill of two instalments with every field set, and letters that COPY must escape.
func holding(code fiscal.Code, utenza string, year int) taxes.TariHolder {
	return taxes.TariHolder{Code: code, Surname: "D'Amico", Name: "Nicolò", Position: taxes.TariPosition{
		Utenza: utenza, Year: year, Address: "Via \"Po\"\t1\\2\nscala B", SquareMetres: 45_50, Occupants: 2,
		Cadastral: taxes.Cadastral{Sheet: "14", Parcel: "97", Sub: "32", Category: "A/2"},
		From:      onDay(2015, 1, 1), To: onDay(year, 12, 31), FixedRate: 73_000, VariableRate: 117_90_000,
		Fixed: 98_55, Variable: 117_90, Reductions: []taxes.Reduction{{Code: `D"1`, Percent: 33_33}},
		TEFA: 10_82, UR1: 10, UR2: 1_50, UR3: 6_00, Bonus: 3_00, Total: 200_00,
		Instalments: []taxes.Instalment{
			{Number: 1, Of: 2, Due: onDay(year, 6, 18), Amount: 80_00, NAV: "300000000000000104", Paid: 80_00, PaidOn: onDay(year, 6, 17)},
			{Number: 2, Of: 2, Due: onDay(year, 12, 4), Amount: 120_00},
		},
	}}
}

func importing(holders ...taxes.TariHolder) postgres.TariImport {
	in := postgres.TariImport{Intake: postgres.Intake{RowsRead: 2 * len(holders), At: importDay}, Accepted: holders}
	for _, h := range holders {
		in.Years = append(in.Years, h.Position.Year)
	}
	return in
}

func mustImport(t *testing.T, pool *pgxpool.Pool, in postgres.TariImport) postgres.TariImported {
	t.Helper()
	done, err := postgres.ImportTari(t.Context(), pool, in)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func tariDone(inserted, updated, unchanged int) postgres.TariImported {
	return postgres.TariImported{Counts: postgres.Counts{Inserted: inserted, Updated: updated, Unchanged: unchanged}}
}

// tariOf reads as a request does, in the name of the person with that code.
func tariOf(t *testing.T, pool *pgxpool.Pool, db *postgres.DB, code fiscal.Code) (positions []taxes.TariPosition) {
	t.Helper()
	p := identity.Person{FiscalCode: string(code)}
	if err := pool.QueryRow(t.Context(), `select id::text from person where fiscal_code = $1`, code).Scan(&p.ID); err != nil {
		t.Fatal(err)
	}
	err := db.As(t.Context(), identity.Self(p), func(tx pgx.Tx) (err error) {
		positions, err = postgres.ReadTari(t.Context(), tx, p.ID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return positions
}

func scalar[T any](t *testing.T, pool *pgxpool.Pool, sql string) (v T) {
	t.Helper()
	if err := pool.QueryRow(t.Context(), sql).Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestTariComesBackAsItWentIn(t *testing.T) {
	dsn := pgtest.New(t)
	pool, db := pgtest.Owner(t, dsn), pgtest.DB(t, dsn)
	old, newer, other := holding(mario, "U1", 2023), holding(mario, "U1", 2024), holding(sam, "U2", 2024)
	bare := taxes.TariHolder{Code: mario, Position: taxes.TariPosition{Utenza: "U0", Year: 2024, Total: 1,
		Instalments: []taxes.Instalment{{Number: 1, Of: 1, Due: onDay(2024, 6, 18), Amount: 1}}}}
	done := mustImport(t, pool, importing(old, newer, other, bare))
	if diff := cmp.Diff(tariDone(4, 0, 0), done); diff != "" {
		t.Errorf("counted (-want +got):\n%s", diff)
	}
	want := []taxes.TariPosition{bare.Position, newer.Position, old.Position}
	if diff := cmp.Diff(want, tariOf(t, pool, db, mario)); diff != "" {
		t.Errorf("Mario's positions, newest first (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]taxes.TariPosition{other.Position}, tariOf(t, pool, db, sam)); diff != "" {
		t.Errorf("Samantha's positions (-want +got):\n%s", diff)
	}
	born := scalar[string](t, pool, `select birth_date::text from person where fiscal_code = 'RSSMRA85T10A562S'`)
	if born != "1985-12-10" {
		t.Errorf("Mario is born %s by his code", born)
	}
}

// The same file again writes nothing at all: not one row gets a new version.
func TestTheSameFileTwiceChangesNothing(t *testing.T) {
	pool := pgtest.Owner(t, pgtest.New(t))
	in := importing(holding(mario, "U1", 2023), holding(sam, "U2", 2023))
	mustImport(t, pool, in)
	const versions = `select string_agg(xmin::text || xmax::text || ctid::text, ',' order by ctid) from `
	before := scalar[string](t, pool, versions+`tari_position`) + scalar[string](t, pool, versions+`tari_instalment`)
	if diff := cmp.Diff(tariDone(0, 0, 2), mustImport(t, pool, in)); diff != "" {
		t.Errorf("counted (-want +got):\n%s", diff)
	}
	after := scalar[string](t, pool, versions+`tari_position`) + scalar[string](t, pool, versions+`tari_instalment`)
	if before != after {
		t.Error("rows were written again")
	}
	if runs := scalar[int](t, pool, `select count(*)::int from import_run`); runs != 2 {
		t.Errorf("%d imports noted, want 2", runs)
	}
}

func TestWhatChangedIsUpdated(t *testing.T) {
	cases := []struct {
		name   string
		change func(h *taxes.TariHolder)
	}{
		{"a figure of the position", func(h *taxes.TariHolder) { h.Position.UR3++ }},
		{"the end of the period", func(h *taxes.TariHolder) { h.Position.To = 0 }},
		{"a reduction taken away", func(h *taxes.TariHolder) { h.Position.Reductions = nil }},
		{"a payment", func(h *taxes.TariHolder) {
			h.Position.Instalments[1].Paid, h.Position.Instalments[1].PaidOn = 120_00, onDay(2023, 12, 1)
		}},
		{"a notice number", func(h *taxes.TariHolder) { h.Position.Instalments[1].NAV = "300000000000000205" }},
		{"one instalment more", func(h *taxes.TariHolder) {
			h.Position.Instalments = append(h.Position.Instalments, taxes.Instalment{Number: 3, Of: 2, Due: onDay(2024, 1, 1), Amount: 1})
		}},
		{"one instalment less", func(h *taxes.TariHolder) { h.Position.Instalments = h.Position.Instalments[:1] }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dsn := pgtest.New(t)
			pool, db := pgtest.Owner(t, dsn), pgtest.DB(t, dsn)
			mustImport(t, pool, importing(holding(mario, "U1", 2023), holding(sam, "U2", 2023)))
			changed := holding(mario, "U1", 2023)
			c.change(&changed)
			done := mustImport(t, pool, importing(changed, holding(sam, "U2", 2023)))
			if diff := cmp.Diff(tariDone(0, 1, 1), done); diff != "" {
				t.Errorf("counted (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]taxes.TariPosition{changed.Position}, tariOf(t, pool, db, mario)); diff != "" {
				t.Errorf("read (-want +got):\n%s", diff)
			}
		})
	}
}

// A bill that the office gives to somebody else leaves the first person's folder, payments included.
func TestABillPassesToSomebodyElse(t *testing.T) {
	dsn := pgtest.New(t)
	pool, db := pgtest.Owner(t, dsn), pgtest.DB(t, dsn)
	mustImport(t, pool, importing(holding(mario, "U1", 2023)))
	moved := holding(sam, "U1", 2023)
	if diff := cmp.Diff(tariDone(0, 1, 0), mustImport(t, pool, importing(moved))); diff != "" {
		t.Errorf("counted (-want +got):\n%s", diff)
	}
	if got := tariOf(t, pool, db, mario); len(got) != 0 {
		t.Errorf("Mario still has %d positions", len(got))
	}
	if diff := cmp.Diff([]taxes.TariPosition{moved.Position}, tariOf(t, pool, db, sam)); diff != "" {
		t.Errorf("Samantha reads (-want +got):\n%s", diff)
	}
}

// Positions of the file's years that the file no longer has are told and kept; those held back are in the file.
func TestMissingPositionsAreKept(t *testing.T) {
	pool := pgtest.Owner(t, pgtest.New(t))
	mustImport(t, pool, importing(holding(mario, "U1", 2023), holding(mario, "U2", 2023), holding(mario, "U3", 2023), holding(mario, "U4", 2022)))
	in := importing(holding(mario, "U1", 2023))
	in.Held = []taxes.TariKey{{Utenza: "U2", Year: 2023}}
	want := tariDone(0, 0, 1)
	want.Missing = []taxes.TariKey{{Utenza: "U3", Year: 2023}}
	if diff := cmp.Diff(want, mustImport(t, pool, in)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if n := scalar[int](t, pool, `select count(*)::int from tari_position`); n != 4 {
		t.Errorf("%d positions left of 4", n)
	}
}

func TestDryRunLeavesNoTrace(t *testing.T) {
	pool := pgtest.Owner(t, pgtest.New(t))
	in := importing(holding(mario, "U1", 2023))
	in.DryRun = true
	if done := mustImport(t, pool, in); done.Inserted != 1 {
		t.Errorf("a dry run tells %+v", done)
	}
	const all = `select (select count(*) from person) + (select count(*) from tari_position) + (select count(*) from tari_instalment)
		+ (select count(*) from import_run) + (select count(*) from tari_stage_position)`
	if n := scalar[int](t, pool, all); n != 0 {
		t.Errorf("%d rows left behind", n)
	}
}

// What the person or the identity provider said about themselves is worth more than the tax office's spelling.
func TestImportLeavesKnownPeopleAsTheyAre(t *testing.T) {
	pool := pgtest.Owner(t, pgtest.New(t))
	if _, err := pool.Exec(t.Context(), `insert into person(fiscal_code, given_name, family_name) values ($1, 'Mario', 'Rossi')`, mario); err != nil {
		t.Fatal(err)
	}
	mustImport(t, pool, importing(holding(mario, "U1", 2023)))
	if name := scalar[string](t, pool, `select given_name || ' ' || family_name from person`); name != "Mario Rossi" {
		t.Errorf("the import renamed Mario Rossi to %s", name)
	}
}

// Row-level security alone: queries that name nobody, and every way of writing.
func TestTariIsClosedToOthers(t *testing.T) {
	dsn := pgtest.New(t)
	pool, db := pgtest.Owner(t, dsn), pgtest.DB(t, dsn)
	mustImport(t, pool, importing(holding(mario, "U1", 2023), holding(sam, "U2", 2023)))
	who := identity.Self(identity.Person{ID: scalar[string](t, pool, `select id::text from person where fiscal_code = 'RSSMRA85T10A562S'`)})
	count := func(sql string) (n int64) {
		err := db.As(t.Context(), who, func(tx pgx.Tx) error { return tx.QueryRow(t.Context(), sql).Scan(&n) })
		if err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
		return n
	}
	for sql, want := range map[string]int64{
		`select count(*) from tari_position`: 1, `select count(*) from tari_instalment`: 2,
		`select count(*) from import_run`: 0, `select count(*) from tari_stage_position`: 0,
		`with x as (update tari_instalment set paid = amount returning 1) select count(*) from x`: 0,
		`with x as (delete from tari_position returning 1) select count(*) from x`:                0,
	} {
		if got := count(sql); got != want {
			t.Errorf("%s: %d, want %d", sql, got, want)
		}
	}
	err := db.As(t.Context(), who, func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), `insert into tari_instalment select position, 9, subject, 9, due_on, 0, '', 0, null from tari_instalment limit 1`)
		return err
	})
	if err == nil {
		t.Error("a request wrote an instalment")
	}
}

// Two imports at once: the second says that it waits, and goes on when the first has ended.
func TestImportsTakeTurns(t *testing.T) {
	pool := pgtest.Owner(t, pgtest.New(t))
	first, err := pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer first.Rollback(context.Background())
	if _, err := first.Exec(t.Context(), `select pg_advisory_xact_lock($1)`, postgres.ImportLock); err != nil {
		t.Fatal(err)
	}
	waits, ends := make(chan bool), make(chan error)
	in := importing(holding(mario, "U1", 2023))
	in.Waiting = func() { waits <- true }
	go func() {
		_, err := postgres.ImportTari(t.Context(), pool, in)
		ends <- err
	}()
	select {
	case <-waits:
	case err := <-ends:
		t.Fatalf("the second import did not wait: %v", err)
	}
	if err := first.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-ends; err != nil {
		t.Fatal(err)
	}
}
