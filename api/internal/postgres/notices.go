package postgres

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/calendar"
	"sportello/api/identity"
	"sportello/api/money"
	"sportello/api/payments"
)

// SelectPayable reads all notices of the person $1 (a UUID), those of one position together, with what was paid of each;
// ScanPayable reads one of its rows, and Positions groups them.
const SelectPayable = `
select n.position, n.service, n.about, n.ended, n.option, n.number, n.plan, n.nav, n.amount, coalesce(n.from_on::text, ''), coalesce(n.due_on::text, ''),
       n.moves, n.expires, n.split, n.account = n.nav, s.paid, s.total, coalesce(s.total_on::text, ''), s.received
  from notice n cross join lateral standing(n) s
 where n.subject = $1 order by n.position, n.option, n.number`

const (
	positionOf = `select * from position_of($1)`
	bookOne    = `select book($1, $2, $3, $4, $5, $6::text::date, $7, $8, $9, $10, $11, $12, $13)`
)

// Payable is one notice as it is read, with what its position says in each of its rows.
type Payable struct {
	position, service, about, split string
	ended                           payments.Ended
	notice                          payments.Notice
	own                             bool // an account of its own
	total                           money.Cents
	totalOn                         calendar.Day
}

// ScanPayable reads one row of SelectPayable.
func ScanPayable(row pgx.CollectableRow) (Payable, error) { return scanPayable(row) }

func scanPayable(row pgx.CollectableRow, more ...any) (p Payable, err error) {
	var from, due, on string
	var moves bool
	n := &p.notice
	into := []any{&p.position, &p.service, &p.about, &p.ended, &n.Option, &n.Number, &n.Of, &n.NAV, &n.Amount, &from, &due,
		&moves, &n.Expires, &p.split, &p.own, &n.Paid, &p.total, &on, &n.Received}
	if err := row.Scan(append(into, more...)...); err != nil {
		return p, err
	}
	for text, day := range map[*string]*calendar.Day{&from: &n.From, &due: &n.Due, &on: &p.totalOn} {
		if *day, err = optionalDay(*text); err != nil {
			return p, err
		}
	}
	if moves && n.Due != 0 {
		n.Due = calendar.Term(n.Due, 0, calendar.OffWeekends, calendar.MonthDay{})
	}
	return p, nil
}

// Positions groups rows of SelectPayable, which are in order.
func Positions(rows []Payable) []payments.Position {
	all := []payments.Position{}
	for _, r := range rows {
		if len(all) == 0 || all[len(all)-1].ID != r.position {
			all = append(all, r.begin())
		}
		r.join(&all[len(all)-1])
	}
	return all
}

func (r Payable) begin() payments.Position {
	p := payments.Position{ID: r.position, Service: r.service, About: r.about}
	if tefa, total, ok := strings.Cut(r.split, "/"); ok {
		p.TEFA, p.Total = whole(tefa), whole(total)
	}
	return p
}

// whole reads what the view wrote of a bigint.
func whole(text string) money.Cents {
	n, _ := strconv.ParseInt(text, 10, 64)
	return money.Cents(n)
}

// join adds a notice. Where receipts tell of the money, they also tell how the position ended: what the office makes of
// its own books matters where it knows of money that pagoPA does not.
func (r Payable) join(p *payments.Position) {
	p.Notices = append(p.Notices, r.notice)
	if r.own {
		p.Paid += r.notice.Paid
	} else {
		p.Ended, p.Paid = r.ended, r.total
	}
	if p.Paid > 0 {
		p.PaidOn = max(p.PaidOn, r.totalOn)
	}
	switch byBooks := p.Ended == payments.Elsewhere || p.Ended == payments.Short; {
	case byBooks && p.Proved():
		p.Ended = ""
	case !r.own && p.Ended == "" && p.Paid > 0 && !p.Proved():
		p.Ended = ended(*p)
	}
}

// ended is how a position ended that was paid, and of which no notice is paid as it stands: the office has changed its
// numbers or its amounts since. A notice is paid once, so that nothing of it is asked for again here.
func ended(p payments.Position) payments.Ended {
	for _, n := range p.Notices { // the first that could be paid on that day is what was due
		if !n.Expires || n.Due == 0 || p.PaidOn <= n.Due {
			if p.Paid >= n.Amount {
				return payments.Elsewhere
			}
			break
		}
	}
	return payments.Short
}

// PositionOf is the position that a notice belongs to, and whose it is; false when the comune has no such notice. It asks
// in nobody's name: a station of pagoPA, a job.
func (db *DB) PositionOf(ctx context.Context, nav string) (p payments.Position, debtor identity.Person, known bool, err error) {
	err = db.Anonymous(ctx, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, positionOf, nav)
		if err != nil {
			return err
		}
		all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Payable, error) {
			return scanPayable(row, &debtor.ID, &debtor.FiscalCode, &debtor.GivenName, &debtor.FamilyName)
		})
		if positions := Positions(all); len(positions) == 1 {
			p, known = positions[0], true
		}
		return err
	})
	if err != nil {
		return p, debtor, false, fmt.Errorf("reading the position of a notice: %w", err)
	}
	return p, debtor, known, nil
}

// Book keeps a receipt, once by its id: true when it was new. The same id saying something else is counted and changes
// nothing. source is who told us: station, gpd or fdr; raw is its own words. It is done in nobody's name.
func (db *DB) Book(ctx context.Context, r payments.Receipt, iuv, source, raw string, at time.Time) (fresh bool, err error) {
	var paidAt *time.Time
	if !r.PaidAt.IsZero() {
		paidAt = &r.PaidAt
	}
	err = db.Anonymous(ctx, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, bookOne, r.ID, r.NAV, iuv, r.Amount, r.Fee, r.PaidOn.String(), paidAt, r.PSP, r.Method, r.Payer, source, raw, at).Scan(&fresh)
	})
	if err != nil {
		return false, fmt.Errorf("booking a receipt: %w", err)
	}
	return fresh, nil
}
