package backoffice

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"sportello/api/taxes"
)

const (
	f24Header = "ID_RIGA;COD_FISC;COGNOME;NOME;COD_ENTE;TRIBUTO;ANNO;ACCONTO;SALDO;RAVV;DATA_PAG;IMPORTO;N_IMMOBILI\r\n"
	soundLine = "F1;RSSMRA85T10A562S;Rossi;Mario;I625;3918;2026;1;0;S;16/06/2026;1.464,00;2"
)

func readPayments(t testing.TB, raw []byte) *Payments {
	t.Helper()
	s, err := Open(bytes.NewReader(raw), "")
	if err == nil {
		var read *Payments
		if read, err = ReadPayments(s, Options{Today: today, Entity: "I625"}); err == nil {
			return read
		}
	}
	t.Fatal(err)
	return nil
}

func TestPaymentIsReadWhole(t *testing.T) {
	want := []taxes.PaymentRow{{Line: 2, Code: "RSSMRA85T10A562S", Surname: "Rossi", Name: "Mario", Payment: taxes.Payment{
		ID: "F1", Code: "3918", Year: 2026, Acconto: true, Late: true, PaidOn: dayOf(2026, 6, 16), Amount: 1464_00, Units: 2}}}
	for name, raw := range map[string][]byte{
		"UTF-8": []byte(f24Header + soundLine), "Windows-1252": with(charmap.Windows1252)(f24Header + soundLine),
		"UTF-16": utf16be(f24Header + soundLine), "commas": []byte(strings.NewReplacer("1.464,00", "1464.00", ";", ",").Replace(f24Header + soundLine)),
	} {
		if diff := cmp.Diff(want, readPayments(t, raw).Accepted); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestBadPaymentCells(t *testing.T) {
	cases := []struct {
		column int
		cell   string
		want   taxes.Reason // empty: it is taken in
	}{
		{0, "", taxes.LineMissing}, {0, strings.Repeat("9", 201), taxes.KeyTooLong}, {1, "", taxes.CodeMissing}, {1, "12345678901", taxes.CodeCompany},
		{4, "", ""}, {4, "i625", ""}, {4, "F205", taxes.EntityOther},
		{5, "", taxes.TaxCodeMissing}, {5, "3911", taxes.TaxCodeUnknown}, {5, "3912", ""}, {5, "3939", ""}, {5, "3940", taxes.TaxCodeUnknown},
		{5, "3923", ""}, {5, "3924", ""}, {5, "39180", taxes.TaxCodeUnknown}, {5, "391a", taxes.TaxCodeUnknown},
		{6, "", taxes.YearMissing}, {6, "1999", taxes.YearRange}, {6, "2027", ""}, {6, "2028", taxes.YearRange},
		{7, "A", taxes.FlagUnknown}, {8, "1", ""}, {9, "", ""},
		{10, "", taxes.PaidMissing}, {10, "22/11/2026", ""}, {10, "23/11/2026", taxes.PaidAhead}, {10, "31/06/2026", taxes.DateNone},
		{11, "", taxes.AmountMissing}, {11, "-5,00", taxes.AmountNegative}, {11, "cento", taxes.AmountForm}, {11, "0,00", ""},
		{12, "", ""}, {12, "999", ""}, {12, "1000", taxes.UnitsForm},
	}
	other := withCell(soundLine, 0, "F2")
	for _, c := range cases {
		r := readPayments(t, []byte(f24Header+withCell(soundLine, c.column, c.cell)+"\r\n"+other+"\r\n")).Report
		switch {
		case c.want == "" && (len(r.Faulty) > 0 || r.LinesAccepted != 2):
			t.Errorf("%q in column %d is refused: %+v", c.cell, c.column, r.Faulty)
		case c.want != "" && (len(r.Faulty) != 1 || r.Faulty[0].Line != 2 || r.Faulty[0].Code != c.want || r.LinesAccepted != 1):
			t.Errorf("%q in column %d: %+v, want %s", c.cell, c.column, r.Faulty, c.want)
		case c.want != "" && (r.Faulty[0].Why == string(c.want) || r.Faulty[0].Field != strings.Split(f24Header, ";")[c.column] && c.column < 12):
			t.Errorf("%q in column %d is told as %q", c.cell, c.column, r.Faulty[0].Sentence())
		}
	}
}

// Lines of other taxes are set aside by code, whatever else stands in them; a number with two meanings is refused twice.
func TestPaymentsAsideAndTwice(t *testing.T) {
	rows := []string{soundLine, withCell(soundLine, 5, "3944"), withCell(withCell(soundLine, 5, "tefa"), 1, "12345678901"), withCell(soundLine, 5, "3944"),
		soundLine, withCell(soundLine, 0, "F2"), withCell(withCell(soundLine, 0, "F2"), 11, "1,00"), withCell(withCell(soundLine, 0, "F2"), 11, "2,00")}
	r := readPayments(t, []byte(f24Header+strings.Join(rows, "\r\n"))).Report
	if diff := cmp.Diff(map[string]int{"3944": 2, "TEFA": 1}, r.SetAside); diff != "" {
		t.Errorf("set aside (-want +got):\n%s", diff)
	}
	var faulty []string
	for _, f := range r.Faulty {
		faulty = append(faulty, fmt.Sprint(f.Line, " ", f.Code))
	}
	twice := string(taxes.LineTwice)
	if diff := cmp.Diff([]string{"7 " + twice, "8 " + twice, "9 " + twice}, faulty); diff != "" || r.LinesAccepted != 1 || r.RowsRepeated != 1 {
		t.Errorf("%d accepted, %d repeated; (-want +got):\n%s", r.LinesAccepted, r.RowsRepeated, diff)
	}
}

func FuzzReadPayments(f *testing.F) {
	f.Add([]byte(f24Header + soundLine))
	f.Add([]byte(f24Header + withCell(soundLine, 5, "TEFA") + "\r\n" + soundLine + "\r\n\"" + soundLine))
	f.Add([]byte("riga|cf|tributo|anno|data|importo"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, err := Open(bytes.NewReader(raw), "")
		if err != nil {
			return
		}
		read, err := ReadPayments(s, Options{Today: today, Entity: "I625"})
		if err != nil {
			return
		}
		r, aside, seen := read.Report, 0, map[string]bool{}
		for _, n := range r.SetAside {
			aside += n
		}
		for _, row := range read.Accepted {
			if p := row.Payment; seen[p.ID] || p.ID == "" || p.Amount < 0 || p.PaidOn == 0 || p.PaidOn > today || len(p.Code) != 4 {
				t.Fatalf("a payment that is none: %+v", p)
			}
			seen[row.Payment.ID] = true
		}
		if n := len(read.Accepted) + aside + len(r.Faulty) + r.RowsRepeated + r.RowsSkipped; n != r.RowsRead {
			t.Fatalf("%d rows read, %d told of", r.RowsRead, n)
		}
		r.Rejects()
	})
}
