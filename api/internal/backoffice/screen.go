package backoffice

import (
	"fmt"
	"io"
	"strings"

	"sportello/api/money"
)

// mostListed is how many faulty rows a terminal is shown.
const mostListed = 40

// Print writes the report in plain Italian.
func (r Report) Print(w io.Writer) error {
	var b strings.Builder
	line := func(form string, args ...any) { fmt.Fprintf(&b, form+"\n", args...) }
	line(wordRead, many(r.RowsRead, rowsNoun), many(r.PositionsInFile, positionsNoun))
	line(wordAccepted, many(r.PositionsAccepted, positionsNoun), many(r.InstalmentsAccepted, instalmentsNoun))
	if r.PositionsHeldBack > 0 {
		line(wordHeld, many(r.PositionsHeldBack, positionsNoun))
	}
	if r.RowsRepeated > 0 {
		line(wordRepeated, many(r.RowsRepeated, rowsNoun))
	}
	if r.RowsSkipped > 0 {
		line(wordSkipped, many(r.RowsSkipped, rowsNoun))
	}
	r.faults(line)
	r.stored(line)
	_, err := io.WriteString(w, b.String())
	return err
}

func (r Report) faults(line func(string, ...any)) {
	if len(r.Faulty) == 0 {
		return
	}
	line(wordFaulty, many(len(r.Faulty), rowsNoun))
	for i, f := range r.Faulty {
		if i == mostListed {
			line(wordMore, len(r.Faulty)-mostListed)
			break
		}
		line(wordFault, f.Line, f.Sentence())
	}
}

func (r Report) stored(line func(string, ...any)) {
	if r.Stored == nil {
		line(wordNothing)
		return
	}
	word := wordStored
	if r.Stored.DryRun {
		word = wordDry
	}
	line(word, grouped(r.Stored.Inserted), grouped(r.Stored.Updated), grouped(r.Stored.Unchanged))
	if len(r.Stored.Missing) == 0 {
		return
	}
	line(wordMissing, many(len(r.Stored.Missing), positionsNoun))
	for _, m := range r.Stored.Missing[:min(len(r.Stored.Missing), mostListed)] {
		line(wordMissingAt, m.Utenza, m.Year)
	}
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
