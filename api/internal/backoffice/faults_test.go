package backoffice

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

// minimal is a file of the required columns; each row is the one instalment of a position.
func minimal(rows ...string) []byte {
	return []byte("CF;UTENZA;ANNO;RATA;SCADENZA;IMPORTO;INDIRIZZO\r\n" + strings.Join(rows, "\r\n") + "\r\n")
}

func good(utenza string) string {
	return fmt.Sprintf("RSSMRA85T10A562S;%s;2024;1;18/06/2024;12,34;Via Po 1", utenza)
}

// Faults of the text: one bad row never takes another with it, and keeps its line.
func TestBadRows(t *testing.T) {
	long := strings.Repeat("x", longestLine+1)
	cases := []struct {
		name string
		row  string
		want string // the reason; empty when the row is accepted
		more int    // lines that the row takes beyond the first
	}{
		{"sound", good("B"), "", 0},
		{"quote never closed", `RSSMRA85T10A562S;B;2024;1;18/06/2024;12,34;"Via Po 1`, "quotes not closed", 0},
		{"quote never closed, first column", `"RSSMRA85T10A562S;B;2024;1;18/06/2024;12,34;Via Po 1`, "quotes not closed", 0},
		{"quotes inside", `RSSMRA85T10A562S;B;2024;1;18/06/2024;12,34;Cascina "Torre" 5`, "", 0},
		{"a name in quotes at the start", `RSSMRA85T10A562S;B;2024;1;18/06/2024;12,34;"Cascina" Torre`, "", 0},
		{"quotes within quotes", `RSSMRA85T10A562S;B;2024;1;18/06/2024;12,34;"Cascina "Torre" 5"`, "", 0},
		{"doubled quotes", `RSSMRA85T10A562S;B;2024;1;18/06/2024;12,34;"Cascina ""Torre""; scala B"`, "", 0},
		{"a line break in quotes", "RSSMRA85T10A562S;B;2024;1;18/06/2024;12,34;\"Via Po\r\nscala B\"", "", 1},
		{"blank lines in quotes", "RSSMRA85T10A562S;B;2024;1;18/06/2024;12,34;\"Via Po\n\n\nscala B\"", "", 3},
		{"separator without quotes", "RSSMRA85T10A562S;B;2024;1;18/06/2024;12,34;Via Po; scala B", "too many columns", 0},
		{"separators at the end", good("B") + ";;;", "", 0},
		{"columns missing", "RSSMRA85T10A562S;B;2024;1;18/06/2024", "columns missing", 0},
		{"NUL", strings.Replace(good("B"), "Po", "P\x00o", 1), "NUL byte", 0},
		{"letter of no encoding", strings.Replace(good("B"), "Po", "P\x81o \xe0\xe0", 1), "encoding broken", 0},
		{"too long", strings.Replace(good("B"), "Po", long, 1), "line too long", 0},
		{"header again", "CF;UTENZA;ANNO;RATA;SCADENZA;IMPORTO;INDIRIZZO", "not a data row (header repeated)", 0},
		{"header again, of a glued file", "\ufeffCF;UTENZA;ANNO;RATA;SCADENZA;IMPORTO;INDIRIZZO", "not a data row (header repeated)", 0},
		{"somebody whose street is called so", "RSSMRA85T10A562T;B;2024;1;18/06/2024;12,34;Somma Lombardo 1", "codice fiscale check letter", 0},
		{"total in the amounts", "Totale;;;;;99.999,99;", "not a data row (grand total)", 0},
		{"subtotal", ";;;;;99,99;Totale utenza", "not a data row (grand total)", 0},
		{"as text for Excel", `="RSSMRA85T10A562S";="B";2024;1;18/06/2024;12,34;Via Po 1`, "", 0},
	}
	for _, c := range cases {
		got := read(t, minimal(good("A"), c.row, good("C"), "", ";;;;;;", strings.Replace(good("D"), "10A562S", "10A562T", 1)), nil)
		var lines []string
		for _, f := range got.Report.Faulty {
			lines = append(lines, fmt.Sprint(f.Line, " ", f.Code))
		}
		want := []string{fmt.Sprint(7+c.more, " codice fiscale check letter")}
		if c.want != "" {
			want = append([]string{"3 " + c.want}, want...)
		}
		if diff := cmp.Diff(want, lines); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if n := got.Report.PositionsAccepted; (n == 3) != (c.want == "") || n < 2 {
			t.Errorf("%s: %d positions accepted", c.name, n)
		}
		got.Report.Rejects()
	}
}

