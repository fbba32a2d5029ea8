package backoffice

import (
	"fmt"
	"io"
	"strings"

	"sportello/api/money"
)

// mostListed is how many faulty rows a terminal is shown.
const mostListed = 40

// paper is what a report says on a terminal, line by line.
type paper struct{ strings.Builder }

func (p *paper) line(form string, args ...any) { fmt.Fprintf(p, form+"\n", args...) }

func (p *paper) print(w io.Writer) error {
	_, err := io.WriteString(w, p.String())
	return err
}

// rows tells of the rows that did not enter, or not by themselves.
func (p *paper) rows(r Report) {
	if r.RowsRepeated > 0 {
		p.line(wordRepeated, many(r.RowsRepeated, rowsNoun))
	}
	if r.RowsSkipped > 0 {
		p.line(wordSkipped, many(r.RowsSkipped, rowsNoun))
	}
	if len(r.Faulty) == 0 {
		return
	}
	p.line(wordFaulty, many(len(r.Faulty), rowsNoun))
	for i, f := range r.Faulty {
		if i == mostListed {
			p.line(wordMore, len(r.Faulty)-mostListed)
			break
		}
		p.line(wordFault, f.Line, f.Sentence())
	}
}

// stored tells what became of it in the database, in the words for it in earnest or in a trial.
func (p *paper) stored(words [2]string, s Stored, more ...any) {
	word := words[0]
	if s.DryRun {
		word = words[1]
	}
	p.line(word, append([]any{grouped(s.Inserted), grouped(s.Updated), grouped(s.Unchanged)}, more...)...)
}

// many is a number with its noun: "1 riga", "1.234 righe".
func many(n int, noun [2]string) string {
	if n == 1 {
		return "1 " + noun[0]
	}
	return grouped(n) + " " + noun[1]
}

// grouped writes a number with a dot between thousands.
func grouped(n int) string { return money.FormatHundredths(int64(n)*100, money.Italian) }
