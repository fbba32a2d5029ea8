package fiscal

import (
	"errors"
	"testing"

	"sportello/api/calendar"
)

func day(t *testing.T, iso string) calendar.Day {
	t.Helper()
	d, err := calendar.Parse(iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Domain facts §5.7: two widely published examples, one foreign-born, the others worked out by the decree.
func TestBuild(t *testing.T) {
	cases := []struct {
		surname, name, birth string
		sex                  Sex
		belfiore             string
		want                 Code
	}{
		{"Rossi", "Mario", "1985-12-10", Male, "A562", "RSSMRA85T10A562S"},
		{"Moretti", "Matteo", "1925-04-09", Male, "F205", "MRTMTT25D09F205Z"},
		{"Miller", "Samantha", "1982-09-25", Female, "Z404", "MLLSNT82P65Z404U"},
		{"Fo", "Li", "1950-01-05", Male, "Z210", "FOXLIX50A05Z210I"},
		{"D'Amico", "Maria Rosa", "1948-02-29", Female, "I625", "DMCMRS48B69I625O"},
		{"Colombo", "Giuseppe", "1955-06-16", Male, "I625", "CLMGPP55H16I625R"},
		{"Brambilla", "Giancarlo", "1944-08-08", Male, "I625", "BRMGCR44M08I625V"},
		{"De' Rossi", "Niccolò", "1960-11-01", Male, "F704", "DRSNCL60S01F704T"},
		{"Aia", "Ugo", "1939-03-31", Male, "H501", "AIAGUO39C31H501M"},
	}
	today := day(t, "1999-12-31") // so that Moretti is not taken for a child of 2025: see TestBirthCentury
	for _, c := range cases {
		got, err := Build(c.surname, c.name, day(t, c.birth), c.sex, c.belfiore)
		if err != nil || got != c.want {
			t.Errorf("Build(%s %s) = %s, %v; want %s", c.surname, c.name, got, err, c.want)
		}
		read, err := Parse(string(c.want))
		if err != nil {
			t.Errorf("Parse(%s): %v", c.want, err)
			continue
		}
		if birth, ok := read.Birth(today); !ok || birth.String() != c.birth {
			t.Errorf("%s is born %s, want %s", c.want, birth, c.birth)
		}
		if read.Female() != bool(c.sex) || read.Belfiore() != c.belfiore {
			t.Errorf("%s: woman %v, born in %s", c.want, read.Female(), read.Belfiore())
		}
	}
}

func TestBuildRefuses(t *testing.T) {
	birth := day(t, "1985-12-10")
	for _, belfiore := range []string{"", "A56", "A56X2", "5562", "A5B2"} {
		if got, err := Build("Rossi", "Mario", birth, Male, belfiore); !errors.Is(err, ErrForm) {
			t.Errorf("belfiore %q gives %s, %v", belfiore, got, err)
		}
	}
	if _, err := Build("李", "Mario", birth, Male, "A562"); !errors.Is(err, ErrForm) {
		t.Errorf("a surname without letters: %v", err)
	}
}

// Domain facts §5.7: the seven levels of one code; any subset of places is accepted.
func TestOmocodia(t *testing.T) {
	chain := []Code{"RSSMRA85T10A562S", "RSSMRA85T10A56NH", "RSSMRA85T10A5SNT", "RSSMRA85T10ARSNO", "RSSMRA85T1LARSNR", "RSSMRA85TMLARSNC", "RSSMRA8RTMLARSNO", "RSSMRAURTMLARSNL"}
	for level, want := range chain {
		if got := chain[0].Omocodia(level); got != want {
			t.Errorf("level %d = %s, want %s", level, got, want)
		}
		read, err := Parse(string(want))
		if err != nil || read.Plain() != chain[0] || read.Belfiore() != "A562" {
			t.Errorf("Parse(%s) = %s, %v", want, read, err)
		}
		if birth, ok := read.Birth(day(t, "2026-11-22")); !ok || birth.String() != "1985-12-10" {
			t.Errorf("%s is born %s", want, birth)
		}
	}
	middle := []byte("RSSMRA8RT10A562S")
	middle[15] = check(string(middle))
	if _, err := Parse(string(middle)); err != nil {
		t.Errorf("a single letter in the middle: %v", err)
	}
}

// Domain facts §5.7, "Invalid", and how people type.
func TestParse(t *testing.T) {
	cases := []struct {
		in   string
		want Code
		err  error
	}{
		{"rssmra85t10a562s", "RSSMRA85T10A562S", nil},
		{" RSS MRA 85T10 A562S ", "RSSMRA85T10A562S", nil},
		{"TINIT-RSSMRA85T10A562S", "RSSMRA85T10A562S", nil},
		{"tinit-rssmra85t10a562s", "RSSMRA85T10A562S", nil},
		{"TINIT-TINIT-RSSMRA85T10A562S", "", ErrLength},
		{"RSSMRA85T10A562T", "", ErrCheck},
		{"RSSMRA85F10A562S", "", ErrMonth},
		{"RSSMRA85T10A562", "", ErrLength},
		{"", "", ErrLength},
		{"00698490968", "", ErrLength}, // a company
		{"R5SMRA85T10A562S", "", ErrForm},
		{"RSSMRA85T10A56AS", "", ErrForm},
		{"RSSMRA85T10A562à", "", ErrLength},
		{"RSSMRA85T10A56àà", "", ErrLength},
		{"RSSMRA85T10A56à", "", ErrForm},
	}
	for _, c := range cases {
		got, err := Parse(c.in)
		if !errors.Is(err, c.err) || got != c.want {
			t.Errorf("Parse(%q) = %q, %v; want %q, %v", c.in, got, err, c.want, c.err)
		}
	}
}

// The century is the last in which the person is born by today.
func TestBirthCentury(t *testing.T) {
	code, err := Build("Rossi", "Mario", day(t, "1926-11-22"), Male, "A562")
	if err != nil {
		t.Fatal(err)
	}
	for today, want := range map[string]string{"2026-11-21": "1926-11-22", "2026-11-22": "2026-11-22"} {
		if got, ok := code.Birth(day(t, today)); !ok || got.String() != want {
			t.Errorf("on %s born %s, want %s", today, got, want)
		}
	}
	if d, ok := Code("RSSMRA85B31A562S").Birth(day(t, "2026-11-22")); ok {
		t.Errorf("31 February exists as %s", d)
	}
}

// Domain facts §1.2: public test data of GovPay-like projects and of the IO app; the rest worked out by mod 93.
func TestNewNAV(t *testing.T) {
	cases := []struct {
		aux, code int
		base      uint64
		nav, iuv  string
	}{
		{3, 12, 7, "312000000000000725", "12000000000000725"},
		{2, 0, 120000000000042, "212000000000004259", "12000000000004259"},
		{0, 1, 3400000139008, "001340000013900808", "340000013900808"},
		{3, 0, 7157000000000, "300715700000000032", "00715700000000032"},
		{3, 1, 1, "301000000000000144", "01000000000000144"},
		{3, 48, 2026000000123, "348202600000012352", "48202600000012352"},
		{0, 1, 1, "001000000000000141", "000000000000141"},
	}
	for _, c := range cases {
		nav, err := NewNAV(c.aux, c.code, c.base)
		if err != nil || nav != c.nav {
			t.Errorf("NewNAV(%d, %d, %d) = %s, %v; want %s", c.aux, c.code, c.base, nav, err, c.nav)
		}
		n, err := ParseNAV(c.nav)
		if err != nil || n.IUV != c.iuv || n.Aux != c.aux || !n.CheckOK {
			t.Errorf("ParseNAV(%s) = %+v, %v; want IUV %s", c.nav, n, err, c.iuv)
		}
	}
	for _, c := range []struct {
		aux, code int
		base      uint64
		err       error
	}{{1, 0, 1, ErrNoticeAux}, {4, 0, 1, ErrNoticeAux}, {3, 100, 1, ErrNoticePart}, {3, 0, 10_000_000_000_000, ErrNoticePart}, {2, 5, 1, ErrNoticePart}} {
		if nav, err := NewNAV(c.aux, c.code, c.base); !errors.Is(err, c.err) {
			t.Errorf("NewNAV(%d, %d, %d) = %s, %v; want %v", c.aux, c.code, c.base, nav, err, c.err)
		}
	}
}

// Domain facts §1.2: pagoPA's own examples fail mod 93 and must be accepted all the same.
func TestParseNAV(t *testing.T) {
	cases := []struct {
		in      string
		checkOK bool
		err     error
	}{
		{"302012387654312384", false, nil},
		{"302000100440009424", false, nil},
		{"344012345678901233", false, nil},
		{"3120 0000 0000 0007 25", true, nil},
		{"112345678901234567", true, nil},
		{"30000000000005863", false, ErrNoticeLength},
		{"3000000000000586300", false, ErrNoticeLength},
		{"", false, ErrNoticeLength},
		{"3,00000000000001E17", false, ErrNoticeDigits},
		{"3007157A0000000032", false, ErrNoticeDigits},
		{"412000000000000725", false, ErrNoticeAux},
	}
	for _, c := range cases {
		n, err := ParseNAV(c.in)
		if !errors.Is(err, c.err) || n.CheckOK != c.checkOK {
			t.Errorf("ParseNAV(%q) = %+v, %v; want check %v, %v", c.in, n, err, c.checkOK, c.err)
		}
	}
}

func TestGroup(t *testing.T) {
	if got := Group("302012387654312384"); got != "3020 1238 7654 3123 84" || len(got) != 22 {
		t.Errorf("Group = %q", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"RSSMRA85T10A562S", "tinit-RSSMRAURTMLARSNL", "TINIT-", "àèìòù"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := Parse(s)
		if err != nil {
			return
		}
		if again, err := Parse(string(c)); err != nil || again != c {
			t.Fatalf("%q is %q, read again as %q, %v", s, c, again, err)
		}
		if _, err := Parse(string(c.Plain())); err != nil {
			t.Fatalf("plain form of %q: %v", c, err)
		}
		c.Birth(739_577)
	})
}

func FuzzParseNAV(f *testing.F) {
	for _, s := range []string{"302012387654312384", "3120 0000 0000 0007 25", "٣"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := ParseNAV(s)
		if err != nil {
			return
		}
		if again, err := ParseNAV(Group(n.NAV)); err != nil || again != n {
			t.Fatalf("%q is %+v, read again as %+v, %v", s, n, again, err)
		}
	})
}
