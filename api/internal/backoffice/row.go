package backoffice

import (
	"bytes"
	"errors"
	"strings"

	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/api/money"
	"sportello/api/taxes"
)

// row reads the cells of one record. The first fault found is kept; reading goes on, so that what a
// faulty row is about can be named.
type row struct {
	*reading
	rec    *record
	why    taxes.Reason
	fault  Field
	broken bool // a cell had bytes the encoding does not know
}

// fail notes the first fault.
func (r *row) fail(f Field, why taxes.Reason) {
	if r.why == "" && why != "" {
		r.why, r.fault = why, f
	}
}

// cell is the text of a field, its columns joined by a blank; empty when the file or the row has none.
func (r *row) cell(f Field) string {
	columns := r.at[f]
	if len(columns) == 1 {
		return r.column(columns[0])
	}
	var parts []string
	for _, i := range columns {
		if s := r.column(i); s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " ")
}

// column is the text of one cell. Rows of a position follow each other and repeat most cells, so the text of
// the row before is used again when the bytes are the same.
func (r *row) column(i int) string {
	if i >= len(r.rec.fields) {
		return ""
	}
	b := r.rec.fields[i]
	last := &r.last[i]
	if last.ok && bytes.Equal(last.bytes, b) {
		return last.text
	}
	text, ok := r.source.word(b)
	if !ok {
		r.broken = true
	}
	last.text, last.ok = tidy(text), ok
	last.bytes = append(last.bytes[:0], b...)
	return last.text
}

// sum reads a sum. Of several columns one has it: two that are not zero are no sum.
func (r *row) sum(f Field) (found money.Cents) {
	for _, i := range r.at[f] {
		c := r.one(f, r.column(i))
		if c != 0 && found != 0 {
			r.fail(f, taxes.AmountForm)
		}
		found += c
	}
	return found
}

func (r *row) one(f Field, s string) money.Cents {
	if s == "" {
		return 0
	}
	c, err := r.forms.sum(s)
	switch {
	case errors.Is(err, money.ErrPrecision):
		r.fail(f, taxes.AmountDecimals)
	case err != nil:
		r.fail(f, taxes.AmountForm)
	case c < 0 && f != Bonus:
		r.fail(f, taxes.AmountNegative)
	}
	return c
}

func (r *row) rate(f Field) money.Rate {
	s := r.cell(f)
	if s == "" {
		return 0
	}
	n, err := money.ParseRate(figure(s), r.forms.number)
	if errors.Is(err, money.ErrPrecision) {
		return 0 // more decimals than can be shown: the rate is for information, the sums are what counts
	}
	if err != nil {
		r.fail(f, taxes.AmountForm)
	}
	return n
}

func (r *row) day(f Field) calendar.Day {
	d, err := r.forms.day(r.cell(f))
	switch {
	case errors.Is(err, calendar.ErrNoSuchDay):
		r.fail(f, taxes.DateNone)
	case err != nil:
		r.fail(f, taxes.DateForm)
	}
	return d
}

func (r *row) hundredths(f Field, why taxes.Reason) taxes.Hundredths {
	n, err := money.ParseHundredths(figure(r.cell(f)), r.forms.number)
	if errors.Is(err, money.ErrPrecision) {
		var long money.Rate
		long, err = money.ParseRate(figure(r.cell(f)), r.forms.number)
		n = int64(long / 1000)
	}
	if err != nil {
		r.fail(f, why)
	}
	return taxes.Hundredths(n)
}

// whole reads a number that a row must have.
func (r *row) whole(f Field, missing, form taxes.Reason) int {
	s := r.cell(f)
	if s == "" {
		r.fail(f, missing)
		return 0
	}
	n, err := r.forms.whole(s)
	if err != nil {
		r.fail(f, form)
	}
	return n
}

// key reads a number by which a thing is known: it must be there, and short enough for an index of the database.
func (r *row) key(f Field, missing taxes.Reason) string {
	const longest = 200 // bytes
	s := r.cell(f)
	switch {
	case s == "":
		r.fail(f, missing)
	case len(s) > longest:
		r.fail(f, taxes.KeyTooLong)
	}
	return s
}

// count reads a number of things that a row may leave out, up to most.
func (r *row) count(f Field, most int, form taxes.Reason) int {
	if r.cell(f) == "" {
		return 0
	}
	n := r.whole(f, "", form)
	if n < 0 || n > most {
		r.fail(f, form)
		return 0
	}
	return n
}

// flag reads yes or no; an empty cell is no.
func (r *row) flag(f Field) bool {
	if r.cell(f) == "" {
		return false
	}
	return oneOf(r, f, flags, taxes.FlagUnknown)
}

// oneOf reads a cell that is one of the words known.
func oneOf[T any](r *row, f Field, known map[string]T, why taxes.Reason) T {
	s := r.cell(f)
	meaning, ok := known[s] // most cells are as we write them: making them plain takes time
	if !ok {
		if meaning, ok = known[plain(s)]; !ok {
			r.fail(f, why)
		}
	}
	return meaning
}

// readable ends the reading of a row: letters of no encoding are worse than whatever else is wrong.
func (r *row) readable() {
	if r.broken {
		r.why, r.fault = taxes.BadEncoding, ""
	}
}

// code reads the codice fiscale; companies have eleven digits and no folder.
func (r *row) code() fiscal.Code {
	s := r.cell(FiscalCode)
	if s == r.lastCode.text && s != "" {
		return r.lastCode.code
	}
	code, err := fiscal.Parse(s)
	switch {
	case s == "":
		r.fail(FiscalCode, taxes.CodeMissing)
	case len(s) == 11 && digits(s):
		r.fail(FiscalCode, taxes.CodeCompany)
	case errors.Is(err, fiscal.ErrLength):
		r.fail(FiscalCode, taxes.CodeLength)
	case errors.Is(err, fiscal.ErrForm):
		r.fail(FiscalCode, taxes.CodeForm)
	case errors.Is(err, fiscal.ErrMonth):
		r.fail(FiscalCode, taxes.CodeMonth)
	case err != nil:
		r.fail(FiscalCode, taxes.CodeCheck)
	default:
		r.lastCode.text, r.lastCode.code = s, code
	}
	return code
}

// year is in range from 2000 to next year; 0 when it is not.
func (r *row) year() int {
	n := r.whole(Year, taxes.YearMissing, taxes.YearNumber)
	if n >= 2000 && n <= r.forms.today.Year()+1 {
		return n
	}
	r.fail(Year, taxes.YearRange)
	return 0
}
