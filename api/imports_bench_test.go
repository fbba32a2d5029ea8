package api_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"sportello/api"
	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/money"
)

// bigFile writes the same export each time: positions of three instalments, some 215 bytes a row as in the sample.
func bigFile(positions int) []byte {
	var b bytes.Buffer
	b.WriteString("COD_FISC;COGNOME;NOME;COD_UTENZA;INDIRIZZO;CIVICO;FOGLIO;PARTICELLA;SUB;CAT;MQ;OCCUPANTI;DAL;AL;ANNO;TF_EUR_MQ;TV_EUR;" +
		"QUOTA_FISSA;QUOTA_VAR;RID_COD;RID_PERC;TEFA;UR1;UR2;UR3;BONUS;TOTALE;N_RATA;DI_RATE;SCADENZA;IMPORTO_RATA;AVVISO;PAGATO;DATA_PAG\r\n")
	for n := range positions {
		bigPosition(&b, n)
	}
	return b.Bytes()
}

func bigPosition(b *bytes.Buffer, n int) {
	first, _ := calendar.Of(1930, 1, 1)
	surname := string([]byte{"BCDFGLMNPRSTVZ"[n%14], 'o', "BCDFGLMNPRSTVZ"[n/14%14], 'a', "BCDFGLMNPRSTVZ"[n/196%14], 'i'})
	code, err := fiscal.Build(surname, "Teresa", first+calendar.Day(n%25_000), fiscal.Female, "I625")
	if err != nil {
		panic(err)
	}
	metres := 40 + n%120
	fixed := money.MulRate(money.Cents(metres*100), 73_000)
	parts := fixed + 117_90
	tefa := money.MulRate(parts, 5*money.PerCent)
	total := parts + tefa + 1_60
	plan := [3]money.Cents{money.MulRate(total, 30*money.PerCent), money.MulRate(total, 30*money.PerCent)}
	plan[2] = total - plan[0] - plan[1]
	dates := [3]string{"18/06/2025", "18/10/2025", "04/12/2025"}
	for i, amount := range plan {
		nav, err := fiscal.NewNAV(fiscal.Aux3, 1, uint64(3*n+i))
		if err != nil {
			panic(err)
		}
		fmt.Fprintf(b, "%s;%s;Teresa;U%08d;\"Via dell'Oriana; scala B\";%d bis;14;%d;%d;A/2;%d;3;01/01/2015;;2025;0,73;117,90;%s;117,90;;0;%s;0,10;1,50;0,00;0,00;%s;%d;3;%s;%s;%s;0,00;\r\n",
			code, surname, n, n%200, n%900, n%40, metres, fixed.Italian(), tefa.Italian(), total.Italian(), i+1, dates[i], amount.Italian(), nav)
	}
}

// BenchmarkImport takes in 150,000 instalments, from bytes to commit, into an empty database, and then the same
// file again. Beside them stands what psql \copy needs to load the same file, unread, into a table of text.
func BenchmarkImport(b *testing.B) {
	const positions, rows = 50_000, 150_000
	raw := bigFile(positions)
	store := func(b *testing.B, dsn string, want int) {
		read, err := api.ReadTari(api.ImportFile{File: bytes.NewReader(raw), At: importedAt})
		if err == nil {
			err = read.Store(b.Context(), dsn, false, nil)
		}
		if r := read.Report(); err != nil || r.InstalmentsAccepted != rows || r.Stored.Inserted != want {
			b.Fatalf("%v: %+v", err, r)
		}
	}
	perSecond := func(b *testing.B) { b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s") }
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			if _, err := api.ReadTari(api.ImportFile{File: bytes.NewReader(raw), At: importedAt}); err != nil {
				b.Fatal(err)
			}
		}
		perSecond(b)
	})
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			dsn := pgtest.New(b)
			b.StartTimer()
			store(b, dsn, positions)
		}
		perSecond(b)
	})
	b.Run("again", func(b *testing.B) {
		dsn := pgtest.New(b)
		store(b, dsn, positions)
		for b.Loop() {
			store(b, dsn, 0)
		}
		perSecond(b)
	})
	b.Run("psql_copy", func(b *testing.B) { psqlCopy(b, raw); perSecond(b) })
}

func psqlCopy(b *testing.B, raw []byte) {
	psql, err := exec.LookPath("psql")
	if err != nil {
		b.Skip(err)
	}
	file := filepath.Join(b.TempDir(), "big.csv")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		b.Fatal(err)
	}
	dsn := pgtest.New(b)
	columns := bytes.ReplaceAll(bytes.TrimSpace(raw[:bytes.IndexByte(raw, '\n')]), []byte(";"), []byte(" text, "))
	make := `drop table if exists plain_load; create table plain_load (` + string(columns) + ` text)`
	for b.Loop() {
		b.StopTimer()
		if _, err := pgtest.Owner(b, dsn).Exec(b.Context(), make); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		out, err := exec.Command(psql, dsn, "-qc", `\copy plain_load from '`+file+`' with (format csv, header, delimiter ';', encoding 'WIN1252')`).CombinedOutput()
		if err != nil {
			b.Fatalf("%v: %s", err, out)
		}
	}
}
