package backoffice

import (
	"bytes"
	"cmp"
	"slices"

	"sportello/api/taxes"
)

// Fault is a row that was not taken in. It holds no value of the row.
type Fault struct {
	Line  int          `json:"line"`
	Code  taxes.Reason `json:"why"`
	Why   string       `json:"-"` // a sentence for the office, in Italian
	Field string       `json:"-"` // the column at fault, as the file names it
}

// Report is what is told of a file of any kind. The JSON names are those that scripts of the office may rely on.
type Report struct {
	RowsRead     int      `json:"rows_read"`
	RowsRepeated int      `json:"rows_repeated_exactly"`
	RowsSkipped  int      `json:"rows_skipped,omitempty"` // by the rules of the mapping file
	Faulty       []Fault  `json:"faulty_rows"`
	SHA256       [32]byte `json:"-"` // of the file as it came
	table        *table
}

// report tells of a reading that has ended.
func (t *reading) report(repeated int, faults []taxes.Fault) Report {
	r := Report{RowsRead: t.read, RowsSkipped: t.skipped, RowsRepeated: repeated, Faulty: make([]Fault, 0, len(faults)),
		SHA256: t.source.SHA256, table: t.table}
	for _, f := range faults {
		r.Refuse(f)
	}
	return r
}

// Refuse adds a row that is not taken in after all.
func (r *Report) Refuse(f taxes.Fault) {
	r.Faulty = append(r.Faulty, Fault{f.Line, f.Reason, Sentence(f.Reason), f.Field})
}

// Stored is what became in the database of what was accepted.
type Stored struct {
	DryRun    bool `json:"dry_run,omitempty"`
	Inserted  int  `json:"inserted"`
	Updated   int  `json:"updated"`
	Unchanged int  `json:"unchanged"`
}

// Rejects is a file to send back to the office: the line, the reason, and the row as it came, in the
// separator and encoding of the export, with a byte-order mark where Excel wants one.
func (r *Report) Rejects() []byte {
	t := r.table
	s := t.source
	var out bytes.Buffer
	switch s.Encoding {
	case UTF8:
		out.WriteString("\xef\xbb\xbf")
	case UTF16LE, UTF16BE:
		out.WriteString("\xff\xfe")
	}
	t.write(&out, append([]string{wordLine, wordReason}, t.names...))
	faults := slices.SortedStableFunc(slices.Values(r.Faulty), func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
	rows := t.rows
	rows.rec.fields = nil
	for rec := rows.next(); rec != nil && len(faults) > 0; rec = rows.next() {
		for len(faults) > 0 && faults[0].Line == rec.line {
			t.write(&out, t.reject(faults[0], rec))
			faults = faults[1:]
		}
	}
	return out.Bytes()
}
