package taxes

import (
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sportello/api/money"
)

// plan gives the three sound rows of one position, on three lines from line.
func plan(line int, utenza string, year int, nav string) []TariRow {
	var rows []TariRow
	for n, amount := range []money.Cents{68_18, 68_18, 90_91} {
		rows = append(rows, TariRow{
			Line: line + n, Code: "CTTTRS38E44B729F", Surname: "Cattaneo", Name: "Teresa", CheckedSum: true, CheckedPart: true,
			Position:   TariPosition{Utenza: utenza, Year: year, SquareMetres: 135_00, Fixed: 98_55, Variable: 117_90, TEFA: 10_82, Total: 227_27},
			Instalment: Instalment{Number: n + 1, Of: 3, Amount: amount, NAV: nav + string(rune('1'+n))},
		})
	}
	return rows
}

// outcome is what a test compares: the lines named and why, the positions held back, and the counts.
type outcome struct {
	Faults   map[int]Reason
	Held     []TariKey
	Accepted int
	Repeated int
}

func gather(rows []TariRow, refused ...TariFault) outcome {
	t := NewTariRows()
	for _, f := range refused {
		t.Refuse(f)
	}
	for _, r := range rows {
		t.Add(r)
	}
	g := t.Gather()
	o := outcome{map[int]Reason{}, g.Held, len(g.Accepted), g.Repeated}
	for _, f := range g.Faults {
		o.Faults[f.Line] = f.Reason
	}
	return o
}

