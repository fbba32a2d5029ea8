package postgres

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/command"
	"sportello/api/desk"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/internal/codes"
)

const (
	consentColumns = `
select c.id::text, c.assistance::text, c.deed, c.about::text, c.service, coalesce(c.amount, 0), encode(c.digest, 'hex'),
       btrim(p.given_name || ' ' || p.family_name), a.office, c.asked_at, c.expires_at, c.given_at, c.used_at, c.ended_at, c.means,
       coalesce(c.card_number, 0), (select k.made_at from consent_code k where k.consent = c.id and k.means = 'mail'),
       coalesce((select f.value ->> 'lang' from preference f where f.actor = c.subject), '')
  from consent c join assistance a on a.id = c.assistance join person p on p.id = a.clerk`
	// selectConsents are those of the last half hour that nothing was done with; row-level security leaves the clerk
	// those of the assistance, the citizen their own, and a delegate none.
	selectConsents = consentColumns + `
 where c.subject = $1 and c.used_at is null and c.asked_at > now() - interval '30 minutes' order by c.asked_at desc, c.id`
	selectConsent = consentColumns + ` where c.id = $1 and c.subject = $2`

	endAsked = `update consent set ended_at = $4 where assistance = $1 and about = $2 and subject = $3 and used_at is null and ended_at is null
and expires_at > now()`
	askConsent = `
insert into consent(id, assistance, subject, deed, about, service, amount, digest, asked_at, expires_at, card_number)
values ($1, $2, $3, $4, $5, $6, nullif($7::bigint, 0), decode($8, 'hex'), $9, $9::timestamptz + interval '10 minutes',
  (select min(n.number) from card k join card_code n on n.card = k.id where k.subject = $3 and k.ended_at is null and n.used_at is null))`
	endConsent = `update consent set ended_at = $3 where id = $1 and subject = $2 and used_at is null and ended_at is null
returning service`

	keepCode = `
insert into consent_code(consent, subject, means, hash, made_at)
select c.id, c.subject, $3, $4, $5 from consent c
 where c.id = $1 and c.subject = $2 and c.given_at is null and c.used_at is null and c.ended_at is null and c.expires_at > $5
on conflict (consent, means) do update set hash = excluded.hash, made_at = excluded.made_at where consent_code.made_at <= excluded.made_at
returning (select c.service from consent c where c.id = consent)`

	// heldCodes are the hashes that a yes may fit, of a consent that is still open. One that was given already counts
	// too: whoever presses twice is not wrong.
	heldCodes = `
select k.means, k.hash from consent c join consent_code k on k.consent = c.id
 where c.id = $1 and c.subject = $2 and c.used_at is null and c.ended_at is null and c.expires_at > $3
union all
select 'card', n.hash from consent c join card k on k.subject = c.subject and k.ended_at is null
  join card_code n on n.card = k.id and n.number = c.card_number
 where c.id = $1 and c.subject = $2 and c.used_at is null and c.ended_at is null and c.expires_at > $3
   and (n.used_at is null or n.used_at = c.given_at)`
	giveConsent = `
update consent set given_at = $3, means = $4
 where id = $1 and subject = $2 and given_at is null and used_at is null and ended_at is null and expires_at > $3
returning service`
	takeCard = `
update card_code n set used_at = $3 from consent c, card k
 where c.id = $1 and c.subject = $2 and k.subject = c.subject and k.ended_at is null and n.card = k.id and n.number = c.card_number
   and n.used_at is null`
	useConsent = `update consent set used_at = $3 where id = $1 and subject = $2 and given_at is not null and used_at is null and ended_at is null`
)

// queueConsents reads what is asked of the person, and in their own matters their card.
func queueConsents(b *pgx.Batch, who identity.Who, f *folder.Folder) {
	b.Queue(selectConsents, who.Subject.ID).Query(collect(&f.Consents, scanConsent))
	if !who.ForOther() {
		b.Queue(selectCard, who.Subject.ID).Query(func(rows pgx.Rows) error {
			return each(rows, func() error {
				f.Card = &desk.Card{}
				return rows.Scan(&f.Card.MadeAt, &f.Card.Left)
			})
		})
	}
}

func scanConsent(row pgx.CollectableRow) (c desk.Consent, err error) {
	var given, used, ended, mailed *time.Time
	err = row.Scan(&c.ID, &c.Assistance, &c.Deed, &c.About, &c.Service, &c.Amount, &c.Digest, &c.Clerk, &c.Office, &c.AskedAt, &c.ExpiresAt,
		&given, &used, &ended, &c.Means, &c.Card, &mailed, &c.Lang)
	c.AskedAt, c.ExpiresAt = c.AskedAt.UTC(), c.ExpiresAt.UTC()
	for from, to := range map[*time.Time]*time.Time{given: &c.GivenAt, used: &c.UsedAt, ended: &c.EndedAt, mailed: &c.Mailed} {
		if from != nil {
			*to = from.UTC()
		}
	}
	return c, err
}

// Consent is a consent that who may know of.
//
// Errors: command.ErrNotFound.
func (db *DB) Consent(ctx context.Context, who identity.Who, id string) (c desk.Consent, err error) {
	err = db.As(ctx, who, func(tx pgx.Tx) (err error) {
		c, err = oneConsent(ctx, tx, who, id)
		return err
	})
	return c, err
}

func oneConsent(ctx context.Context, tx pgx.Tx, who identity.Who, id string) (desk.Consent, error) {
	rows, err := tx.Query(ctx, selectConsent, id, who.Subject.ID)
	if err != nil {
		return desk.Consent{}, err
	}
	c, err := pgx.CollectExactlyOneRow(rows, scanConsent)
	if errors.Is(err, pgx.ErrNoRows) {
		err = command.ErrNotFound
	}
	return c, err
}

