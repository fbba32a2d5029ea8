package folder

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/applications"
	"sportello/api/deadlines"
	"sportello/api/fines"
	"sportello/api/flow"
	"sportello/api/payments"
)

// fineRules are the rules that the comune ships with.
func fineRules(t *testing.T) (r fines.Rules) {
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

// oneFine is a verbale of DOMAIN § 4.2 (calc), notified on 1 July 2026, of which it must be said who drove.
func oneFine(t *testing.T) fines.Fine {
	return fineRules(t).Dates(fines.Fine{ID: "V 1", Number: "V/1", Kind: fines.Verbale, Office: fines.Live, FoundOn: on(t, "2026-06-20"), NotifiedOn: on(t, "2026-07-01"),
		Discounted: 43_20, Reduced: 55_80, Full: 100_30, Driver: true})
}

// A fine has one day to pay by, which moves on with its amount, and one to say who drove, which payment does not end.
func TestDeadlinesOfFines(t *testing.T) {
	driver := "2026-08-31 driver/V%201 0,00"
	for _, c := range []struct {
		what, today string
		change      func(*fines.Fine)
		want        []string
	}{
		{"day 5", "2026-07-06", nil, []string{"2026-07-06 fine/V%201 43,20", driver}},
		{"day 6", "2026-07-07", nil, []string{driver, "2026-08-31 fine/V%201 55,80 from 2026-08-30"}},
		{"the last day", "2026-08-31", nil, []string{driver, "2026-08-31 fine/V%201 55,80 from 2026-08-30"}},
		{"late", "2026-09-01", nil, []string{driver, "2026-08-31 fine/V%201 100,30"}},
		{"paid on day 3", "2026-07-07", func(f *fines.Fine) { f.Paid, f.PaidOn = 43_20, on(t, "2026-07-04") },
			[]string{"2026-07-06 fine/V%201 43,20 done 2026-07-04", driver}},
		{"short on day 6", "2026-07-08", func(f *fines.Fine) { f.Paid, f.PaidOn = 43_20, on(t, "2026-07-07") },
			[]string{driver, "2026-08-31 fine/V%201 12,60 from 2026-08-30"}},
		{"with the collector", "2026-12-01", func(f *fines.Fine) { f.Office, f.DriverGiven = fines.Collector, true }, nil},
		{"an appeal", "2026-07-08", func(f *fines.Fine) { f.Office = fines.Prefect }, []string{driver}},
		{"cancelled", "2026-07-08", func(f *fines.Fine) { f.Office = fines.Cancelled }, nil},
		{"not notified", "2026-07-08", func(f *fines.Fine) { f.NotifiedOn = 0; *f = fineRules(t).Dates(*f) }, nil},
	} {
		fine := oneFine(t)
		if c.change != nil {
			c.change(&fine)
		}
		var got []string
		for _, d := range Deadlines(Folder{Fines: []fines.Fine{fine}}, Town{Fines: fineRules(t)}, on(t, c.today)) {
			line := d.Day.String() + " " + d.ID + " " + d.Amount.Italian()
			if d.From != 0 {
				line += " from " + d.From.String()
			}
			if d.Done {
				line += " done " + d.DoneOn.String()
			}
			if d.Path != "/multe/V%201" || d.About != "V/1" {
				t.Errorf("%s: %+v", c.what, d)
			}
			got = append(got, line)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.what, diff)
		}
	}
}

// Who has said through an application who drove is not reminded, though the office's file does not have it yet.
func TestDriverWasSaid(t *testing.T) {
	f := Folder{Fines: []fines.Fine{oneFine(t)}, Applications: []applications.Application{{Service: "driver-data", State: applications.Filed, FiledOn: on(t, "2026-07-02"),
		Answers: flow.Answers{"verbale": "V/1"}}}}
	driver := func() (found deadlines.Deadline) {
		for _, d := range Deadlines(f, Town{Fines: fineRules(t)}, on(t, "2026-07-03")) {
			if d.Kind == deadlines.Driver {
				found = d
			}
		}
		return found
	}
	if d := driver(); !d.Done || d.DoneOn != on(t, "2026-07-02") {
		t.Errorf("said: %+v", d)
	}
	f.Applications[0].State, f.Applications[0].FiledOn = applications.Kept, 0
	if d := driver(); d.Done {
		t.Errorf("kept on the phone: %+v", d)
	}
	f.Applications[0].State, f.Applications[0].FiledOn = applications.Refused, on(t, "2026-07-02")
	if d := driver(); d.Done {
		t.Errorf("refused: %+v", d)
	}
	f.Applications[0].State, f.Applications[0].Answers["verbale"] = applications.Filed, "V/2"
	if d := driver(); d.Done {
		t.Errorf("of another fine: %+v", d)
	}
}

// The cost of an application is due when it has a day.
func TestDeadlinesOfFees(t *testing.T) {
	debt := func(id string) payments.Position {
		return payments.Position{ID: id, Service: "accident-report", PaidOn: on(t, "2026-07-02"), Notices: []payments.Notice{{Amount: 12_00, Paid: 0, Due: on(t, "2026-07-31")}}}
	}
	paid, open := debt("fee/1"), debt("fee/2")
	paid.Notices[0].Paid = 12_00
	other, ended := debt("tari/1"), debt("fee/3")
	ended.Ended = payments.Cancelled
	all := Deadlines(Folder{Debts: []payments.Position{paid, open, other, ended}}, Town{}, on(t, "2026-07-03"))
	if len(all) != 2 || !all[0].Done || all[0].Amount != 12_00 || all[1].Done || all[1].Amount != 12_00 || all[1].About != "accident-report" {
		t.Errorf("%+v", all)
	}
}
