package backoffice

import (
	"bytes"
	"strings"
	"testing"
)

func TestMapIsChecked(t *testing.T) {
	cases := []struct{ text, says string }{
		{`{"columns": {"fiscal_code": "A", "address": ["B", "C"]}, "separator": ";", "date": "aaaammgg"}`, ""},
		{"\xef\xbb\xbf{}", ""},
		{`{`, "JSON"},
		{`{"colums": {}}`, "colums"},
		{`{"columns": {"fiscalcode": "A"}}`, "fiscal_code"}, // names the fields there are
		{`{"separator": ";;"}`, "separator"},
		{`{"decimal": "'"}`, "decimal"},
		{`{"decimal": ",", "thousands": ","}`, "thousands"},
		{`{"date": "dd/mm/yyyy"}`, "gg/mm/aaaa"},
		{`{"encoding": "ebcdic"}`, "windows-1252"},
	}
	for _, c := range cases {
		_, err := ParseMap(TariFile, []byte(c.text))
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.text, err, c.says)
		}
	}
}

// A map absorbs what cannot be found out: names nobody knows, cents, rows to leave out, joined columns.
func TestMapIsObeyed(t *testing.T) {
	m, err := ParseMap(TariFile, []byte(`{"separator": "^", "cents": true, "date": "mm/gg/aaaa",
		"columns": {"fiscal_code": "A", "utenza": ["B1", "B2"], "year": "C", "number": "D", "due": "E", "amount": "F"},
		"skip": [{"column": "STATO", "is": ["annullato", "sgravio"]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	raw := "A^B1^B2^C^D^E^F^STATO\nRSSMRA85T10A562S^U^1^2024^1^06/05/2024^1234^ok\nRSSMRA85T10A562S^U^2^2024^1^06/05/2024^1234^Annullato\n"
	got := read(t, []byte(raw), m)
	if r := got.Report; r.RowsRead != 2 || r.RowsSkipped != 1 || len(r.Faulty) != 0 || len(got.Accepted) != 1 {
		t.Fatalf("%+v", r)
	}
	p := got.Accepted[0].Position
	if i := p.Instalments[0]; p.Utenza != "U 1" || i.Amount != 12_34 || i.Due.String() != "2024-06-05" || p.Total != 12_34 {
		t.Errorf("%+v", p)
	}
}

func TestUnusableFiles(t *testing.T) {
	cases := []struct {
		name, raw, encoding string
		m                   *Map
		says                string
	}{
		{"empty", " \r\n", "", nil, "vuoto"},
		{"a workbook", "PK\x03\x04rest", "", nil, "Excel"},
		{"an archive", "\x1f\x8brest", "", nil, "archivio"},
		{"no such encoding", "a;b", "klingon", nil, "codifica"},
		{"not the map's encoding", "CF;Città\n", "windows-1252", nil, "UTF-8"},
		{"no rows", "CF;UTENZA;ANNO;RATA;SCADENZA;IMPORTO\n", "", nil, "intestazione"},
		{"columns missing", "CF;UTENZA;ANNO\n1;2;3\n", "", nil, "due"},
		{"a column that the map invents", "CF;UTENZA;ANNO;RATA;SCADENZA;IMPORTO\n1;2;3;4;5;6\n", "", &Map{Columns: map[Field]Columns{Total: {"TOT_X"}}}, "TOT_X"},
	}
	for _, c := range cases {
		s, err := Open(bytes.NewReader([]byte(c.raw)), Encoding(c.encoding))
		if err == nil {
			_, err = ReadTari(s, Options{Map: c.m, Today: today})
		}
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.name, err, c.says)
		}
	}
}
