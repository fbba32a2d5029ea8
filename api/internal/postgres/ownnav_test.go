package postgres_test

import (
	"testing"

	"sportello/api/fines"
	"sportello/api/fiscal"
	"sportello/api/internal/postgres/pgtest"
)

// TestOwnNoticesAreNobodyElses: the offices may have given low numbers with our segregation code themselves, before or in
// the same file. Ours are others: with two debts under one number nobody could pay either.
func TestOwnNoticesAreNobodyElses(t *testing.T) {
	dsn := pgtest.New(t)
	pool, db := pgtest.Owner(t, dsn), pgtest.DB(t, dsn)
	const ours = 48
	number := func(n uint64) string {
		nav, err := fiscal.NewNAV(fiscal.Aux3, ours, n)
		if err != nil {
			t.Fatal(err)
		}
		return nav
	}
	before, same, bare := verbale("V/1"), verbale("V/2"), verbale("V/3")
	before.NAVs = fines.NAVs{Discounted: number(1), Reduced: number(2), Full: number(4)}
	same.NAVs = fines.NAVs{Discounted: number(3), Reduced: number(8), Full: number(20)}
	mustFine(t, pool, -1, rowsOf(mario, before)...)
	if done := mustFine(t, pool, ours, rowsOf(mario, bare, same)...); done.Noticed != 1 {
		t.Fatalf("%+v", done)
	}
	seen := map[string]bool{}
	for _, f := range finesIn(t, pool, db, mario) {
		for _, nav := range []string{f.NAVs.Discounted, f.NAVs.Reduced, f.NAVs.Full} {
			if nav == "" || seen[nav] {
				t.Errorf("%s has %q, which another has too", f.Number, nav)
			}
			seen[nav] = true
			if p, _, known, err := db.PositionOf(t.Context(), nav); err != nil || !known || p.ID != "fine/"+f.ID {
				t.Errorf("%s of %s: %+v, %v, %v", nav, f.Number, p, known, err)
			}
		}
	}
}
