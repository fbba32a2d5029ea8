package postgres

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/identity"
)

// entry is one row of the trail before it is chained: what was done, and to what. Service is the id of the
// service it was about, if any; Reason and Note are for acts under no proxy and no open assistance.
type entry struct {
	At                    time.Time
	Act                   string
	About                 string
	Service, Reason, Note string
}

// link is what the hash of a row covers: every column, in this order, and the hash before it. Rows from before
// there was a detail have none, and their hash is the same as ever.
type link struct {
	Seq     int64             `json:"seq"`
	At      string            `json:"at"` // UTC, microseconds: what the column can hold
	Actor   string            `json:"actor"`
	Subject string            `json:"subject"`
	Mandate identity.Mandate  `json:"mandate"`
	Act     string            `json:"act"`
	About   string            `json:"about"`
	Detail  map[string]string `json:"detail,omitempty"`
}

const (
	lockHead = `select seq, hash from audit_head for update`
	addLink  = `insert into audit(seq, at, actor, subject, mandate, act, about, detail, prev, hash)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
	moveHead = `update audit_head set seq = $1, hash = $2`
	whyProxy = `select '', '', '', kind, '' from proxy where id = $1 and $2 <> ''`
	whyDesk  = `
select a.office, a.reason, a.note, '', coalesce((select c.means from consent c
        where c.assistance = a.id and c.about::text = $2 and c.given_at is not null order by c.given_at desc limit 1), '')
  from assistance a where a.id = $1`
)

// chain adds a row to the trail. It holds the end of the chain until the transaction ends, so it is called
// last of all.
func chain(ctx context.Context, tx pgx.Tx, who identity.Who, e entry) error {
	l := link{At: stamp(e.At), Actor: who.Actor.ID, Subject: who.Subject.ID, Mandate: who.Mandate, Act: e.Act, About: e.About}
	var prev []byte
	var b pgx.Batch
	detail := whyRow(&b, who, e)
	b.Queue(lockHead).QueryRow(func(row pgx.Row) error { return row.Scan(&l.Seq, &prev) })
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return fmt.Errorf("taking the end of the audit chain: %w", err)
	}
	l.Seq++
	l.Detail = detail.texts()
	hash := l.hash(prev)
	b = pgx.Batch{}
	b.Queue(addLink, l.Seq, e.At.UTC().Truncate(time.Microsecond), l.Actor, l.Subject, l.Mandate, l.Act, l.About, orNull(l.Detail), prev, hash)
	b.Queue(moveHead, l.Seq, hash)
	if err := tx.SendBatch(ctx, &b).Close(); err != nil {
		return fmt.Errorf("adding to the audit chain: %w", err)
	}
	return nil
}

// why is what a row says in plain words beside who, when and what.
type why struct{ name, office, reason, note, proxy, consent, service string }

// whyRow asks why who may act, in the batch that goes anyway: the proxy's kind, or the assistance's reason and how
// the person consented to this act.
func whyRow(b *pgx.Batch, who identity.Who, e entry) *why {
	w := &why{service: e.Service, reason: e.Reason, note: e.Note}
	if !who.ForOther() {
		return w
	}
	w.name, w.office = who.Actor.Name(), who.Office
	sql := whyProxy
	if who.Mandate.Kind == identity.MandateDesk {
		sql = whyDesk
	}
	b.Queue(sql, who.Mandate.ID, e.About).QueryRow(func(row pgx.Row) error {
		var office, reason, note string
		ok, err := found(row.Scan(&office, &reason, &note, &w.proxy, &w.consent))
		if ok {
			w.office, w.reason, w.note = cmp.Or(office, w.office), cmp.Or(reason, w.reason), cmp.Or(note, w.note)
		}
		return err
	})
	return w
}

// texts are those that say something, by name; nil when there are none.
func (w *why) texts() map[string]string {
	var all map[string]string
	for name, text := range map[string]string{"name": w.name, "office": w.office, "reason": w.reason, "note": w.note, "proxy": w.proxy,
		"consent": w.consent, "service": w.service} {
		if text == "" {
			continue
		}
		if all == nil {
			all = map[string]string{}
		}
		all[name] = text
	}
	return all
}

func orNull(detail map[string]string) any {
	if detail == nil {
		return nil
	}
	return detail
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
