package api_test

import (
	"context"
	"io"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api"
	"sportello/api/calendar"
	"sportello/api/internal/postgres/pgtest"
	"sportello/e2e/outside/town"
)

// The demonstration town enters by the importer like any office's file: whole, nothing refused.
func TestDemonstrationTown(t *testing.T) {
	mapping, err := os.ReadFile("../assets/comuni/seregno/tari-map.json")
	if err != nil {
		t.Fatal(err)
	}
	dsn := pgtest.New(t)
	var read *api.TariImport
	take := func(ctx context.Context, r io.Reader) (err error) {
		if read, err = api.ReadTari(api.ImportFile{File: r, Map: mapping, At: importedAt}); err != nil {
			return err
		}
		return read.Store(ctx, dsn, false, nil)
	}
	const residents = 4000
	today := calendar.InRome(importedAt)
	options := town.Options{Seed: 1, Residents: residents, ImportTari: take}
	for call, want := range []bool{true, false} { // the second finds it there
		if loaded, err := town.Load(t.Context(), dsn, today, options); err != nil || loaded != want {
			t.Fatalf("call %d: loaded %v, %v", call+1, loaded, err)
		}
	}
	r := read.Report()
	if len(r.Faulty) != 0 || r.PositionsAccepted != r.PositionsInFile || r.PositionsHeldBack != 0 || r.RowsRead != 3*r.PositionsInFile {
		t.Errorf("the town is not sound: %+v", r)
	}
	owner := pgtest.Owner(t, dsn)
	got := map[string]int{}
	for name, query := range map[string]string{
		"people": `select count(*) from person`, "positions": `select count(*) from tari_position`,
		"instalments": `select count(*) from tari_instalment`, "notices": `select count(*) from desk_notice`,
		"for one person": `select count(*) from desk_notice where subject is not null`,
		"in force":       `select count(*) from proxy where state = 'active'`, "invited": `select count(*) from proxy where state = 'invited'`,
	} {
		var n int
		if err := owner.QueryRow(t.Context(), query).Scan(&n); err != nil {
			t.Fatal(err)
		}
		got[name] = n
	}
	want := map[string]int{"people": residents, "positions": r.PositionsInFile, "instalments": r.RowsRead, "notices": 3, "for one person": 1, "in force": 2, "invited": 1}
	if diff := cmp.Diff(want, got); diff != "" {
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
