package town

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/calendar"
)

// InvitationCode is the code of Ada's invitation to Luca, for whoever tries the demonstration.
const InvitationCode = "13572468"

// proxy is one that the town begins with: by and to are given names of the fixed inhabitants.
type proxy struct {
	id, by, to      string
	tasks, services []string
	state           string
}

// proxies: Teresa's daughter acts for her in everything but paying, and helps Bruno with one service; Ada has
// invited Luca, who has not answered yet.
var proxies = []proxy{
	{"01900000-0000-7000-8000-000000000001", "Teresa", "Chiara", []string{"see", "prepare", "send"}, []string{}, "active"},
	{"01900000-0000-7000-8000-000000000002", "Bruno", "Chiara", []string{"see", "prepare"}, []string{"telesoccorso"}, "active"},
	{"01900000-0000-7000-8000-000000000003", "Ada", "Luca", []string{"see", "prepare"}, []string{}, "invited"},
}

const addProxy = `
insert into proxy (id, kind, delegator, delegate_code, delegate, tasks, services, from_on, until_on, state, code_hash, code_until,
                   delegate_called, made_by, made_at, changed_at)
select $1, 'simple', g.id, h.fiscal_code, case when $6 = 'active' then h.id end, $4, $5, $7, $8, $6, $9, $10, btrim(h.given_name || ' ' || h.family_name), g.id, $11, $11
  from person g, person h where g.fiscal_code = $2 and h.fiscal_code = $3
on conflict (id) do nothing`

// loadProxies writes who may act for whom. hash is that of InvitationCode as the town hall keeps codes; without one
// the invitation waits for a new code.
func (t *Town) loadProxies(ctx context.Context, pool *pgxpool.Pool, hash []byte) error {
	codes := t.settled()
	since := date(t.Today - 30).Add(9 * time.Hour)
	err := pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
		for _, p := range proxies {
			var code, until any
			if p.state == "invited" {
				code, until = hash, date(t.Today+7)
			}
			_, err := tx.Exec(ctx, addProxy, p.id, codes[p.by], codes[p.to], p.tasks, p.services, p.state, date(t.Today-30), date(lastDay(t.Today)), code, until, since)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("writing the proxies of the demonstration town: %w", err)
	}
	return nil
}

// lastDay is about eleven months ahead: the proxies of a year that began a month ago.
func lastDay(today calendar.Day) calendar.Day { return today + 334 }

// settled are the codes of the fixed inhabitants, who come first, by given name.
func (t *Town) settled() map[string]string {
	codes := map[string]string{}
	n := 0
	for _, h := range households {
		for range h.people {
			codes[t.People[n].Given] = string(t.People[n].Code)
			n++
		}
	}
	return codes
}
