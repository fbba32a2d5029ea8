package backoffice

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/api/money"
	"sportello/api/taxes"
)

const imuHeader = "COD_FISC;COGNOME;NOME;COD_IMMOBILE;TIPO;INDIRIZZO;CIVICO;FOGLIO;PARTICELLA;SUB;CAT;VALORE;DAL;AL;QUOTA;DIRITTO;USO;STORICO;INAGIBILE;RESIDENTI;EREDITA\r\n"

// soundHolding is a row with every cell filled.
const soundHolding = "RSSMRA85T10A562S;D'Amico;Nicolò;I1;fabbricato;Via Po;1;14;97;3;A03;1.650,50;01/01/2015;31/12/2024;1/3;proprietà;abitazione principale;S;N;2;S"

// withCell is the sound row with another text in one cell.
func withCell(row string, column int, cell string) string {
	cells := strings.Split(row, ";")
	cells[column] = cell
	return strings.Join(cells, ";")
}

func readImu(t testing.TB, raw []byte) *Imu {
	t.Helper()
	s, err := Open(bytes.NewReader(raw), "")
	if err == nil {
		var read *Imu
		if read, err = ReadImu(s, Options{Today: today}); err == nil {
			return read
		}
	}
	t.Fatal(err)
	return nil
}

func dayOf(y, m, d int) calendar.Day {
	day, ok := calendar.Of(y, m, d)
	if !ok {
		panic("no such day")
	}
	return day
}

func TestHoldingIsReadWhole(t *testing.T) {
	want := []taxes.ImuHolder{{Code: "RSSMRA85T10A562S", Surname: "D'Amico", Name: "Nicolò", Holdings: []taxes.Holding{{
		Unit: "I1", Kind: taxes.Building, Address: "Via Po 1", Cadastral: taxes.Cadastral{Sheet: "14", Parcel: "97", Sub: "3", Category: "A/3"},
		Value: 1650_50, From: dayOf(2015, 1, 1), To: dayOf(2024, 12, 31), Share: taxes.Share{Num: 1, Den: 3}, Right: taxes.Owner, Use: taxes.MainHome,
		Historic: true, Residents: 2, Inherited: true,
	}}}}
	for name, raw := range map[string][]byte{
		"UTF-8": []byte(imuHeader + soundHolding + "\r\n"), "Windows-1252": with(charmap.Windows1252)(imuHeader + soundHolding + "\r\n"),
		"DOS": with(charmap.CodePage850)(imuHeader + soundHolding + "\r\n"), "UTF-16": utf16le(imuHeader + soundHolding + "\r\n"),
		"tabs": []byte(strings.ReplaceAll(imuHeader+soundHolding, ";", "\t")), "repeated": []byte(imuHeader + soundHolding + "\r\n" + soundHolding),
	} {
		got := readImu(t, raw)
		if diff := cmp.Diff(want, got.Accepted); diff != "" {
			t.Errorf("%s (-want +got):\n%s\n%+v", name, diff, got.Report.Faulty)
		}
	}
}

