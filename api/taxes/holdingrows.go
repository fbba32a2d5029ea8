package taxes

import (
	"cmp"
	"slices"

	"sportello/api/calendar"
	"sportello/api/fiscal"
)

// HoldingRow is one sound row of a file of holdings, with the person as that row names them.
type HoldingRow struct {
	Line          int
	Code          fiscal.Code
	Surname, Name string
	Holding       Holding
}

// ImuHolder is a person as taken in, with all that they hold, by unit and time.
type ImuHolder struct {
	Code          fiscal.Code
	Surname, Name string
	Holdings      []Holding
}

// HoldingsGathered is the outcome of a file. A person enters whole or not at all: Held are those of whom a row is
// faulty.
type HoldingsGathered struct {
	Accepted []ImuHolder
	Held     []fiscal.Code
	Faults   []Fault // by line
	Orphans  int     // faulty rows of which nobody knows whose they are
	Repeated int     // rows that repeat an earlier one exactly
	Holdings int     // accepted
	Over     []OverHeld
}

// OverHeld is a unit of which more than the whole is held, and the first day of it. Heirs who are not yet written in
// the registry make it so, and slips: somebody should look, and everybody's own holding stands.
type OverHeld struct {
	Unit string
	On   calendar.Day
	Sum  string // as a fraction: 3/2
}

// HoldingRows gathers the rows of one file into people. The zero value is not ready: use NewHoldingRows.
type HoldingRows struct {
	people   map[fiscal.Code]*holderRows
	order    []*holderRows
	faults   []Fault
	orphans  int
	repeated int
}

// holderRows is a person being put together.
type holderRows struct {
	first  HoldingRow // the first row names the person
	rows   []heldRow
	faulty bool
}

type heldRow struct {
	line    int
	holding Holding
}

// NewHoldingRows makes an empty gathering.
func NewHoldingRows() *HoldingRows { return &HoldingRows{people: map[fiscal.Code]*holderRows{}} }

func (h *HoldingRows) of(row HoldingRow) *holderRows {
	p := h.people[row.Code]
	if p == nil {
		p = &holderRows{first: row}
		h.people[row.Code] = p
		h.order = append(h.order, p)
	}
	return p
}

// Add takes in a row that is sound by itself; it may still contradict the others.
func (h *HoldingRows) Add(row HoldingRow) {
	p := h.of(row)
	p.rows = append(p.rows, heldRow{row.Line, row.Holding})
}

// Refuse takes in a faulty row. With a code it holds back that person.
func (h *HoldingRows) Refuse(f Fault, code fiscal.Code) {
	h.faults = append(h.faults, f)
	switch f.Reason {
	case GrandTotal, HeaderAgain, CodeCompany: // nobody's, or a company's
		return
	}
	if code == "" {
		h.orphans++
		return
	}
	h.of(HoldingRow{Code: code}).faulty = true
}

// People is how many people the file names so far.
func (h *HoldingRows) People() int { return len(h.order) }

// Gather closes the file: it judges each person as a whole and tells what enters.
func (h *HoldingRows) Gather() HoldingsGathered {
	out := HoldingsGathered{Orphans: h.orphans}
	for _, p := range h.order {
		h.judge(p)
		if p.faulty {
			out.Held = append(out.Held, p.first.Code)
			continue
		}
		all := ImuHolder{p.first.Code, p.first.Surname, p.first.Name, make([]Holding, len(p.rows))}
		for i, r := range p.rows {
			all.Holdings[i] = r.holding
		}
		out.Accepted = append(out.Accepted, all)
		out.Holdings += len(p.rows)
	}
	slices.SortStableFunc(h.faults, func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
	out.Faults, out.Repeated = h.faults, h.repeated
	out.Over = overHeld(h.order)
	return out
}

// judge sorts a person's rows by unit and time, drops exact repeats, and looks for periods of one unit that overlap:
// on one day a person holds a unit in one way.
func (h *HoldingRows) judge(p *holderRows) {
	slices.SortStableFunc(p.rows, func(a, b heldRow) int {
		return cmp.Or(cmp.Compare(a.holding.Unit, b.holding.Unit), cmp.Compare(a.holding.From, b.holding.From))
	})
	kept := p.rows[:0]
	for _, r := range p.rows {
		var last *Holding // on the same unit
		if n := len(kept); n > 0 && kept[n-1].holding.Unit == r.holding.Unit {
			last = &kept[n-1].holding
		}
		switch {
		case last == nil || last.To != 0 && last.To < r.holding.From:
			kept = append(kept, r)
		case *last == r.holding:
			h.repeated++
		default:
			p.faulty = true
			h.faults = append(h.faults, Fault{Line: r.line, Reason: PeriodsOverlap})
		}
	}
	p.rows = kept
}
