package backoffice

import (
	"bytes"

	"sportello/api/taxes"
)

// record is one row as text. Its fields are valid until the next one is read.
type record struct {
	line   int // on which it begins; the first line of the file is 1
	raw    []byte
	fields [][]byte
	why    taxes.Reason // a fault of the text itself, or empty
}

const (
	longestLine   = 1 << 20 // bytes
	longestQuoted = 64 << 10
	mostQuoted    = 32 // lines that a quoted field may run over
)

// records reads a delimited file row by row. It differs from encoding/csv in what a bad quote can do: a quote
// that is not closed costs its own line, never the lines after it.
type records struct {
	text      []byte
	separator byte
	ending    byte // '\n', or '\r' in a file that has no '\n'
	want      int  // columns of the header; 0 before it is known
	pos, line int
	rec       record
}

func newRecords(text []byte, separator byte) *records {
	ending := byte('\n')
	if bytes.IndexByte(text, '\n') < 0 {
		ending = '\r'
	}
	return &records{text: text, separator: separator, ending: ending, line: 1}
}

// next reads a row, skipping empty ones; nil at the end.
func (r *records) next() *record {
	for r.pos < len(r.text) {
		end := r.lineEnd(r.pos)
		line := trimEnd(r.text[r.pos:end])
		if r.empty(line) {
			r.advance(end)
			continue
		}
		r.rec = record{line: r.line, raw: line, fields: r.rec.fields[:0]}
		switch {
		case len(line) > longestLine:
			r.rec.why = taxes.LineTooLong
		case bytes.IndexByte(line, '"') < 0:
			r.split(line)
		default:
			end = r.quoted(line, end)
		}
		r.advance(end)
		return &r.rec
	}
	return nil
}

// lineEnd is the index after the line that begins at from, its ending included.
func (r *records) lineEnd(from int) int {
	if i := bytes.IndexByte(r.text[from:], r.ending); i >= 0 {
		return from + i + 1
	}
	return len(r.text)
}

func (r *records) advance(end int) {
	r.line += bytes.Count(r.text[r.pos:end], []byte{r.ending})
	r.pos = end
}

func trimEnd(b []byte) []byte {
	for len(b) > 0 && (b[len(b)-1] == '\n' || b[len(b)-1] == '\r') {
		b = b[:len(b)-1]
	}
	return b
}

// empty says that a line holds nothing but separators, blanks, quotes or the end-of-file mark of DOS.
func (r *records) empty(line []byte) bool {
	for _, c := range line {
		if c != r.separator && c != ' ' && c != '\t' && c != '"' && c != 0x1a {
			return false
		}
	}
	return true
}

func (r *records) split(line []byte) {
	for {
		i := bytes.IndexByte(line, r.separator)
		if i < 0 {
			r.rec.fields = append(r.rec.fields, line)
			return
		}
		r.rec.fields = append(r.rec.fields, line[:i])
		line = line[i+1:]
	}
}

// quoted reads a row with quotes and gives where it ends. It tries the standard's reading, then a lenient one
// of this line alone, then quotes as ordinary letters; when none fits, the row is at fault and is this line.
func (r *records) quoted(line []byte, lineEnd int) int {
	if end, ok := r.strict(r.text[r.pos:min(len(r.text), r.pos+longestLine+longestQuoted)]); ok {
		text := r.text[r.pos : r.pos+end]
		if r.pos+end == lineEnd || r.want == 0 || len(r.rec.fields) == r.want && !r.rows(text) {
			r.rec.raw = trimEnd(text)
			return r.pos + end
		}
	}
	r.rec.fields = r.rec.fields[:0]
	if r.lenient(line) && len(r.rec.fields) == r.want {
		return lineEnd
	}
	r.rec.fields = r.rec.fields[:0]
	r.split(line)
	if r.want > 0 && len(r.rec.fields) == r.want && balanced(r.rec.fields) {
		return lineEnd
	}
	r.rec.why = taxes.QuotesOpen
	return lineEnd
}

// rows says that a text holds more than one row: two lost quotes, each in a row of its own, would make one of them and
// of all between.
func (r *records) rows(text []byte) bool {
	whole := 0
	for line := range bytes.SplitSeq(text, []byte{r.ending}) {
		if bytes.Count(line, []byte{r.separator})+1 == r.want {
			whole++
		}
	}
	return whole > 1
}

// strict reads one row by RFC 4180 and gives its length, ending included; false when a quote is out of place.
func (r *records) strict(b []byte) (int, bool) {
	i := 0
	for {
		if i < len(b) && b[i] == '"' {
			field, n, ok := r.field(b[i:])
			if !ok {
				return 0, false
			}
			r.rec.fields = append(r.rec.fields, field)
			i += n
		} else {
			n := bytes.IndexAny(b[i:], string([]byte{r.separator, r.ending}))
			if n < 0 {
				n = len(b) - i
			}
			r.rec.fields = append(r.rec.fields, trimEnd(b[i:i+n]))
			i += n
		}
		switch {
		case i >= len(b):
			return len(b), true
		case b[i] == r.separator:
			i++
		case b[i] == '\r' && r.ending == '\n':
			return min(i+2, len(b)), true // closes has seen that '\n' follows
		default:
			return i + 1, true
		}
	}
}

// field reads a quoted field from its opening quote to just after the closing one.
func (r *records) field(b []byte) (field []byte, n int, ok bool) {
	doubled, lines := false, 0
	for i := 1; i < len(b) && i < longestQuoted; i++ {
		if b[i] == r.ending {
			if lines++; lines > mostQuoted {
				return nil, 0, false
			}
		}
		if b[i] != '"' {
			continue
		}
		if i+1 < len(b) && b[i+1] == '"' {
			doubled = true
			i++
			continue
		}
		if !r.closes(b[i+1:]) {
			return nil, 0, false
		}
		field = b[1:i]
		if doubled {
			field = bytes.ReplaceAll(field, []byte(`""`), []byte(`"`))
		}
		return field, i + 1, true
	}
	return nil, 0, false
}

// closes says whether what follows a quote may follow a closing one.
func (r *records) closes(b []byte) bool {
	return len(b) == 0 || b[0] == r.separator || b[0] == r.ending || b[0] == '\r' && (len(b) == 1 || b[1] == '\n')
}

// lenient reads one line in which a quoted field may hold single quotes: "Cascina "Torre" 5".
func (r *records) lenient(line []byte) bool {
	for {
		end := bytes.IndexByte(line, r.separator)
		if len(line) > 0 && line[0] == '"' {
			close := bytes.Index(line[1:], []byte{'"', r.separator})
			switch {
			case close >= 0:
				end = close + 2
			case len(line) > 1 && line[len(line)-1] == '"':
				end = -1
			default:
				return false
			}
		}
		field := line
		if end >= 0 {
			field = line[:end]
		}
		if len(field) > 1 && field[0] == '"' {
			field = bytes.ReplaceAll(field[1:len(field)-1], []byte(`""`), []byte(`"`))
		}
		r.rec.fields = append(r.rec.fields, field)
		if end < 0 {
			return true
		}
		line = line[end+1:]
	}
}

// balanced says that every field has its quotes in pairs.
func balanced(fields [][]byte) bool {
	for _, f := range fields {
		if bytes.Count(f, []byte{'"'})%2 != 0 {
			return false
		}
	}
	return true
}
