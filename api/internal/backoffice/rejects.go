package backoffice

import (
	"bytes"
	"strconv"
	"strings"
)

// reject is the line, the reason and the cells of a faulty row.
func (t *table) reject(f Fault, rec *record) []string {
	const most = 2000 // bytes of a row too long to show whole
	cells := []string{strconv.Itoa(f.Line), f.Sentence()}
	if len(rec.fields) == 0 {
		word, _ := t.source.word(rec.raw[:min(len(rec.raw), most)])
		return append(cells, word)
	}
	for _, b := range rec.fields {
		word, _ := t.source.word(b)
		cells = append(cells, word)
	}
	return cells
}

// Sentence is the reason in Italian, with the column at fault.
func (f Fault) Sentence() string {
	if f.Field == "" {
		return f.Why
	}
	return f.Why + " (" + wordColumn + " " + f.Field + ")"
}

// write adds one row to the file.
func (t *table) write(out *bytes.Buffer, cells []string) {
	separator := string(rune(t.rows.separator))
	for i, cell := range cells {
		cells[i] = quote(harmless(cell), separator)
	}
	out.Write(t.source.encode(strings.Join(cells, separator) + "\r\n"))
}

// harmless keeps a spreadsheet from running a cell: those that begin like a formula get an apostrophe before.
func harmless(cell string) string {
	cell = strings.ReplaceAll(cell, "\x00", "")
	if trimmed := strings.TrimLeft(cell, " \t\r\n"); trimmed != "" && strings.IndexByte("=+-@", trimmed[0]) >= 0 || strings.HasPrefix(cell, "\t") || strings.HasPrefix(cell, "\r") {
		return "'" + cell
	}
	return cell
}

func quote(cell, separator string) string {
	if strings.ContainsAny(cell, separator+"\"\r\n") {
		return `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
	}
	return cell
}
