package backoffice

import (
	"io"

	"sportello/api/taxes"
)

// Fines is a file of traffic fines as read: what enters, what does not and why.
type Fines struct {
	Report   FinesReport
	Accepted []FineRow
}

// FinesReport is the outcome of a file of traffic fines. Companies counts the rows of who is no person: they have no
// folder, are no fault, and are not taken in.
type FinesReport struct {
	Report
	FinesAccepted int          `json:"fines_accepted"`
	Companies     int          `json:"companies_set_aside"`
	Stored        *FinesStored `json:"database,omitempty"` // nil when nothing was to be written
}

// FinesStored counts fines. Refused are those with a notice number that the database has for another debt: they are
// among the faulty rows. Noticed are those for which we made notice numbers of our own.
type FinesStored struct {
	Stored
	Refused int `json:"refused"`
	Noticed int `json:"notices_made_for"`
}

// finesReading is a reading of a file of fines under way.
type finesReading struct {
	*reading
	rows      *fineRows
	faults    []taxes.Fault
	companies int
}

// ReadFines reads a whole file of traffic fines. It fails only when the file as a whole cannot be used; faulty rows are
// told in the report.
func ReadFines(s *Source, o Options) (*Fines, error) {
	read, err := s.begin(FinesFile, o)
	if err != nil {
		return nil, err
	}
	t := &finesReading{reading: read, rows: newFineRows()}
	if err := read.each(t.one); err != nil {
		return nil, err
	}
	accepted, faults := t.rows.gather(t.faults)
	return &Fines{Accepted: accepted, Report: FinesReport{
		Report: t.report(t.rows.repeated, faults), FinesAccepted: len(accepted), Companies: t.companies}}, nil
}

func (t *finesReading) one(r *row) {
	if code := r.cell(FiscalCode); r.why == "" && len(code) == 11 && digits(code) {
		t.companies++
		return
	}
	out := FineRow{Line: r.rec.line}
	if r.why != taxes.LineTooLong {
		r.fine(&out)
	}
	if r.why == "" {
		t.rows.add(out)
		return
	}
	t.faults = append(t.faults, r.faulty())
}

// Print writes the report in plain Italian.
func (r FinesReport) Print(w io.Writer) error {
	var p paper
	p.line(wordReadOnly, many(r.RowsRead, rowsNoun))
	p.line(wordFinesAccepted, grouped(r.FinesAccepted))
	if r.Companies > 0 {
		p.line(wordCompanies, many(r.Companies, rowsNoun))
	}
	p.rows(r.Report)
	if r.Stored == nil {
		p.line(wordNothing)
		return p.print(w)
	}
	p.stored(wordsFines, r.Stored.Stored)
	if r.Stored.Noticed > 0 {
		p.line(wordNoticed, many(r.Stored.Noticed, finesNoun))
	}
	return p.print(w)
}
