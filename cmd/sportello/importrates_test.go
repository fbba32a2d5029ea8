package main

import (
	"strings"
	"testing"
)

// A file of rates enters whole or not at all: what is wrong is named, and the database is not asked.
func TestImportOfRates(t *testing.T) {
	const sound = `{"anni": [{"anno": 2026, "tefa": "5"}]}`
	for _, c := range []struct {
		name, stdin string
		args        []string
		code        int
		says        string
		asked       bool
	}{
		{"two faults", `{"anni": [{"anno": 2026, "tefa": "6", "ur1": "-1"}]}`, []string{"tari-rates", "-"}, exitFile, "il file ha 2 errori", false},
		{"not JSON", "ANNO;TF\n", []string{"imu-rates", "-"}, exitFile, "riga 1", false},
		{"a sound file", sound, []string{"tari-rates", "--dry-run", "-"}, exitFault, "Non è stato scritto nulla", true},
	} {
		got := imports(t, c.stdin, c.args...)
		if got.code != c.code || got.asked != c.asked || !strings.Contains(got.err, c.says) {
			t.Errorf("%s: exit %d, database asked %v, says %q; want %d, %v, %q", c.name, got.code, got.asked, got.err, c.code, c.asked, c.says)
		}
	}
}
