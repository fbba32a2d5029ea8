package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// row is a sound instalment that pays a whole position, by the names that offices use.
const (
	header = "COD_FISC;COD_UTENZA;ANNO;N_RATA;SCADENZA;IMPORTO_RATA\r\n"
	sound  = "RSSMRA85T10A562S;U1;2024;1;18/06/2024;12,34\r\n"
	faulty = "RSSMRA85T10A562T;U1;2024;1;18/06/2024;12,34\r\n"
)

// outcome is what a script sees.
type outcome struct {
	code     int
	out, err string
	asked    bool // whether the database was asked for
}

// imports runs the command with a database that is away.
func imports(t *testing.T, stdin string, args ...string) (o outcome) {
	t.Helper()
	var out, errs bytes.Buffer
	o.code = runImport(t.Context(), args, importEnv{
		Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &errs,
		Now:    func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) },
		Assets: fstest.MapFS{"comuni/altro/tari-map.json": {Data: []byte(`{"columns": {"fiscal_code": "CODICE"}}`)}},
		Database: func(context.Context) (string, error) {
			o.asked = true
			return "", errors.New("away")
		},
	})
	o.out, o.err = out.String(), errs.String()
	return o
}

func TestImportExitCodes(t *testing.T) {
	absent := filepath.Join(t.TempDir(), "absent.csv")
	cases := []struct {
		name, stdin string
		args        []string
		code        int
		says        string
		asked       bool
	}{
		{"no file named", "", []string{"tari"}, exitUsage, "serve il nome di un file", false},
		{"another kind", "", []string{"tasi", "x"}, exitUsage, "tasi", false},
		{"an unknown option", "", []string{"tari", "-", "--fast"}, exitUsage, "Uso:", false},
		{"a file that is not there", "", []string{"tari", absent}, exitFile, absent, false},
		{"a map that is not there", sound, []string{"tari", "-", "--map", absent}, exitFile, absent, false},
		{"an empty file", "", []string{"tari", "-"}, exitFile, "vuoto", false},
		{"no columns known", "A;B\r\n1;2\r\n", []string{"tari", "-"}, exitFile, "--map", false},
		{"a map for other columns", header + sound, []string{"--map", "altro", "tari", "-"}, exitFile, "CODICE", false},
		{"nothing can enter", header + faulty, []string{"tari", "-"}, exitNothing, "", false},
		{"the database is away", header + sound, []string{"tari", "--dry-run", "-"}, exitFault, "Non è stato scritto nulla", true},
	}
	for _, c := range cases {
		got := imports(t, c.stdin, c.args...)
		if got.code != c.code || got.asked != c.asked || !strings.Contains(got.err, c.says) {
			t.Errorf("%s: exit %d, database asked %v, says %q; want %d, %v, %q", c.name, got.code, got.asked, got.err, c.code, c.asked, c.says)
		}
	}
}

func TestImportTellsWhatIsWrong(t *testing.T) {
	rejects := filepath.Join(t.TempDir(), "scarti.csv")
	got := imports(t, header+faulty, "tari", "-", "--rejects", rejects)
	for _, want := range []string{"Lette 1 riga", "Restano fuori 1 posizione", "riga       2", "lettera di controllo", "COD_FISC", "Nulla del file può entrare"} {
		if !strings.Contains(got.out, want) {
			t.Errorf("the report does not say %q:\n%s", want, got.out)
		}
	}
	text, err := os.ReadFile(rejects)
	if err != nil || !bytes.Contains(text, []byte("2;La lettera di controllo")) || !bytes.Contains(text, []byte("RSSMRA85T10A562T")) {
		t.Errorf("the file to send back is %q, %v", text, err)
	}
	if info, err := os.Stat(rejects); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file to send back may be read by others: %v, %v", info.Mode(), err)
	}
	asJSON := imports(t, header+faulty, "tari", "-", "--json").out
	if !strings.Contains(asJSON, `"why": "codice fiscale check letter"`) || strings.Contains(asJSON, "RSSMRA") {
		t.Errorf("JSON is %s", asJSON)
	}
}

func TestImportHelp(t *testing.T) {
	if got := imports(t, "", "tari", "--help"); got.code != exitDone || !strings.Contains(got.out, "--rejects") {
		t.Errorf("help: exit %d, %q", got.code, got.out)
	}
}
