package backoffice

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/calendar"
)

const (
	root    = "../../.." // of the repository
	samples = root + "/../shared/domain/samples"
)

// today is the day of the sample's tests; the sample has the years 2023 and 2024.
var today, _ = calendar.Of(2026, 11, 22)

// sample reads the export that a real back office would give, as made up for the project.
func sample(t testing.TB) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(samples, "tari-estratto.csv"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the sample files are not beside the repository")
	}
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func read(t testing.TB, raw []byte, m *Map) *Tari {
	t.Helper()
	s, err := Open(bytes.NewReader(raw), mapEncoding(m))
	if err != nil {
		t.Fatal(err)
	}
	out, err := ReadTari(s, Options{Map: m, Today: today})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func mapEncoding(m *Map) Encoding {
	if m == nil {
		return ""
	}
	return m.Encoding
}

func seregno(t testing.TB) *Map {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "assets/comuni/seregno/tari-map.json"))
	if err != nil {
		t.Fatal(err)
	}
	m, err := ParseMap(TariFile, text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// expected is what the sample's author says an import must tell.
func expected(t testing.TB) any {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(samples, "tari-estratto.expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	return parsed(t, text)
}

func parsed(t testing.TB, text []byte) (v any) {
	t.Helper()
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func asJSON(t testing.TB, r any) any {
	t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return parsed(t, text)
}

func TestSampleExactly(t *testing.T) {
	raw := sample(t)
	for name, m := range map[string]*Map{"with the map of Seregno": seregno(t), "with no map": nil} {
		got := read(t, raw, m)
		if diff := cmp.Diff(expected(t), asJSON(t, got.Report)); diff != "" {
			t.Errorf("%s (-expected +got):\n%s", name, diff)
		}
	}
}
