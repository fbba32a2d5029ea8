package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/calendar"
	"sportello/api/internal/jobs"
)

const (
	jobPerson = `
select p.id::text, btrim(p.given_name || ' ' || p.family_name), coalesce(nullif(f.value ->> 'lang', ''), 'it'), contact_of(p.id, 'email', $2)
  from person p left join preference f on f.actor = p.id where p.id = $1`
	// jobChange finds what was in force when the change was asked for, the change itself aside.
	jobChange = `
select c.id::text, c.kind, c.value, btrim(a.given_name || ' ' || a.family_name), c.mandate ->> 'kind', c.asked_at, c.from_at,
       c.person::text, c.actor::text, coalesce(c.stopped_at, 'epoch'::timestamptz),
       coalesce((select o.value from contact o where o.person = c.person and o.kind = c.kind and o.id <> c.id and o.from_at <= c.asked_at
                    and o.stopped_at is null order by o.from_at desc, o.asked_at desc, o.id desc limit 1), '')
  from contact c join person a on a.id = c.actor where c.id = $1`
	jobNames = `
select btrim(g.given_name || ' ' || g.family_name), coalesce(btrim(h.given_name || ' ' || h.family_name), '')
  from proxy x join person g on g.id = x.delegator left join person h on h.id = x.delegate where x.id = $1`
	// jobActs leaves out what was only read, and what a clerk does around an act: "Chi ha visto i miei dati" says that.
	jobActs = `
select a.subject::text, btrim(p.given_name || ' ' || p.family_name), a.act, coalesce(a.detail ->> 'service', ''), a.mandate ->> 'kind', a.at
  from audit a join person p on p.id = a.actor
 where a.at >= $1 and a.at < $2 and a.mandate ->> 'kind' in ('proxy', 'desk') and a.act not in ('look', 'help.look')
   and a.act not like 'consents.%' and a.act not like 'desk.%'
 order by a.subject, a.seq`
	jobProxies = `
select x.delegator::text, btrim(h.given_name || ' ' || h.family_name), x.tasks, x.services, x.cap, coalesce(x.until_on::text, '')
  from proxy x join person h on h.id = x.delegate
 where x.state = 'active' and $1::text::date between x.from_on and coalesce(x.until_on, 'infinity'::date)
 order by x.delegator, x.made_at, x.id`
	// jobPaid knows who paid where somebody who had signed in did, on these pages.
	jobPaid = `
select r.id, r.nav, r.amount, r.paid_on::text, r.over, r.subject::text, coalesce(p.actor, r.subject)::text, coalesce(p.mandate ->> 'id', '')
  from receipt r left join lateral (select p.actor, p.mandate from payment p where p.subject = r.subject and p.progress <> 'intended'
       and p.items @> jsonb_build_array(jsonb_build_object('nav', r.nav)) and proof(p, r.nav) = r.id order by p.at desc limit 1) p on true
 where r.id = $1 and r.subject is not null`
	postLetter = `
insert into letter(key, person, address, subject, body, made_at, next_at) values ($1, $2, $3, $4, $5, $6, $6) on conflict (key) do nothing`
	postNotice = `
insert into desk_notice(subject, key, vars, once, from_on, until_on)
values ($1, $2, $3, $4, $5::text::date, $6::text::date) on conflict (once) do nothing`
)

// jobsDesk is jobs.Desk in one transaction of the owner.
type jobsDesk struct{ tx pgx.Tx }

func (d jobsDesk) Person(ctx context.Context, id string, at time.Time) (p jobs.Person, ok bool, err error) {
	ok, err = found(d.tx.QueryRow(ctx, jobPerson, id, at).Scan(&p.ID, &p.Name, &p.Lang, &p.Email))
	return p, ok, err
}

func (d jobsDesk) Change(ctx context.Context, id string) (c jobs.Change, ok bool, err error) {
	ok, err = found(d.tx.QueryRow(ctx, jobChange, id).Scan(&c.ID, &c.Kind, &c.Value, &c.By, &c.Mandate, &c.AskedAt, &c.FromAt,
		&c.Person, &c.Actor, &c.StoppedAt, &c.Old))
	return c, ok, err
}

func (d jobsDesk) Names(ctx context.Context, proxy string) (giver, holder string, ok bool, err error) {
	ok, err = found(d.tx.QueryRow(ctx, jobNames, proxy).Scan(&giver, &holder))
	return giver, holder, ok, err
}

func (d jobsDesk) Acts(ctx context.Context, from, until time.Time) ([]jobs.Act, error) {
	rows, err := d.tx.Query(ctx, jobActs, from, until)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (a jobs.Act, err error) {
		err = row.Scan(&a.Person, &a.By, &a.Act, &a.Service, &a.Mandate, &a.At)
		return a, err
	})
}

func (d jobsDesk) Proxies(ctx context.Context, on calendar.Day) ([]jobs.Proxy, error) {
	rows, err := d.tx.Query(ctx, jobProxies, on.String())
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (p jobs.Proxy, err error) {
		var until string
		if err := row.Scan(&p.Person, &p.Delegate, &p.Rights.Tasks, &p.Rights.Services, &p.Rights.Cap, &until); err != nil || until == "" {
			return p, err
		}
		p.Until, err = calendar.Parse(until)
		return p, err
	})
}

func (d jobsDesk) Paid(ctx context.Context, receipt string) (p jobs.Paid, ok bool, err error) {
	var on string
	ok, err = found(d.tx.QueryRow(ctx, jobPaid, receipt).Scan(&p.Receipt, &p.Notice, &p.Amount, &on, &p.Over, &p.Owner, &p.Payer, &p.Mandate))
	if ok && err == nil {
		p.On, err = calendar.Parse(on)
	}
	return p, ok, err
}

func (d jobsDesk) Post(ctx context.Context, l jobs.Letter, at time.Time) error {
	_, err := d.tx.Exec(ctx, postLetter, l.Key, l.Person, l.To, l.Subject, l.Text, at)
	return err
}

func (d jobsDesk) Notify(ctx context.Context, n jobs.Notice) error {
	vars := n.Vars
	if vars == nil {
		vars = map[string]string{}
	}
	_, err := d.tx.Exec(ctx, postNotice, n.Person, n.Words, vars, n.Once, n.From.String(), n.Until.String())
	return err
}
