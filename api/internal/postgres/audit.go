package postgres

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/identity"
)

// entry is one row of the trail before it is chained: what was done, and to what.
type entry struct {
	At    time.Time
	Act   string
	About string
}

// link is what the hash of a row covers: every column, in this order, and the hash before it.
type link struct {
	Seq     int64            `json:"seq"`
	At      string           `json:"at"` // UTC, microseconds: what the column can hold
	Actor   string           `json:"actor"`
	Subject string           `json:"subject"`
	Mandate identity.Mandate `json:"mandate"`
	Act     string           `json:"act"`
	About   string           `json:"about"`
}

const (
	lockHead  = `select seq, hash from audit_head for update`
	addLink   = `insert into audit(seq, at, actor, subject, mandate, act, about, prev, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
	moveHead  = `update audit_head set seq = $1, hash = $2`
	walkChain = `select seq, at, actor::text, subject::text, mandate, act, about, prev, hash from audit order by seq`
)

// chain adds a row to the trail. It holds the end of the chain until the transaction ends, so it is called
// last of all.
func chain(ctx context.Context, tx pgx.Tx, who identity.Who, e entry) error {
	var seq int64
	var prev []byte
	if err := tx.QueryRow(ctx, lockHead).Scan(&seq, &prev); err != nil {
		return fmt.Errorf("taking the end of the audit chain: %w", err)
	}
	seq++
	at := e.At.UTC().Truncate(time.Microsecond)
	hash := link{seq, stamp(at), who.Actor.ID, who.Subject.ID, who.Mandate, e.Act, e.About}.hash(prev)
	var b pgx.Batch
	b.Queue(addLink, seq, at, who.Actor.ID, who.Subject.ID, who.Mandate, e.Act, e.About, prev, hash)
	b.Queue(moveHead, seq, hash)
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return fmt.Errorf("adding to the audit chain: %w", err)
	}
	return nil
}

func stamp(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000000Z") }

func (l link) hash(prev []byte) []byte {
	body, err := json.Marshal(l)
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	h := sha256.New()
	h.Write(prev)
	h.Write(body)
	return h.Sum(nil)
}

// Broken is a place where the audit chain does not hold: a row changed, taken out or put in.
type Broken struct{ Seq int64 }

func (b Broken) Error() string { return fmt.Sprintf("the audit chain is broken at row %d", b.Seq) }

// VerifyAudit walks the whole chain as the owner of the tables and gives the number of rows. It fails with
// Broken at the first row that does not fit the one before it, or when the end is not the noted one.
func VerifyAudit(ctx context.Context, tx pgx.Tx) (int64, error) {
	rows, err := tx.Query(ctx, walkChain)
	if err != nil {
		return 0, err
	}
	var last int64
	var end []byte
	err = each(rows, func() error {
		var l link
		var at time.Time
		var prev, hash []byte
		if err := rows.Scan(&l.Seq, &at, &l.Actor, &l.Subject, &l.Mandate, &l.Act, &l.About, &prev, &hash); err != nil {
			return err
		}
		l.At = stamp(at)
		if l.Seq != last+1 || string(prev) != string(end) || string(l.hash(prev)) != string(hash) {
			return Broken{last + 1}
		}
		last, end = l.Seq, hash
		return nil
	})
	if err != nil {
		return last, err
	}
	var seq int64
	var head []byte
	if err := tx.QueryRow(ctx, `select seq, hash from audit_head`).Scan(&seq, &head); err != nil {
		return last, err
	}
	if seq != last || string(head) != string(end) {
		return last, Broken{last + 1}
	}
	return last, nil
}