func TestRowsOfOnePosition(t *testing.T) {
	held := []TariKey{{"U1", 2023}}
	lost := func(f TariFault) []TariFault { return []TariFault{f} }
	cases := []struct {
		name    string
		change  func(rows []TariRow) []TariRow
		refused []TariFault
		want    outcome
	}{
		{"sound", func(r []TariRow) []TariRow { return r }, nil, outcome{map[int]Reason{}, nil, 1, 0}},
		{"repeated exactly", func(r []TariRow) []TariRow { r = append(r, r[0]); r[3].Line = 9; return r }, nil, outcome{map[int]Reason{}, nil, 1, 1}},
		{"twice with another amount", func(r []TariRow) []TariRow { r = append(r, r[0]); r[3].Line = 9; r[3].Instalment.Amount = 1; return r }, nil,
			outcome{map[int]Reason{9: TwiceAmount}, held, 0, 0}},
		{"twice with another payment", func(r []TariRow) []TariRow { r = append(r, r[0]); r[3].Line = 9; r[3].Instalment.Paid = 1; return r }, nil,
			outcome{map[int]Reason{9: TwiceOther}, held, 0, 0}},
		{"beyond the plan", func(r []TariRow) []TariRow { r[2].Instalment.Number = 4; return r }, nil,
			outcome{map[int]Reason{4: NumberBeyond}, held, 0, 0}},
		{"another plan", func(r []TariRow) []TariRow { r[1].Instalment.Of = 4; return r }, nil,
			outcome{map[int]Reason{3: PlanDiffers}, held, 0, 0}},
		{"the first row is the odd one out", func(r []TariRow) []TariRow { r[0].Position.Total = 1; return r }, nil,
			outcome{map[int]Reason{2: TotalDiffers}, held, 0, 0}},
		{"another surface", func(r []TariRow) []TariRow { r[2].Position.SquareMetres = 13_00; return r }, nil,
			outcome{map[int]Reason{4: RowsDiffer}, held, 0, 0}},
		{"another person", func(r []TariRow) []TariRow { r[1].Code = "RSSMRA85T10A562S"; return r }, nil,
			outcome{map[int]Reason{3: TwoPeople}, held, 0, 0}},
		{"a name spelt in two ways", func(r []TariRow) []TariRow { r[1].Surname = "CATTANEO"; return r }, nil,
			outcome{map[int]Reason{}, nil, 1, 0}},
		{"one notice for two", func(r []TariRow) []TariRow { r[1].Instalment.NAV = r[0].Instalment.NAV; return r }, nil,
			outcome{map[int]Reason{3: NoticeTwice}, held, 0, 0}},
		{"sum wrong", func(r []TariRow) []TariRow { r[1].Instalment.Amount++; return r }, nil,
			outcome{map[int]Reason{2: SumWrong}, held, 0, 0}},
		{"a row missing, nothing to explain it", func(r []TariRow) []TariRow { return r[:2] }, nil,
			outcome{map[int]Reason{2: PlanIncomplete}, held, 0, 0}},
		{"a row refused", func(r []TariRow) []TariRow { return r[:2] }, lost(TariFault{Fault: Fault{Line: 4, Reason: AmountForm}, Key: held[0]}),
			outcome{map[int]Reason{4: AmountForm}, held, 0, 0}},
		{"a row lost, its utenza read", func(r []TariRow) []TariRow { return r[:2] }, lost(TariFault{Fault: Fault{Line: 99, Reason: YearRange}, Key: TariKey{"U1", 0}, Number: 3}),
			outcome{map[int]Reason{99: YearRange}, held, 0, 0}},
		{"a row lost, its person read", func(r []TariRow) []TariRow { return r[:2] }, lost(TariFault{Fault: Fault{Line: 99, Reason: UtenzaMissing}, Key: TariKey{"", 2023}, Code: "CTTTRS38E44B729F"}),
			outcome{map[int]Reason{99: UtenzaMissing}, held, 0, 0}},
		{"a row lost, nothing read, on the next line", func(r []TariRow) []TariRow { return r[:2] }, lost(TariFault{Fault: Fault{Line: 4, Reason: NulByte}}),
			outcome{map[int]Reason{4: NulByte}, held, 0, 0}},
		{"a row lost elsewhere", func(r []TariRow) []TariRow { return r[:2] }, lost(TariFault{Fault: Fault{Line: 99, Reason: NulByte}}),
			outcome{map[int]Reason{2: PlanIncomplete, 99: NulByte}, held, 0, 0}},
		{"a row lost with another number", func(r []TariRow) []TariRow { return r[:2] }, lost(TariFault{Fault: Fault{Line: 4, Reason: YearRange}, Key: TariKey{"U1", 0}, Number: 2}),
			outcome{map[int]Reason{2: PlanIncomplete, 4: YearRange}, held, 0, 0}},
		{"a grand total explains nothing", func(r []TariRow) []TariRow { return r[:2] }, lost(TariFault{Fault: Fault{Line: 4, Reason: GrandTotal}}),
			outcome{map[int]Reason{2: PlanIncomplete, 4: GrandTotal}, held, 0, 0}},
	}
	for _, c := range cases {
		if diff := cmp.Diff(c.want, gather(c.change(plan(2, "U1", 2023, "30000000000000010")), c.refused...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// Paying a notice that stands on two positions could pay for somebody else: both are held back.
func TestOneNoticeOnTwoPositions(t *testing.T) {
	rows := append(plan(2, "U1", 2023, "30000000000000010"), plan(5, "U2", 2023, "30000000000000020")...)
	rows[4].Instalment.NAV = rows[0].Instalment.NAV
	want := outcome{map[int]Reason{6: NoticeTwice}, []TariKey{{"U1", 2023}, {"U2", 2023}}, 0, 0}
	if diff := cmp.Diff(want, gather(rows)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSums(t *testing.T) {
	change := func(f func(r *TariRow)) []TariRow {
		rows := plan(2, "U1", 2023, "30000000000000010")
		for i := range rows {
			f(&rows[i])
		}
		return rows
	}
	held := []TariKey{{"U1", 2023}}
	cases := []struct {
		name string
		rows []TariRow
		want outcome
	}{
		{"TEFA of another bill", change(func(r *TariRow) { r.Position.TEFA += 6 }), outcome{map[int]Reason{2: PartsWrong}, held, 0, 0}},
		{"each component rounded alone", change(func(r *TariRow) { r.Position.TEFA += 5 }), outcome{map[int]Reason{}, nil, 1, 0}},
		{"the file has no components", change(func(r *TariRow) { r.Position.TEFA, r.CheckedPart = 0, false }), outcome{map[int]Reason{}, nil, 1, 0}},
		{"the file has no total", change(func(r *TariRow) { r.Position.Total, r.CheckedSum, r.CheckedPart = 0, false, false }), outcome{map[int]Reason{}, nil, 1, 0}},
		{"instalments in whole euro", change(func(r *TariRow) {
			r.Instalment.Amount = money.F24(r.Instalment.Amount)
		}), outcome{map[int]Reason{}, nil, 1, 0}},
	}
	for _, c := range cases {
		if diff := cmp.Diff(c.want, gather(c.rows)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// The position keeps the plan's order whatever the file's, and takes its total from it when there is none.
func TestGatherBuildsThePosition(t *testing.T) {
	rows := plan(2, "U1", 2023, "30000000000000010")
	rows[0], rows[2] = rows[2], rows[0]
	tr := NewTariRows()
	for _, r := range rows {
		r.CheckedSum, r.CheckedPart, r.Position.Total, r.Instalment.Of = false, false, 0, 0
		tr.Add(r)
	}
	g := tr.Gather()
	if len(g.Accepted) != 1 || g.Rows != 3 {
		t.Fatalf("gathered %+v", g)
	}
	p := g.Accepted[0].Position
	if p.Total != 227_27 || p.Instalments[0].Number != 1 || p.Instalments[2].Number != 3 || p.Instalments[0].Of != 3 {
		t.Errorf("position %+v", p)
	}
}

// An office that makes up its totals in another way would lose every position with a reduction: many uneven
// positions are taken as they are, a few are slips.
func TestManyUnevenPositionsAreTheOfficesWay(t *testing.T) {
	for _, c := range []struct{ sound, uneven, accepted int }{{20, 10, 20}, {20, 11, 31}, {300, 15, 300}} {
		var rows []TariRow
		for n := range c.sound + c.uneven {
			for _, r := range plan(2+3*n, "U"+strconv.Itoa(n), 2023, "3000000000"+strconv.Itoa(1000+n)+"000") {
				if n < c.uneven {
					r.Position.TEFA += 50
				}
				rows = append(rows, r)
			}
		}
		if got := gather(rows).Accepted; got != c.accepted {
			t.Errorf("%d uneven of %d: %d accepted, want %d", c.uneven, c.uneven+c.sound, got, c.accepted)
		}
	}
}
