package postgres

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/identity"
	"sportello/api/internal/codes"
	"sportello/api/proxies"
)

const (
	// lockProxies makes those who give to one person, or take from one person, take turns: limits are counted, then used.
	lockProxies = `select pg_advisory_xact_lock(hashtextextended('proxy ' || $1, 0))`
	ownCode     = `select fiscal_code from person where id = $1`
	countGiven  = `select proxies_counted($1, true, $2)`
	countHeld   = `select proxies_counted($1, false, $2)`
	insertProxy = `insert into proxy(id, kind, delegator, delegate_code, delegate, tasks, services, cap, from_on, until_on, state, code_hash,
code_until, papers, made_by, made_at, changed_at, delegate_called, delegator_called)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::date, nullif($10::text, '')::date, $11, $12, $13, $14, $15, $16, $16, $17, $18)`
	dropAsked   = `delete from draft where subject = $1 and service = $2`
	invitedHere = `
select id::text, delegator::text, code_hash from proxy
 where delegate_code = $1 and delegate is null and state = 'invited' and code_until > $2
   and (until_on is null or until_on >= ($2 at time zone 'Europe/Rome')::date)
 order by made_at desc limit 20 for update`
	takeProxy = `update proxy set delegate = $2, state = 'active', code_hash = null, code_until = null, changed_at = $3 where id = $1`
	holdProxy = `
select p.kind, p.delegator::text, coalesce(p.delegate::text, ''), p.state,
       case when p.delegator = $2 then 'giver' when p.delegate = $2 or p.delegate_code = m.fiscal_code then 'holder' else '' end
  from proxy p, person m where p.id = $1 and m.id = $2 for update of p`
	moveProxy = `
update proxy set state = $2, changed_at = $3, delegate = coalesce(delegate, nullif($4::text, '')::uuid),
       code_hash = case when $2 = 'invited' then $5::bytea end, code_until = case when $2 = 'invited' then $6::timestamptz end
 where id = $1`
	codeOf = `select coalesce(code_hash, '') from proxy where id = $1`
)

// written is a proxy on its way into the store, beside what it says of itself.
type written struct {
	proxies.Proxy
	madeBy                      string
	hash                        []byte
	calledDelegate, calledGiver string
	papers                      proxies.Papers
	draft                       string // flow of the draft that it ends
	what                        string // told to both
}

// GiveProxy writes an invitation, within the limits of who gives it. The id of the command becomes that of the
// proxy. until is the last moment of its code.
//
// Errors: proxies.ErrTooManyGiven; command.ErrReused when the proxy was given with another code: what this page
// shows would open nothing.
func (db *DB) GiveProxy(ctx context.Context, who identity.Who, c command.Command, g proxies.Give, l proxies.Limits, at time.Time) (command.Receipt, error) {
	code := g.Code
	g.Code = ""
	c, err := without(c, g)
	if err != nil {
		return command.Receipt{}, err
	}
	r, err := db.once(ctx, who, c, at, func(tx pgx.Tx) (command.Receipt, error) {
		own, err := lockBoth(ctx, tx, who.Actor.ID, g.FiscalCode)
		if err == nil {
			err = room(ctx, tx, countGiven, own, l.Given, at, proxies.ErrTooManyGiven)
		}
		if err != nil {
			return command.Receipt{}, err
		}
		w := written{madeBy: who.Actor.ID, hash: codes.Hash(code), calledDelegate: g.Name, draft: proxies.Giving, what: "given"}
		w.Proxy = proxies.Proxy{ID: c.ID, Kind: proxies.Simple, Delegator: proxies.Party{ID: who.Actor.ID}, Delegate: proxies.Party{FiscalCode: g.FiscalCode},
			Rights: g.Rights, From: max(g.From, calendar.InRome(at)), Until: g.Until, State: proxies.Invited, CodeUntil: l.CodeUntil(at)}
		return done(c, at), w.write(ctx, tx, at)
	})
	if err != nil {
		return r, err
	}
	return r, db.sameCode(ctx, who, c.ID, code)
}

// without is a command without what must not be kept of it: its fingerprint would be a fast hash of a short code.
func without(c command.Command, body any) (command.Command, error) {
	raw, err := json.Marshal(body)
	c.Body = raw
	return c, err
}

