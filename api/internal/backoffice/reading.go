package backoffice

import (
	"bytes"
	"strings"

	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/api/taxes"
)

// Options are what a reading needs besides the file.
type Options struct {
	Map      *Map         // nil: everything is found out from the file
	Today    calendar.Day // years run from 2000 to the next one
	Entity   string       // code of the comune on F24 forms; empty: any is taken
	Progress func(rows int)
}

// reading is a file under way, row by row.
type reading struct {
	*table
	forms    forms
	options  Options
	last     []lastCell
	lastCode struct {
		text string
		code fiscal.Code
	}
	read, skipped int
}

type lastCell struct {
	bytes []byte
	text  string
	ok    bool
}

// begin finds out how a file of that kind is written.
func (s *Source) begin(kind *Kind, o Options) (*reading, error) {
	if o.Map == nil {
		o.Map = &Map{}
	}
	t, err := s.locate(kind, o.Map)
	if err != nil {
		return nil, err
	}
	r := &reading{table: t, options: o, forms: t.forms(o.Map), last: make([]lastCell, len(t.names)+1)}
	r.forms.today = o.Today
	return r, nil
}

// each gives each row to take, judged as text already. It fails when there is none.
func (t *reading) each(take func(r *row)) error {
	const often = 5000
	records := t.table.rows
	for rec := records.next(); rec != nil; rec = records.next() {
		t.read++
		if t.options.Progress != nil && t.read%often == 0 {
			t.options.Progress(t.read)
		}
		r := &row{reading: t, rec: rec, why: rec.why}
		r.text()
		if r.skips() {
			t.skipped++
			continue
		}
		take(r)
	}
	if t.read == 0 {
		return ErrNoRows
	}
	return nil
}

// faulty is what is wrong with the row.
func (r *row) faulty() taxes.Fault {
	return taxes.Fault{Line: r.rec.line, Reason: r.why, Field: r.columnName()}
}

// inPlace says that the cells of a faulty row stand under their headers, so that what it is about can be read. In
// a row damaged as text they may have moved: a codice fiscale that is right where it belongs shows they have not.
func (r *row) inPlace(code fiscal.Code) bool {
	switch r.why {
	case taxes.ColumnsMissing, taxes.ColumnsTooMany, taxes.QuotesOpen, taxes.NulByte, taxes.LineTooLong, taxes.BadEncoding:
		return code != ""
	case taxes.GrandTotal, taxes.HeaderAgain:
		return false
	}
	return true
}

// text judges the row as text, before its cells.
func (r *row) text() {
	if r.why != "" {
		return
	}
	want, have := len(r.names), len(r.rec.fields)
	switch {
	case bytes.IndexByte(r.rec.raw, 0) >= 0:
		r.fail("", taxes.NulByte)
	case r.isHeader():
		r.fail("", taxes.HeaderAgain)
	case r.isTotal():
		r.fail("", taxes.GrandTotal)
	case have < want:
		r.fail("", taxes.ColumnsMissing)
	case have > want && len(bytes.Trim(bytes.Join(r.rec.fields[want:], nil), " \"\t")) > 0:
		r.fail("", taxes.ColumnsTooMany)
	}
}

// isHeader says that the row repeats the header, as files that were glued together do.
func (r *row) isHeader() bool {
	for _, f := range [...]Field{FiscalCode, r.kind.id} {
		i := r.at[f][0]
		if i >= len(r.rec.fields) || !strings.EqualFold(r.column(i), r.names[i]) {
			return false
		}
	}
	return true
}

// totals begin the cell of a row that sums up the others.
var totals = []string{"total", "subtotal", "somma", "sommano", "riepilogo", "numerorighe", "nrighe", "numerorecord", "finefile"}

// isTotal says that the row is no data but a sum of the file or of a part of it: it has neither person nor notice nor
// what its kind of file is about, and a cell that says so.
func (r *row) isTotal() bool {
	if id := r.cell(r.kind.id); id != "" && !sumsUp(id) {
		return false
	}
	_, noCode := fiscal.Parse(r.cell(FiscalCode))
	_, noNotice := fiscal.ParseNAV(r.cell(NAV))
	if noCode == nil || noNotice == nil {
		return false
	}
	for _, f := range r.rec.fields {
		if word, _ := r.source.word(f[:min(len(f), 40)]); sumsUp(word) {
			return true
		}
	}
	return false
}

func sumsUp(cell string) bool {
	word := plain(cell)
	for _, start := range totals {
		if word == "tot" || strings.HasPrefix(word, start) {
			return true
		}
	}
	return false
}

func (r *row) skips() bool {
	for _, s := range r.skip {
		cell := plain(r.column(s.column))
		for _, value := range s.is {
			if cell == plain(value) && s.column < len(r.rec.fields) {
				return true
			}
		}
	}
	return false
}

// columnName is the header name of the field at fault.
func (r *row) columnName() string {
	if columns := r.at[r.fault]; len(columns) > 0 {
		return r.names[columns[0]]
	}
	return ""
}
