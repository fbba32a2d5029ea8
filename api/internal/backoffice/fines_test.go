package backoffice

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"sportello/api/fines"
	"sportello/api/taxes"
)

const (
	finesHeader = "N_VERBALE;TIPO;TARGA;COD_FISC;COGNOME;NOME;DATA_VIOLAZIONE;ORA;LUOGO;VIOLAZIONE;ARTICOLO;FOTO;DATA_NOTIFICA;IMPORTO_5GG;IMPORTO_60GG;IMPORTO_OLTRE_60GG;SPESE;" +
		"PUNTI;DATI_CONDUCENTE;DATI_PERVENUTI;STATO;DATA_STATO;IMPORTO_RUOLO;PAGATO;DATA_PAG;AVVISO_5GG;AVVISO_60GG;AVVISO_OLTRE_60GG\r\n"
	soundFine = "V/2026/004711;verbale;ab 123 cd;RSSMRA85T10A562S;Rossi;Niccolò;12/10/2026;8:05;Via Roma 1;Sosta su strisce;art. 158 c. 2 CdS;https://foto.example.it/4711;02/11/2026;" +
		"43,20;55,80;100,30;13,80;2;S;N;attivo;03/11/2026;;;;302012387654312384;348000000000000001;"
)

func readFines(t testing.TB, raw []byte) *Fines {
	t.Helper()
	s, err := Open(bytes.NewReader(raw), "")
	if err == nil {
		var read *Fines
		if read, err = ReadFines(s, Options{Today: today}); err == nil {
			return read
		}
	}
	t.Fatal(err)
	return nil
}

