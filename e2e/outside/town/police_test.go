package town_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"sportello/api/calendar"
	"sportello/api/fines"
	"sportello/api/fiscal"
	"sportello/e2e/outside/town"
)

// DOMAIN § 4.1 (M), § 4.3: the terms that the states of the personas are made for.
var terms = fines.Rules{DiscountDays: 5, ReducedDays: 60, JudgeDays: 30, PrefectDays: 60, DriverDays: 60, AugustStops: true}

// Whatever the day on which the demonstration is started, each persona has the fines that it is told of. The days are
// those of two years, so that every holiday falls into every term.
func TestPersonaFinesOnAnyDay(t *testing.T) {
	want := map[string][]fines.State{
		"teresa": {fines.Reduced}, "chiara": {fines.Discount}, "gemma": {fines.Discount},
		"aldo": {fines.Overdue, fines.State(fines.Collector), fines.State(fines.Prefect), fines.State(fines.Judge), fines.State(fines.Plan), fines.State(fines.Cancelled),
			fines.Paid, fines.Short, fines.Over, fines.Found, fines.Reduced},
	}
	for day := today; day < today+731; day++ {
		got := map[string][]fines.State{}
		for who, all := range town.PersonaFines(day) {
			for _, f := range all {
				got[who] = append(got[who], terms.Dates(f).Standing(terms, day).State)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("on %s (-want +got):\n%s", day, diff)
		}
	}
}

// Numbers and notices are the same on any day but for the year, and are nobody else's.
func TestPersonaFinesAreTheirOwn(t *testing.T) {
	ids, navs := map[string]bool{}, map[string]bool{"": true}
	for who, all := range town.PersonaFines(today) {
		for n, f := range all {
			later := town.PersonaFines(today + 1000)[who][n]
			if ids[f.ID] || later.NAVs != f.NAVs || later.Plate != f.Plate || later.Number[len(later.Number)-7:] != f.Number[len(f.Number)-7:] {
				t.Errorf("%s of %s is not its own, or changes: %+v", f.Number, who, later)
			}
			ids[f.ID] = true
			for _, nav := range []string{f.NAVs.Discounted, f.NAVs.Reduced, f.NAVs.Full} {
				read, err := fiscal.ParseNAV(nav)
				if nav != "" && (err != nil || !read.CheckOK || navs[nav] || nav[1:3] != "48") {
					t.Errorf("notice %s of %s: %+v, %v", nav, f.Number, read, err)
				}
				navs[nav] = nav != ""
			}
		}
	}
}

// About 3 % of the big town have a fine, most of them paid, no two with one number.
func TestCrowdFines(t *testing.T) {
	all := whole.Fines(36)
	share := 100 * float64(len(all)) / float64(len(whole.People))
	states, ids := map[fines.State]int{}, map[string]bool{}
	for _, one := range all {
		f := terms.Dates(one.Fine)
		if ids[f.ID] || f.Discounted > f.Reduced || f.Full > 0 && f.Reduced > f.Full || f.NotifiedOn != 0 && f.NotifiedOn < f.FoundOn || f.FoundOn > today || f.PaidOn > today || f.OfficeOn > today {
			t.Fatalf("a fine that is none, or twice: %+v", f)
		}
		ids[f.ID] = true
		states[f.Standing(terms, today).State]++
	}
	t.Logf("%.1f %% of the people, %v", share, states)
	if paid := states[fines.Paid]; share < 2.5 || share > 3.5 || paid < len(all)/2 || paid > len(all)*9/10 {
		t.Errorf("%.1f %% of the people have a fine, %d of %d paid", share, states[fines.Paid], len(all))
	}
	for _, s := range []fines.State{fines.Found, fines.Discount, fines.Reduced, fines.Overdue, fines.Short, "collector", "prefect", "judge", "cancelled"} {
		if states[s] == 0 {
			t.Errorf("nobody in the state %s", s)
		}
	}
	if again := whole.Fines(36); !slices.Equal(all, again) {
		t.Error("the same town gives other fines")
	}
}

// The form of the police's file: Windows-1252, CRLF, decimal comma, 28 columns.
func TestFinesExportForm(t *testing.T) {
	of := town.New(1, today, 100)
	var raw bytes.Buffer
	if err := town.WriteFines(&raw, of.Fines(1000)); err != nil {
		t.Fatal(err)
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(raw.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\r\n"), "\r\n")
	for _, l := range lines {
		if strings.Count(l, ";") != 27 {
			t.Fatalf("columns: %s", l)
		}
	}
	on := func(days int) string { return (today - calendar.Day(days)).Italian() }
	teresa := "V/2026/004711;verbale;XB123CD;QRLTRS45C54I625N;Quarelaghi;Teresa;" + on(52) + ";11:31;"
	rest := ";Sosta dove è vietata;art. 158 c. 2 CdS;;" + on(20) + ";43,20;55,80;100,30;13,80;;N;N;attivo;;0,00;0,00;;"
	if !strings.HasPrefix(lines[1], teresa) || !strings.Contains(lines[1], rest) {
		t.Errorf("%s\nis not\n%s…%s", lines[1], teresa, rest)
	}
}