// AskConsent notes that a clerk has read a sentence to the citizen. What was asked for the same draft before is
// worth nothing from then on. c.ID becomes the id of the consent.
func (db *DB) AskConsent(ctx context.Context, who identity.Who, c command.Command, ask desk.Consent, at time.Time) (command.Receipt, error) {
	return db.once(ctx, who, c, at, func(tx pgx.Tx) (command.Receipt, error) {
		var b pgx.Batch
		b.Queue(endAsked, who.Mandate.ID, ask.About, who.Subject.ID, at)
		b.Queue(askConsent, c.ID, who.Mandate.ID, who.Subject.ID, ask.Deed, ask.About, ask.Service, int64(ask.Amount), ask.Digest, at)
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return command.Receipt{}, fmt.Errorf("asking for a consent: %w", err)
		}
		return command.Receipt{Command: c.ID, State: command.Done, At: at.UTC()}, nil
	})
}

// EndConsent is the citizen's no.
//
// Errors: command.ErrNotFound when there is nothing to say no to any more.
func (db *DB) EndConsent(ctx context.Context, who identity.Who, c command.Command, id string, at time.Time) error {
	return db.changed(ctx, who, entry{At: at, Act: string(c.Kind), About: id}, endConsent, id, who.Subject.ID, at)
}

// KeepCode keeps the hash of a code that is shown or sent for an open consent, in place of an older one. Of two taps
// the later counts, also when the first comes through last: its page is the one that is seen.
//
// Errors: command.ErrNotFound when the consent is not open, or a later code is kept.
func (db *DB) KeepCode(ctx context.Context, who identity.Who, c command.Command, consent string, by desk.Means, hash []byte, at time.Time) error {
	return db.changed(ctx, who, entry{At: at, Act: string(c.Kind), About: consent}, keepCode, consent, who.Subject.ID, by, hash, at)
}

// changed runs one statement that must change something and gives its service, and writes it into the trail.
// Nothing of it is kept for a second time, as once would do: what it answers may be a code.
func (db *DB) changed(ctx context.Context, who identity.Who, e entry, sql string, args ...any) error {
	return db.As(ctx, who, func(tx pgx.Tx) error {
		ok, err := found(tx.QueryRow(ctx, sql, args...).Scan(&e.Service))
		if err == nil && !ok {
			err = command.ErrNotFound
		}
		if err != nil {
			return err
		}
		return chain(ctx, tx, who, e)
	})
}

// GiveConsent holds a code against those of a consent, and notes the yes. It takes the same time whether there is
// such a consent or not, and three codes or none.
//
// Errors: those of Try.
func (db *DB) GiveConsent(ctx context.Context, who identity.Who, c command.Command, consent, code string, at time.Time) error {
	return db.Try(ctx, who, codes.Consent, at, func() error {
		held := map[desk.Means][]byte{}
		err := db.As(ctx, who, func(tx pgx.Tx) error {
			rows, err := tx.Query(ctx, heldCodes, consent, who.Subject.ID, at)
			if err != nil {
				return err
			}
			var by desk.Means
			var hash []byte
			_, err = pgx.ForEachRow(rows, []any{&by, &hash}, func() error { held[by] = hash; return nil })
			return err
		})
		if err != nil {
			return err
		}
		by := fits(held, code) // with no connection in hand
		if by == "" {
			return command.ErrWrongCode
		}
		return db.give(ctx, who, c, consent, by, at)
	})
}

// fits is the means whose code it is; empty when it is none. All are tried always.
func fits(held map[desk.Means][]byte, code string) (by desk.Means) {
	for _, m := range []desk.Means{desk.ByApp, desk.ByMail, desk.ByCard} {
		if codes.Match(held[m], code) {
			by = m
		}
	}
	return by
}

func (db *DB) give(ctx context.Context, who identity.Who, c command.Command, consent string, by desk.Means, at time.Time) error {
	return db.As(ctx, who, func(tx pgx.Tx) error {
		e := entry{At: at, Act: string(c.Kind), About: consent}
		ok, err := found(tx.QueryRow(ctx, giveConsent, consent, who.Subject.ID, at, by).Scan(&e.Service))
		if err != nil || !ok {
			return err // given already, by the same code
		}
		if by == desk.ByCard {
			tag, err := tx.Exec(ctx, takeCard, consent, who.Subject.ID, at)
			if err == nil && tag.RowsAffected() == 0 {
				err = command.ErrWrongCode // somebody has used it meanwhile
			}
			if err != nil {
				return err
			}
		}
		return chain(ctx, tx, who, e)
	})
}

// consented looks whether the citizen has said yes to what a clerk files. Everybody else needs no consent.
//
// Errors: desk.Lacking.
func consented(ctx context.Context, tx pgx.Tx, who identity.Who, consent, about, service string, digest []byte, at time.Time) error {
	if who.Mandate.Kind != identity.MandateDesk {
		return nil
	}
	c, err := oneConsent(ctx, tx, who, consent)
	if errors.Is(err, command.ErrNotFound) {
		return desk.NoConsent
	}
	if err != nil {
		return err
	}
	return c.Covers(desk.Filing, about, service, hex.EncodeToString(digest), who.Mandate.ID, at)
}

// used ends a consent with what it served for, in the same transaction: of two at once, one finds it used.
//
// Errors: desk.NoConsent.
func used(ctx context.Context, tx pgx.Tx, who identity.Who, consent string, at time.Time) error {
	if who.Mandate.Kind != identity.MandateDesk {
		return nil
	}
	tag, err := tx.Exec(ctx, useConsent, consent, who.Subject.ID, at)
	if err == nil && tag.RowsAffected() == 0 {
		err = desk.NoConsent
	}
	return err
}
