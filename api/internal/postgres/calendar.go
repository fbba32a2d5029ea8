package postgres

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sportello/api/command"
	"sportello/api/deadlines"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/internal/codes"
)

const (
	selectLink = `select made_at from calendar_link where subject = $1 and ended_at is null`
	// lockLink makes two who press at once take turns: the later address is the one that counts.
	lockLink   = `select pg_advisory_xact_lock(hashtextextended('calendar ' || $1, 0))`
	laterLink  = `select exists (select from calendar_link where subject = $1 and ended_at is null and made_at > $2)`
	endLink    = `update calendar_link set ended_at = $2 where subject = $1 and ended_at is null returning id::text`
	insertLink = `insert into calendar_link(id, subject, hash, made_at) values ($1, $2, $3, $4)`
	linkReader = `select person::text, fiscal_code, given_name, family_name, ended from calendar_reader($1)`
)

// queueLink reads, in one's own matters, whether there is a private address for calendars.
func queueLink(b *pgx.Batch, who identity.Who, f *folder.Folder) {
	if who.ForOther() {
		return
	}
	b.Queue(selectLink, who.Subject.ID).Query(func(rows pgx.Rows) error {
		return each(rows, func() error {
			f.Calendar = &deadlines.Link{}
			err := rows.Scan(&f.Calendar.MadeAt)
			f.Calendar.MadeAt = f.Calendar.MadeAt.UTC()
			return err
		})
	})
}

// MakeLink keeps the hash of a new secret and ends the one before it. Whoever sends the command again gets another
// secret, for the first is kept nowhere. Of two taps the later counts, also when the first comes through last.
//
// Errors: command.ErrNotFound when a later one was made meanwhile.
func (db *DB) MakeLink(ctx context.Context, who identity.Who, c command.Command, secret string, at time.Time) error {
	err := db.As(ctx, who, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, lockLink, who.Subject.ID); err != nil {
			return err
		}
		var later bool
		if err := tx.QueryRow(ctx, laterLink, who.Subject.ID, at).Scan(&later); err != nil {
			return err
		}
		if later {
			return command.ErrNotFound
		}
		if _, err := tx.Exec(ctx, endLink, who.Subject.ID, at); err != nil {
			return err
		}
		link, hash := uuid.NewString(), sha256.Sum256([]byte(secret))
		if _, err := tx.Exec(ctx, insertLink, link, who.Subject.ID, hash[:], at); err != nil {
			return err
		}
		return chain(ctx, tx, who, entry{At: at, Act: string(c.Kind), About: link})
	})
	return named("making a calendar link", err)
}

// EndLink ends the address, if there is one. What has ended already is no error, and is written down once.
func (db *DB) EndLink(ctx context.Context, who identity.Who, c command.Command, at time.Time) error {
	err := db.As(ctx, who, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, lockLink, who.Subject.ID); err != nil {
			return err
		}
		var link string
		ended, err := found(tx.QueryRow(ctx, endLink, who.Subject.ID, at).Scan(&link))
		if err != nil || !ended {
			return err
		}
		return chain(ctx, tx, who, entry{At: at, Act: string(c.Kind), About: link})
	})
	return named("ending a calendar link", err)
}

// LinkReader is in whose name a calendar reads that has a secret. A secret that nobody has, or ever had, is counted as
// a wrong try of the address it comes from; one that has ended is not, for calendars go on asking for years. Who has a
// right one is never stopped, whatever others try: a company that keeps calendars asks for thousands of people from one
// address, and many at once.
//
// Errors: command.ErrNotFound for each of them alike, command.Locked for wrong ones after too many.
func (db *DB) LinkReader(ctx context.Context, secret string, at time.Time) (who identity.Who, err error) {
	hash, p, known, ended := sha256.Sum256([]byte(secret)), identity.Person{}, false, false
	err = db.Anonymous(ctx, func(tx pgx.Tx) (err error) {
		known, err = found(tx.QueryRow(ctx, linkReader, hash[:]).Scan(&p.ID, &p.FiscalCode, &p.GivenName, &p.FamilyName, &ended))
		return err
	})
	if err == nil && !known {
		err = db.Try(ctx, identity.Who{}, codes.Calendar, at, func() error { return command.ErrWrongCode })
	}
	if errors.Is(err, command.ErrWrongCode) || ended {
		err = command.ErrNotFound
	}
	if err != nil {
		return identity.Who{}, named("reading a calendar", err)
	}
	return identity.Self(p), nil
}

// named says what was being done, and leaves alone what a person is told.
func named(doing string, err error) error {
	if err == nil || errors.Is(err, command.ErrNotFound) || errors.Is(err, command.ErrLocked) {
		return err
	}
	return fmt.Errorf("%s: %w", doing, err)
}
