package backoffice

import (
	"io"

	"sportello/api/taxes"
)

// Tari is a TARI export as read: what enters, what does not and why.
type Tari struct {
	Report   TariReport
	Accepted []taxes.TariHolder
	Held     []taxes.TariKey
	Years    []int // that the file names, in no order
}

// TariReport is the outcome of a TARI export.
type TariReport struct {
	Report
	PositionsInFile     int         `json:"positions_in_file"`
	PositionsAccepted   int         `json:"positions_accepted"`
	PositionsHeldBack   int         `json:"positions_held_back"`
	InstalmentsAccepted int         `json:"instalments_accepted"`
	Stored              *TariStored `json:"database,omitempty"` // nil when nothing was to be written
}

// TariStored counts positions. Missing are those of the file's years that the database has and the file has not;
// they are kept.
type TariStored struct {
	Stored
	Missing []Missing `json:"missing"`
}

// Missing names a position without its person.
type Missing struct {
	Utenza string `json:"utenza"`
	Year   int    `json:"year"`
}

// tari is a reading of a TARI export under way.
type tari struct {
	*reading
	rows                     *taxes.TariRows
	checkedSum, checkedParts bool
}

// ReadTari reads a whole export. It fails only when the file as a whole cannot be used; faulty rows are told
// in the report.
func ReadTari(s *Source, o Options) (*Tari, error) {
	read, err := s.begin(TariFile, o)
	if err != nil {
		return nil, err
	}
	t := &tari{reading: read, rows: taxes.NewTariRows(), checkedSum: read.has(Total)}
	t.checkedParts = read.has(Total, Fixed, Variable, TEFA, UR1, UR2, UR3) && (read.options.Map.Components == nil || *read.options.Map.Components)
	if err := read.each(t.one); err != nil {
		return nil, err
	}
	return t.result(), nil
}

func (t *tari) one(r *row) {
	out := taxes.TariRow{Line: r.rec.line, CheckedSum: t.checkedSum, CheckedPart: t.checkedParts}
	if r.why != taxes.LineTooLong {
		r.fill(&out)
	}
	if r.why == "" {
		t.rows.Add(out)
		return
	}
	f := taxes.TariFault{Fault: r.faulty()}
	if r.inPlace(out.Code) {
		f.Code, f.Number = out.Code, out.Instalment.Number
		f.Key = taxes.TariKey{Utenza: out.Position.Utenza, Year: out.Position.Year}
	}
	t.rows.Refuse(f)
}

func (t *tari) result() *Tari {
	g := t.rows.Gather()
	out := &Tari{Accepted: g.Accepted, Held: g.Held, Years: t.rows.Years()}
	faults := make([]taxes.Fault, len(g.Faults))
	for i, f := range g.Faults {
		faults[i] = f.Fault
	}
	out.Report = TariReport{
		Report: t.report(g.Repeated, faults), PositionsInFile: t.rows.Positions(), PositionsAccepted: len(g.Accepted),
		PositionsHeldBack: len(g.Held), InstalmentsAccepted: g.Rows,
	}
	return out
}

// Print writes the report in plain Italian.
func (r TariReport) Print(w io.Writer) error {
	var p paper
	p.line(wordRead, many(r.RowsRead, rowsNoun), many(r.PositionsInFile, positionsNoun))
	p.line(wordAccepted, many(r.PositionsAccepted, positionsNoun), many(r.InstalmentsAccepted, instalmentsNoun))
	if r.PositionsHeldBack > 0 {
		p.line(wordHeld, many(r.PositionsHeldBack, positionsNoun))
	}
	p.rows(r.Report)
	r.stored(&p)
	return p.print(w)
}

func (r TariReport) stored(p *paper) {
	if r.Stored == nil {
		p.line(wordNothing)
		return
	}
	p.stored(wordsStored, r.Stored.Stored)
	if len(r.Stored.Missing) == 0 {
		return
	}
	p.line(wordMissing, many(len(r.Stored.Missing), positionsNoun))
	for _, m := range r.Stored.Missing[:min(len(r.Stored.Missing), mostListed)] {
		p.line(wordMissingAt, m.Utenza, m.Year)
	}
}
