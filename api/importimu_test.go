package api_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"sportello/api"
	"sportello/api/internal/postgres/pgtest"
)

const (
	holdingsFile = "COD_FISC;COGNOME;NOME;COD_IMMOBILE;TIPO;CAT;RENDITA;DAL;AL;QUOTA;DIRITTO;USO\r\n" +
		"RSSMRA85T10A562S;Rossi;Niccolò;I1;fabbricato;A/3;650,00;01/01/2015;;100%;proprietà;abitazione principale\r\n" +
		"RSSMRA85T10A562S;Rossi;Niccolò;I2;fabbricato;C/6;80,50;01/01/2015;;1/2;proprietà;pertinenza\r\n" +
		"MLLSNT82P65Z404U;Miller;Samantha;I2;fabbricato;C/6;80,50;01/01/2015;;2/3;proprietà;altro\r\n"
	linesFile = "ID_RIGA;COD_FISC;COD_ENTE;TRIBUTO;ANNO;ACCONTO;SALDO;RAVV;DATA_PAG;IMPORTO\r\n" +
		"F1;RSSMRA85T10A562S;I625;3918;2025;1;0;0;16/06/2025;464,00\r\n" +
		"F2;RSSMRA85T10A562S;I625;3918;2025;0;1;0;16/12/2025;464,00\r\n" +
		"F3;RSSMRA85T10A562S;I625;3944;2025;0;0;0;16/12/2025;100,00\r\n"
)

// stored reads a file and stores it, and gives the two parts of its report.
func stored[R any](t *testing.T, dsn, text string, encode func(string) []byte, read func(api.ImportFile) (R, error)) (file, database map[string]any, rejects string) {
	t.Helper()
	if encode == nil {
		encode = func(s string) []byte { return []byte(s) }
	}
	got, err := read(api.ImportFile{File: bytes.NewReader(encode(text)), At: importedAt, Entity: "I625"})
	if err != nil {
		t.Fatal(err)
	}
	i := any(got).(taken)
	if err := i.Store(t.Context(), dsn, false, nil); err != nil {
		t.Fatal(err)
	}
	file, database = report(t, i)
	return file, database, string(i.Rejects())
}

func latin(s string) []byte {
	b, err := charmap.Windows1252.NewEncoder().Bytes([]byte(s))
	if err != nil {
		panic(err)
	}
	return b
}

// From a file to the database and back to the report: the same again, in another encoding, and then a changed one.
func TestImportOfHoldings(t *testing.T) {
	dsn := pgtest.Empty(t) // the import brings the schema itself
	over := []any{map[string]any{"unit": "I2", "on": "2015-01-01", "sum": "7/6"}}
	whole := map[string]any{"rows_read": 3.0, "rows_repeated_exactly": 0.0, "faulty_rows": []any{}, "people_in_file": 2.0,
		"people_accepted": 2.0, "people_held_back": 0.0, "holdings_accepted": 3.0, "units_over_whole": over}
	part := map[string]any{"rows_read": 2.0, "rows_repeated_exactly": 0.0, "faulty_rows": []any{map[string]any{"line": 3.0, "why": "share is not a share"}},
		"people_in_file": 2.0, "people_accepted": 1.0, "people_held_back": 1.0, "holdings_accepted": 1.0, "units_over_whole": []any{}}
	sold := strings.Replace(strings.Replace(holdingsFile, "2/3", "due terzi", 1), "RSSMRA85T10A562S;Rossi;Niccolò;I2;fabbricato;C/6;80,50;01/01/2015;;1/2;proprietà;pertinenza\r\n", "", 1)
	for _, c := range []struct {
		name, text string
		encode     func(string) []byte
		file, want map[string]any
	}{
		{"first", holdingsFile, nil, whole, map[string]any{"inserted": 3.0, "updated": 0.0, "unchanged": 0.0, "removed": 0.0, "people_missing": 0.0}},
		{"again", holdingsFile, latin, whole, map[string]any{"inserted": 0.0, "updated": 0.0, "unchanged": 3.0, "removed": 0.0, "people_missing": 0.0}},
		{"sold, and a person held back", sold, nil, part, map[string]any{"inserted": 0.0, "updated": 0.0, "unchanged": 1.0, "removed": 1.0, "people_missing": 0.0}},
	} {
		file, database, _ := stored(t, dsn, c.text, c.encode, api.ReadImu)
		if diff := cmp.Diff(c.file, file); diff != "" {
			t.Errorf("%s, file (-want +got):\n%s", c.name, diff)
		}
		if diff := cmp.Diff(c.want, database); diff != "" {
			t.Errorf("%s, database (-want +got):\n%s", c.name, diff)
		}
	}
}

// A line that contradicts what is stored is found only in the database, and named like any other.
func TestImportOfPayments(t *testing.T) {
	dsn := pgtest.Empty(t)
	changed := strings.Replace(linesFile, "16/12/2025;464,00", "16/12/2025;465,00", 1)
	faulty := []any{map[string]any{"line": 3.0, "why": "line already stored with other data"}}
	for _, c := range []struct {
		name, text string
		faulty     []any
		accepted   float64
		want       map[string]any
	}{
		{"first", linesFile, []any{}, 2, map[string]any{"inserted": 2.0, "updated": 0.0, "unchanged": 0.0, "refused": 0.0}},
		{"again", linesFile, []any{}, 2, map[string]any{"inserted": 0.0, "updated": 0.0, "unchanged": 2.0, "refused": 0.0}},
		{"changed", changed, faulty, 1, map[string]any{"inserted": 0.0, "updated": 0.0, "unchanged": 1.0, "refused": 1.0}},
	} {
		file, database, rejects := stored(t, dsn, c.text, latin, api.ReadPayments)
		want := map[string]any{"rows_read": 3.0, "rows_repeated_exactly": 0.0, "faulty_rows": c.faulty, "lines_accepted": c.accepted, "set_aside": map[string]any{"3944": 1.0}}
		if diff := cmp.Diff(want, file); diff != "" {
			t.Errorf("%s, file (-want +got):\n%s", c.name, diff)
		}
		if diff := cmp.Diff(c.want, database); diff != "" {
			t.Errorf("%s, database (-want +got):\n%s", c.name, diff)
		}
		if len(c.faulty) > 0 != strings.Contains(rejects, "465,00") {
			t.Errorf("%s: to send back: %q", c.name, rejects)
		}
	}
}
