package postgres_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/fiscal"
	"sportello/api/identity"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/taxes"
)

// flat is a holding with every field set, and letters that COPY must escape.
func flat(unit string, year int) taxes.Holding {
	return taxes.Holding{Unit: unit, Kind: taxes.Building, Address: "Via \"Po\"\t1\\2", Value: 650_50, From: onDay(year, 1, 1), To: onDay(year, 12, 31),
		Cadastral: taxes.Cadastral{Sheet: "14", Parcel: "97", Sub: "3", Category: "A/3"}, Share: taxes.Share{Num: 1, Den: 3},
		Right: taxes.Usufruct, Use: taxes.MainHome, Historic: true, Unfit: true, Residents: 2, Inherited: true}
}

func holds(code fiscal.Code, all ...taxes.Holding) taxes.ImuHolder {
	return taxes.ImuHolder{Code: code, Surname: "D'Amico", Name: "Nicolò", Holdings: all}
}

func imuOf(people ...taxes.ImuHolder) postgres.ImuImport {
	return postgres.ImuImport{Intake: postgres.Intake{At: importDay}, Accepted: people}
}

func mustImu(t *testing.T, pool *pgxpool.Pool, in postgres.ImuImport) postgres.ImuImported {
	t.Helper()
	done, err := postgres.ImportImu(t.Context(), pool, in)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func personOf(t *testing.T, pool *pgxpool.Pool, code fiscal.Code) identity.Who {
	t.Helper()
	p := identity.Person{FiscalCode: string(code)}
	if err := pool.QueryRow(t.Context(), `select id::text from person where fiscal_code = $1`, code).Scan(&p.ID); err != nil {
		t.Fatal(err)
	}
	return identity.Self(p)
}

// imuIn is what the folder of a person holds of the IMU.
func imuIn(t *testing.T, pool *pgxpool.Pool, db *postgres.DB, code fiscal.Code) taxes.Imu {
	t.Helper()
	f, err := db.Folder(t.Context(), personOf(t, pool, code))
	if err != nil {
		t.Fatal(err)
	}
	return f.Imu
}

func TestHoldingsComeBackAsTheyWentIn(t *testing.T) {
	dsn := pgtest.New(t)
	pool, db := pgtest.Owner(t, dsn), pgtest.DB(t, dsn)
	bare := taxes.Holding{Unit: "A", Kind: taxes.Land, From: onDay(2001, 2, 3), Share: taxes.Share{Num: 1, Den: 1}, Right: taxes.Bare, Use: taxes.Other}
	done := mustImu(t, pool, imuOf(holds(mario, bare, flat("B", 2023), flat("B", 2024)), holds(sam, flat("B", 2024))))
	if diff := cmp.Diff(postgres.ImuImported{Counts: postgres.Counts{Inserted: 4}}, done); diff != "" {
		t.Errorf("counted (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(taxes.Imu{Holdings: []taxes.Holding{bare, flat("B", 2023), flat("B", 2024)}}, imuIn(t, pool, db, mario)); diff != "" {
		t.Errorf("Mario's, by unit and time (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(taxes.Imu{Holdings: []taxes.Holding{flat("B", 2024)}}, imuIn(t, pool, db, sam)); diff != "" {
		t.Errorf("Samantha's (-want +got):\n%s", diff)
	}
}

// A second file is the full picture of its people: what it lacks of them goes, what differs changes, the rest is
// untouched. Others are kept and counted, those held back aside.
func TestASecondFileOfHoldings(t *testing.T) {
	moved := flat("B", 2024)
	moved.Value++
	first := imuOf(holds(mario, flat("A", 2024), flat("B", 2024)), holds(sam, flat("C", 2024)))
	cases := []struct {
		name   string
		second postgres.ImuImport
		want   postgres.ImuImported
		mario  []taxes.Holding
	}{
		{"the same", first, postgres.ImuImported{Counts: postgres.Counts{Unchanged: 3}}, []taxes.Holding{flat("A", 2024), flat("B", 2024)}},
		{"one gone, one changed, one new", imuOf(holds(mario, moved, flat("D", 2024))),
			postgres.ImuImported{Counts: postgres.Counts{Inserted: 1, Updated: 1, Removed: 1}, Missing: 1}, []taxes.Holding{moved, flat("D", 2024)}},
		{"another start", imuOf(holds(mario, flat("A", 2023), flat("B", 2024)), holds(sam, flat("C", 2024))),
			postgres.ImuImported{Counts: postgres.Counts{Inserted: 1, Unchanged: 2, Removed: 1}}, []taxes.Holding{flat("A", 2023), flat("B", 2024)}},
		{"a person held back is not missing", func() postgres.ImuImport {
			in := imuOf(holds(mario, flat("A", 2024), flat("B", 2024)))
			in.Held = []fiscal.Code{sam}
			return in
		}(), postgres.ImuImported{Counts: postgres.Counts{Unchanged: 2}}, []taxes.Holding{flat("A", 2024), flat("B", 2024)}},
		{"nobody loses what a row of nobody may hold", func() postgres.ImuImport {
			in := imuOf(holds(mario, moved, flat("D", 2024)), holds(sam, flat("C", 2024), flat("D", 2024)))
			in.Orphans = 1
			return in
		}(), postgres.ImuImported{Counts: postgres.Counts{Inserted: 1, Unchanged: 1}, Kept: 1}, []taxes.Holding{flat("A", 2024), flat("B", 2024)}},
		{"a trial", func() postgres.ImuImport {
			in := imuOf(holds(mario, moved))
			in.DryRun = true
			return in
		}(), postgres.ImuImported{Counts: postgres.Counts{Updated: 1, Removed: 1}, Missing: 1}, []taxes.Holding{flat("A", 2024), flat("B", 2024)}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			dsn := pgtest.New(t)
			pool, db := pgtest.Owner(t, dsn), pgtest.DB(t, dsn)
			mustImu(t, pool, first)
			if diff := cmp.Diff(c.want, mustImu(t, pool, c.second)); diff != "" {
				t.Errorf("counted (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.mario, imuIn(t, pool, db, mario).Holdings); diff != "" {
				t.Errorf("Mario's (-want +got):\n%s", diff)
			}
		})
	}
}

func line(id string, code fiscal.Code) taxes.PaymentRow {
	return taxes.PaymentRow{Code: code, Surname: "D'Amico", Name: "Nicolò", Payment: taxes.Payment{
		ID: id, Code: "3918", Year: 2025, Acconto: true, Late: true, PaidOn: onDay(2025, 6, 16), Amount: 464_00, Units: 2}}
}

func mustPay(t *testing.T, pool *pgxpool.Pool, rows ...taxes.PaymentRow) postgres.PaymentsImported {
	t.Helper()
	done, err := postgres.ImportPayments(t.Context(), pool, postgres.PaymentsImport{Intake: postgres.Intake{At: importDay}, Accepted: rows})
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// A stored line never changes: the same again is nothing new, another with its number is refused, and makes nobody.
func TestPaymentsAreStoredOnce(t *testing.T) {
	dsn := pgtest.New(t)
	pool, db := pgtest.Owner(t, dsn), pgtest.DB(t, dsn)
	older := line("F2", mario)
	older.Payment.PaidOn, older.Payment.Saldo = onDay(2024, 6, 17), true
	want := postgres.PaymentsImported{Counts: postgres.Counts{Inserted: 2}, Refused: []int{}}
	if diff := cmp.Diff(want, mustPay(t, pool, older, line("F1", mario))); diff != "" {
		t.Errorf("first (-want +got):\n%s", diff)
	}
	more := line("F2", mario)
	more.Payment.Amount++
	want = postgres.PaymentsImported{Counts: postgres.Counts{Inserted: 1, Unchanged: 1}, Refused: []int{1}}
	if diff := cmp.Diff(want, mustPay(t, pool, line("F1", mario), more, line("F3", mario))); diff != "" {
		t.Errorf("with another sum (-want +got):\n%s", diff)
	}
	want = postgres.PaymentsImported{Refused: []int{0}}
	if diff := cmp.Diff(want, mustPay(t, pool, line("F1", sam))); diff != "" {
		t.Errorf("by somebody else (-want +got):\n%s", diff)
	}
	if n := scalar[int](t, pool, `select count(*)::int from person`); n != 1 {
		t.Errorf("%d people, want Mario alone", n)
	}
	got := imuIn(t, pool, db, mario).Payments
	if diff := cmp.Diff([]taxes.Payment{line("F1", mario).Payment, line("F3", mario).Payment, older.Payment}, got); diff != "" {
		t.Errorf("newest first (-want +got):\n%s", diff)
	}
}

// Row-level security alone: queries that name nobody, and every way of writing.
func TestImuIsClosedToOthers(t *testing.T) {
	dsn := pgtest.New(t)
	pool, db := pgtest.Owner(t, dsn), pgtest.DB(t, dsn)
	mustImu(t, pool, imuOf(holds(mario, flat("A", 2024)), holds(sam, flat("B", 2024))))
	mustPay(t, pool, line("F1", mario), line("F2", sam))
	who := personOf(t, pool, mario)
	for sql, want := range map[string]int64{
		`select count(*) from imu_holding`: 1, `select count(*) from f24_payment`: 1,
		`select count(*) from imu_stage`: 0, `select count(*) from f24_stage`: 0,
		`with x as (update imu_holding set value = 0 returning 1) select count(*) from x`: 0,
		`with x as (delete from f24_payment returning 1) select count(*) from x`:          0,
	} {
		var got int64
		if err := db.As(t.Context(), who, func(tx pgx.Tx) error { return tx.QueryRow(t.Context(), sql).Scan(&got) }); err != nil || got != want {
			t.Errorf("%s: %d, %v; want %d", sql, got, err, want)
		}
	}
	for _, sql := range []string{`insert into f24_payment select source, 'F9', subject, code, year, acconto, saldo, late, paid_on, 0, 0, 0 from f24_payment`,
		`insert into imu_holding select subject, 'Z', from_on, to_on, kind, address, sheet, parcel, sub, category, value, share_num, share_den, by_right, used_as, historic, unfit, residents, inherited, 0 from imu_holding`} {
		err := db.As(t.Context(), who, func(tx pgx.Tx) error { _, err := tx.Exec(t.Context(), sql); return err })
		if err == nil {
			t.Errorf("a request wrote: %s", sql)
		}
	}
}
