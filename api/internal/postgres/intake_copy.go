package postgres

import (
	"context"
	"io"
	"strconv"

	"sportello/api/calendar"
	"sportello/api/fiscal"
)

// addPeople makes a person of whom the staged rows s name and nobody knows yet, by the first row that names them. What
// people or the identity provider said of themselves is worth more than the tax office's spelling: the known stay as
// they are.
const addPeople = `, first as (
  select distinct on (s.fiscal_code) s.fiscal_code, s.family_name, s.given_name, s.birth_date from s
   where not exists (select from person p where p.fiscal_code = s.fiscal_code)
   order by s.fiscal_code, s.n)
insert into person(fiscal_code, family_name, given_name, birth_date)
select fiscal_code, family_name, given_name, birth_date from first
on conflict (fiscal_code) do nothing`

// copy fills a staging table with the lines of so many things.
func (r *run) copy(ctx context.Context, to string, things int, line func(b []byte, n int) []byte) error {
	_, err := r.tx.Conn().PgConn().CopyFrom(ctx, &feed{of: things, next: line}, to)
	return err
}

// feed writes the text form of COPY as it is read, so that no second copy of the file is held in memory.
type feed struct {
	next func(b []byte, n int) []byte
	n    int
	of   int
	buf  []byte
	left []byte
}

func (f *feed) Read(p []byte) (int, error) {
	const enough = 32 << 10
	if len(f.left) == 0 {
		f.buf = f.buf[:0]
		for f.n < f.of && len(f.buf) < enough {
			f.buf = f.next(f.buf, f.n)
			f.n++
		}
		f.left = f.buf
	}
	if len(f.left) == 0 {
		return 0, io.EOF
	}
	n := copy(p, f.left)
	f.left = f.left[n:]
	return n, nil
}

// person writes who somebody is, with the day of birth that the codice fiscale tells.
func person(b []byte, code fiscal.Code, surname, name string, today calendar.Day) []byte {
	birth, _ := code.Birth(today)
	return day(text(text(text(b, string(code)), surname), name), birth)
}

func number(b []byte, n int64) []byte { return append(strconv.AppendInt(b, n, 10), '\t') }

func truth(b []byte, is bool) []byte {
	if is {
		return append(b, "t\t"...)
	}
	return append(b, "f\t"...)
}

func day(b []byte, d calendar.Day) []byte {
	if d == 0 {
		return append(b, `\N`+"\t"...)
	}
	return append(append(b, d.String()...), '\t')
}

// text escapes what COPY's text form reserves. PostgreSQL refuses NUL and broken UTF-8: the reading of the
// file has refused them before.
func text(b []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '\\':
			b = append(b, `\\`...)
		case '\t':
			b = append(b, `\t`...)
		case '\n':
			b = append(b, `\n`...)
		case '\r':
			b = append(b, `\r`...)
		default:
			b = append(b, c)
		}
	}
	return append(b, '\t')
}

// end turns the last column's tab into the end of the line.
func end(b []byte) []byte {
	b[len(b)-1] = '\n'
	return b
}
