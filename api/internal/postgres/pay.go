package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sportello/api/command"
	"sportello/api/identity"
	"sportello/api/money"
	"sportello/api/payments"
)

const (
	takeTurns = `select take_turns($1)`
	underWay  = `select under_way($1, $2, $3)`
	// leftToPay is nothing for one of alternatives of which another was paid, or that the office has ended.
	leftToPay = `
select n.nav, case when n.account = n.nav then greatest(n.amount - s.paid, 0) when n.ended <> '' or s.total > 0 then 0 else n.amount end
  from notice n cross join lateral standing(n) s where n.subject = $1 and n.nav = any($2)`
	insertPaid = `insert into payment(id, subject, actor, mandate, progress, items, services, total, at, changed_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`
	// endIntents ends the intentions that a newer payment, or a newer intention, is about. IMU has no notice before it is
	// paid, and is known by its position.
	endIntents = `update payment p set progress = 'dropped', changed_at = $2
 where p.subject = $1 and p.progress = 'intended' and p.id <> $4 and exists (select from jsonb_array_elements(p.items) i
       where i->>'nav' <> '' and i->>'nav' = any($3) or i->>'nav' = '' and i->>'position' = any($5))`
	dropIntent = `update payment set progress = 'dropped', changed_at = $3 where id = $1 and subject = $2 and progress = 'intended'`

	// openOwn also gives the notices that ask for a part of the same: 2026/tutto is 2026/acconto and 2026/saldo.
	lockOwn = `select pg_advisory_xact_lock(hashtextextended('own ' || $1 || ' ' || $2 || ' ' || split_part($3, '/', 1), 7))`
	openOwn = `
select d.id::text, d.nav, d.about = $3 and d.amount = $4 and d.parts = $5::jsonb and coalesce(d.due_on::text, '') = $6 from own_debt d
 where d.subject = $1 and d.kind = $2 and split_part(d.about, '/', 1) = split_part($3, '/', 1)
   and (d.about = $3 or 'tutto' in (split_part(d.about, '/', 2), split_part($3, '/', 2))) and d.ended = '' and not exists (select from receipt r where r.nav = d.nav) order by d.made_at`
	endOwn    = `update own_debt set ended = 'cancelled' where id = $1 and subject = $2`
	nextOwn   = `select nextval('own_iuv')`
	insertOwn = `insert into own_debt(id, subject, kind, service, about, amount, nav, due_on, parts, made_at)
values ($1, $2, $3, $4, $5, $6, $7, nullif($8, '')::date, $9, $10)`

	beginOpenly = `select begin_openly($1, $2, $3, $4, $5, $6)`
	cartOf      = `select * from cart_of($1)`
	keepCart    = `select keep_cart($1, $2, $3)`
	cameBack    = `select * from returned($1, $2, $3)`
)

// Answered is hall.Payments'.
//
// Errors: command.ErrReused when the key was used for other content.
func (db *DB) Answered(ctx context.Context, who identity.Who, c command.Command) (r command.Receipt, before bool, err error) {
	err = db.As(ctx, who, func(tx pgx.Tx) error {
		const known = `select exists (select from command_key where id = $1 and subject = $2)`
		if err := tx.QueryRow(ctx, known, c.ID, who.Subject.ID).Scan(&before); err != nil || !before {
			return err
		}
		r, err = stored(ctx, tx, who, c, fingerprint(c))
		return err
	})
	return r, before, named("looking for an answer", err)
}

// StartPayment is hall.Payments'. Two who pay the same notices take turns; amounts are looked at once more when it is
// one's turn, for a file or a receipt may have come since they were judged.
func (db *DB) StartPayment(ctx context.Context, who identity.Who, c command.Command, p payments.Payment, own *payments.OwnDebt,
	wait time.Duration, at time.Time) (command.Receipt, error) {
	return db.once(ctx, who, c, at, func(tx pgx.Tx) (command.Receipt, error) {
		if own != nil {
			item, err := ownNotice(ctx, tx, who, *own, wait, at)
			if err != nil {
				return command.Receipt{}, err
			}
			p.Items = append(p.Items, item)
		}
		if err := ready(ctx, tx, who, p, wait, at); err != nil {
			return command.Receipt{}, err
		}
		if err := writePayment(ctx, tx, who, p, at); err != nil {
			return command.Receipt{}, err
		}
		return command.Receipt{Command: c.ID, State: command.Done, At: at.UTC()}, nil
	})
}

