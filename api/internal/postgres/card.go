package postgres

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sportello/api/command"
	"sportello/api/identity"
)

const (
	selectCard = `
select k.made_at, (select count(*) from card_code n where n.card = k.id and n.used_at is null)
  from card k where k.subject = $1 and k.ended_at is null`
	// lockCard makes two who press at once take turns: the later card is the one that counts.
	lockCard   = `select pg_advisory_xact_lock(hashtextextended('card ' || $1, 0))`
	endCard    = `update card set ended_at = $2 where subject = $1 and ended_at is null`
	laterCard  = `select exists (select from card where subject = $1 and ended_at is null and made_at > $2)`
	insertCard = `insert into card(id, subject, made_at) values ($1, $2, $3)`
	addNumber  = `insert into card_code(card, subject, number, hash) values ($1, $2, $3, $4)`
)

// MakeCard keeps the hashes of a new card, numbered from 1, and ends the card before it. Whoever sends the command
// again gets another card. Of two taps the later counts, also when the first comes through last.
//
// Errors: command.ErrNotFound when a later card was made meanwhile.
func (db *DB) MakeCard(ctx context.Context, who identity.Who, c command.Command, hashes [][]byte, at time.Time) error {
	return db.As(ctx, who, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, lockCard, who.Subject.ID); err != nil {
			return err
		}
		var later bool
		if err := tx.QueryRow(ctx, laterCard, who.Subject.ID, at).Scan(&later); err != nil {
			return err
		}
		if later {
			return command.ErrNotFound
		}
		card := uuid.NewString()
		var b pgx.Batch
		b.Queue(endCard, who.Subject.ID, at)
		b.Queue(insertCard, card, who.Subject.ID, at)
		for i, hash := range hashes {
			b.Queue(addNumber, card, who.Subject.ID, i+1, hash)
		}
		if err := tx.SendBatch(ctx, &b).Close(); err != nil {
			return err
		}
		return chain(ctx, tx, who, entry{At: at, Act: string(c.Kind), About: card})
	})
}
