package pgtest_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/internal/postgres/pgtest"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

func TestQueriesAreFound(t *testing.T) {
	want := map[string]string{
		"sample.go:5":  "select 1",
		"sample.go:9":  "insert into t (a, b) values ($1, $2)",
		"sample.go:10": "\n\t\twith x as (select a, b from t) select * from x",
		"sample.go:14": "select a, b from t",
	}
	if diff := cmp.Diff(want, pgtest.Queries(t, "testdata/sample")); diff != "" {
		t.Error(diff)
	}
}

// Two tests never see each other's rows.
func TestEachTestHasItsOwnDatabase(t *testing.T) {
	a, b := pgtest.New(t), pgtest.New(t)
	if a == b {
		t.Fatal("the same address twice")
	}
	const add = `insert into person (fiscal_code) values ('RSSMRA50A01I625Z')`
	if _, err := pgtest.Owner(t, a).Exec(t.Context(), add); err != nil {
		t.Fatal(err)
	}
	var n int
	if err := pgtest.Owner(t, b).QueryRow(t.Context(), `select count(*) from person`).Scan(&n); err != nil || n != 0 {
		t.Errorf("%d persons in the other database, %v", n, err)
	}
}
