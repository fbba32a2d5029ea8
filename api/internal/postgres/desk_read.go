package postgres

import (
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/applications"
	"sportello/api/desk"
	"sportello/api/folder"
	"sportello/api/identity"
)

const assistanceColumns = `
select a.id::text, a.reason, a.note, a.channel, a.started_at, a.expires_at,
       coalesce(a.ended_at, case when a.expires_at <= now() then a.expires_at end),
       case when a.ended_at is null and a.expires_at <= now() then 'time' else a.ended_why end, s.id::text, s.fiscal_code, s.given_name, s.family_name,
       case when a.ended_at is not null or a.expires_at <= now() then (select jsonb_agg(d) from desk_acts(a.id) d) end
  from assistance a join person s on s.id = a.subject`

const (
	// selectFound are the last search, if it found somebody, and the open assistance, which may go on.
	selectFound = `
select c.id::text, f.phone, f.delegates, s.id::text, s.fiscal_code, s.given_name, s.family_name
  from ((select id from desk_search where clerk = $1 order by at desc limit 1)
        union all
        select id from assistance where clerk = $1 and ended_at is null and expires_at > now()) c
  cross join lateral desk_found(c.id) f join person s on s.id = f.subject`
	selectOpen = assistanceColumns + `
 where a.clerk = $1 and a.ended_at is null and a.expires_at > now() and ($2 = '' or a.id::text = $2)`
	// selectLast is read for a quarter of an hour: long enough to print it, too short to keep a list.
	selectLast = assistanceColumns + `
 where a.clerk = $1 and least(coalesce(a.ended_at, a.expires_at), a.expires_at) between now() - interval '15 minutes' and now()
 order by a.started_at desc limit 1`
)

// queueDesk reads the work of a clerk into a folder: in their own matters whom they found and the assistances that
// are open and just over; in an assistance, that one and how its citizen likes to read.
func queueDesk(b *pgx.Batch, who identity.Who, f *folder.Folder) {
	if who.Office == "" || who.Mandate.Kind == identity.MandateProxy {
		return
	}
	b.Queue(selectOpen, who.Actor.ID, who.Mandate.ID).Query(collect(&f.Desk.Open, scanAssistance))
	if who.ForOther() {
		b.Queue(selectPrefer, who.Subject.ID).Query(func(rows pgx.Rows) error {
			return each(rows, func() error { return rows.Scan(&f.Citizen) })
		})
		return
	}
	b.Queue(selectFound, who.Actor.ID).Query(collect(&f.Desk.Found, scanCandidate))
	b.Queue(selectLast, who.Actor.ID).Query(func(rows pgx.Rows) error {
		return each(rows, func() error {
			last, err := scanAssistance(rows)
			f.Desk.Last = &last
			return err
		})
	})
}

func scanCandidate(row pgx.CollectableRow) (c desk.Candidate, err error) {
	p := &c.Person
	err = row.Scan(&c.ID, &c.Phone, &c.Delegates, &p.ID, &p.FiscalCode, &p.GivenName, &p.FamilyName)
	return c, err
}

func scanAssistance(row pgx.CollectableRow) (a desk.Assistance, err error) {
	p := &a.Person
	var acts []byte
	var ended *time.Time
	err = row.Scan(&a.ID, &a.Reason, &a.Note, &a.Channel, &a.StartedAt, &a.ExpiresAt, &ended, &a.EndedWhy,
		&p.ID, &p.FiscalCode, &p.GivenName, &p.FamilyName, &acts)
	if err != nil {
		return a, err
	}
	a.StartedAt, a.ExpiresAt = a.StartedAt.UTC(), a.ExpiresAt.UTC()
	if ended != nil {
		a.EndedAt = ended.UTC()
	}
	a.Acts, err = scanActs(acts)
	return a, err
}

func scanActs(raw []byte) ([]desk.Act, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	var rows []struct {
		At            time.Time
		What, Service string
		Year          int
		Number        int64
	}
	if err := json.Unmarshal(raw, &rows); err != nil {
		return nil, err
	}
	acts := make([]desk.Act, 0, len(rows))
	for _, r := range rows {
		a := desk.Act{At: r.At.UTC(), What: r.What, Service: r.Service}
		if r.Number > 0 {
			a.Protocol = applications.Protocol(r.Year, r.Number)
		}
		acts = append(acts, a)
	}
	return acts, nil
}
