package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"sportello/api/command"
	"sportello/api/fines"
	"sportello/api/internal/codes"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
)

// fined is a town with one fine of mario's, and one that has no notices.
func fined(t testing.TB) *postgres.DB {
	t.Helper()
	dsn := pgtest.New(t)
	pool := pgtest.Owner(t, dsn)
	f, other := verbale("V/2026/004711"), verbale("V/2026/12")
	f.NAVs = fines.NAVs{Discounted: "348000000000000001", Reduced: "348000000000000002", Full: "348000000000000003"}
	mustFine(t, pool, -1, rowsOf(mario, f, other)...)
	return pgtest.DB(t, dsn)
}

func from(t testing.TB, source string) context.Context {
	return command.WithSource(t.Context(), source)
}

// Number and plate must both be right. Unknown, and not matching, look the same; what is found names nobody.
func TestFindFine(t *testing.T) {
	db := fined(t)
	for n, c := range []struct{ number, plate, id string }{
		{"V/2026/004711", "AB123CD", "V-2026-004711"}, {"v 2026 004711", "AB123CD", "V-2026-004711"}, {"V2026004711", "AB123CD", "V-2026-004711"},
		{"3480 0000 0000 0000 01", "AB123CD", "V-2026-004711"}, {"348000000000000002", "AB123CD", "V-2026-004711"}, {"348000000000000003", "AB123CD", "V-2026-004711"},
		{"V/2026/12", "AB123CD", "V-2026-12"},
		{"V/2026/004711", "AB123CE", ""}, {"V/2026/004712", "AB123CD", ""}, {"V/2026/4711", "AB123CD", ""}, {"004711", "AB123CD", ""}, {"348000000000000009", "AB123CD", ""},
		{"", "AB123CD", ""}, {"V/2026/004711", "", ""}, {"", "", ""}, {"%", "%", ""}, {"V/2026/9", "ZZ999ZZ", ""},
	} {
		f, p, err := db.FindFine(from(t, fmt.Sprint("192.0.2.", n)), c.number, c.plate, importDay)
		if c.id == "" && (err != command.ErrNotFound || f.ID != "" || p.ID != "") {
			t.Errorf("%q, %q: %+v, %+v, %v", c.number, c.plate, f, p, err)
		}
		if c.id != "" && (err != nil || f.ID != c.id || f.Photo != "" || f.Plate != c.plate || f.DiscountTo != onDay(2026, 11, 7)) {
			t.Errorf("%q, %q: %+v, %v", c.number, c.plate, f, err)
		}
		if c.id == "V-2026-004711" && (p.ID != "fine/V-2026-004711" || len(p.Notices) != 3) || c.id == "V-2026-12" && p.ID != "" {
			t.Errorf("%q: %+v", c.number, p)
		}
	}
}

// A fine found after it was paid says so, though nobody's connection reads a receipt.
func TestFindFineKnowsOfReceipts(t *testing.T) {
	db := fined(t)
	if _, err := db.Book(t.Context(), received("R1", "348000000000000001", 43_20, 5), "1", "gpd", "", importDay); err != nil {
		t.Fatal(err)
	}
	f, p, err := db.FindFine(t.Context(), "V/2026/004711", "AB123CD", importDay)
	if err != nil || f.Paid != 43_20 || f.PaidOn == 0 || p.Paid != 43_20 {
		t.Errorf("%+v, %+v, %v", f, p, err)
	}
}

// Wrong pairs count for the address, and for the plate from wherever they come; right ones do not.
func TestFindFineIsLimited(t *testing.T) {
	db, limits := fined(t), codes.Of[codes.Fine]
	try := func(source, number, plate string) error {
		_, _, err := db.FindFine(from(t, source), number, plate, importDay)
		return err
	}
	for n := range limits.Source.Tries {
		if err := try("192.0.2.1", "V/2026/004711", "AB123CD"); err != nil {
			t.Fatalf("right pair %d: %v", n, err)
		}
		if err := try("192.0.2.1", "V/1", fmt.Sprint("ZZ", n)); err != command.ErrNotFound {
			t.Fatalf("wrong pair %d: %v", n, err)
		}
	}
	if err := try("192.0.2.1", "V/2026/004711", "AB123CD"); !errors.Is(err, command.ErrLocked) {
		t.Errorf("one address too often: %v", err)
	}
	for n := range limits.Person.Tries {
		if err := try(fmt.Sprint("198.51.100.", n), fmt.Sprint("V/", n), "AB123CD"); err != command.ErrNotFound {
			t.Fatalf("plate, try %d: %v", n, err)
		}
	}
	if err := try("203.0.113.1", "V/2026/004711", "AB123CD"); !errors.Is(err, command.ErrLocked) {
		t.Errorf("one plate too often: %v", err)
	}
	if _, _, err := db.FindFine(from(t, "203.0.113.1"), "V/2026/004711", "AB123CD", importDay.Add(time.Hour+time.Second)); err != nil {
		t.Errorf("an hour later: %v", err)
	}
}

// Every asking about a notice counts, right or wrong.
func TestCheckNoticeIsLimited(t *testing.T) {
	db := fined(t)
	for n := range codes.Of[codes.Notice].Source.Tries {
		nav := []string{"348000000000000001", "348000000000000999"}[n%2]
		if p, err := db.CheckNotice(from(t, "192.0.2.1"), nav, importDay); err != nil || (p.ID != "") != (n%2 == 0) {
			t.Fatalf("%d: %+v, %v", n, p, err)
		}
	}
	if _, err := db.CheckNotice(from(t, "192.0.2.1"), "348000000000000001", importDay); !errors.Is(err, command.ErrLocked) {
		t.Errorf("one address too often: %v", err)
	}
	if _, err := db.CheckNotice(from(t, "192.0.2.2"), "348000000000000001", importDay); err != nil {
		t.Errorf("another address: %v", err)
	}
}