// Every cell that cannot be understood names its row, and holds back its person only.
func TestBadHoldingCells(t *testing.T) {
	cases := []struct {
		column int
		cell   string
		want   taxes.Reason // empty: it is taken in
	}{
		{0, "", taxes.CodeMissing}, {0, "RSSMRA85T10A562T", taxes.CodeCheck}, {0, "00698490968", taxes.CodeCompany},
		{3, "", taxes.UnitMissing}, {3, strings.Repeat("9", 200), ""}, {3, strings.Repeat("9", 201), taxes.KeyTooLong},
		{4, "F", ""}, {4, "", taxes.KindUnknown}, {4, "nave", taxes.KindUnknown}, {4, "Area edificabile", ""}, {4, "t", ""},
		{10, "A/11", ""}, {10, "A/12", taxes.CategoryForm}, {10, "D10", ""}, {10, "D/11", taxes.CategoryForm}, {10, "", taxes.CategoryNone}, {10, "G/1", taxes.CategoryForm}, {10, "A/0", taxes.CategoryForm}, {10, "A", taxes.CategoryForm},
		{11, "", taxes.AmountMissing}, {11, "0", ""}, {11, "-1", taxes.AmountNegative}, {11, "molto", taxes.AmountForm}, {11, "1,005", taxes.AmountDecimals},
		{12, "", taxes.FromMissing}, {12, "30/02/2015", taxes.DateNone}, {12, "ieri", taxes.DateForm}, {12, "31/12/2024", ""}, {12, "01/01/2025", taxes.PeriodBackwards},
		{13, "", ""}, {13, "31/12/9999", ""}, {13, "31/12/2014", taxes.PeriodBackwards},
		{14, "", taxes.ShareMissing}, {14, "metà", taxes.ShareForm}, {14, "0/0", taxes.ShareRange}, {14, "0/3", taxes.ShareRange}, {14, "4/3", taxes.ShareRange}, {14, "3/3", ""}, {14, "100,01", taxes.ShareRange}, {14, "1", taxes.ShareUnclear}, {14, "0,5", taxes.ShareUnclear},
		{15, "", taxes.RightUnknown}, {15, "prestito", taxes.RightUnknown}, {15, "NUDA PROPRIETA'", ""}, {15, "uso", ""},
		{16, "", taxes.UseUnknown}, {16, "vacanza", taxes.UseUnknown}, {16, "AP", ""}, {16, "Bene merce", ""}, {16, "comodato", ""},
		{17, "forse", taxes.FlagUnknown}, {17, "", ""}, {18, "X", ""}, {18, "-", taxes.FlagUnknown}, {20, "Sì", ""},
		{19, "", ""}, {19, "due", taxes.ResidentsForm}, {19, "-1", taxes.ResidentsForm}, {19, "99", ""}, {19, "100", taxes.ResidentsForm},
	}
	other := withCell(withCell(soundHolding, 0, "MLLSNT82P65Z404U"), 3, "I2")
	for _, c := range cases {
		r := readImu(t, []byte(imuHeader+withCell(soundHolding, c.column, c.cell)+"\r\n"+other+"\r\n")).Report
		switch {
		case c.want == "" && (len(r.Faulty) > 0 || r.PeopleAccepted != 2):
			t.Errorf("%q in column %d is refused: %+v", c.cell, c.column, r.Faulty)
		case c.want != "" && (len(r.Faulty) != 1 || r.Faulty[0].Line != 2 || r.Faulty[0].Code != c.want || r.PeopleAccepted != 1):
			t.Errorf("%q in column %d: %+v, want %s", c.cell, c.column, r.Faulty, c.want)
		case c.want != "" && (r.Faulty[0].Why == string(c.want) || r.Faulty[0].Field != strings.Split(imuHeader, ";")[c.column] && c.column < 20 && c.want != taxes.PeriodBackwards):
			t.Errorf("%q in column %d is told as %q", c.cell, c.column, r.Faulty[0].Sentence())
		}
	}
}

func TestLandNeedsNoCategory(t *testing.T) {
	land := withCell(withCell(soundHolding, 4, "terreno"), 10, "")
	if r := readImu(t, []byte(imuHeader+land)).Report; r.HoldingsAccepted != 1 {
		t.Errorf("%+v", r.Faulty)
	}
}

func TestShare(t *testing.T) {
	cases := []struct {
		in   string
		want string
	}{
		{"1/1", "1/1"}, {"1/3", "1/3"}, {"2/6", "1/3"}, {"500/1000", "1/2"}, {"333,33/1000", "33333/100000"}, {" 1 / 2 ", "1/2"},
		{"100", "1/1"}, {"100%", "1/1"}, {"50", "1/2"}, {"50,00 %", "1/2"}, {"33,33", "3333/10000"}, {"1%", "1/100"}, {"1,01", "101/10000"},
		{"1", string(taxes.ShareUnclear)}, {"0", string(taxes.ShareRange)}, {"0%", string(taxes.ShareRange)}, {"1/0", string(taxes.ShareRange)},
		{"-1/2", string(taxes.ShareRange)}, {"1/2/3", string(taxes.ShareForm)}, {"/", string(taxes.ShareForm)}, {"1 3", string(taxes.ShareForm)}, {"1/", string(taxes.ShareForm)},
		{"99999999999999999999/1", string(taxes.ShareForm)}, {"1/9999999999", string(taxes.ShareForm)},
	}
	for _, c := range cases {
		f := forms{number: money.Italian}
		share, why := f.share(c.in)
		got := fmt.Sprintf("%d/%d", share.Num, share.Den)
		if why != "" {
			got = string(why)
		}
		if got != c.want {
			t.Errorf("%q is %s, want %s", c.in, got, c.want)
		}
	}
}

