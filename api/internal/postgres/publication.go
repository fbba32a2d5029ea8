package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/identity"
	"sportello/api/internal/pagopa"
	"sportello/api/payments"
)

const (
	takeDue = `
update publication set next_at = $1
 where position in (select position from publication where slow = $2 and next_at <= $3 order by next_at, position limit $4 for update skip locked)
returning position, coalesce(subject::text, ''), stamp, digest, tries`
	// readDue looks each position up by whose it is. Joined plainly, the view would be gone through: for 100 positions of a
	// town of 45,000 that took 2,900 ms, and this takes 17.
	readDue = `
select (x.n).position, (x.n).service, (x.n).about, (x.n).ended, (x.n).option, (x.n).number, (x.n).plan, (x.n).nav, (x.n).amount,
       coalesce((x.n).from_on::text, ''), coalesce((x.n).due_on::text, ''), (x.n).moves, (x.n).expires, (x.n).split, (x.n).account = (x.n).nav,
       s.paid, s.total, coalesce(s.total_on::text, ''), s.received, p.id::text, p.fiscal_code, p.given_name, p.family_name
  from unnest($1::text[], $2::uuid[]) w(position, subject)
 cross join lateral (select n from notice n where n.subject = w.subject and n.position = w.position offset 0) x(n)
 cross join lateral standing(x.n) s
  join person p on p.id = w.subject
 order by (x.n).position, (x.n).option, (x.n).number`
	closeDue = `
update publication set digest = $3, state = $4, status = coalesce(nullif($5, ''), status), problem = '', tries = 0, at = $6,
       next_at = case when stamp = $2 then $7::timestamptz else timestamptz 'epoch' end
 where position = $1`
	delayDue = `
update publication set next_at = case when stamp = $2 then $3 else timestamptz 'epoch' end, problem = $4,
       tries = tries + ($4 <> '')::int, state = case when $4 <> '' then 'failing' else state end
 where position = $1`
	isCarted = `select exists (select from payment p where p.progress <> 'intended' and p.items @> jsonb_build_array(jsonb_build_object('position', $1::text)))`
	// noteAgain is done by whoever sees the new mark first. Replicas that were given different data would contradict each
	// other for ever: they do so every ten minutes at most.
	noteAgain = `
with was as (insert into pagopa_task(name, mark) values ('creditor', $1)
             on conflict (name) do update set mark = excluded.mark, next_at = now() + interval '10 minutes'
              where pagopa_task.mark <> excluded.mark and pagopa_task.next_at <= now() returning 1)
update publication set next_at = 'epoch', stamp = stamp + 1 where digest <> '' and exists (select from was)`
)

// Pagopa is what api/internal/pagopa reads and writes in the background. It works as the owner of the tables, for no
// request.
type Pagopa struct{ pool *pgxpool.Pool }

// NewPagopa takes a pool of OpenOwner.
func NewPagopa(owner *pgxpool.Pool) Pagopa { return Pagopa{owner} }

var _ pagopa.Store = Pagopa{}

// Take is pagopa.Publications'.
func (s Pagopa) Take(ctx context.Context, slow bool, most int, now time.Time, lease time.Duration) ([]pagopa.Due, error) {
	rows, err := s.pool.Query(ctx, takeDue, now.Add(lease), slow, now, most)
	if err != nil {
		return nil, fmt.Errorf("taking positions to publish: %w", err)
	}
	var subjects []string
	due, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (d pagopa.Due, err error) {
		subject := ""
		err = row.Scan(&d.ID, &subject, &d.Stamp, &d.Told, &d.Tries)
		subjects = append(subjects, subject)
		return d, err
	})
	if err != nil {
		return nil, fmt.Errorf("taking positions to publish: %w", err)
	}
	return due, s.fill(ctx, due, subjects)
}

// fill reads what is owed of the positions, and by whom.
func (s Pagopa) fill(ctx context.Context, due []pagopa.Due, subjects []string) error {
	if len(due) == 0 {
		return nil
	}
	ids := make([]string, len(due))
	for i, d := range due {
		ids[i] = d.ID
	}
	rows, err := s.pool.Query(ctx, readDue, ids, subjects)
	if err != nil {
		return fmt.Errorf("reading positions to publish: %w", err)
	}
	debtors := map[string]identity.Person{}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Payable, error) {
		var debtor identity.Person
		p, err := scanPayable(row, &debtor.ID, &debtor.FiscalCode, &debtor.GivenName, &debtor.FamilyName)
		debtors[p.position] = debtor
		return p, err
	})
	if err != nil {
		return fmt.Errorf("reading positions to publish: %w", err)
	}
	positions := map[string]payments.Position{}
	for _, p := range Positions(all) {
		positions[p.ID] = p
	}
	for i, d := range due {
		due[i].Position, due[i].Debtor = positions[d.ID], debtors[d.ID]
	}
	return nil
}

// Told is pagopa.Publications'.
func (s Pagopa) Told(ctx context.Context, d pagopa.Due, digest []byte, state, status string, at, next time.Time) error {
	if digest == nil {
		digest = []byte{}
	}
	var again *time.Time
	if !next.IsZero() {
		again = &next
	}
	return s.exec(ctx, "noting what was published", closeDue, d.ID, d.Stamp, digest, state, status, at, again)
}

// Later is pagopa.Publications'.
func (s Pagopa) Later(ctx context.Context, d pagopa.Due, problem string, next time.Time) error {
	return s.exec(ctx, "leaving a position for later", delayDue, d.ID, d.Stamp, next, problem)
}

// Carted is pagopa.Publications'.
func (s Pagopa) Carted(ctx context.Context, position string) (yes bool, err error) {
	if err := s.pool.QueryRow(ctx, isCarted, position).Scan(&yes); err != nil {
		return false, fmt.Errorf("asking whether a position is being paid: %w", err)
	}
	return yes, nil
}

// Again is pagopa.Publications'.
func (s Pagopa) Again(ctx context.Context, mark string) error {
	return s.exec(ctx, "comparing the data of the comune", noteAgain, mark)
}

func (s Pagopa) exec(ctx context.Context, what, sql string, args ...any) error {
	if _, err := s.pool.Exec(ctx, sql, args...); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}
