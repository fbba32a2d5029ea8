package api_test

import (
	"bytes"
	"testing"

	"sportello/api"
	"sportello/api/calendar"
	"sportello/api/internal/postgres/pgtest"
	"sportello/e2e/outside/town"
)

// BenchmarkImportFines takes in a fine of every grown-up of the big town, from bytes to commit, into an empty database,
// and then the same again. Of half of them, which can be paid still, we make the notices.
func BenchmarkImportFines(b *testing.B) {
	of := town.New(1, calendar.InRome(importedAt), town.Large)
	var file bytes.Buffer
	if err := town.WriteFines(&file, of.Fines(1000)); err != nil {
		b.Fatal(err)
	}
	firstAndAgain(b, file.Bytes(), func(b *testing.B) string { return pgtest.New(b) }, takeFines)
}

func takeFines(b *testing.B, dsn string, file []byte, first bool) {
	read, err := readFines(api.ImportFile{File: bytes.NewReader(file), At: importedAt})
	if err == nil {
		err = read.Store(b.Context(), dsn, false, nil)
	}
	if r := read.Report(); err != nil || len(r.Faulty) > 0 || first != (r.Stored.Inserted == r.RowsRead) || !first != (r.Stored.Unchanged == r.RowsRead) {
		b.Fatalf("%v: %+v", err, r.Report)
	}
}