// A quote too many in each of two rows must not make one row of them and of all between: those would lose what they
// hold without a word. Both are at fault, and what stands between is taken in. A note of two lines is no such thing.
func TestLostQuotesSwallowNobody(t *testing.T) {
	row := func(code, surname, address string) string {
		return withCell(withCell(withCell(soundHolding, 0, code), 1, surname), 5, address)
	}
	const sam, mario = "MLLSNT82P65Z404U", "RSSMRA85T10A562S"
	cases := []struct {
		name string
		rows []string
		want []taxes.Reason
		in   int
	}{
		{"before and after", []string{row(sam, `"Mell`, ""), row(mario, "", ""), row(sam, `Mell"`, "")}, []taxes.Reason{taxes.QuotesOpen}, 1},
		{"alone in their cells", []string{row(sam, `"`, ""), row(mario, "", ""), row(sam, `"`, "")}, []taxes.Reason{taxes.QuotesOpen, taxes.QuotesOpen}, 1},
		{"one after the other", []string{row(sam, `"Mell`, ""), row(mario, `Mell"`, "")}, []taxes.Reason{taxes.QuotesOpen}, 1},
		{"in the last cell", []string{soundHolding[:len(soundHolding)-1] + `"`, row(sam, "", "") + `"`}, []taxes.Reason{taxes.QuotesOpen}, 1},
		{"an address of two lines", []string{row(sam, "", "\"Via Po; 1\nscala; B\""), row(mario, "", "")}, nil, 2},
	}
	for _, c := range cases {
		r := readImu(t, []byte(imuHeader+strings.Join(c.rows, "\r\n")+"\r\n")).Report
		var got []taxes.Reason
		for _, f := range r.Faulty {
			got = append(got, f.Code)
		}
		if diff := cmp.Diff(c.want, got); diff != "" || r.PeopleAccepted != c.in {
			t.Errorf("%s: %d enter (-want +got):\n%s", c.name, r.PeopleAccepted, diff)
		}
	}
}

// Two rows of a person that overlap hold back that person, whoever else is on the unit.
func TestContradictionsOfHoldings(t *testing.T) {
	later := withCell(withCell(soundHolding, 12, "31/12/2024"), 13, "")
	next := withCell(withCell(soundHolding, 12, "01/01/2025"), 13, "")
	cases := []struct {
		name string
		rows []string
		want []string
		held int
	}{
		{"one after the other", []string{next, soundHolding}, nil, 0},
		{"on one day", []string{soundHolding, later}, []string{"3 " + string(taxes.PeriodsOverlap)}, 1},
		{"the same with another share", []string{soundHolding, withCell(soundHolding, 14, "1/2")}, []string{"3 " + string(taxes.PeriodsOverlap)}, 1},
		{"another unit", []string{soundHolding, withCell(soundHolding, 3, "I2")}, nil, 0},
		{"repeated", []string{soundHolding, soundHolding}, nil, 0},
		{"a total at the end", []string{soundHolding, "Totale;;;;;;;;;;;99,00;;;;;;;;;"}, []string{"3 " + string(taxes.GrandTotal)}, 0},
	}
	for _, c := range cases {
		r := readImu(t, []byte(imuHeader+strings.Join(c.rows, "\r\n")+"\r\n")).Report
		var got []string
		for _, f := range r.Faulty {
			got = append(got, fmt.Sprint(f.Line, " ", f.Code))
		}
		if diff := cmp.Diff(c.want, got); diff != "" || r.PeopleHeldBack != c.held {
			t.Errorf("%s: %d held back (-want +got):\n%s", c.name, r.PeopleHeldBack, diff)
		}
	}
}

