package postgres_test

import (
	"testing"

	"sportello/api/internal/postgres/pgtest"
)

// Every query of the package is one the migrated schema understands. Nobody has to register anything.
func TestEveryQueryPrepares(t *testing.T) {
	queries := pgtest.Queries(t, ".")
	if len(queries) < 3 {
		t.Fatalf("only %d queries found: the search is broken", len(queries))
	}
	pgtest.Prepare(t, pgtest.New(t), queries)
}
