package postgres

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/command"
	"sportello/api/identity"
)

const (
	claimKey = `insert into command_key(id, actor, subject, kind, fingerprint, at) values ($1, $2, $3, $4, $5, $6)
on conflict do nothing`
	selectKey = `select fingerprint, answer from command_key where id = $1 and subject = $2`
	answerKey = `update command_key set answer = $3 where id = $1 and subject = $2`
)

// once applies a command exactly once. The first time, apply runs in the transaction that also holds the
// key, the audit entry and the stored answer: all of it happens or none. Later times get the stored answer.
// A second sender of the same key waits here until the first has committed or given up.
//
// Errors: command.ErrReused when the key was used for other content or by somebody else.
func (db *DB) once(ctx context.Context, who identity.Who, c command.Command, at time.Time,
	apply func(pgx.Tx) (command.Receipt, error)) (command.Receipt, error) {
	var receipt command.Receipt
	print := fingerprint(c)
	err := db.As(ctx, who, func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, claimKey, c.ID, who.Actor.ID, who.Subject.ID, c.Kind, print, at)
		if err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			receipt, err = stored(ctx, tx, who, c, print)
			return err
		}
		if receipt, err = apply(tx); err != nil {
			return err
		}
		if err := chain(ctx, tx, who, entry{At: at, Act: string(c.Kind), About: c.ID, Service: namedService(c)}); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, answerKey, c.ID, who.Subject.ID, receipt)
		return err
	})
	if err != nil {
		return command.Receipt{}, fmt.Errorf("applying %s: %w", c.Kind, err)
	}
	return receipt, nil
}

// stored is the answer that the first sending got.
func stored(ctx context.Context, tx pgx.Tx, who identity.Who, c command.Command, print []byte) (command.Receipt, error) {
	var was, answer []byte
	err := tx.QueryRow(ctx, selectKey, c.ID, who.Subject.ID).Scan(&was, &answer)
	if errors.Is(err, pgx.ErrNoRows) || err == nil && string(was) != string(print) {
		return command.Receipt{}, command.ErrReused
	}
	if err != nil {
		return command.Receipt{}, err
	}
	var r command.Receipt
	return r, json.Unmarshal(answer, &r)
}

// fingerprint tells whether two commands with one id ask the same. The clock of the device does not count.
func fingerprint(c command.Command) []byte {
	h := sha256.New()
	h.Write([]byte(c.Kind))
	h.Write([]byte{0})
	h.Write([]byte(c.Subject))
	h.Write([]byte{0})
	h.Write(c.Body)
	return h.Sum(nil)
}
