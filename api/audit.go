package api

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sportello/api/internal/postgres"
)

// VerifyAudit walks the whole audit trail of a database, as the owner of its tables, and gives the number of
// acts in it. Acts that are added meanwhile are not seen.
//
// It fails, naming the row, where the chain does not hold: a row was changed, taken out or put in.
func VerifyAudit(ctx context.Context, dsn string) (acts int64, err error) {
	owner, err := postgres.OpenOwner(ctx, dsn)
	if err != nil {
		return 0, err
	}
	defer owner.Close()
	still := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	err = pgx.BeginTxFunc(ctx, owner, still, func(tx pgx.Tx) (err error) {
		acts, err = postgres.VerifyAudit(ctx, tx)
		return err
	})
	if err != nil {
		return acts, fmt.Errorf("verifying the audit trail: %w", err)
	}
	return acts, nil
}
