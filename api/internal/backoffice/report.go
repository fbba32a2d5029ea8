package backoffice

import (
	"bytes"

	"sportello/api/taxes"
)

// Fault is a row that was not taken in. It holds no value of the row.
type Fault struct {
	Line  int          `json:"line"`
	Code  taxes.Reason `json:"why"`
	Why   string       `json:"-"` // a sentence for the office, in Italian
	Field string       `json:"-"` // the column at fault, as the file names it
}

// Report is the outcome of a file. The JSON names are those that scripts of the office may rely on.
type Report struct {
	RowsRead            int     `json:"rows_read"`
	PositionsInFile     int     `json:"positions_in_file"`
	PositionsAccepted   int     `json:"positions_accepted"`
	PositionsHeldBack   int     `json:"positions_held_back"`
	InstalmentsAccepted int     `json:"instalments_accepted"`
	RowsRepeated        int     `json:"rows_repeated_exactly"`
	RowsSkipped         int     `json:"rows_skipped,omitempty"` // by the rules of the mapping file
	Faulty              []Fault `json:"faulty_rows"`
	Stored              *Stored `json:"database,omitempty"` // nil when nothing was to be written
}

// Stored is what became of the accepted positions in the database. Missing are positions of the file's years
// that the database has and the file has not; they are kept.
type Stored struct {
	DryRun    bool      `json:"dry_run,omitempty"`
	Inserted  int       `json:"inserted"`
	Updated   int       `json:"updated"`
	Unchanged int       `json:"unchanged"`
	Missing   []Missing `json:"missing"`
}

// Missing names a position without its person.
type Missing struct {
	Utenza string `json:"utenza"`
	Year   int    `json:"year"`
}

func (t *tari) result() *Tari {
	g := t.rows.Gather()
	out := &Tari{Accepted: g.Accepted, Held: g.Held, Years: t.rows.Years(), SHA256: t.source.SHA256, table: t.table}
	out.Report = Report{
		RowsRead: t.read, RowsSkipped: t.skipped, RowsRepeated: g.Repeated,
		PositionsInFile: t.rows.Positions(), PositionsAccepted: len(g.Accepted), PositionsHeldBack: len(g.Held),
		InstalmentsAccepted: g.Rows, Faulty: make([]Fault, 0, len(g.Faults)),
	}
	for _, f := range g.Faults {
		out.Report.Faulty = append(out.Report.Faulty, Fault{f.Line, f.Reason, Sentence(f.Reason), f.Field})
	}
	return out
}

// Rejects is a file to send back to the office: the line, the reason, and the row as it came, in the
// separator and encoding of the export, with a byte-order mark where Excel wants one.
func (t *Tari) Rejects() []byte {
	s := t.table.source
	var out bytes.Buffer
	switch s.Encoding {
	case UTF8:
		out.WriteString("\xef\xbb\xbf")
	case UTF16LE, UTF16BE:
		out.WriteString("\xff\xfe")
	}
	t.write(&out, append([]string{wordLine, wordReason}, t.table.names...))
	faults := t.Report.Faulty
	rows := t.table.rows
	rows.rec.fields = nil
	for rec := rows.next(); rec != nil && len(faults) > 0; rec = rows.next() {
		for len(faults) > 0 && faults[0].Line == rec.line {
			t.write(&out, t.reject(faults[0], rec))
			faults = faults[1:]
		}
	}
	return out.Bytes()
}
