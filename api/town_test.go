package api_test

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api"
	"sportello/api/calendar"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/taxes"
	"sportello/e2e/outside/town"
)

// rulesOf are the figures of the comune.
func rulesOf(t testing.TB) (r taxes.Rules) {
	t.Helper()
	for file, into := range map[string]any{"taxes": &r, "imu-rates": &r.Imu} {
		text, err := os.ReadFile("../assets/comuni/seregno/" + file + ".json")
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, into); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// taking reads and stores an export, and keeps what was read.
func taking[R interface{ Print(io.Writer) error }](dsn string, in api.ImportFile, got **api.Import[R], read func(api.ImportFile) (*api.Import[R], error)) func(context.Context, io.Reader) error {
	return func(ctx context.Context, export io.Reader) (err error) {
		in.File, in.At = export, importedAt
		if *got, err = read(in); err != nil {
			return err
		}
		return (*got).Store(ctx, dsn, false, nil)
	}
}

// The demonstration town enters by the importers like any office's files: whole, nothing refused.
func TestDemonstrationTown(t *testing.T) {
	mapping, err := os.ReadFile("../assets/comuni/seregno/tari-map.json")
	if err != nil {
		t.Fatal(err)
	}
	dsn, rules := pgtest.New(t), rulesOf(t)
	var read *api.TariImport
	var imu *api.ImuImport
	var payments *api.PaymentsImport
	var police *api.FinesImport
	const residents = 4000
	today := calendar.InRome(importedAt)
	options := town.Options{Seed: 1, Residents: residents, Rules: rules,
		ImportTari:     taking(dsn, api.ImportFile{Map: mapping}, &read, api.ReadTari),
		ImportImu:      taking(dsn, api.ImportFile{}, &imu, api.ReadImu),
		ImportPayments: taking(dsn, api.ImportFile{Entity: rules.Entity}, &payments, api.ReadPayments),
		ImportFines:    taking(dsn, api.ImportFile{}, &police, readFines)}
	for call, want := range []bool{true, false} { // the second finds it there
		if loaded, err := town.Load(t.Context(), dsn, today, options); err != nil || loaded != want {
			t.Fatalf("call %d: loaded %v, %v", call+1, loaded, err)
		}
	}
	r := read.Report()
	if len(r.Faulty) != 0 || r.PositionsAccepted != r.PositionsInFile || r.PositionsHeldBack != 0 || r.RowsRead != 3*r.PositionsInFile {
		t.Errorf("the town is not sound: %+v", r)
	}
	h, p := imu.Report(), payments.Report()
	if len(h.Faulty) != 0 || h.PeopleAccepted != h.PeopleInFile || h.HoldingsAccepted != h.RowsRead || h.RowsRepeated != 0 || len(h.Over) != 0 {
		t.Errorf("the land registry is not sound: %+v", h)
	}
	if len(p.Faulty) != 0 || p.LinesAccepted != p.RowsRead || p.RowsRepeated != 0 || p.Stored.Refused != 0 {
		t.Errorf("the payments are not sound: %+v", p)
	}
	f := police.Report()
	if len(f.Faulty) != 0 || f.FinesAccepted != f.RowsRead || f.RowsRepeated != 0 || f.Stored.Refused != 0 || f.Stored.Noticed == 0 {
		t.Errorf("the fines are not sound: %+v", f)
	}
	owner := pgtest.Owner(t, dsn)
	want := map[string]int{"people": residents, "holdings": h.RowsRead, "F24 lines": p.RowsRead, "fines": f.RowsRead, "positions": r.PositionsInFile, "instalments": r.RowsRead,
		"notices": 3, "for one person": 1, "in force": 2, "invited": 1}
	if diff := cmp.Diff(want, counts(t, owner)); diff != "" {
		t.Error(diff)
	}
	teresa := town.Personas(today)[0]
	found, ok, err := town.Find(t.Context(), owner, teresa.FiscalCode)
	if err != nil || !ok || found.GivenName != "Teresa" {
		t.Errorf("%+v, %v, %v", found, ok, err)
	}
	if _, ok, err := town.Find(t.Context(), owner, "RSSMRA85T10A562S"); ok || err != nil {
		t.Errorf("a stranger: %v, %v", ok, err)
	}
}

// counts are how many rows the store has of what the town writes.
func counts(t *testing.T, owner *pgxpool.Pool) map[string]int {
	got := map[string]int{}
	for name, query := range map[string]string{
		"people": `select count(*) from person where address <> ''`, "holdings": `select count(*) from imu_holding`, "F24 lines": `select count(*) from f24_payment`, "fines": `select count(*) from fine`,
		"positions": `select count(*) from tari_position`, "instalments": `select count(*) from tari_instalment`, "notices": `select count(*) from desk_notice`,
		"for one person": `select count(*) from desk_notice where subject is not null`,
		"in force":       `select count(*) from proxy where state = 'active'`, "invited": `select count(*) from proxy where state = 'invited'`,
	} {
		var n int
		if err := owner.QueryRow(t.Context(), query).Scan(&n); err != nil {
			t.Fatal(err)
		}
		got[name] = n
	}
	return got
}
