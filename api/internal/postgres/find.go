package postgres

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/command"
	"sportello/api/fines"
	"sportello/api/identity"
	"sportello/api/internal/codes"
	"sportello/api/payments"
)

const findFine = `select ` + fineColumns + ` from find_fine($1, $2) f`

// FindFine is the fine of a plate (as fines.Plate gives it) with a number: of the verbale or of a notice, however it was
// typed. What a wrong pair costs is the same whether there is such a number, such a plate, both or none.
//
// Errors: command.ErrNotFound, command.Locked.
func (db *DB) FindFine(ctx context.Context, number, plate string, at time.Time) (f fines.Fine, p payments.Position, err error) {
	hash := sha256.Sum256([]byte(plate)) // counted, and not kept
	of := identity.Who{Subject: identity.Person{ID: "plate " + hex.EncodeToString(hash[:16])}}
	err = db.Try(ctx, of, codes.Fine, at, func() error {
		f, err = db.fineOf(ctx, strings.ReplaceAll(fines.ID(number), "-", ""), plate)
		return err
	})
	if errors.Is(err, command.ErrWrongCode) {
		err = command.ErrNotFound
	}
	if err == nil {
		p, err = db.positionOfFine(ctx, f)
	}
	if err != nil {
		return fines.Fine{}, payments.Position{}, named("finding a fine", err)
	}
	return f, p, nil
}

func (db *DB) fineOf(ctx context.Context, number, plate string) (f fines.Fine, err error) {
	err = db.Anonymous(ctx, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, findFine, number, plate)
		if err != nil {
			return err
		}
		f, err = pgx.CollectOneRow(rows, ScanFine)
		return err
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return f, command.ErrWrongCode
	}
	return f, err
}

// positionOfFine is what is to be paid of it; the zero value when it has no notice.
func (db *DB) positionOfFine(ctx context.Context, f fines.Fine) (payments.Position, error) {
	for _, nav := range []string{f.NAVs.Discounted, f.NAVs.Reduced, f.NAVs.Full} {
		if nav == "" {
			continue
		}
		if p, _, known, err := db.PositionOf(ctx, nav); err != nil || known {
			return p, err
		}
	}
	return payments.Position{}, nil
}

// CheckNotice is the position of a notice number; the zero value when we have none. Each asking counts, right or wrong.
//
// Errors: command.Locked.
func (db *DB) CheckNotice(ctx context.Context, nav string, at time.Time) (p payments.Position, err error) {
	err = db.Try(ctx, identity.Who{}, codes.Notice, at, func() error {
		if p, _, _, err = db.PositionOf(ctx, nav); err != nil {
			return err
		}
		return command.ErrWrongCode // counted as if it were, see codes.Of
	})
	if err != nil && !errors.Is(err, command.ErrWrongCode) {
		return payments.Position{}, named("checking a notice", err)
	}
	return p, nil
}
