package town

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/calendar"
)

// mark is the notice that says: the town is loaded. Its words, like those of the others, stand in the catalogues.
const mark = "notice.saldo"

// notice is one of the desk's; of is the persona it is for, empty for everybody.
type notice struct {
	key, of     string
	from, until calendar.Day
}

// notices are three: the balance that falls due, a warning of swindlers, and one for Teresa alone.
func (t *Town) notices() []notice {
	year := t.Today.Year()
	saldo, _ := calendar.Of(year, planDays[2].month, planDays[2].day)
	return []notice{
		{"notice.telesoccorso", "teresa", t.Today - 7, t.Today + 60},
		{"notice.scams", "", t.Today - 30, t.Today + 365},
		{mark, "", min(t.Today, saldo-35), saldo},
	}
}

const addNotice = `insert into desk_notice (subject, key, from_on, until_on)
	values ((select id from person where fiscal_code = $1), $2, $3, $4)`

// loadNotices writes the notices in one transaction, which is the mark.
func (t *Town) loadNotices(ctx context.Context, pool *pgxpool.Pool) error {
	codes := map[string]string{}
	for _, p := range Personas(t.Today) {
		codes[p.Key] = p.FiscalCode
	}
	err := pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		for _, n := range t.notices() {
			if _, err := tx.Exec(ctx, addNotice, codes[n.of], n.key, date(n.from), date(n.until)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("writing the notices of the demonstration town: %w", err)
	}
	return nil
}

// date is a day as PostgreSQL takes it.
func date(d calendar.Day) time.Time {
	y, m, day := d.Date()
	return time.Date(y, time.Month(m), day, 0, 0, 0, 0, time.UTC)
}
