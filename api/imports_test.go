package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sportello/api"
	"sportello/api/internal/postgres/pgtest"
)

const samples = "../../shared/domain/samples/"

var importedAt = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

func readSample(t *testing.T, change func([]byte) []byte) *api.TariImport {
	t.Helper()
	raw, err := os.ReadFile(samples + "tari-estratto.csv")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the sample files are not beside the repository")
	}
	if err != nil {
		t.Fatal(err)
	}
	mapping, err := os.ReadFile("../assets/comuni/seregno/tari-map.json")
	if err != nil {
		t.Fatal(err)
	}
	read, err := api.ReadTari(api.ImportFile{File: bytes.NewReader(change(raw)), Map: mapping, At: importedAt})
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// taken is an import of any kind.
type taken interface {
	Store(ctx context.Context, dsn string, dryRun bool, waiting func()) error
	Rejects() []byte
}

// report is the JSON of an import, its database part apart.
func report(t *testing.T, i taken) (file, database map[string]any) {
	t.Helper()
	text, err := json.Marshal(i)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	database, _ = file["database"].(map[string]any)
	delete(file, "database")
	return file, database
}

// From the file of the sample to the database and back to the report: first a dry run, then in earnest, then
// the same file again, then one in which a payment has come in and a position is gone.
func TestImportOfTheSample(t *testing.T) {
	dsn := pgtest.Empty(t) // the import brings the schema itself
	expected := map[string]any{}
	text, err := os.ReadFile(samples + "tari-estratto.expected.json")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the sample files are not beside the repository")
	}
	if err == nil {
		err = json.Unmarshal(text, &expected)
	}
	if err != nil {
		t.Fatal(err)
	}
	same := func(b []byte) []byte { return b }
	later := func(b []byte) []byte {
		b = bytes.Replace(b, []byte("70,16;300000000000000508;0,00;"), []byte("70,16;300000000000000508;70,16;17/10/2024"), 1)
		return bytes.ReplaceAll(b, []byte("U01000119"), []byte("U01000999"))
	}
	gone := []any{map[string]any{"utenza": "U01000119", "year": 2023.0}, map[string]any{"utenza": "U01000119", "year": 2024.0}}
	for _, c := range []struct {
		name   string
		change func([]byte) []byte
		dry    bool
		want   map[string]any
	}{
		{"dry run", same, true, map[string]any{"dry_run": true, "inserted": 230.0, "updated": 0.0, "unchanged": 0.0, "missing": []any{}}},
		{"first", same, false, map[string]any{"inserted": 230.0, "updated": 0.0, "unchanged": 0.0, "missing": []any{}}},
		{"again", same, false, map[string]any{"inserted": 0.0, "updated": 0.0, "unchanged": 230.0, "missing": []any{}}},
		{"later", later, false, map[string]any{"inserted": 2.0, "updated": 1.0, "unchanged": 227.0, "missing": gone}},
	} {
		read := readSample(t, c.change)
		if err := read.Store(t.Context(), dsn, c.dry, nil); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		file, database := report(t, read)
		if diff := cmp.Diff(expected, file); diff != "" {
			t.Errorf("%s (-expected +got):\n%s", c.name, diff)
		}
		if diff := cmp.Diff(c.want, database); diff != "" {
			t.Errorf("%s, database (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestUnusableFileSaysWhatToDo(t *testing.T) {
	_, err := api.ReadTari(api.ImportFile{File: bytes.NewReader([]byte("PK\x03\x04…")), At: importedAt})
	if _, ok := errors.AsType[api.UnusableFile](err); !ok {
		t.Errorf("a workbook: %v", err)
	}
}