// ready is when nobody else is paying one of the notices, and each is still to be paid as it was judged.
func ready(ctx context.Context, tx pgx.Tx, who identity.Who, p payments.Payment, wait time.Duration, at time.Time) error {
	navs := navsOf(p.Items)
	if err := idle(ctx, tx, navs, wait, at); err != nil {
		return err
	}
	rows, err := tx.Query(ctx, leftToPay, who.Subject.ID, navs)
	if err != nil {
		return err
	}
	left := map[string]money.Cents{}
	var nav string
	var owed money.Cents
	if _, err := pgx.ForEachRow(rows, []any{&nav, &owed}, func() error { left[nav] = owed; return nil }); err != nil {
		return err
	}
	for _, i := range p.Items {
		if left[i.NAV] != i.Amount {
			return payments.ErrChanged
		}
	}
	return nil
}

// idle waits for one's turn with some notices, and is an error while somebody else's payment of one is under way.
func idle(ctx context.Context, tx pgx.Tx, navs []string, wait time.Duration, at time.Time) error {
	if _, err := tx.Exec(ctx, takeTurns, navs); err != nil {
		return err
	}
	var busy bool
	err := tx.QueryRow(ctx, underWay, navs, at.Add(-wait), at).Scan(&busy)
	if err == nil && busy {
		err = payments.ErrBusy
	}
	return err
}

// writePayment writes a payment, or an intention, and ends the intentions that it takes the place of.
func writePayment(ctx context.Context, tx pgx.Tx, who identity.Who, p payments.Payment, at time.Time) error {
	var places []string
	for _, i := range p.Items {
		if i.Service == "imu" {
			places = append(places, "imu/"+i.About)
		}
	}
	var b pgx.Batch
	b.Queue(endIntents, who.Subject.ID, at, navsOf(p.Items), p.ID, places)
	b.Queue(insertPaid, p.ID, who.Subject.ID, who.Actor.ID, who.Mandate, p.Progress, p.Items, servicesOf(p.Items), p.Total, at)
	return tx.SendBatch(ctx, &b).Close()
}

func navsOf(items []payments.Item) (all []string) {
	for _, i := range items {
		all = append(all, i.NAV)
	}
	return all
}

func servicesOf(items []payments.Item) (all []string) {
	seen := map[string]bool{}
	for _, i := range items {
		if !seen[i.Service] {
			seen[i.Service], all = true, append(all, i.Service)
		}
	}
	return all
}

// IntendPayment is hall.Payments'.
func (db *DB) IntendPayment(ctx context.Context, who identity.Who, c command.Command, p payments.Payment, at time.Time) (command.Receipt, error) {
	return db.once(ctx, who, c, at, func(tx pgx.Tx) (command.Receipt, error) {
		return command.Receipt{Command: c.ID, State: command.Done, At: at.UTC()}, writePayment(ctx, tx, who, p, at)
	})
}

// DropPayment is hall.Payments'. What is no intention any more stays as it is, and so does what is not there.
func (db *DB) DropPayment(ctx context.Context, who identity.Who, c command.Command, payment string, at time.Time) (command.Receipt, error) {
	return db.once(ctx, who, c, at, func(tx pgx.Tx) (command.Receipt, error) {
		_, err := tx.Exec(ctx, dropIntent, payment, who.Subject.ID, at)
		return command.Receipt{Command: c.ID, State: command.Done, At: at.UTC()}, err
	})
}

