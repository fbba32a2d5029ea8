package taxes

import (
	"slices"
	"strconv"

	"sportello/api/fiscal"
)

// TariRow is one sound row of a back office's file: an instalment, and the position it belongs to as that row
// tells it. Position holds no instalments.
type TariRow struct {
	Line        int // line of the file on which the row begins; the first line is 1
	Code        fiscal.Code
	Surname     string
	Name        string
	Position    TariPosition
	Instalment  Instalment
	CheckedSum  bool // the file states the total
	CheckedPart bool // the file states every component of the total
}

// TariKey names a position.
type TariKey struct {
	Utenza string
	Year   int
}

// TariFault is a row that is not taken in. The rest is what could still be read of it, to find the position it
// belonged to; all of it may be empty.
type TariFault struct {
	Fault
	Key    TariKey
	Code   fiscal.Code
	Number int
}

// TariHolder is a position as taken in, with the person it belongs to.
type TariHolder struct {
	Code          fiscal.Code
	Surname, Name string
	Position      TariPosition
}

// TariGathered is the outcome of a file. A position enters whole or not at all: Held are those of which a row
// is faulty or missing.
type TariGathered struct {
	Accepted []TariHolder
	Held     []TariKey
	Faults   []TariFault // by line
	Repeated int         // rows that repeat an earlier one exactly
	Rows     int         // instalments accepted
}

// TariRows gathers the rows of one file into positions. The zero value is not ready: use NewTariRows.
type TariRows struct {
	positions map[TariKey]*gathering
	order     []*gathering
	notices   map[uint64]place
	faults    []TariFault
	orphans   []TariFault // faulty rows whose position could not be read
	repeated  int
}

// gathering is a position being put together.
type gathering struct {
	key      TariKey
	versions []version
	rows     []placed
	faulty   bool
}

// version is one way in which rows of a position tell it; a sound position has one.
type version struct {
	row   TariRow
	count int
}

type placed struct {
	line, version int
	instalment    Instalment
}

type place struct {
	of   *gathering
	line int
}

// longestPlan is more instalments than any regulation grants; a larger number is a slip.
const longestPlan = 120

// NewTariRows makes an empty gathering.
func NewTariRows() *TariRows {
	return &TariRows{positions: map[TariKey]*gathering{}, notices: map[uint64]place{}}
}

func (t *TariRows) at(key TariKey) *gathering {
	g := t.positions[key]
	if g == nil {
		g = &gathering{key: key}
		t.positions[key] = g
		t.order = append(t.order, g)
	}
	return g
}

// Refuse takes in a faulty row. With a readable key it holds back that position.
func (t *TariRows) Refuse(f TariFault) {
	t.faults = append(t.faults, f)
	if f.Key.Utenza != "" && f.Key.Year != 0 {
		t.at(f.Key).faulty = true
		return
	}
	if f.Reason != GrandTotal && f.Reason != HeaderAgain {
		t.orphans = append(t.orphans, f)
	}
}

// Add takes in a row that is sound by itself; it may still contradict the others.
func (t *TariRows) Add(row TariRow) {
	g := t.at(TariKey{row.Position.Utenza, row.Position.Year})
	if of := row.Instalment.Of; of > 0 && row.Instalment.Number > of || row.Instalment.Number > longestPlan {
		t.blame(g, row.Line, NumberBeyond)
		return
	}
	v := g.version(row)
	for _, other := range g.rows {
		if other.instalment.Number == row.Instalment.Number {
			t.again(g, row, v, other)
			return
		}
	}
	g.versions[v].count++
	g.rows = append(g.rows, placed{row.Line, v, row.Instalment})
	t.notice(g, row)
}

// again judges a second row for an instalment: an exact repeat is harmless.
func (t *TariRows) again(g *gathering, row TariRow, v int, other placed) {
	switch {
	case other.instalment == row.Instalment && other.version == v:
		t.repeated++
	case other.instalment.Amount != row.Instalment.Amount:
		t.blame(g, row.Line, TwiceAmount)
	default:
		t.blame(g, row.Line, TwiceOther)
	}
}

// notice holds back both positions when one notice number stands on two instalments: paying it could pay for
// somebody else.
func (t *TariRows) notice(g *gathering, row TariRow) {
	number, err := strconv.ParseUint(row.Instalment.NAV, 10, 64)
	if err != nil {
		return
	}
	if first, taken := t.notices[number]; taken {
		first.of.faulty = true
		t.blame(g, row.Line, NoticeTwice)
		return
	}
	t.notices[number] = place{g, row.Line}
}

func (t *TariRows) blame(g *gathering, line int, why Reason) {
	g.faulty = true
	t.faults = append(t.faults, TariFault{Fault: Fault{Line: line, Reason: why}, Key: g.key})
}

// version finds the way of telling the position that a row agrees with, or notes a new one. More than a few
// differing ones are not told apart: the position is lost anyway.
func (g *gathering) version(row TariRow) int {
	const most = 8
	for i := range g.versions {
		if differs(&g.versions[i].row, &row) == "" {
			return i
		}
	}
	if len(g.versions) == most {
		return most - 1
	}
	g.versions = append(g.versions, version{row: row})
	return len(g.versions) - 1
}

// differs says in what two rows of one position contradict each other, or nothing. Names and addresses are
// often spelt in two ways: the first is kept.
func differs(a, b *TariRow) Reason {
	p, q := &a.Position, &b.Position
	switch {
	case a.Code != b.Code:
		return TwoPeople
	case a.Instalment.Of != b.Instalment.Of:
		return PlanDiffers
	case p.Total != q.Total:
		return TotalDiffers
	case p.SquareMetres != q.SquareMetres, p.Occupants != q.Occupants, p.From != q.From, p.To != q.To,
		p.FixedRate != q.FixedRate, p.VariableRate != q.VariableRate, p.Fixed != q.Fixed, p.Variable != q.Variable,
		p.TEFA != q.TEFA, p.UR1 != q.UR1, p.UR2 != q.UR2, p.UR3 != q.UR3, p.Bonus != q.Bonus,
		!slices.Equal(p.Reductions, q.Reductions):
		return RowsDiffer
	}
	return ""
}

// Positions is how many positions the file names so far.
func (t *TariRows) Positions() int { return len(t.order) }

// Years are the years the file names, in no order.
func (t *TariRows) Years() []int {
	seen := map[int]bool{}
	for _, g := range t.order {
		seen[g.key.Year] = true
	}
	years := make([]int, 0, len(seen))
	for y := range seen {
		years = append(years, y)
	}
	return years
}
