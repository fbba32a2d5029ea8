package postgres

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/identity"
	"sportello/api/proxies"
)

const (
	// meet is the id of somebody by codice fiscale; who was not known is from now on. A name is written only where
	// there was none.
	meet = `
insert into person as p (fiscal_code, given_name, family_name) values ($1, $2, $3)
on conflict (fiscal_code) do update set
  given_name  = case when p.given_name = '' and p.family_name = '' then excluded.given_name else p.given_name end,
  family_name = case when p.given_name = '' and p.family_name = '' then excluded.family_name else p.family_name end
returning id::text`
	openClaims  = `select count(*) from proxy where delegate = $1 and state = 'verifying'`
	verifyProxy = `
update proxy set state = $2, changed_at = $3, papers = papers || $4 where id = $1 and state = 'verifying'
   and delegator <> $5 and delegate <> $5 returning delegator::text, delegate::text`
	lookProxy = `
select delegator::text, delegate::text from proxy where id = $1 and state = 'verifying' and delegator <> $2 and delegate <> $2`

	// selectProxies are those that somebody has given or holds. A name is told to who knows the other person: the
	// delegator's to whoever was invited by them, the delegate's once they have accepted. Else it is the name that
	// this side wrote itself.
	selectProxies = `
select p.id::text, p.kind, s.id::text, s.fiscal_code,
       case when p.delegator = $1 or p.kind = 'simple' or p.state in ('active', 'paused') then btrim(s.given_name || ' ' || s.family_name) else p.delegator_called end,
       coalesce(p.delegate::text, ''), p.delegate_code,
       case when d.id is not null and p.state <> 'refused' then btrim(d.given_name || ' ' || d.family_name) when p.delegator = $1 then p.delegate_called else '' end,
       p.tasks, p.services, p.cap, p.from_on::text, coalesce(p.until_on::text, ''), p.state, p.code_until, p.changed_at, p.papers
  from proxy p join person s on s.id = p.delegator left join person d on d.id = p.delegate
 where p.delegator = $1 or p.delegate = $1 or p.delegate is null and p.state = 'invited' and p.delegate_code = (select fiscal_code from person where id = $1)
 order by p.made_at desc`
	// selectPapers are the claims that wait for a clerk: not those of the clerk's own.
	selectPapers = `
select p.id::text, p.kind, s.id::text, s.fiscal_code, coalesce(nullif(btrim(s.given_name || ' ' || s.family_name), ''), p.delegator_called),
       p.delegate::text, p.delegate_code, btrim(d.given_name || ' ' || d.family_name),
       p.tasks, p.services, p.cap, p.from_on::text, coalesce(p.until_on::text, ''), p.state, p.code_until, p.changed_at, p.papers
  from proxy p join person s on s.id = p.delegator join person d on d.id = p.delegate
 where p.state = 'verifying' and p.delegator <> $1 and p.delegate <> $1
 order by p.made_at`
)

// maxClaims are the claims of one person that may wait for a clerk at a time.
const maxClaims = 5

// ClaimProxy writes what somebody says of themselves, for a clerk to see the papers.
//
// Errors: proxies.ErrTooManyHeld when too many of theirs wait already.
func (db *DB) ClaimProxy(ctx context.Context, who identity.Who, c command.Command, cl proxies.Claim, at time.Time) (command.Receipt, error) {
	return db.once(ctx, who, c, at, func(tx pgx.Tx) (command.Receipt, error) {
		own, err := lockBoth(ctx, tx, who.Actor.ID, "")
		if err != nil {
			return command.Receipt{}, err
		}
		var waiting int
		if err := tx.QueryRow(ctx, openClaims, who.Actor.ID).Scan(&waiting); err != nil {
			return command.Receipt{}, err
		}
		if waiting >= maxClaims {
			return command.Receipt{}, proxies.ErrTooManyHeld
		}
		w := written{madeBy: who.Actor.ID, calledGiver: cl.Name, draft: proxies.Claiming, what: "claimed",
			papers: proxies.Papers{Name: cl.Name, Court: cl.Court, Decree: cl.Decree, Issued: cl.Issued}}
		w.Proxy = proxies.Proxy{ID: c.ID, Kind: cl.Kind, Delegate: proxies.Party{ID: who.Actor.ID, FiscalCode: own}, Rights: cl.Rights,
			From: calendar.InRome(at), Until: cl.Until, State: proxies.Verifying}
		if err := tx.QueryRow(ctx, meet, cl.FiscalCode, "", "").Scan(&w.Delegator.ID); err != nil {
			return command.Receipt{}, err
		}
		return done(c, at), w.write(ctx, tx, at)
	})
}

