package postgres

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	walkChain = `select seq, at, actor::text, subject::text, mandate, act, about, detail::text, prev, hash from audit order by seq`
	readHead  = `select seq, hash from audit_head`
)

// Broken is a place where the audit chain does not hold: a row changed, taken out or put in.
type Broken struct{ Seq int64 }

func (b Broken) Error() string { return fmt.Sprintf("the audit chain is broken at row %d", b.Seq) }

// Walked is an audit chain that holds, or as much of it as does. Head is the hash of its last row.
type Walked struct {
	Acts        int64
	First, Last time.Time
	Head        []byte
}

// VerifyAudit walks the whole chain as the owner of the tables. It fails with Broken at the first row that does
// not fit the one before it, or when the end is not the noted one: its last rows were cut off.
func VerifyAudit(ctx context.Context, tx pgx.Tx) (Walked, error) {
	var w Walked
	rows, err := tx.Query(ctx, walkChain)
	if err != nil {
		return w, err
	}
	if err := each(rows, func() error { return w.step(rows) }); err != nil {
		return w, err
	}
	var seq int64
	var head []byte
	if err := tx.QueryRow(ctx, readHead).Scan(&seq, &head); err != nil {
		return w, err
	}
	if seq != w.Acts || !bytes.Equal(head, w.Head) {
		return w, Broken{w.Acts + 1}
	}
	return w, nil
}

func (w *Walked) step(rows pgx.Rows) error {
	var l link
	var at time.Time
	var detail *string
	var prev, hash []byte
	if err := rows.Scan(&l.Seq, &at, &l.Actor, &l.Subject, &l.Mandate, &l.Act, &l.About, &detail, &prev, &hash); err != nil {
		return err
	}
	l.At = stamp(at)
	if detail != nil && (json.Unmarshal([]byte(*detail), &l.Detail) != nil || len(l.Detail) == 0) {
		return Broken{w.Acts + 1} // we write texts by name, or nothing
	}
	if l.Seq != w.Acts+1 || !bytes.Equal(prev, w.Head) || !bytes.Equal(l.hash(prev), hash) {
		return Broken{w.Acts + 1}
	}
	if w.Acts == 0 {
		w.First = at
	}
	w.Acts, w.Last, w.Head = l.Seq, at, hash
	return nil
}