// Offices that keep a share in two columns, and the value in one for each kind, say so with a map.
func TestHoldingsOfSeveralColumns(t *testing.T) {
	m, err := ParseMap(ImuFile, []byte(`{"columns": {"share": ["NUM", "DEN"], "value": ["RENDITA", "DOMINICALE", "VENALE"]}}`))
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct{ cells, want string }{
		{"1;3;650,00;0,00;", "1/3 650.00"}, {"2;4;;;1000", "1/2 1000.00"}, {"1;;650,00;;", string(taxes.ShareForm)}, {";;650,00;;", string(taxes.ShareMissing)},
		{"1;1;650,00;1,00;", string(taxes.AmountForm)}, {"1;1;;;", string(taxes.AmountMissing)}, {"1;1;0;0;0", "1/1 0.00"},
	}
	for _, c := range cases {
		s, err := Open(strings.NewReader("CF;IMMOBILE;TIPO;DAL;DIRITTO;USO;CAT;NUM;DEN;RENDITA;DOMINICALE;VENALE\nRSSMRA85T10A562S;I1;F;01/01/2020;PR;AL;A/3;"+c.cells+"\n"), "")
		if err != nil {
			t.Fatal(err)
		}
		read, err := ReadImu(s, Options{Map: m, Today: today})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, f := range read.Report.Faulty {
			got = string(f.Code)
		}
		for _, p := range read.Accepted {
			h := p.Holdings[0]
			got = fmt.Sprintf("%d/%d %d.%02d", h.Share.Num, h.Share.Den, h.Value/100, h.Value%100)
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.cells, got, c.want)
		}
	}
}

// A row with a wrong codice fiscale may be anybody's; a company's is a company's.
func TestRowsOfNobody(t *testing.T) {
	for code, want := range map[string]int{"RSSMRA85T10A562T": 1, "": 1, "00698490968": 0} {
		if got := readImu(t, []byte(imuHeader+withCell(soundHolding, 0, code))).Orphans; got != want {
			t.Errorf("%q: %d rows of nobody, want %d", code, got, want)
		}
	}
}

func FuzzReadImu(f *testing.F) {
	f.Add([]byte(imuHeader+soundHolding), "1/3", "A/3")
	f.Add([]byte(imuHeader+withCell(soundHolding, 14, "33,33%")), "33,33%", "c02")
	f.Add([]byte("cf,immobile,tipo,rendita,dal,quota,titolo,uso\n,,,,,,,\n"), "0/0", "É")
	f.Fuzz(func(t *testing.T, raw []byte, part, cat string) {
		forms := forms{number: money.Italian}
		if s, why := forms.share(part); why == "" && (s.Num < 1 || s.Num > s.Den) {
			t.Fatalf("%q is %d of %d", part, s.Num, s.Den)
		}
		if c, ok := category(cat); ok {
			if again, ok := category(c); !ok || again != c {
				t.Fatalf("%q is %q, which is %q", cat, c, again)
			}
		}
		s, err := Open(bytes.NewReader(raw), "")
		if err != nil {
			return
		}
		read, err := ReadImu(s, Options{Today: today})
		if err != nil {
			return
		}
		soundPeople(t, read)
		read.Report.Rejects()
	})
}

// soundPeople holds what was accepted against what the database asks of it.
func soundPeople(t *testing.T, read *Imu) {
	t.Helper()
	seen := map[fiscal.Code]bool{}
	for _, p := range read.Accepted {
		if seen[p.Code] || len(p.Holdings) == 0 {
			t.Fatalf("a person twice, or with nothing: %d holdings", len(p.Holdings))
		}
		seen[p.Code] = true
		for i, h := range p.Holdings {
			if h.Unit == "" || h.From == 0 || h.To != 0 && h.To < h.From || h.Value < 0 {
				t.Fatalf("a holding that is none: %+v", h)
			}
			if i > 0 && p.Holdings[i-1].Unit == h.Unit && (p.Holdings[i-1].To == 0 || p.Holdings[i-1].To >= h.From) {
				t.Fatal("periods overlap")
			}
		}
	}
}

func TestImuFileWithoutColumns(t *testing.T) {
	s, err := Open(strings.NewReader("COD_FISC;COD_IMMOBILE\n1;2\n"), "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ReadImu(s, Options{Today: today}); err == nil || !strings.Contains(err.Error(), "share") || errors.Is(err, ErrNoRows) {
		t.Errorf("%v", err)
	}
}
