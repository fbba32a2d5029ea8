package api_test

import (
	"bytes"
	"testing"

	"sportello/api"
	"sportello/api/calendar"
	"sportello/api/internal/postgres/pgtest"
	"sportello/e2e/outside/town"
)

// bigTown writes the files of 45,000 owners, some 90,000 units and what they paid in three years, as the
// demonstration town invents them.
func bigTown(b *testing.B) (holdings, payments []byte) {
	b.Helper()
	rules := rulesOf(b)
	t := town.New(1, calendar.InRome(importedAt), town.Large)
	owners := t.Owners()
	if len(owners) < 45_000 {
		b.Fatalf("only %d owners", len(owners))
	}
	owners = owners[:45_000]
	t.PayImu(rules, owners)
	var h, p bytes.Buffer
	if err := town.WriteImu(&h, owners); err != nil {
		b.Fatal(err)
	}
	if err := town.WritePayments(&p, rules.Entity, owners); err != nil {
		b.Fatal(err)
	}
	return h.Bytes(), p.Bytes()
}

// take stores a file of the big town, of which all is new, or nothing.
type take func(b *testing.B, dsn string, file []byte, first bool)

func takeHoldings(b *testing.B, dsn string, file []byte, first bool) {
	read, err := api.ReadImu(api.ImportFile{File: bytes.NewReader(file), At: importedAt})
	if err == nil {
		err = read.Store(b.Context(), dsn, false, nil)
	}
	if r := read.Report(); err != nil || len(r.Faulty) > 0 || r.PeopleAccepted != 45_000 || first != (r.Stored.Inserted == r.RowsRead) || !first != (r.Stored.Unchanged == r.RowsRead) {
		b.Fatalf("%v: %+v", err, r.Report)
	}
}

func takePayments(b *testing.B, dsn string, file []byte, first bool) {
	read, err := api.ReadPayments(api.ImportFile{File: bytes.NewReader(file), At: importedAt, Entity: "I625"})
	if err == nil {
		err = read.Store(b.Context(), dsn, false, nil)
	}
	if r := read.Report(); err != nil || len(r.Faulty) > 0 || first != (r.Stored.Inserted == r.RowsRead) || !first != (r.Stored.Unchanged == r.RowsRead) {
		b.Fatalf("%v: %+v", err, r.Report)
	}
}

// BenchmarkImportImu takes in both files of the big town, from bytes to commit, into an empty database, and then the
// same again. Payments come to the people that the holdings brought, as in life.
func BenchmarkImportImu(b *testing.B) {
	holdings, payments := bigTown(b)
	empty := func(b *testing.B) string { return pgtest.New(b) }
	peopled := func(b *testing.B) string {
		dsn := pgtest.New(b)
		takeHoldings(b, dsn, holdings, true)
		return dsn
	}
	b.Run("holdings", func(b *testing.B) { firstAndAgain(b, holdings, empty, takeHoldings) })
	b.Run("payments", func(b *testing.B) { firstAndAgain(b, payments, peopled, takePayments) })
}

func firstAndAgain(b *testing.B, file []byte, fresh func(*testing.B) string, take take) {
	rows := bytes.Count(file, []byte("\n")) - 1
	perSecond := func(b *testing.B) { b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s") }
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			dsn := fresh(b)
			b.StartTimer()
			take(b, dsn, file, true)
		}
		perSecond(b)
		b.ReportMetric(float64(rows), "rows")
	})
	b.Run("again", func(b *testing.B) {
		dsn := fresh(b)
		take(b, dsn, file, true)
		for b.Loop() {
			take(b, dsn, file, false)
		}
		perSecond(b)
	})
}
