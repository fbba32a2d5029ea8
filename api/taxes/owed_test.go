package taxes

import (
	"encoding/json"
	"testing"

	"sportello/api/calendar"
	"sportello/api/money"
)

func day(t testing.TB, iso string) calendar.Day {
	t.Helper()
	d, err := calendar.Parse(iso)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// bill is a plan on the dates of Seregno 2024 moved to 2026: 18 June, 18 October (a Sunday), 4 December.
func bill(t *testing.T, paid ...money.Cents) TariPosition {
	p := TariPosition{Utenza: "U1", Year: 2026, Total: 227_27}
	for n, amount := range []money.Cents{68_18, 68_18, 90_91} {
		due := day(t, []string{"2026-06-18", "2026-10-18", "2026-12-04"}[n])
		p.Instalments = append(p.Instalments, Instalment{Number: n + 1, Of: 3, Due: due, Amount: amount, Paid: paid[n]})
	}
	return p
}

func TestState(t *testing.T) {
	cases := []struct {
		name  string
		today string
		paid  []money.Cents
		want  [3]State
	}{
		{"last day of the first", "2026-06-18", []money.Cents{0, 0, 0}, [3]State{Due, Due, Due}},
		{"day after the first", "2026-06-19", []money.Cents{0, 0, 0}, [3]State{Overdue, Due, Due}},
		{"a Sunday is paid on Monday", "2026-10-19", []money.Cents{68_18, 0, 0}, [3]State{Paid, Due, Due}},
		{"the Tuesday after", "2026-10-20", []money.Cents{68_18, 0, 0}, [3]State{Paid, Overdue, Due}},
		{"part paid in time", "2026-10-19", []money.Cents{68_18, 50_00, 0}, [3]State{Paid, PartPaid, Due}},
		{"part paid and late", "2026-10-20", []money.Cents{68_18, 50_00, 0}, [3]State{Paid, Overdue, Due}},
		{"a cent short", "2026-10-19", []money.Cents{68_18, 68_17, 0}, [3]State{Paid, PartPaid, Due}},
		{"by F24, which has no cents", "2026-10-20", []money.Cents{68_00, 67_00, 90_00}, [3]State{Paid, Overdue, Paid}},
		{"paid too much", "2027-01-01", []money.Cents{227_27, 0, 0}, [3]State{Paid, Overdue, Overdue}},
	}
	for _, c := range cases {
		for n, i := range bill(t, c.paid...).Instalments {
			if got := i.State(day(t, c.today)); got != c.want[n] {
				t.Errorf("%s: instalment %d is %s, want %s", c.name, n+1, got, c.want[n])
			}
		}
	}
}

func TestOwed(t *testing.T) {
	p := bill(t, 68_18, 50_00, 100_00)
	if got := p.Due(); got != 18_18 {
		t.Errorf("due %s, want 18,18: what is paid too much on the third does not pay the second", got.Italian())
	}
	if got := p.Paid(); got != 218_18 {
		t.Errorf("paid %s", got.Italian())
	}
	if got := (Tari{Positions: []TariPosition{p, bill(t, 0, 0, 0)}}).Due(); got != 245_45 {
		t.Errorf("all due %s, want 245,45", got.Italian())
	}
	next, ok := bill(t, 0, 0, 0).Next(day(t, "2026-06-19"))
	if !ok || next.Number != 2 {
		t.Errorf("next is %d, %v, want the second", next.Number, ok)
	}
	if next, ok := bill(t, 68_18, 68_18, 90_91).Next(day(t, "2026-01-01")); ok {
		t.Errorf("all is paid, next is %d", next.Number)
	}
	if late := bill(t, 0, 0, 0).Overdue(day(t, "2026-11-22")); len(late) != 2 || late[1].Number != 2 {
		t.Errorf("overdue: %+v", late)
	}
}

// Domain facts §2.2: examples 4 and 6 (70 m², TF 0.62, TV 48.30, UR 7.60, with and without 10 %).
func TestComponentsSum(t *testing.T) {
	p := TariPosition{Fixed: 43_40, Variable: 48_30, TEFA: 4_59, UR1: 10, UR2: 1_50, UR3: 6_00}
	if got := p.ComponentsSum(); got != 103_89 {
		t.Errorf("example 4 comes to %s, want 103,89", got.Italian())
	}
	p.Reductions, p.TEFA = []Reduction{{"U1", 10_00}}, 4_13
	if got := p.ComponentsSum(); got != 94_26 {
		t.Errorf("example 6 comes to %s, want 94,26", got.Italian())
	}
	p.Reductions = []Reduction{{"A", 80_00}, {"B", 70_00}}
	if got := p.Reduced(); got != 0 {
		t.Errorf("reductions over 100 %% leave %s", got.Italian())
	}
}

func TestJSON(t *testing.T) {
	p := bill(t, 68_18, 0, 0)
	p.Instalments = p.Instalments[:1]
	text, err := json.Marshal(Tari{Positions: []TariPosition{p}})
	want := `{"positions":[{"utenza":"U1","year":2026,"square_metres":0,"total":22727,"instalments":[{"number":1,"of":3,"due":"2026-06-18","amount":6818,"paid":6818}]}]}`
	if err != nil || string(text) != want {
		t.Errorf("%v\n got %s\nwant %s", err, text, want)
	}
}