func TestFineIsReadWhole(t *testing.T) {
	want := []FineRow{{Line: 2, Code: "RSSMRA85T10A562S", Surname: "Rossi", Name: "Niccolò", Fine: fines.Fine{
		ID: "V-2026-004711", Number: "V/2026/004711", Kind: fines.Verbale, Plate: "AB123CD", FoundOn: dayOf(2026, 10, 12), FoundAt: "08:05",
		Place: "Via Roma 1", What: "Sosta su strisce", Article: "art. 158 c. 2 CdS", Photo: "https://foto.example.it/4711", NotifiedOn: dayOf(2026, 11, 2),
		Discounted: 43_20, Reduced: 55_80, Full: 100_30, Costs: 13_80, Points: 2, Driver: true, Office: fines.Live, OfficeOn: dayOf(2026, 11, 3),
		NAVs: fines.NAVs{Discounted: "302012387654312384", Reduced: "348000000000000001"}}}} // the first fails mod 93: pagoPA's own example (DOMAIN § 1.2)
	for name, raw := range map[string][]byte{
		"UTF-8": []byte(finesHeader + soundFine), "Windows-1252": with(charmap.Windows1252)(finesHeader + soundFine), "UTF-16": utf16be(finesHeader + soundFine),
		"day and time in one": []byte(strings.NewReplacer("ORA;", "", "12/10/2026;8:05;", "12/10/2026 8:05;").Replace(finesHeader + soundFine)),
		"blanks in a notice":  []byte(strings.Replace(finesHeader+soundFine, "302012387654312384", "3020 1238 7654 3123 84", 1)),
	} {
		if diff := cmp.Diff(want, readFines(t, raw).Accepted); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestBadFineCells(t *testing.T) {
	cases := []struct {
		column int
		cell   string
		want   taxes.Reason // empty: it is taken in
	}{
		{0, "", FineMissing}, {0, "/-/", FineForm}, {0, strings.Repeat("9", 201), taxes.KeyTooLong},
		{1, "", ""}, {1, "multa", FineKindUnknown}, {1, "Preavviso", NotifiedOnCar},
		{2, "", PlateMissing}, {2, "--", PlateForm}, {2, "M 1", PlateForm}, {2, "M-Ü 12", ""}, {3, "", taxes.CodeMissing}, {3, "RSSMRA85T10A562T", taxes.CodeCheck},
		{6, "", FoundMissing}, {6, "22/11/2026", NotifiedBefore}, {6, "23/11/2026", FoundAhead}, {6, "31/06/2026", taxes.DateNone},
		{7, "", ""}, {7, "24:00", TimeForm}, {7, "23:59", ""}, {7, "23:60", TimeForm}, {7, "0805", ""}, {7, "alle otto", TimeForm}, {7, "8:5", TimeForm}, {7, "8:05:59", ""},
		{8, "", PlaceMissing}, {9, "", WhatMissing}, {9, strings.Repeat("x", 2000), ""}, {9, strings.Repeat("x", 2001), TextTooLong}, {10, "", ""},
		{11, "", ""}, {11, "http://foto.example.it/1", PhotoForm}, {11, "javascript:alert(1)", PhotoForm}, {11, "https://", PhotoForm}, {11, "https://a:b@foto.example.it", PhotoForm}, {11, "foto 12", PhotoForm},
		{12, "", ""}, {12, "11/10/2026", NotifiedBefore}, {12, "12/10/2026", ""}, {12, "22/11/2026", ""}, {12, "23/11/2026", NotifiedAhead},
		{13, "55,80", ""}, {13, "55,81", DiscountOver}, {13, "", NoticeNoAmount}, {13, "-1,00", taxes.AmountNegative}, {13, "13,80", ""}, {13, "13,79", CostsOver},
		{14, "", ReducedNone}, {14, "100,30", ""}, {14, "100,31", ReducedOver}, {14, "mille", taxes.AmountForm},
		{15, "", ""}, {15, "55,79", ReducedOver}, {15, "1,001", taxes.AmountDecimals}, {17, "30", ""}, {17, "31", PointsForm}, {17, "due", PointsForm},
		{18, "forse", taxes.FlagUnknown}, {18, "", ""}, {19, "S", ""},
		{20, "", ""}, {20, "boh", OfficeUnknown}, {20, "Ricorso GdP", ""}, {20, "a ruolo", ""}, {20, "pagato", FinePaidNone},
		{21, "", ""}, {21, "11/10/2026", OfficeDay}, {21, "23/11/2026", OfficeDay}, {22, "150,00", CollectorState},
		{23, "43,20", FinePaidNoDay}, {24, "05/11/2026", FinePaidNoSum},
		{25, "348000000000000001", NoticeSame}, {25, "30201238765431238", taxes.NoticeLength}, {25, "30201238765431238A", taxes.NoticeDigits}, {25, "902012387654312384", NoticeAux},
		{27, "348000000000000001", NoticeSame}, {27, "348000000000000003", ""},
	}
	other := withCell(withCell(withCell(soundFine, 0, "V/2"), 25, ""), 26, "")
	for _, c := range cases {
		r := readFines(t, []byte(finesHeader+withCell(soundFine, c.column, c.cell)+"\r\n"+other+"\r\n")).Report
		switch {
		case c.want == "" && (len(r.Faulty) > 0 || r.FinesAccepted != 2):
			t.Errorf("%q in column %d is refused: %+v", c.cell, c.column, r.Faulty)
		case c.want != "" && (len(r.Faulty) != 1 || r.Faulty[0].Line != 2 || r.Faulty[0].Code != c.want || r.FinesAccepted != 1):
			t.Errorf("%q in column %d: %+v, want %s", c.cell, c.column, r.Faulty, c.want)
		case c.want != "" && (r.Faulty[0].Why == string(c.want) || r.Faulty[0].Field == ""):
			t.Errorf("%q in column %d is told as %q", c.cell, c.column, r.Faulty[0].Sentence())
		}
	}
}

// What was paid, and when, must fit the fine.
func TestFinesPaid(t *testing.T) {
	for _, c := range []struct {
		state, paid, on string
		want            taxes.Reason
		office          fines.Office
	}{
		{"pagato", "43,20", "05/11/2026", "", fines.Settled}, {"attivo", "40,00", "12/10/2026", "", fines.Live}, {"attivo", "40,00", "11/10/2026", FinePaidBefore, ""},
		{"attivo", "40,00", "22/11/2026", "", fines.Live}, {"attivo", "40,00", "23/11/2026", FinePaidAhead, ""},
	} {
		row := withCell(withCell(withCell(soundFine, 20, c.state), 23, c.paid), 24, c.on)
		read := readFines(t, []byte(finesHeader+row))
		var got taxes.Reason
		if len(read.Report.Faulty) > 0 {
			got = read.Report.Faulty[0].Code
		}
		if got != c.want || c.want == "" && read.Accepted[0].Fine.Office != c.office {
			t.Errorf("%v: %s, want %s", c, got, c.want)
		}
	}
}

// A number, or a notice, with two meanings is refused twice; companies are set aside; what is repeated counts once.
func TestFinesTwice(t *testing.T) {
	bare := withCell(withCell(soundFine, 25, ""), 26, "")
	rows := []string{soundFine, soundFine, withCell(bare, 0, "V/2"), withCell(withCell(bare, 0, "v-2"), 8, "Via Po"), withCell(withCell(soundFine, 0, "V/3"), 25, ""),
		withCell(withCell(bare, 0, "V/4"), 3, "12345678901"), withCell(bare, 0, "V/5")}
	r := readFines(t, []byte(finesHeader+strings.Join(rows, "\r\n"))).Report
	var faulty []string
	for _, f := range r.Faulty {
		faulty = append(faulty, fmt.Sprint(f.Line, " ", f.Code))
	}
	want := []string{"2 " + string(FineNoticeTwice), "4 " + string(FineTwice), "5 " + string(FineTwice), "6 " + string(FineNoticeTwice)}
	if diff := cmp.Diff(want, faulty); diff != "" || r.FinesAccepted != 1 || r.RowsRepeated != 1 || r.Companies != 1 {
		t.Errorf("%d accepted, %d repeated, %d companies; (-want +got):\n%s", r.FinesAccepted, r.RowsRepeated, r.Companies, diff)
	}
}

// Every reason has a sentence of its own.
func TestReasonsAreSaid(t *testing.T) {
	seen := map[string]taxes.Reason{}
	for reason, sentence := range sentences {
		if other, twice := seen[sentence]; twice {
			t.Errorf("%q says both %q and %q", sentence, reason, other)
		}
		seen[sentence] = reason
	}
}

func FuzzReadFines(f *testing.F) {
	f.Add([]byte(finesHeader + soundFine))
	f.Add([]byte(finesHeader + withCell(soundFine, 7, "25:61") + "\r\n" + soundFine + "\r\n\"" + soundFine))
	f.Add([]byte("verbale|targa|cf|data|luogo|violazione|notifica|ridotto|pieno"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, err := Open(bytes.NewReader(raw), "")
		if err != nil {
			return
		}
		read, err := ReadFines(s, Options{Today: today})
		if err != nil {
			return
		}
		r, ids, navs := read.Report, map[string]bool{}, map[string]bool{}
		for _, row := range read.Accepted {
			f := row.Fine
			wrong := ids[f.ID] || f.ID == "" || f.Discounted > f.Reduced || f.Full > 0 && f.Reduced > f.Full || f.Reduced+f.Full == 0 ||
				f.NotifiedOn != 0 && f.NotifiedOn < f.FoundOn || f.FoundOn == 0 || f.FoundAt != "" && len(f.FoundAt) != 5 || (f.Paid > 0) != (f.PaidOn != 0)
			for _, nav := range [...]string{f.NAVs.Discounted, f.NAVs.Reduced, f.NAVs.Full} {
				wrong = wrong || nav != "" && (navs[nav] || len(nav) != 18)
				navs[nav] = true
			}
			if wrong {
				t.Fatalf("a fine that is none: %+v", f)
			}
			ids[f.ID] = true
		}
		if n := len(read.Accepted) + r.Companies + len(r.Faulty) + r.RowsRepeated + r.RowsSkipped; n != r.RowsRead {
			t.Fatalf("%d rows read, %d told of", r.RowsRead, n)
		}
		r.Rejects()
	})
}

// Every time of the day is read, in each way of writing it.
func TestEveryTimeOfDay(t *testing.T) {
	for minute := range 24 * 60 {
		want := fmt.Sprintf("%02d:%02d", minute/60, minute%60)
		for _, form := range []string{"%d:%02d", "%02d.%02d", "%02d%02d", "%d,%02d", "%dh%02d", "%02d:%02d:30"} {
			if got, ok := timeOfDay(fmt.Sprintf(form, minute/60, minute%60)); !ok || got != want {
				t.Fatalf(form+" is %q, %v", minute/60, minute%60, got, ok)
			}
		}
	}
}