// Faults of one cell, each with the reason it is named by.
func TestBadCells(t *testing.T) {
	header := "CF;UTENZA;ANNO;RATA;DI_RATE;SCADENZA;IMPORTO;AVVISO;MQ;OCCUPANTI;DAL;AL;RID_PERC;PAGATO\r\n"
	sound := []string{"RSSMRA85T10A562S", "U1", "2024", "1", "1", "18/06/2024", "1.012,34", "312000000000000725", "45,5", "2", "01/01/2015", "", "33,33", ""}
	cases := []struct {
		column int
		cell   string
		want   string
	}{
		{0, "", "codice fiscale missing"}, {0, "RSSMRA85T10A562", "codice fiscale length"}, {0, "R5SMRA85T10A562S", "codice fiscale form"},
		{0, "RSSMRA85F10A562S", "codice fiscale month letter"}, {0, "00698490968", "codice fiscale not of a person"}, {0, "tinit-rssmra85t10a56nh", ""},
		{1, " ", "utenza missing"},
		{2, "", "year missing"}, {2, "duemila", "year is not a number"}, {2, "1999", "year out of range"}, {2, "2028", "year out of range"},
		{2, "2000", ""}, {2, "2027", ""}, {2, "2024,00", ""},
		{3, "", "instalment number missing"}, {3, "x", "instalment number is not a number"}, {3, "0", "instalment number below 1"}, {3, "2", "instalment number beyond the plan"},
		{4, "", "number of instalments is not a number"}, {4, "0", "number of instalments is not a number"},
		{5, "", "due date missing"}, {5, "00/00/0000", "due date missing"}, {5, "30/02/2024", "date does not exist"}, {5, "presto", "not a date"}, {5, "2024-06-18", ""}, {5, "18.6.24", ""}, {5, "18-GIU-2024", ""},
		{6, "", "amount missing"}, {6, "n.d.", "amount is not a number"}, {6, "-1,00", "amount is negative"}, {6, "12.34", "amount is not a number"},
		{6, "12,345", "amount has more than two decimals"}, {6, "€ 12,34", ""}, {6, "12,3400", ""}, {6, "0,00", ""},
		{7, "31200000000000072", "notice number length"}, {7, "3,12E+17", "notice number is not digits"}, {7, "", ""}, {7, "3120 0000 0000 0007 25", ""}, {7, "'312000000000000725", ""}, {7, "312000000000000799", ""},
		{8, "", "square metres missing"}, {8, "0", "square metres not positive"}, {8, "-3", "square metres not positive"}, {8, "molti", "square metres is not a number"}, {8, "45,555", ""},
		{9, "due", "occupants is not a number"}, {9, "-1", "occupants is negative"}, {9, "", ""}, {9, "0", ""},
		{10, "31/04/2015", "date does not exist"}, {11, "31/12/2014", "period ends before it begins"}, {11, "31/12/9999", ""},
		{12, "101", "reduction is not a percentage"}, {12, "-5", "reduction is not a percentage"}, {12, "tanto", "reduction is not a percentage"},
		{13, "-1", "amount is negative"}, {13, "2.000,00", ""}, // paid too much is no fault
	}
	for _, c := range cases {
		row := append([]string(nil), sound...)
		row[c.column] = c.cell
		others := strings.NewReplacer("U1", "U2", "0725", "0824").Replace(strings.Join(sound, ";"))
		got := read(t, []byte(header+strings.Join(row, ";")+"\r\n"+others+"\r\n"), nil).Report
		switch {
		case c.want == "" && (len(got.Faulty) > 0 || got.PositionsAccepted != 2):
			t.Errorf("%q in column %d is refused: %+v", c.cell, c.column, got.Faulty)
		case c.want != "" && (len(got.Faulty) != 1 || got.Faulty[0].Line != 2 || string(got.Faulty[0].Code) != c.want):
			t.Errorf("%q in column %d: %+v, want %s", c.cell, c.column, got.Faulty, c.want)
		case c.want != "" && got.Faulty[0].Why == string(got.Faulty[0].Code):
			t.Errorf("%s has no sentence", c.want)
		}
	}
}

