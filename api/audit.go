package api

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sportello/api/calendar"
	"sportello/api/internal/postgres"
)

// Audit is what is known of an audit trail after it was walked: how many acts, the days of the first and the
// last in Italy (zero when there are none), and the hash of the last, in hexadecimal.
type Audit struct {
	Acts        int64
	First, Last calendar.Day
	Head        string
}

// BrokenAudit is an audit trail that does not hold. Row is the first that is not what was written: changed, put
// in, or one that should stand there and does not.
type BrokenAudit struct{ Row int64 }

func (b BrokenAudit) Error() string { return fmt.Sprintf("the audit trail is broken at row %d", b.Row) }

// VerifyAudit walks the whole audit trail of a database, as the owner of its tables. It sees one moment of it:
// acts that are added meanwhile are not seen.
//
// It fails with BrokenAudit where the chain does not hold; then Audit tells of what stands before that row.
func VerifyAudit(ctx context.Context, dsn string) (Audit, error) {
	owner, err := postgres.OpenOwner(ctx, dsn)
	if err != nil {
		return Audit{}, err
	}
	defer owner.Close()
	var w postgres.Walked
	still := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	err = pgx.BeginTxFunc(ctx, owner, still, func(tx pgx.Tx) (err error) {
		w, err = postgres.VerifyAudit(ctx, tx)
		return err
	})
	a := Audit{Acts: w.Acts, Head: hex.EncodeToString(w.Head)}
	if w.Acts > 0 {
		a.First, a.Last = calendar.InRome(w.First), calendar.InRome(w.Last)
	}
	if broken, ok := errors.AsType[postgres.Broken](err); ok {
		return a, BrokenAudit{broken.Seq}
	}
	if err != nil {
		return a, fmt.Errorf("verifying the audit trail: %w", err)
	}
	return a, nil
}
