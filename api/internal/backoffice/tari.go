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
	Progress func(rows int)
}

// Tari is a TARI export as read: what enters, what does not and why.
type Tari struct {
	Report   Report
	Accepted []taxes.TariHolder
	Held     []taxes.TariKey
	Years    []int // that the file names, in no order
	SHA256   [32]byte
	table    *table
}

// tari is a reading under way.
type tari struct {
	*table
	forms    forms
	options  Options
	last     []lastCell
	lastCode struct {
		text string
		code fiscal.Code
	}
	rows                     *taxes.TariRows
	read, skipped            int
	checkedSum, checkedParts bool
}

type lastCell struct {
	bytes []byte
	text  string
	ok    bool
}

// ReadTari reads a whole export. It fails only when the file as a whole cannot be used; faulty rows are told
// in the report.
func ReadTari(s *Source, o Options) (*Tari, error) {
	if o.Map == nil {
		o.Map = &Map{}
	}
	t, err := s.locate(o.Map)
	if err != nil {
		return nil, err
	}
	read := &tari{table: t, options: o, forms: t.forms(o.Map), rows: taxes.NewTariRows()}
	read.forms.today = o.Today
	read.last = make([]lastCell, len(t.names)+1)
	read.checkedSum = t.has(Total)
	read.checkedParts = t.has(Total, Fixed, Variable, TEFA, UR1, UR2, UR3) && (o.Map.Components == nil || *o.Map.Components)
	read.all()
	if read.read == 0 {
		return nil, ErrNoRows
	}
	return read.result(), nil
}

func (l *layout) has(fields ...Field) bool {
	for _, f := range fields {
		if len(l.at[f]) == 0 {
			return false
		}
	}
	return true
}

func (t *tari) all() {
	const often = 5000
	records := t.table.rows
	for rec := records.next(); rec != nil; rec = records.next() {
		t.read++
		if t.options.Progress != nil && t.read%often == 0 {
			t.options.Progress(t.read)
		}
		t.one(rec)
	}
}

func (t *tari) one(rec *record) {
	r := &row{tari: t, rec: rec, why: rec.why}
	r.text()
	if r.skips() {
		t.skipped++
		return
	}
	out := taxes.TariRow{Line: rec.line, CheckedSum: t.checkedSum, CheckedPart: t.checkedParts}
	if rec.why != taxes.LineTooLong {
		r.fill(&out)
	}
	if r.why == "" {
		t.rows.Add(out)
		return
	}
	f := taxes.TariFault{Line: rec.line, Reason: r.why, Field: r.columnName()}
	if r.inPlace(out.Code) {
		f.Code, f.Number = out.Code, out.Instalment.Number
		f.Key = taxes.TariKey{Utenza: out.Position.Utenza, Year: out.Position.Year}
	}
	t.rows.Refuse(f)
}

// inPlace says that the cells of a faulty row stand under their headers, so that its position can be read. In
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
	for _, f := range [...]Field{FiscalCode, Utenza} {
		i := r.at[f][0]
		if i >= len(r.rec.fields) || !strings.EqualFold(r.column(i), r.names[i]) {
			return false
		}
	}
	return true
}

// totals begin the cell of a row that sums up the others.
var totals = []string{"total", "subtotal", "somma", "sommano", "riepilogo", "numerorighe", "nrighe", "numerorecord", "finefile"}

// isTotal says that the row is no instalment but a sum of the file or of a part of it: it has neither person nor
// notice nor utenza, and a cell that says so.
func (r *row) isTotal() bool {
	utenza := r.cell(Utenza)
	if utenza != "" && !sumsUp(utenza) {
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