func TestEveryReasonHasASentence(t *testing.T) {
	for reason, sentence := range sentences {
		if sentence == "" || Sentence(reason) != sentence {
			t.Errorf("%s has no sentence", reason)
		}
	}
}

// No name may lead to two fields: which one a file means would depend on chance.
func TestSynonymsAreDistinct(t *testing.T) {
	of := map[string]string{}
	add := func(field, names string) {
		for _, name := range strings.Fields(names) {
			if other, taken := of[name]; taken {
				t.Errorf("%s leads to %s and to %s", name, other, field)
			}
			if plain(name) != name {
				t.Errorf("%s is not in plain form", name)
			}
			of[name] = field
		}
	}
	for _, kind := range []*Kind{TariFile, ImuFile, PaymentsFile} {
		clear(of)
		for field, names := range kind.names {
			add(string(field), names)
		}
		for i, names := range addressParts {
			add(fmt.Sprint("address part ", i), names)
		}
	}
}

func TestRejects(t *testing.T) {
	bad := `RSSMRA85T10A562T;U1;2024;1;18/06/2024;12,34;"=cmd|' /C calc'!A0; è"`
	got := read(t, minimal(good("A"), bad), nil).Report.Rejects()
	want := "\xef\xbb\xbfRIGA;MOTIVO;CF;UTENZA;ANNO;RATA;SCADENZA;IMPORTO;INDIRIZZO\r\n" +
		`3;La lettera di controllo del codice fiscale è sbagliata (colonna CF);RSSMRA85T10A562T;U1;2024;1;18/06/2024;12,34;"'=cmd|' /C calc'!A0; è"` + "\r\n"
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	dos := read(t, with(charmap.Windows1252)(string(minimal(good("A"), bad))), nil).Report.Rejects()
	if bytes.HasPrefix(dos, []byte("\xef\xbb\xbf")) || !bytes.Contains(dos, []byte("\xe8 sbagliata")) {
		t.Errorf("in Windows-1252: %q", dos)
	}
}

func FuzzReadTari(f *testing.F) {
	f.Add(minimal(good("A"), good("B")))
	f.Add([]byte("\xff\xfeC\x00F\x00;\x00"))
	f.Add([]byte("CF,UTENZA,ANNO,RATA,SCADENZA,IMPORTO\r\"\"\"\r\"a\r\n"))
	f.Add(minimal("\"\"\"\"\"", "\x1a", `"`, "\xc3\x28"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, err := Open(bytes.NewReader(raw), "")
		if err != nil {
			return
		}
		got, err := ReadTari(s, Options{Today: today})
		if err != nil {
			return
		}
		lines := bytes.Count(s.text, []byte("\n")) + bytes.Count(s.text, []byte("\r")) + 1
		last := 0
		for _, fault := range got.Report.Faulty {
			if fault.Line < last || fault.Line > lines {
				t.Fatalf("line %d after %d, of %d", fault.Line, last, lines)
			}
			last = fault.Line
		}
		got.Report.Rejects()
	})
}