// RegisterPaper writes a proxy given on paper, in force from its first day. The clerk is who.Actor.
//
// Errors: proxies.ErrTooManyGiven, proxies.ErrTooManyHeld.
func (db *DB) RegisterPaper(ctx context.Context, who identity.Who, c command.Command, r proxies.Register, l proxies.Limits, at time.Time) (command.Receipt, error) {
	return db.once(ctx, who, c, at, func(tx pgx.Tx) (command.Receipt, error) {
		w := written{madeBy: who.Actor.ID, draft: proxies.OnPaper, what: "registered", papers: r.Papers}
		w.papers.Clerk = who.Actor.ID
		w.Proxy = proxies.Proxy{ID: c.ID, Kind: r.Kind, Delegator: proxies.Party{FiscalCode: r.DelegatorCode}, Delegate: proxies.Party{FiscalCode: r.DelegateCode},
			Rights: r.Rights, From: max(r.From, calendar.InRome(at)), Until: r.Until, State: proxies.Active}
		for _, p := range []struct {
			of   *proxies.Party
			name string
		}{{&w.Delegator, r.DelegatorName}, {&w.Delegate, r.DelegateName}} {
			given, family, _ := strings.Cut(strings.TrimSpace(p.name), " ")
			if err := tx.QueryRow(ctx, meet, p.of.FiscalCode, given, family).Scan(&p.of.ID); err != nil {
				return command.Receipt{}, err
			}
		}
		_, err := lockBoth(ctx, tx, w.Delegator.ID, r.DelegateCode)
		if r.Kind == proxies.Simple && err == nil {
			err = room(ctx, tx, countGiven, r.DelegatorCode, l.Given, at, proxies.ErrTooManyGiven)
			if err == nil {
				err = room(ctx, tx, countHeld, r.DelegateCode, l.Held, at, proxies.ErrTooManyHeld)
			}
		}
		if err == nil {
			err = w.write(ctx, tx, at)
		}
		if err != nil {
			return command.Receipt{}, err
		}
		return done(c, at), trace(ctx, tx, who, c, w.Proxy, w.what, at)
	})
}

// LookProxy notes in the trail of both people that a clerk opened a claim, before the page shows it.
//
// Errors: command.ErrNotFound for a claim that is not there or waits no more.
func (db *DB) LookProxy(ctx context.Context, who identity.Who, c command.Command, id string, at time.Time) (command.Receipt, error) {
	return db.once(ctx, who, c, at, func(tx pgx.Tx) (command.Receipt, error) {
		p := proxies.Proxy{ID: id}
		ok, err := found(tx.QueryRow(ctx, lookProxy, id, who.Actor.ID).Scan(&p.Delegator.ID, &p.Delegate.ID))
		if err == nil && !ok {
			err = command.ErrNotFound
		}
		if err != nil {
			return command.Receipt{}, err
		}
		return done(c, at), trace(ctx, tx, who, c, p, "papers", at)
	})
}

// VerifyProxy says whether the papers of a claim are good: it is in force, or refused with a reason.
//
// Errors: command.ErrNotFound for a claim that is not there, that somebody has seen already, or the clerk's own.
func (db *DB) VerifyProxy(ctx context.Context, who identity.Who, c command.Command, v proxies.Verify, at time.Time) (command.Receipt, error) {
	return db.once(ctx, who, c, at, func(tx pgx.Tx) (command.Receipt, error) {
		state, what := proxies.Refused, "papers_refused"
		if v.Good {
			state, what = proxies.Active, "papers_good"
		}
		p := proxies.Proxy{ID: v.Proxy}
		seen := proxies.Papers{Clerk: who.Actor.ID, Reason: v.Reason}
		ok, err := found(tx.QueryRow(ctx, verifyProxy, p.ID, state, at, seen, who.Actor.ID).Scan(&p.Delegator.ID, &p.Delegate.ID))
		if err == nil && !ok {
			err = command.ErrNotFound
		}
		if err != nil {
			return command.Receipt{}, err
		}
		return done(c, at), told(ctx, tx, who, c, p, what, at)
	})
}

// scanOwn is a proxy as its two people read it: without what the clerk has written down of their documents.
func scanOwn(row pgx.CollectableRow) (proxies.Proxy, error) {
	p, err := scanProxy(row)
	if p.Papers != nil {
		p.Papers.Delegator, p.Papers.Delegate, p.Papers.Clerk, p.Papers.Digest = nil, nil, "", ""
	}
	return p, err
}

func scanProxy(row pgx.CollectableRow) (p proxies.Proxy, err error) {
	var from, until string
	var code *time.Time
	var papers json.RawMessage
	if err := row.Scan(&p.ID, &p.Kind, &p.Delegator.ID, &p.Delegator.FiscalCode, &p.Delegator.Name, &p.Delegate.ID, &p.Delegate.FiscalCode, &p.Delegate.Name,
		&p.Rights.Tasks, &p.Rights.Services, &p.Rights.Cap, &from, &until, &p.State, &code, &p.ChangedAt, &papers); err != nil {
		return p, err
	}
	p.ChangedAt = p.ChangedAt.UTC()
	if code != nil {
		p.CodeUntil = code.UTC()
	}
	if p.From, err = calendar.Parse(from); err != nil {
		return p, err
	}
	if until != "" {
		if p.Until, err = calendar.Parse(until); err != nil {
			return p, err
		}
	}
	if len(papers) > 2 {
		p.Papers = &proxies.Papers{}
		err = json.Unmarshal(papers, p.Papers)
	}
	return p, err
}
