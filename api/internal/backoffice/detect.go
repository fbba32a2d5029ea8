package backoffice

import (
	"bytes"
	"fmt"
	"strings"
)

// headerWithin is how many rows of titles may stand before the header.
const headerWithin = 20

// table is a file whose header has been found: its rows can be read.
type table struct {
	*layout
	source *Source
	rows   records // a copy of it reads the rows from the first after the header
}

// locate finds the separator and the header: the row, among the first ones, that names the most fields.
func (s *Source) locate(kind *Kind, m *Map) (*table, error) {
	var best *table
	var bestAbsent string
	for _, sep := range s.separators(m) {
		rows := newRecords(s.text, sep)
		for range headerWithin {
			rec := rows.next()
			if rec == nil {
				break
			}
			l, absent := newLayout(kind, s.names(rec), m)
			if best == nil || l.known() > best.known() {
				best, bestAbsent = &table{l, s, *rows}, absent
			}
		}
	}
	if best == nil {
		return nil, ErrEmpty
	}
	best.rows.want = len(best.names)
	best.rows.rec.fields = nil
	columns := strings.Join(best.names, ", ")
	switch missing := best.missing(); {
	case bestAbsent != "":
		return nil, fmt.Errorf(wordNoColumn, bestAbsent, columns)
	case len(missing) > 0:
		return nil, fmt.Errorf(wordNoFields, missing, columns)
	}
	return best, nil
}

// separators are those to try: the mapped one, the one that Excel's first line states, or the usual four.
func (s *Source) separators(m *Map) []byte {
	if m.Separator != "" {
		return []byte{m.Separator[0]}
	}
	if rest, ok := bytes.CutPrefix(s.text, []byte("sep=")); ok && len(rest) > 1 && (rest[1] == '\r' || rest[1] == '\n') {
		return []byte{rest[0]}
	}
	return []byte{';', ',', '\t', '|'}
}

// names are the header's cells; empty ones at its end are no columns.
func (s *Source) names(rec *record) []string {
	var names []string
	for _, f := range rec.fields {
		name, _ := s.word(f)
		names = append(names, tidy(name))
	}
	for len(names) > 0 && names[len(names)-1] == "" {
		names = names[:len(names)-1]
	}
	return names
}

// forms says how the file writes numbers and dates, as the map states or else as the first rows show.
func (t *table) forms(m *Map) forms {
	const sample = 5000
	var points, commas int
	var dates tally
	rows := t.rows
	rows.rec.fields = nil
	for range sample {
		rec := rows.next()
		if rec == nil {
			break
		}
		if len(rec.fields) != rows.want {
			continue
		}
		for f, holds := range t.kind.holds {
			for _, i := range t.at[f] {
				cell := tidy(string(rec.fields[i]))
				switch holds {
				case aSum:
					decimalSign(cell, &points, &commas)
				case aDay:
					dates.add(cell)
				}
			}
		}
	}
	return settle(m, points, commas, &dates)
}

// decimalSign counts which sign a number has before its last one or two digits, or as the last of two signs.
func decimalSign(cell string, points, commas *int) {
	point, comma := strings.LastIndexByte(cell, '.'), strings.LastIndexByte(cell, ',')
	last := max(point, comma)
	after := len(cell) - last - 1
	decimals := last >= 0 && (after == 1 || after == 2 || point >= 0 && comma >= 0 || after > 3)
	switch {
	case !decimals:
	case last == point:
		*points++
	default:
		*commas++
	}
}

func settle(m *Map, points, commas int, dates *tally) forms {
	f := forms{date: m.Date, cents: m.Cents}
	f.number.Decimal, f.number.Thousands = ',', '.'
	if m.Decimal == "." || m.Decimal == "" && points > commas {
		f.number.Decimal, f.number.Thousands = '.', ','
	}
	if m.Thousands != "" {
		f.number.Thousands = m.Thousands[0]
	}
	if f.date == "" {
		f.date = dates.form()
	}
	return f
}
