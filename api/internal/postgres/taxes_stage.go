package postgres

import (
	"context"
	"encoding/json"

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
	all, today := r.in.Accepted, calendar.InRome(r.in.At)
	err := r.copy(ctx, toPositions, len(all), func(b []byte, n int) []byte { return positionLine(b, n, &all[n], today) })
	if err != nil {
		return err
	}
	err = r.copy(ctx, toInstalments, len(all), func(b []byte, n int) []byte { return instalmentLines(b, n, all[n].Position.Instalments) })
	if err != nil {
		return err
	}
	_, err = r.tx.Exec(ctx, `analyze tari_stage_position(n, fiscal_code, utenza, year), tari_stage_instalment(n, number)`)
	return err
}

func positionLine(b []byte, n int, h *taxes.TariHolder, today calendar.Day) []byte {
	p := &h.Position
	b = person(number(b, int64(n)), h.Code, h.Surname, h.Name, today)
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
