package postgres_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/fines"
	"sportello/api/fiscal"
	"sportello/api/internal/backoffice"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/payments"
)

// terms are those of the law, DOMAIN § 4.1 and 4.2.
var terms = fines.Rules{DiscountDays: 5, ReducedDays: 60}

// verbale is a fine with every field set, and letters that COPY must escape.
func verbale(number string) fines.Fine {
	return fines.Fine{ID: fines.ID(number), Number: number, Kind: fines.Verbale, Plate: "AB123CD", FoundOn: onDay(2026, 10, 1), FoundAt: "08:05",
		Place: "Via \"Po\"\t1\\2", What: "Sosta", Article: "art. 158", Photo: "https://foto.example.it/1", NotifiedOn: onDay(2026, 11, 2),
		Discounted: 43_20, Reduced: 55_80, Full: 100_30, Costs: 13_80, Points: 2, Driver: true, DriverGiven: true, Office: fines.Live, OfficeOn: onDay(2026, 11, 3)}
}

func rowsOf(code fiscal.Code, all ...fines.Fine) (rows []backoffice.FineRow) {
	for n, f := range all {
		rows = append(rows, backoffice.FineRow{Line: n + 2, Code: code, Surname: "D'Amico", Name: "Nicolò", Fine: f})
	}
	return rows
}

