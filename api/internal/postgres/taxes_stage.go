package postgres

import (
	"context"
	"encoding/json"
	"io"
	"strconv"

	"sportello/api/calendar"
	"sportello/api/taxes"
)

// stage copies the positions into the staging tables.
func (r *tariRun) stage(ctx context.Context) error {
	const toPositions = `copy tari_stage_position from stdin`
	const toInstalments = `copy tari_stage_instalment from stdin`
	if _, err := r.tx.Exec(ctx, emptyTari); err != nil {
		return err
	}
	conn := r.tx.Conn().PgConn()
	all, today := r.in.Accepted, calendar.InRome(r.in.At)
	positions := &feed{of: len(all), next: func(b []byte, n int) []byte { return positionLine(b, n, &all[n], today) }}
	if _, err := conn.CopyFrom(ctx, positions, toPositions); err != nil {
		return err
	}
	instalments := &feed{of: len(all), next: func(b []byte, n int) []byte { return instalmentLines(b, n, all[n].Position.Instalments) }}
	if _, err := conn.CopyFrom(ctx, instalments, toInstalments); err != nil {
		return err
	}
	_, err := r.tx.Exec(ctx, `analyze tari_stage_position(n, fiscal_code, utenza, year), tari_stage_instalment(n, number)`)
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

func positionLine(b []byte, n int, h *taxes.TariHolder, today calendar.Day) []byte {
	p := &h.Position
	b = number(b, int64(n))
	for _, s := range [...]string{string(h.Code), h.Surname, h.Name} {
		b = text(b, s)
	}
	birth, _ := h.Code.Birth(today)
	b = day(b, birth)
	b = number(text(b, p.Utenza), int64(p.Year))
	for _, s := range [...]string{p.Address, p.Cadastral.Sheet, p.Cadastral.Parcel, p.Cadastral.Sub, p.Cadastral.Category} {
		b = text(b, s)
	}
	b = number(number(b, int64(p.SquareMetres)), int64(p.Occupants))
	b = day(day(b, p.From), p.To)
	for _, n := range [...]int64{int64(p.FixedRate), int64(p.VariableRate), int64(p.Fixed), int64(p.Variable)} {
		b = number(b, n)
	}
	b = text(b, reductions(p.Reductions))
	for _, c := range [...]int64{int64(p.TEFA), int64(p.UR1), int64(p.UR2), int64(p.UR3), int64(p.Bonus), int64(p.Total)} {
		b = number(b, c)
	}
	return end(b)
}

func instalmentLines(b []byte, n int, plan []taxes.Instalment) []byte {
	for i := range plan {
		r := &plan[i]
		b = number(number(number(b, int64(n)), int64(r.Number)), int64(r.Of))
		b = text(number(day(b, r.Due), int64(r.Amount)), r.NAV)
		b = end(day(number(b, int64(r.Paid)), r.PaidOn))
	}
	return b
}

func reductions(list []taxes.Reduction) string {
	if len(list) == 0 {
		return "[]"
	}
	text, err := json.Marshal(list)
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	return string(text)
}

func number(b []byte, n int64) []byte { return append(strconv.AppendInt(b, n, 10), '\t') }

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