// ownNotice is the notice of a debt that is made now. One that was made for just the same and was not paid is used again;
// one of the same year for another sum, or of which this is a part, is withdrawn, unless somebody is paying it.
func ownNotice(ctx context.Context, tx pgx.Tx, who identity.Who, d payments.OwnDebt, wait time.Duration, at time.Time) (item payments.Item, err error) {
	item = payments.Item{Service: d.Service, About: d.About, Amount: d.Amount}
	due := ""
	if d.Due != 0 {
		due = d.Due.String()
	}
	if _, err := tx.Exec(ctx, lockOwn, who.Subject.ID, d.Kind, d.About); err != nil {
		return item, err
	}
	rows, err := tx.Query(ctx, openOwn, who.Subject.ID, d.Kind, d.About, d.Amount, d.Parts, due)
	if err != nil {
		return item, err
	}
	type was struct {
		ID, NAV string
		Same    bool
	}
	before, err := pgx.CollectRows(rows, pgx.RowToStructByPos[was])
	if err != nil {
		return item, err
	}
	for _, b := range before {
		if b.Same && item.NAV == "" {
			item.NAV, item.Position = b.NAV, d.Kind+"/"+b.ID
			continue
		}
		if err := idle(ctx, tx, []string{b.NAV}, wait, at); err != nil {
			return item, err
		}
		if _, err := tx.Exec(ctx, endOwn, b.ID, who.Subject.ID); err != nil {
			return item, err
		}
	}
	if item.NAV == "" {
		id := uuid.NewString()
		item.Position = d.Kind + "/" + id
		item.NAV, err = makeOwn(ctx, tx, who, id, d, due, at)
	}
	return item, err
}

// makeOwn writes a debt and gives its notice number.
func makeOwn(ctx context.Context, tx pgx.Tx, who identity.Who, id string, d payments.OwnDebt, due string, at time.Time) (string, error) {
	var n uint64
	if err := tx.QueryRow(ctx, nextOwn).Scan(&n); err != nil {
		return "", fmt.Errorf("taking a number for a notice: %w", err)
	}
	nav, err := payments.Creditor{Segregation: d.Segregation}.OwnNAV(n)
	if err != nil {
		return "", err
	}
	_, err = tx.Exec(ctx, insertOwn, id, who.Subject.ID, d.Kind, d.Service, d.About, d.Amount, nav, due, d.Parts, at)
	return nav, err
}

// StartOpenly is hall.Payments'.
func (db *DB) StartOpenly(ctx context.Context, p payments.Payment, wait time.Duration, at time.Time) error {
	err := db.Anonymous(ctx, func(tx pgx.Tx) error {
		var word string
		if err := tx.QueryRow(ctx, beginOpenly, p.ID, p.Items, servicesOf(p.Items), p.Total, at.Add(-wait), at).Scan(&word); err != nil {
			return err
		}
		return map[string]error{"busy": payments.ErrBusy, "reused": command.ErrReused}[word]
	})
	return named("starting a payment openly", err)
}

// CartOf is hall.Payments'.
//
// Errors: command.ErrNotFound.
func (db *DB) CartOf(ctx context.Context, payment string) (c payments.Cart, err error) {
	err = db.Anonymous(ctx, func(tx pgx.Tx) error {
		var made *time.Time
		err := tx.QueryRow(ctx, cartOf, payment).Scan(&c.ID, &c.Progress, &c.Total, &c.At, &c.Items, &c.Open, &c.URL, &made)
		if made != nil {
			c.Cart, c.MadeAt = true, made.UTC()
		}
		c.At = c.At.UTC()
		if errors.Is(err, pgx.ErrNoRows) {
			return command.ErrNotFound
		}
		return err
	})
	return c, named("reading a payment", err)
}

// KeepCart is hall.Payments'.
func (db *DB) KeepCart(ctx context.Context, payment, url string, at time.Time) error {
	err := db.Anonymous(ctx, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, keepCart, payment, url, at)
		return err
	})
	return named("keeping a cart", err)
}

// Returned is hall.Payments'.
func (db *DB) Returned(ctx context.Context, payment string, to payments.Progress, at time.Time) (b payments.Back, err error) {
	err = db.Anonymous(ctx, func(tx pgx.Tx) error {
		err := tx.QueryRow(ctx, cameBack, payment, to, at).Scan(&b.Open, &b.Mandate)
		if errors.Is(err, pgx.ErrNoRows) {
			return command.ErrNotFound
		}
		return err
	})
	return b, named("noting a return", err)
}