// sameCode makes sure that the code of a command sent again is the one that is kept, while one is kept.
func (db *DB) sameCode(ctx context.Context, who identity.Who, proxy, code string) error {
	var hash []byte
	err := db.As(ctx, who, func(tx pgx.Tx) error { return tx.QueryRow(ctx, codeOf, proxy).Scan(&hash) })
	if err == nil && len(hash) > 0 && !codes.Match(hash, code) {
		return command.ErrReused
	}
	return err
}

func done(c command.Command, at time.Time) command.Receipt {
	return command.Receipt{Command: c.ID, State: command.Done, At: at.UTC()}
}

// lockBoth makes whoever gives or takes a proxy of one of the two wait, and gives the codice fiscale of the first.
func lockBoth(ctx context.Context, tx pgx.Tx, person, code string) (own string, err error) {
	if err = tx.QueryRow(ctx, ownCode, person).Scan(&own); err != nil {
		return own, err
	}
	both := slices.DeleteFunc([]string{own, code}, func(c string) bool { return c == "" })
	slices.Sort(both)
	for _, c := range both {
		if _, err = tx.Exec(ctx, lockProxies, c); err != nil {
			break
		}
	}
	return own, err
}

// room fails with full when somebody has no place left.
func room(ctx context.Context, tx pgx.Tx, query, code string, limit int, at time.Time, full error) error {
	var n int
	if err := tx.QueryRow(ctx, query, code, at).Scan(&n); err != nil {
		return err
	}
	if n >= limit {
		return full
	}
	return nil
}

func (w written) write(ctx context.Context, tx pgx.Tx, at time.Time) error {
	var b pgx.Batch
	var delegate, until any
	if w.Delegate.ID != "" {
		delegate = w.Delegate.ID
	}
	if !w.CodeUntil.IsZero() {
		until = w.CodeUntil
	}
	if w.Rights.Services == nil {
		w.Rights.Services = []string{}
	}
	b.Queue(insertProxy, w.ID, w.Kind, w.Delegator.ID, w.Delegate.FiscalCode, delegate, w.Rights.Tasks, w.Rights.Services, w.Rights.Cap,
		w.From.String(), w.Until.String(), w.State, w.hash, until, w.papers, w.madeBy, at, w.calledDelegate, w.calledGiver)
	b.Queue(dropAsked, w.madeBy, w.draft)
	b.Queue(insertOut, "proxy.changed", tidings(w.ID, w.what, w.Delegator.ID, w.Delegate.ID), at)
	return tx.SendBatch(ctx, &b).Close()
}

// tidings is what the outbox says of a proxy: ids alone. Who is not known yet is told when they sign in.
func tidings(proxy, what string, people ...string) map[string]any {
	people = slices.DeleteFunc(people, func(p string) bool { return p == "" })
	return map[string]any{"proxy": proxy, "what": what, "tell": people}
}

// AcceptProxy makes the invitation of that code a proxy in force. Tries are counted (see Try); whether the code is
// wrong, old, another's or of nothing, the answer is the same and takes as long.
//
// Errors: command.ErrWrongCode, command.ErrLocked, proxies.ErrTooManyHeld.
func (db *DB) AcceptProxy(ctx context.Context, who identity.Who, c command.Command, code string, l proxies.Limits, at time.Time) (r command.Receipt, err error) {
	if c, err = without(c, struct{}{}); err != nil {
		return r, err
	}
	err = db.Try(ctx, who, codes.Invitation, at, func() error {
		r, err = db.once(ctx, who, c, at, func(tx pgx.Tx) (command.Receipt, error) {
			own, err := lockBoth(ctx, tx, who.Actor.ID, "")
			if err != nil {
				return command.Receipt{}, err
			}
			id, giver, err := invitation(ctx, tx, own, code, at)
			if err == nil {
				err = room(ctx, tx, countHeld, own, l.Held, at, proxies.ErrTooManyHeld)
			}
			if err != nil {
				return command.Receipt{}, err
			}
			if _, err := tx.Exec(ctx, takeProxy, id, who.Actor.ID, at); err != nil {
				return command.Receipt{}, err
			}
			return done(c, at), told(ctx, tx, who, c, proxies.Proxy{ID: id, Delegator: proxies.Party{ID: giver}, Delegate: proxies.Party{ID: who.Actor.ID}}, "accepted", at)
		})
		return err
	})
	return r, err
}