func mustFine(t testing.TB, pool *pgxpool.Pool, segregation int, rows ...backoffice.FineRow) postgres.FinesImported {
	t.Helper()
	done, err := postgres.ImportFines(t.Context(), pool, postgres.FinesImport{Intake: postgres.Intake{At: importDay}, Accepted: rows, Rules: terms, Segregation: segregation})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// finesIn are those of a person's folder.
func finesIn(t *testing.T, pool *pgxpool.Pool, db *postgres.DB, code fiscal.Code) []fines.Fine {
	t.Helper()
	f, err := db.Folder(t.Context(), personOf(t, pool, code))
	if err != nil {
		t.Fatal(err)
	}
	return f.Fines
}

func TestFinesComeBackAsTheyWentIn(t *testing.T) {
	dsn := pgtest.New(t)
	pool, db := pgtest.Owner(t, dsn), pgtest.DB(t, dsn)
	whole, bare := verbale("V/1"), fines.Fine{ID: "P-1", Number: "P/1", Kind: fines.Preavviso, Plate: "ZZ1", FoundOn: onDay(2026, 11, 20), Place: "x", What: "y", Reduced: 42_00, Office: fines.Live}
	whole.NAVs = fines.NAVs{Discounted: "348000000000000001", Reduced: "348000000000000002", Full: "348000000000000003"}
	whole.Paid, whole.PaidOn, whole.ToCollector = 43_20, onDay(2026, 11, 5), 0
	for range 2 { // the second time nothing changes
		mustFine(t, pool, -1, rowsOf(mario, whole, bare)...)
	}
	want := []fines.Fine{terms.Dates(bare), terms.Dates(whole)} // newest first
	if diff := cmp.Diff(want, finesIn(t, pool, db, mario)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if want[1].DiscountTo != onDay(2026, 11, 7) || want[1].ReducedTo != onDay(2027, 1, 2) { // a Saturday stays; 1 January does not
		t.Errorf("last days: %s, %s", want[1].DiscountTo, want[1].ReducedTo)
	}
}

// What a receipt says stands whatever file comes after it: the file of before, the same, and one that knows of the money.
func TestNoFileUndoesAReceipt(t *testing.T) {
	dsn := pgtest.New(t)
	pool, db := pgtest.Owner(t, dsn), pgtest.DB(t, dsn)
	unpaid := verbale("V/1")
	unpaid.NAVs = fines.NAVs{Discounted: "348000000000000001", Reduced: "348000000000000002"}
	booked := unpaid
	booked.Paid, booked.PaidOn = 43_20, onDay(2026, 11, 9) // the office's own day of booking
	mustFine(t, pool, -1, rowsOf(mario, unpaid)...)
	receipt := payments.Receipt{ID: "R1", NAV: "348000000000000001", Amount: 43_20, PaidOn: onDay(2026, 11, 5), PSP: "Banca"}
	if fresh, err := db.Book(t.Context(), receipt, "48000000000000001", "station", "", importDay); err != nil || !fresh {
		t.Fatal(fresh, err)
	}
	for _, file := range []fines.Fine{unpaid, booked, unpaid} {
		mustFine(t, pool, -1, rowsOf(mario, file)...)
		got := finesIn(t, pool, db, mario)[0]
		if got.Paid != 43_20 || got.PaidOn != onDay(2026, 11, 5) || got.Standing(terms, onDay(2026, 11, 20)).State != fines.Paid {
			t.Errorf("after a file that says %d: %d on %s", file.Paid, got.Paid, got.PaidOn)
		}
	}
}

// Our own notice numbers are made once, are right by mod 93, and give way to those of the police.
func TestNoticesOfOurOwn(t *testing.T) {
	dsn := pgtest.New(t)
	pool, db := pgtest.Owner(t, dsn), pgtest.DB(t, dsn)
	live, closed, unsent, windscreen := verbale("V/1"), verbale("V/2"), verbale("V/3"), verbale("P/4")
	closed.Office, unsent.NotifiedOn = fines.Cancelled, 0
	windscreen.Kind, windscreen.NotifiedOn = fines.Preavviso, 0
	all := rowsOf(mario, live, closed, unsent, windscreen)
	if done := mustFine(t, pool, 48, all...); done.Noticed != 2 || done.Inserted != 4 {
		t.Errorf("%+v", done)
	}
	by := func() map[string]fines.NAVs {
		got := map[string]fines.NAVs{}
		for _, f := range finesIn(t, pool, db, mario) {
			got[f.ID] = f.NAVs
		}
		return got
	}
	first := by()
	for _, nav := range []string{first["V-1"].Discounted, first["V-1"].Reduced, first["V-1"].Full, first["P-4"].Discounted, first["P-4"].Reduced} {
		if n, err := fiscal.ParseNAV(nav); err != nil || !n.CheckOK || nav[:3] != "348" {
			t.Errorf("%q: %+v, %v", nav, n, err)
		}
	}
	if first["V-2"] != (fines.NAVs{}) || first["V-3"] != (fines.NAVs{}) || first["P-4"].Full != "" {
		t.Errorf("notices of what cannot be paid: %+v", first)
	}
	if done := mustFine(t, pool, 48, all...); done.Unchanged != 4 || done.Noticed != 0 {
		t.Errorf("again: %+v", done)
	}
	if diff := cmp.Diff(first, by()); diff != "" {
		t.Errorf("they changed: %s", diff)
	}
	all[0].Fine.NAVs = fines.NAVs{Reduced: "302012387654312384"} // pagoPA's own example, which fails mod 93
	mustFine(t, pool, 48, all...)
	if got := by()["V-1"]; got != all[0].Fine.NAVs {
		t.Errorf("the police give %+v, kept is %+v", all[0].Fine.NAVs, got)
	}
}

// Two fines, or a fine and a bill, never have one notice: the later is refused, and nothing of it is written.
func TestANoticeOfAnotherDebt(t *testing.T) {
	dsn := pgtest.New(t)
	pool := pgtest.Owner(t, dsn)
	with := func(number, nav string) fines.Fine {
		f := verbale(number)
		f.NAVs.Reduced = nav
		return f
	}
	mustFine(t, pool, -1, rowsOf(mario, with("V/1", "348000000000000001"))...)
	if _, err := pool.Exec(t.Context(), `insert into own_debt(id, subject, kind, service, about, amount, nav, made_at)
		select gen_random_uuid(), id, 'fee', 'x', 'x', 1200, '348000000000000009', now() from person`); err != nil {
		t.Fatal(err)
	}
	rows := append(rowsOf(mario, with("V/2", "348000000000000002")), rowsOf(sam, with("V/3", "348000000000000001"), with("V/4", "348000000000000009"))...)
	done := mustFine(t, pool, -1, rows...)
	if diff := cmp.Diff([]int{1, 2}, done.Refused); diff != "" || done.Inserted != 1 || done.Unchanged != 0 {
		t.Errorf("%+v %s", done, diff)
	}
	var people int
	if err := pool.QueryRow(t.Context(), `select count(*) from person where fiscal_code = $1`, sam).Scan(&people); err != nil || people != 0 {
		t.Errorf("a refused row has made a person: %d, %v", people, err)
	}
}

// Row-level security alone: queries that name nobody, and every way of writing.
func TestFinesAreClosedToOthers(t *testing.T) {
	dsn := pgtest.New(t)
	pool, db := pgtest.Owner(t, dsn), pgtest.DB(t, dsn)
	mustFine(t, pool, 48, append(rowsOf(mario, verbale("V/1")), rowsOf(sam, verbale("V/2"))...)...)
	who := personOf(t, pool, mario)
	for sql, want := range map[string]int64{
		`select count(*) from fine`: 1, `select count(*) from fine_stage`: 0, `select count(distinct position) from notice`: 1,
		`with x as (update fine set paid = 9 returning 1) select count(*) from x`: 0,
		`with x as (delete from fine returning 1) select count(*) from x`:         0,
	} {
		var got int64
		if err := db.As(t.Context(), who, func(tx pgx.Tx) error { return tx.QueryRow(t.Context(), sql).Scan(&got) }); err != nil || got != want {
			t.Errorf("%s: %d, %v; want %d", sql, got, err, want)
		}
	}
	err := db.As(t.Context(), who, func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), `insert into fine(id, subject, number, kind, plate, found_on, place, what, run) values ('X', $1, 'X', 'verbale', 'X', '2026-01-01', '', '', 0)`, who.Subject.ID)
		return err
	})
	if err == nil {
		t.Error("a request wrote a fine")
	}
}
