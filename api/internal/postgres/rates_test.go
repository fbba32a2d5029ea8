package postgres_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/money"
	"sportello/api/taxes"
)

// What the office decides is written by years: the same again changes nothing, another year leaves the old ones alone,
// and a trial leaves no trace.
func TestImportRates(t *testing.T) {
	dsn := pgtest.New(t)
	owner := pgtest.Owner(t, dsn)
	db, err := postgres.Open(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	year := func(year int, tefa money.Rate) taxes.TariYear {
		return taxes.TariYear{Year: year, Act: `n. 12 "urgente"`, Fixed: []money.Rate{55_000, 66_680}, Variable: []money.Rate{4_020_000, 5_000_000}, TEFA: tefa,
			Plan: []taxes.TariTerm{{Due: onDay(year, 6, 18)}}, Debit: &taxes.Debit{AskBy: onDay(year, 9, 30)}}
	}
	imu := taxes.ImuYear{Year: 2026, Rate: taxes.ImuRates{Other: 1060}, Acconto: onDay(2026, 6, 16), Saldo: onDay(2026, 12, 16)}
	tari := func(all ...taxes.TariYear) taxes.Decided { return taxes.Decided{Tari: all} }
	for _, c := range []struct {
		name  string
		in    taxes.Decided
		trial bool
		want  postgres.Counts
		after taxes.Decided
	}{
		{"two years", tari(year(2025, 5_000), year(2026, 5_000)), false, postgres.Counts{Inserted: 2}, tari(year(2026, 5_000), year(2025, 5_000))},
		{"the same again", tari(year(2025, 5_000), year(2026, 5_000)), false, postgres.Counts{Unchanged: 2}, tari(year(2026, 5_000), year(2025, 5_000))},
		{"a trial", tari(year(2026, 4_000)), true, postgres.Counts{Updated: 1}, tari(year(2026, 5_000), year(2025, 5_000))},
		{"one year put right", tari(year(2026, 4_000)), false, postgres.Counts{Updated: 1}, tari(year(2026, 4_000), year(2025, 5_000))},
		{"IMU of the same year", taxes.Decided{Imu: []taxes.ImuYear{imu}}, false, postgres.Counts{Inserted: 1},
			taxes.Decided{Tari: tari(year(2026, 4_000), year(2025, 5_000)).Tari, Imu: []taxes.ImuYear{imu}}},
	} {
		done, err := postgres.ImportRates(t.Context(), owner, postgres.Intake{SHA256: [32]byte{7}, RowsRead: len(c.in.Tari) + len(c.in.Imu), At: importDay, DryRun: c.trial}, c.in)
		if err != nil || done != c.want {
			t.Errorf("%s: %+v, %v; want %+v", c.name, done, err, c.want)
		}
		got, err := db.Rates(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.after, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	var runs, updated int
	const noted = `select count(*), sum(updated) from import_run where kind in ('tari-rates', 'imu-rates') and file = decode(repeat('07', 1) || repeat('00', 31), 'hex')`
	if err := owner.QueryRow(t.Context(), noted).Scan(&runs, &updated); err != nil || runs != 4 || updated != 1 {
		t.Errorf("%d imports noted with %d updates (%v), want 4 and 1", runs, updated, err)
	}
}

// Requests read the rates and cannot change them.
func TestRequestsOnlyReadRates(t *testing.T) {
	dsn := pgtest.New(t)
	owner := pgtest.Owner(t, dsn)
	if _, err := owner.Exec(t.Context(), `insert into tax_rates(kind, year, body, run) values ('tari', 2026, '{"year": 2026}', 1)`); err != nil {
		t.Fatal(err)
	}
	tx, err := owner.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback(t.Context())
	if _, err := tx.Exec(t.Context(), `set local role sportello_app`); err != nil {
		t.Fatal(err)
	}
	for _, change := range []string{`update tax_rates set year = 2027`, `delete from tax_rates`} {
		if tag, err := tx.Exec(t.Context(), change); err != nil || tag.RowsAffected() != 0 {
			t.Errorf("%s: %v, %v", change, tag, err)
		}
	}
	if _, err := tx.Exec(t.Context(), `insert into tax_rates(kind, year, body, run) values ('tari', 2027, '{}', 1)`); err == nil {
		t.Error("a request wrote a year")
	}
}
