package town_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/e2e/outside/town"
)

var today = day("2026-11-22")

func day(iso string) calendar.Day {
	d, err := calendar.Parse(iso)
	if err != nil {
		panic(err)
	}
	return d
}

// whole is the town of the demonstration, made once.
var whole = town.New(1, today, town.Size)

func export(t *testing.T, of *town.Town) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := of.WriteTari(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func hash(t *testing.T, of town.Town) string {
	t.Helper()
	h := sha256.New()
	for _, p := range of.People {
		fmt.Fprintln(h, p)
	}
	h.Write(export(t, &of))
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// The same seed and day give the same town on every machine: the hash was made by this program when the test
// was written. Whoever changes the town on purpose writes the new one here.
func TestSameSeedSameTown(t *testing.T) {
	const want = "d18dbceea9db04f1"
	if got := hash(t, town.New(7, today, 2000)); got != want {
		t.Errorf("hash %s, want %s", got, want)
	}
	if hash(t, town.New(8, today, 2000)) == want || hash(t, town.New(7, today-1, 2000)) == want {
		t.Error("another seed or day gives the same town")
	}
}

func TestEverybodyHasACodeOfTheirOwn(t *testing.T) {
	if len(whole.People) != town.Size {
		t.Fatalf("%d people", len(whole.People))
	}
	seen := map[fiscal.Code]bool{}
	omocodia := 0
	for _, p := range whole.People {
		if code, err := fiscal.Parse(string(p.Code)); err != nil || code != p.Code || seen[code] {
			t.Fatalf("%v: %v, twice: %v", p, err, seen[code])
		}
		seen[p.Code] = true
		if p.Code.Plain() != p.Code {
			omocodia++
		}
		birth, ok := p.Code.Birth(today)
		if age := town.Age(p.Birth, today); !ok || age < 0 || age > 99 || birth != p.Birth || p.Code.Female() != (p.Sex == fiscal.Female) || p.Code.Belfiore() != p.Place {
			t.Fatalf("the code of %v does not tell who they are", p)
		}
	}
	t.Logf("%d codes with omocodia", omocodia)
	if omocodia == 0 || omocodia > town.Size/100 {
		t.Errorf("%d codes with omocodia", omocodia)
	}
}

// share is how many of a hundred are so.
func share(is func(town.Person) bool) float64 {
	n := 0
	for _, p := range whole.People {
		if is(p) {
			n++
		}
	}
	return 100 * float64(n) / float64(len(whole.People))
}

// Shares a believable town has: about 24 % of 65 and over (the issue), more of them women, four in ten born
// here, a tenth born abroad.
func TestShares(t *testing.T) {
	age := func(p town.Person) int { return town.Age(p.Birth, today) }
	tests := []struct {
		name     string
		is       func(town.Person) bool
		from, to float64
	}{
		{"65 and over", func(p town.Person) bool { return age(p) >= 65 }, 23.5, 24.8},
		{"80 and over", func(p town.Person) bool { return age(p) >= 80 }, 7, 8},
		{"under 18", func(p town.Person) bool { return age(p) < 18 }, 14, 17},
		{"women", func(p town.Person) bool { return p.Sex == fiscal.Female }, 50, 53},
		{"women of 80 and over", func(p town.Person) bool { return age(p) >= 80 && p.Sex == fiscal.Female }, 4, 5.2},
		{"born in Seregno", func(p town.Person) bool { return p.Place == "I625" }, 35, 50},
		{"born in Milano or Monza", func(p town.Person) bool { return p.Place == "F205" || p.Place == "F704" }, 15, 25},
		{"born abroad", func(p town.Person) bool { return p.Place[0] == 'Z' }, 8, 12},
	}
	for _, tt := range tests {
		if got := share(tt.is); got < tt.from || got > tt.to {
			t.Errorf("%s: %.1f %%, want %.1f to %.1f", tt.name, got, tt.from, tt.to)
		}
	}
}

// Homes are as in Lombardy: a third of them with one person, two and a fifth people each on average, somebody
// grown up in each.
func TestHomes(t *testing.T) {
	living := make([]int, len(whole.Homes))
	for _, p := range whole.People {
		living[p.Home]++
	}
	sizes := map[int]int{}
	for i, h := range whole.Homes {
		holder := whole.People[h.Holder]
		if living[i] != h.People || holder.Home != i || town.Age(holder.Birth, today) < 18 || h.Square < 28 {
			t.Fatalf("home %d: %d live there; %+v held by %v", i, living[i], h, holder)
		}
		sizes[min(h.People, 6)]++
	}
	t.Logf("%d homes, by people: %v", len(whole.Homes), sizes)
	average := float64(len(whole.People)) / float64(len(whole.Homes))
	if alone := 100 * sizes[1] / len(whole.Homes); average < 2 || average > 2.5 || alone < 25 || alone > 42 || sizes[6] > len(whole.Homes)/50 {
		t.Errorf("%.2f people a home, %d %% alone, %d large", average, alone, sizes[6])
	}
}

// The form of a back office's file: Windows-1252, CRLF, decimal comma, 34 columns, quotes where they must be.
func TestExportForm(t *testing.T) {
	of := town.New(1, today, 3000)
	raw := export(t, &of)
	text, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\r\n"), "\r\n")
	if utf8.Valid(raw) || bytes.Count(raw, []byte("\n")) != len(lines) || strings.Count(lines[0], ";") != 33 {
		t.Errorf("UTF-8: %v, %d lines", utf8.Valid(raw), len(lines))
	}
	const teresa = "QRLTRS45C54I625N;Quarelaghi;Teresa;U00000001;Via Umberto I;12;8;761;22;A/3;74;1;01/01/2015;;2026;0,55;40,20;40,70;40,20;" +
		"U1;10;3,64;0,10;1,50;6,00;0,00;84,05;3;3;04/12/2026;39,11;"
	if !slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, teresa) && strings.HasSuffix(l, ";0,00;") }) {
		t.Errorf("no row begins with %s", teresa)
	}
	if !strings.Contains(string(text), `; scala A";`) {
		t.Error("no field needs quotes")
	}
}

// Three seconds for the whole town; the time is told, not judged.
func BenchmarkWholeTown(b *testing.B) {
	for b.Loop() {
		start := time.Now()
		of := town.New(1, today, town.Size)
		made := time.Since(start)
		var out bytes.Buffer
		if err := of.WriteTari(&out); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(made.Seconds(), "s/people")
		b.ReportMetric(float64(out.Len())/1e6, "MB/export")
	}
}
