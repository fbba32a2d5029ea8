package applications_test

import (
	"encoding/json"
	"maps"
	"os"
	"strings"
	"testing"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/fines"
	"sportello/api/flow"
)

// rules are those that the comune ships with: the thresholds of DOMAIN § 4.6.
func rules(t testing.TB) (r fines.Rules) {
	t.Helper()
	text, err := os.ReadFile("../../assets/comuni/seregno/fines.json")
	if err == nil {
		err = json.Unmarshal(text, &r)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func flowOf(t *testing.T, service string) flow.Flow {
	t.Helper()
	f, ok := applications.FlowOf(service, rules(t))
	if !ok || f.ID != service {
		t.Fatalf("no flow of %s: %+v", service, f)
	}
	return f
}

// july is 2 July 2026.
func july(t *testing.T) calendar.Day {
	d, err := calendar.Parse("2026-07-02")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

type change struct {
	about, field, value string
	want                string // the field and the problem; empty: ready to send
}

// tried files whole answers with one of them changed, for each row.
func tried(t *testing.T, f flow.Flow, whole flow.Answers, rows []change) {
	t.Helper()
	for _, c := range rows {
		said := maps.Clone(whole)
		if c.field != "" {
			said[c.field] = c.value
		}
		var got []string
		for _, p := range f.Problems(said, july(t)) {
			got = append(got, p.Field+"."+p.Key)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %q", c.about, got, c.want)
		}
	}
}

// DOMAIN § 4.3: the verbale and the plate, the driver with birth and home, the licence with number, category, issuer and
// dates, and a signed paper when it was not the owner.
func TestDriverData(t *testing.T) {
	me := flow.Answers{"verbale": "V/2026/004711", "verbale_on": "16/06/2026", "plate": "AB123CD", "who": "me", "licence_number": "U1A2B3C4D", "licence_class": "B",
		"licence_issuer": "MIT-UCO", "licence_on": "16/06/2020", "licence_until": "16/06/2030", "declare": "yes"}
	f := flowOf(t, "driver-data")
	tried(t, f, me, []change{
		{"whole", "", "", ""},
		{"a verbale of today", "verbale_on", "02/07/2026", ""},
		{"and of tomorrow", "verbale_on", "03/07/2026", "verbale_on.future"},
		{"no plate", "plate", "", "plate.missing"},
		{"a licence from tomorrow", "licence_on", "03/07/2026", "licence_on.future"},
		{"that ends on its first day", "licence_until", "16/06/2020", "licence_until.too_early"},
		{"and a day after it", "licence_until", "17/06/2020", ""},
		{"not declared", "declare", "", "declare.missing"},
		{"somebody else", "who", "other", "driver_name.missing driver_birth.missing driver_place.missing driver_home.missing signed.missing"},
	})
	other := maps.Clone(me)
	maps.Copy(other, flow.Answers{"who": "other", "driver_name": "Piero Colli", "driver_birth": "16/06/1970", "driver_place": "Seregno", "driver_home": "via Roma 12, Seregno", "signed": "no"})
	tried(t, f, other, []change{
		{"whole, with somebody else", "", "", ""},
		{"born tomorrow", "driver_birth", "03/07/2026", "driver_birth.future"},
	})
}

// DOMAIN § 4.6: above 200 euro, within 30 days, up to 10.628,16 and 1.032,91 more for each of the household.
func TestFinePlan(t *testing.T) {
	alone := flow.Answers{"verbale": "V/2026/004711", "notified": "02/06/2026", "amount": "250,00", "household": "alone", "income_year": "2025", "income": "10.628,16",
		"isee": "", "rates": "2", "give_up": "yes", "declare": "yes"}
	f := flowOf(t, "fine-plan")
	tried(t, f, alone, []change{
		{"whole, on day 30 and at the limit", "", "", ""},
		{"on day 31", "notified", "01/06/2026", "notified.too_late"},
		{"notified tomorrow", "notified", "03/07/2026", "notified.future"},
		{"200 euro", "amount", "200,00", "amount.too_little"},
		{"a cent more", "amount", "€ 200,01", ""},
		{"no sum", "amount", "2e2", "amount.bad_euro"},
		{"a cent of income more", "income", "10.628,17", "income.too_much"},
		{"no income at all", "income", "0", ""},
		{"the year four years ago", "income_year", "2022", "income_year.bad_year"},
		{"three years ago", "income_year", "2023", ""},
		{"next year", "income_year", "2027", "income_year.bad_year"},
		{"no year", "income_year", "MM25", "income_year.bad_number"},
		{"one instalment", "rates", "1", "rates.bad_count"},
		{"three, of less than 100 euro", "rates", "3", "rates.bad_count"},
		{"an ISEE", "isee", "9.000,00", ""},
		{"appeals are not given up", "give_up", "", "give_up.missing"},
		{"nobody with them", "household", "others", "people.missing"},
	})
	with := maps.Clone(alone)
	maps.Copy(with, flow.Answers{"household": "others", "people": "Ada RSSMRA50H16I625M € 1.032,91"})
	tried(t, f, with, []change{
		{"two, at the limit of two", "", "", ""},
		{"a cent more of the other", "people", "RSSMRA50H16I625M 1032,92", "income.too_much"},
		{"a line without a sum", "people", "RSSMRA50H16I625M", "people.bad_lines"},
	})
	if free, _ := applications.FlowOf("fine-plan", fines.Rules{}); len(free.Problems(alone, july(t))) != 0 {
		t.Error("a town without thresholds leaves the judging to the office")
	}
}

func TestHousehold(t *testing.T) {
	for _, c := range []struct {
		text string
		want int // people; -1: not readable
	}{
		{"RSSMRA50H16I625M 4.500,00", 1},
		{"rssmra50h16i625m: 0\n\nRossi Piero RSSPRI80A01I625Z, 1.000", -1}, // the second has no such code
		{"Ada (RSSMRA50H16I625M) - 4500 €\n", 1},
		{"RSSMRA50H16I625M 1\nRSSMRA50H16I625M 2", -1}, // the same twice
		{"RSSMRA50H16I625M 1 2", -1},
		{"4.500,00", -1}, {"nessuno", -1}, {"", -1}, {"RSSMRA50H16I625M -5", 1}, // a dash before a sum is a dash
	} {
		people, ok := applications.Household(c.text)
		if ok != (c.want >= 0) || ok && len(people) != c.want {
			t.Errorf("%q: %v, %v", c.text, people, ok)
		}
	}
}

// Whatever is typed: what is read is a person with a codice fiscale and no sum below nothing, and reads the same again.
func FuzzHousehold(f *testing.F) {
	for _, s := range []string{"RSSMRA50H16I625M 4.500,00", "x\ny", "€", "RSSMRA50H16I625M 0\r\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		people, ok := applications.Household(text)
		if !ok {
			return
		}
		var again strings.Builder
		for _, p := range people {
			if p.Income < 0 || len(p.Code) < 11 {
				t.Fatalf("%q: %+v", text, p)
			}
			again.WriteString(string(p.Code) + " " + p.Income.Italian() + "\n")
		}
		if back, ok := applications.Household(again.String()); !ok || len(back) != len(people) {
			t.Fatalf("%q is read as %v, again as %v", text, people, back)
		}
	})
}

func TestAccidentReport(t *testing.T) {
	whole := flow.Answers{"accident_on": "01/07/2026", "accident_at": "", "place": "via Roma", "role": "hurt", "plate": "", "receive": "email", "declare": "yes"}
	tried(t, flowOf(t, "accident-report"), whole, []change{
		{"whole", "", "", ""},
		{"tomorrow", "accident_on", "03/07/2026", "accident_on.future"},
		{"no place", "place", "", "place.missing"},
		{"no such part", "role", "judge", "role.bad_choice"},
	})
	if _, ok := applications.FlowOf("none", rules(t)); ok {
		t.Error("a flow of a service that is none")
	}
}
