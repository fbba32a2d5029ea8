package postgres

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/command"
	"sportello/api/help"
	"sportello/api/identity"
	"sportello/api/internal/codes"
	"sportello/api/trail"
)

const (
	// openHelp takes a drawer that is free, or whose code is past its time.
	openHelp = `
insert into help(token_hash, drawer, code_hash, source, person, seen_at, expires_at)
select $1, $2, $3, $4, nullif($5, '')::uuid, $6, $7
 where (select count(*) from help where source = $4 and expires_at > $6) < $8
on conflict (drawer) do update
   set token_hash = excluded.token_hash, id = gen_random_uuid(), code_hash = excluded.code_hash, source = excluded.source,
       person = excluded.person, page = '', step = '', errors = '{}', seen_at = excluded.seen_at, expires_at = excluded.expires_at
 where help.expires_at <= $6`
	noteHelp = `
update help set page = $2, step = $3, errors = $4, seen_at = $5, person = nullif($6, '')::uuid
 where token_hash = $1 and expires_at > $5 returning expires_at`
	knowHelp  = `select expires_at from help where token_hash = $1 and expires_at > $2`
	closeHelp = `delete from help where token_hash = $1`
	findHelp  = `
select id::text, code_hash, coalesce(person::text, ''), page, step, errors, seen_at, expires_at from help
 where drawer = $1 and expires_at > $2`
	sweepHelp = `delete from help where expires_at < $1`
)

const (
	drawerDigits  = 3  // of a code: by them its hash is found, the other five are the secret
	drawersTried  = 8  // before one says that there is none free
	helpPerSource = 20 // a care home has one address; a thousand drawers are for the town
)

// OpenHelp makes a help code for whoever asks, signed in or not, and the secret of their browser.
//
// Errors: command.ErrLocked when too many are open, from this address or in all.
func (db *DB) OpenHelp(ctx context.Context, who identity.Who, at time.Time) (help.Ticket, error) {
	secret := make([]byte, 32)
	rand.Read(secret) // never fails (crypto/rand)
	t := help.Ticket{Token: base64.RawURLEncoding.EncodeToString(secret)}
	for range drawersTried {
		t.Code = codes.New()
		opened, err := db.openHelp(ctx, who, t, at)
		if opened || err != nil {
			return t, err
		}
	}
	return help.Ticket{}, command.Locked{Until: at.Add(help.Lasts)}
}

func (db *DB) openHelp(ctx context.Context, who identity.Who, t help.Ticket, at time.Time) (opened bool, err error) {
	hash := codes.Hash(t.Code)
	err = db.Anonymous(ctx, func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, openHelp, tokenHash(t.Token), t.Code[:drawerDigits], hash, command.SourceOf(ctx), who.Actor.ID, at,
			at.Add(help.Lasts), helpPerSource)
		opened = tag.RowsAffected() > 0
		return err
	})
	if err != nil {
		return false, fmt.Errorf("opening a help code: %w", err)
	}
	return opened, nil
}

// NoteHelp writes down where the browser with that secret is, and until when the clerk may see it. A nil place
// only asks.
//
// Errors: command.ErrNotFound when the help has ended.
func (db *DB) NoteHelp(ctx context.Context, who identity.Who, token string, p *help.Place, at time.Time) (until time.Time, err error) {
	err = db.Anonymous(ctx, func(tx pgx.Tx) error {
		sql, args := knowHelp, []any{tokenHash(token), at}
		if p != nil {
			c := p.Clean()
			sql, args = noteHelp, []any{tokenHash(token), c.Page, c.Step, append([]string{}, c.Errors...), at, who.Actor.ID}
		}
		ok, err := found(tx.QueryRow(ctx, sql, args...).Scan(&until))
		if err == nil && !ok {
			return command.ErrNotFound
		}
		return err
	})
	if err != nil && !errors.Is(err, command.ErrNotFound) {
		err = fmt.Errorf("noting where help is needed: %w", err)
	}
	return until.UTC(), err
}

// CloseHelp ends it at once. What has ended already is no error.
func (db *DB) CloseHelp(ctx context.Context, token string) error {
	err := db.Anonymous(ctx, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, closeHelp, tokenHash(token))
		return err
	})
	if err != nil {
		return fmt.Errorf("closing a help code: %w", err)
	}
	return nil
}

// LookHelp is where the person is who read out the code. Who is signed in there finds the look in their trail,
// once for each page and hour; it is written before the clerk sees anything.
//
// Errors: command.WrongCode, command.Locked.
func (db *DB) LookHelp(ctx context.Context, clerk identity.Who, code string, at time.Time) (seen help.Seen, err error) {
	err = db.Try(ctx, clerk, codes.Help, at, func() error {
		f, err := db.findHelp(ctx, code, at)
		if err == nil && f.person != "" {
			err = db.lookedHelp(ctx, clerk, f, at)
		}
		seen = f.seen
		return err
	})
	if err != nil {
		return help.Seen{}, err
	}
	return seen, nil
}

type foundHelp struct {
	id, person string
	seen       help.Seen
}

// findHelp holds a code against the one hash of its drawer, or against none: it takes the same time.
func (db *DB) findHelp(ctx context.Context, code string, at time.Time) (f foundHelp, err error) {
	var hash []byte
	s := &f.seen
	err = db.Anonymous(ctx, func(tx pgx.Tx) error {
		_, err := found(tx.QueryRow(ctx, findHelp, code[:drawerDigits], at).Scan(&f.id, &hash, &f.person, &s.Page, &s.Step, &s.Errors, &s.At, &s.Until))
		return err
	})
	if err != nil {
		return f, fmt.Errorf("finding a help code: %w", err)
	}
	if !codes.Match(hash, code) {
		return foundHelp{}, command.ErrWrongCode
	}
	return f, nil
}

func (db *DB) lookedHelp(ctx context.Context, clerk identity.Who, f foundHelp, at time.Time) error {
	who := identity.Who{Actor: clerk.Actor, Office: clerk.Office, Subject: identity.Person{ID: f.person},
		Mandate: identity.Mandate{Kind: identity.MandateDesk, ID: f.id}}
	return db.As(ctx, who, func(tx pgx.Tx) error {
		return look(ctx, tx, who, "help "+f.seen.Page, false, entry{At: at, Act: trail.HelpLook, About: f.seen.Page})
	})
}

func tokenHash(token string) []byte {
	h := sha256.Sum256([]byte(token))
	return h[:]
}

// SweepHelp forgets help codes past their time and hours that are over. As the owner, once an hour.
func SweepHelp(ctx context.Context, owner *pgxpool.Pool, now time.Time) error {
	var b pgx.Batch
	b.Queue(sweepHelp, now)
	b.Queue(sweepLooks, now.Add(-24*time.Hour))
	if err := owner.SendBatch(ctx, &b).Close(); err != nil {
		return fmt.Errorf("sweeping help codes: %w", down(ctx, err))
	}
	return nil
}