// invitation finds the open invitation of that code among those to a codice fiscale.
func invitation(ctx context.Context, tx pgx.Tx, own, code string, at time.Time) (id, giver string, err error) {
	type open struct {
		ID, Giver string
		Hash      []byte
	}
	rows, err := tx.Query(ctx, invitedHere, own, at)
	if err != nil {
		return "", "", err
	}
	all, err := pgx.CollectRows(rows, pgx.RowToStructByPos[open])
	if err != nil {
		return "", "", err
	}
	if len(all) == 0 {
		all = []open{{}} // takes as long as one
	}
	for _, o := range all {
		if codes.Match(o.Hash, code) {
			id, giver = o.ID, o.Giver
		}
	}
	if id == "" {
		return "", "", command.ErrWrongCode
	}
	return id, giver, nil
}

// told writes what both people must hear, and traces it.
func told(ctx context.Context, tx pgx.Tx, who identity.Who, c command.Command, p proxies.Proxy, what string, at time.Time) error {
	if _, err := tx.Exec(ctx, insertOut, "proxy.changed", tidings(p.ID, what, p.Delegator.ID, p.Delegate.ID), at); err != nil {
		return err
	}
	return trace(ctx, tx, who, c, p, what, at)
}

// trace writes in the trail of the other one, or of both, that it was done: once writes that of the actor.
func trace(ctx context.Context, tx pgx.Tx, who identity.Who, c command.Command, p proxies.Proxy, what string, at time.Time) error {
	for _, other := range []string{p.Delegator.ID, p.Delegate.ID} {
		if other == "" || other == who.Subject.ID {
			continue
		}
		theirs := identity.Who{Actor: who.Actor, Subject: identity.Person{ID: other}, Mandate: who.Mandate, Office: who.Office}
		if who.Office != "" { // a clerk at work: the trail names the office
			theirs.Mandate = identity.Mandate{Kind: identity.MandateProxy, ID: p.ID}
		}
		if err := chain(ctx, tx, theirs, entry{At: at, Act: string(c.Kind), About: p.ID, Reason: what}); err != nil {
			return err
		}
	}
	return nil
}

// ChangeProxy does what one of the two may do with a proxy. It is true at the next request of the delegate.
//
// Errors: command.ErrNotFound for what is not there and what is not theirs; proxies.ErrNotNow; command.ErrReused
// when a new code was made already by this command, and was another.
func (db *DB) ChangeProxy(ctx context.Context, who identity.Who, c command.Command, ch proxies.Change, l proxies.Limits, at time.Time) (command.Receipt, error) {
	code := ch.Code
	ch.Code = ""
	c, err := without(c, ch)
	if err != nil {
		return command.Receipt{}, err
	}
	r, err := db.once(ctx, who, c, at, func(tx pgx.Tx) (command.Receipt, error) {
		p := proxies.Proxy{ID: ch.Proxy}
		var side proxies.Side
		ok, err := found(tx.QueryRow(ctx, holdProxy, p.ID, who.Actor.ID).Scan(&p.Kind, &p.Delegator.ID, &p.Delegate.ID, &p.State, &side))
		if err == nil && (!ok || side == "") {
			err = command.ErrNotFound
		}
		if err != nil {
			return command.Receipt{}, err
		}
		to, ok := p.After(ch.Act, side)
		if !ok {
			return command.Receipt{}, proxies.ErrNotNow
		}
		return done(c, at), moved(ctx, tx, who, c, p, ch.Act, to, code, l, at)
	})
	if err != nil || ch.Act != proxies.Recode {
		return r, err
	}
	return r, db.sameCode(ctx, who, ch.Proxy, code)
}

func moved(ctx context.Context, tx pgx.Tx, who identity.Who, c command.Command, p proxies.Proxy, act proxies.Act, to proxies.State, code string,
	l proxies.Limits, at time.Time) error {
	var hash []byte
	taker := ""
	switch act {
	case proxies.Recode:
		hash = codes.Hash(code)
	case proxies.Refuse:
		taker = who.Actor.ID // who refused it is known from now on
	}
	if _, err := tx.Exec(ctx, moveProxy, p.ID, to, at, taker, hash, l.CodeUntil(at)); err != nil {
		return err
	}
	if p.Delegate.ID == "" {
		p.Delegate.ID = taker
	}
	return told(ctx, tx, who, c, p, string(act), at)
}
