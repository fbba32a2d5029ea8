package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/flow"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/proxies"
	"sportello/api/trail"
)

// The reads of a folder. Each names its person, and row-level security stands under it.
const (
	selectSubject = `select fiscal_code, given_name, family_name, address from person where id = $1`
	selectPrefer  = `select value from preference where actor = $1`
	selectDrafts  = `select id::text, service, answers, updated_at from draft where subject = $1 order by updated_at desc`
	selectFiled   = `
select a.id::text, a.service, a.year, a.number, a.filed_at, a.due_on::text, a.state, a.answers, a.mandate, a.office, a.responsible,
       btrim(p.given_name || ' ' || p.family_name),
       coalesce((select btrim(h.given_name || ' ' || h.family_name) from person h where h.id = a.prepared_by), ''),
       (select json_agg(json_build_object('at', e.at, 'state', e.state, 'note', e.note) order by e.seq)
          from application_event e where e.application = a.id and e.subject = a.subject)
  from application a join person p on p.id = a.actor
 where a.subject = $1 order by a.filed_at desc, a.number desc`
	selectNotices = `
select id::text, key, title, body, vars, from_on::text, until_on::text from desk_notice
 where subject is null or subject = $1 order by from_on desc, id`
)

// Folder reads all that who may read about the subject, in one batch: two round trips in all.
func (db *DB) Folder(ctx context.Context, who identity.Who) (folder.Folder, error) {
	f := folder.Folder{Who: who, Proxies: []proxies.Proxy{}, Begun: []applications.Draft{}, Asks: []applications.Ask{}}
	err := db.As(ctx, who, func(tx pgx.Tx) error {
		var b pgx.Batch
		b.Queue(selectSubject, who.Subject.ID).QueryRow(func(row pgx.Row) error {
			p := &f.Who.Subject
			return row.Scan(&p.FiscalCode, &p.GivenName, &p.FamilyName, &f.Address)
		})
		b.Queue(selectPrefer, who.Actor.ID).Query(func(rows pgx.Rows) error {
			return each(rows, func() error { return rows.Scan(&f.Preferences) })
		})
		b.Queue(selectDrafts, who.Subject.ID).Query(collect(&f.Drafts, scanDraft))
		if !who.ForOther() {
			b.Queue(selectProxies, who.Actor.ID).Query(collect(&f.Proxies, scanOwn))
		}
		if !who.ForOther() && who.Office != "" {
			b.Queue(selectPapers, who.Actor.ID).Query(collect(&f.Papers, scanProxy))
		}
		b.Queue(selectFiled, who.Subject.ID).Query(collect(&f.Applications, scanApplication))
		b.Queue(selectConfirmations, who.Subject.ID).Query(collect(&f.Confirmations, scanConfirmation))
		if !who.ForOther() {
			b.Queue(selectAsks, who.Actor.ID).Query(collect(&f.Asks, scanAsk))
		}
		queueDesk(&b, who, &f)
		queueConsents(&b, who, &f)
		queueLink(&b, who, &f)
		b.Queue(selectNotices, who.Subject.ID).Query(collect(&f.Notices, scanNotice))
		b.Queue(selectTrail, who.Subject.ID, 0, "", trail.PerPage).Query(collect(&f.Trail, scanAct))
		b.Queue(selectContact, who.Subject.ID).Query(collect(&f.Contact.Waiting, scanContact))
		b.Queue(SelectTari, who.Subject.ID).Query(collect(&f.Tari, ScanTari))
		queueImu(&b, who, &f)
		queuePayments(&b, who, &f)
		b.Queue(SelectFines, who.Subject.ID).Query(collect(&f.Fines, ScanFine))
		return tx.SendBatch(ctx, &b).Close()
	})
	if err != nil {
		return folder.Folder{}, fmt.Errorf("reading a folder: %w", err)
	}
	f = f.Apart()
	return f, nil
}

// collect reads rows into a list that is never null, so that a reader of the API sees [].
func collect[T any](into *[]T, scan func(pgx.CollectableRow) (T, error)) func(pgx.Rows) error {
	return func(rows pgx.Rows) (err error) {
		*into, err = pgx.AppendRows([]T{}, rows, scan)
		return err
	}
}

func each(rows pgx.Rows, fn func() error) error {
	defer rows.Close()
	for rows.Next() {
		if err := fn(); err != nil {
			return err
		}
	}
	return rows.Err()
}

func scanDraft(row pgx.CollectableRow) (d applications.Draft, err error) {
	err = row.Scan(&d.ID, &d.Service, &d.Answers, &d.UpdatedAt)
	d.UpdatedAt = d.UpdatedAt.UTC()
	return d, err
}

func scanNotice(row pgx.CollectableRow) (n folder.Notice, err error) {
	var from, until string
	if err := row.Scan(&n.ID, &n.Key, &n.Title, &n.Body, &n.Vars, &from, &until); err != nil {
		return n, err
	}
	if n.From, err = calendar.Parse(from); err != nil {
		return n, err
	}
	n.Until, err = calendar.Parse(until)
	return n, err
}

func scanApplication(row pgx.CollectableRow) (applications.Application, error) {
	a := applications.Application{Answers: flow.Answers{}}
	var year int
	var number int64
	var due string
	var events json.RawMessage
	if err := row.Scan(&a.ID, &a.Service, &year, &number, &a.FiledAt, &due, &a.State, &a.Answers, &a.Mandate, &a.Office,
		&a.Responsible, &a.FiledBy, &a.PreparedBy, &events); err != nil {
		return a, err
	}
	a.Protocol, a.FiledAt, a.FiledOn = applications.Protocol(year, number), a.FiledAt.UTC(), calendar.InRome(a.FiledAt)
	var err error
	if a.DueOn, err = calendar.Parse(due); err != nil {
		return a, err
	}
	if len(events) > 0 {
		err = json.Unmarshal(events, &a.Events)
	}
	for i := range a.Events {
		a.Events[i].At = a.Events[i].At.UTC().Truncate(time.Millisecond)
	}
	return a, err
}
