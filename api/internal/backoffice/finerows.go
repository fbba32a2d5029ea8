package backoffice

import (
	"cmp"
	"slices"

	"sportello/api/taxes"
)

// fineRows gathers the sound rows of one file of fines: each enters by itself, unless another contradicts it.
type fineRows struct {
	rows     []FineRow
	byID     map[string]int // place in rows
	byNAV    map[string]int
	bad      map[int]taxes.Reason // places in rows that are contradicted
	repeated int
}

func newFineRows() *fineRows {
	return &fineRows{byID: map[string]int{}, byNAV: map[string]int{}, bad: map[int]taxes.Reason{}}
}

// add takes in a row that is sound by itself. When two rows have one number and other data, or one notice number, nobody
// can tell which is right: both are refused.
func (g *fineRows) add(row FineRow) {
	at := len(g.rows)
	if first, again := g.byID[row.Fine.ID]; again {
		if g.rows[first].same(row) {
			g.repeated++
			return
		}
		g.rows = append(g.rows, row)
		g.contradict(FineTwice, first, at)
		return
	}
	g.byID[row.Fine.ID] = at
	g.rows = append(g.rows, row)
	n := row.Fine.NAVs
	for _, nav := range [...]string{n.Discounted, n.Reduced, n.Full} {
		if first, again := g.byNAV[nav]; again {
			g.contradict(FineNoticeTwice, first, at)
		} else if nav != "" {
			g.byNAV[nav] = at
		}
	}
}

func (a FineRow) same(b FineRow) bool {
	a.Line = b.Line
	return a == b
}

// contradict notes the first reason of each place.
func (g *fineRows) contradict(why taxes.Reason, places ...int) {
	for _, at := range places {
		if g.bad[at] == "" {
			g.bad[at] = why
		}
	}
}

// gather closes the file: what enters, and what is wrong with the others, by line.
func (g *fineRows) gather(faults []taxes.Fault) ([]FineRow, []taxes.Fault) {
	accepted := g.rows
	if len(g.bad) > 0 {
		accepted = make([]FineRow, 0, len(g.rows))
		for at, row := range g.rows {
			if why := g.bad[at]; why != "" {
				faults = append(faults, taxes.Fault{Line: row.Line, Reason: why})
				continue
			}
			accepted = append(accepted, row)
		}
	}
	slices.SortStableFunc(faults, func(a, b taxes.Fault) int { return cmp.Compare(a.Line, b.Line) })
	return accepted, faults
}
