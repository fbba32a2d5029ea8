package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sportello/api/calendar"
	"sportello/api/taxes"
)

// SelectTari reads all TARI positions of the person $1 (a UUID), newest year first, each with its plan. What was paid
// counts the receipts of pagoPA. ScanTari reads one of its rows.
const SelectTari = `
select p.utenza, p.year, p.address, p.sheet, p.parcel, p.sub, p.category, p.square_metres, p.occupants,
       coalesce(p.from_on::text, ''), coalesce(p.to_on::text, ''), p.fixed_rate, p.variable_rate, p.fixed, p.variable,
       p.reductions, p.tefa, p.ur1, p.ur2, p.ur3, p.bonus, p.total,
       (select json_agg(json_build_object('number', i.number, 'of', i.plan, 'due', i.due_on, 'amount', i.amount,
               'nav', i.nav, 'paid', settled(i.nav, i.paid, i.paid_on), 'paid_on', coalesce(settled_on(i.nav, i.paid, i.paid_on)::text, '')) order by i.number)
          from tari_instalment i where i.position = p.id and i.subject = p.subject)
  from tari_position p
 where p.subject = $1 order by p.year desc, p.utenza`

// ReadTari reads a person's TARI positions, newest year first; an empty list when there are none.
func ReadTari(ctx context.Context, tx pgx.Tx, subject string) ([]taxes.TariPosition, error) {
	rows, err := tx.Query(ctx, SelectTari, subject)
	if err != nil {
		return nil, fmt.Errorf("reading TARI positions: %w", err)
	}
	positions, err := pgx.AppendRows([]taxes.TariPosition{}, rows, ScanTari)
	if err != nil {
		return nil, fmt.Errorf("reading TARI positions: %w", err)
	}
	return positions, nil
}

// ScanTari reads one row of SelectTari.
func ScanTari(row pgx.CollectableRow) (p taxes.TariPosition, err error) {
	var from, to string
	var reductions, plan []byte
	err = row.Scan(&p.Utenza, &p.Year, &p.Address, &p.Cadastral.Sheet, &p.Cadastral.Parcel, &p.Cadastral.Sub, &p.Cadastral.Category,
		&p.SquareMetres, &p.Occupants, &from, &to, &p.FixedRate, &p.VariableRate, &p.Fixed, &p.Variable,
		&reductions, &p.TEFA, &p.UR1, &p.UR2, &p.UR3, &p.Bonus, &p.Total, &plan)
	if err != nil {
		return p, err
	}
	if p.From, err = optionalDay(from); err != nil {
		return p, err
	}
	if p.To, err = optionalDay(to); err != nil {
		return p, err
	}
	if len(reductions) > 2 { // other than []
		if err := json.Unmarshal(reductions, &p.Reductions); err != nil {
			return p, err
		}
	}
	if len(plan) > 0 {
		err = json.Unmarshal(plan, &p.Instalments)
	}
	return p, err
}

// optionalDay reads a date column written as text; the empty string is no date.
func optionalDay(s string) (d calendar.Day, err error) {
	err = d.UnmarshalText([]byte(s))
	return d, err
}
