package pages

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/calendar"
	"sportello/api/fines"
	"sportello/api/identity"
	"sportello/api/payments"
	demo "sportello/e2e/outside/town"
)

// paying pays on the pages of pagoPA's counterpart; forAldo is a proxy that may pay 50 euro at once; accident is the
// application of irene's that costs something.
const (
	paying   = "paying"
	forAldo  = "01900000-0000-7000-8000-000000000d01"
	accident = "01900000-0000-7000-8000-000000000d02"
)

// The tries to pay of aldo, one of each progress, and those of nobody who has signed in.
var tries = map[payments.Progress]string{payments.Intended: tryID(1), payments.Started: tryID(2), payments.Sent: tryID(3), payments.Confirmed: tryID(4),
	payments.Dropped: tryID(5), payments.Failed: tryID(6), payments.Lapsed: tryID(7)}

var openSent, openPaid = tryID(8), tryID(9)

func tryID(n int) string { return fmt.Sprintf("01900000-0000-7000-8000-000000000e%02d", n) }

// once and again are receipts of aldo's: of one bill, which was paid twice.
const once, again = "ricevuta000000000000000000000001", "ricevuta000000000000000000000002"

// fineOf is a fine of a persona, by the last digits of its number.
func fineOf(who string, serial int) fines.Fine {
	for _, f := range demo.PersonaFines(calendar.InRome(time.Now()))[who] {
		if strings.HasSuffix(f.Number, strconv.Itoa(serial)) {
			return f
		}
	}
	panic(who + " has no such fine")
}

// reduced is the notice of Teresa's fine that can be paid, gone the one that cannot any more.
var reduced, gone = fineOf(plain, 4711).NAVs.Reduced, fineOf(plain, 4711).NAVs.Discounted

// settleFines makes payments in every state, a limit that is reached, and half-written applications about fines.
func (p *program) settleFines() {
	p.bills()
	aldo, last := p.in.ids[landlord], fineOf(landlord, 4105)
	for progress, id := range tries {
		item := payments.Item{NAV: last.NAVs.Full, Position: "fine/" + last.ID, Service: "fines", About: last.Number, Amount: last.Full}
		switch progress {
		case payments.Started, payments.Confirmed:
			item = p.bill(landlord, map[payments.Progress]int{payments.Started: 0, payments.Confirmed: 1}[progress])
		case payments.Sent:
			other := fineOf(landlord, 4630)
			item = payments.Item{NAV: p.in.asked["{notice of 4630}"], Position: "fine/" + other.ID, Service: "fines", About: other.Number, Amount: other.Discounted}
		}
		if progress == payments.Confirmed {
			p.receives(once, item)
			p.receives(again, item)
			progress = payments.Sent
		}
		p.tries(id, &aldo, progress, item)
	}
	b := p.bill(paying, 0)
	p.tries(openSent, nil, payments.Sent, b)
	p.tries(openPaid, nil, payments.Sent, p.bill(landlord, 1))
	p.sql(`insert into proxy (id, kind, delegator, delegate_code, delegate, made_by, made_at, changed_at, tasks, services, cap, state, from_on)
		values ($1, 'simple', $2, $3, $4, $2, now(), now(), '{see,pay}', '{}', 5000, 'active', '2026-01-01')`, forAldo, aldo, p.in.codes[drafted], p.in.ids[drafted])
	for range 10 {
		p.form(nobody, "/multe/cerca", url.Values{"numero": {"V/2020/000001"}, "targa": {"ZZ999ZZ"}})
	}
	p.writes(landlord, "driver-data", driving())
	p.writes(landlord, "fine-plan", planning())
	p.writes(landlord, "accident-report", crashing())
	p.writes(heir, "accident-report", crashing())
	p.form(heir, "/servizi/accident-report/domanda/controlla", nil)
	p.in.asked["{accident}"] = p.one(`select id::text from application where subject = $1 and service = 'accident-report'`, p.in.ids[heir])
}

// bills finds what the bills of some people are paid by.
func (p *program) bills() {
	p.sql(`update tari_instalment set paid = 0, paid_on = null where subject in ($1, $2) and due_on >= current_date or subject = $2 and nav = any(
		select nav from notice n where n.subject = tari_instalment.subject and service = 'tari' order by due_on desc offset 2 limit 1)`, p.in.ids[mother], p.in.ids[paying])
	p.sql(`update tari_instalment set paid = 0, paid_on = null where nav = $1`, p.bill(landlord, 1).NAV)
	for _, who := range []string{plain, mother, landlord, paying} {
		p.in.asked["{bill of "+who+"}"], p.in.asked["{second bill of "+who+"}"] = p.bill(who, 0).NAV, p.bill(who, 2).NAV
	}
	p.in.asked["{notice of 4630}"] = p.one(`select nav_discounted from fine where id = $1`, fineOf(landlord, 4630).ID)
}

// bill is an instalment of TARI as a payment names it: the last one that somebody has, or one before it.
func (p *program) bill(who string, before int) (i payments.Item) {
	if p.err == nil {
		p.err = query(p.h, func(ctx context.Context, c *pgx.Conn) error {
			return c.QueryRow(ctx, `select nav, position, service, about, number, plan, amount from notice where subject = $1 and service = 'tari' order by due_on desc offset $2 limit 1`,
				p.in.ids[who], before).Scan(&i.NAV, &i.Position, &i.Service, &i.About, &i.Number, &i.Of, &i.Amount)
		})
	}
	return i
}

// one is one word that the database says.
func (p *program) one(sql string, args ...any) (word string) {
	if p.err == nil {
		p.err = query(p.h, func(ctx context.Context, c *pgx.Conn) error { return c.QueryRow(ctx, sql, args...).Scan(&word) })
	}
	return word
}

// tries writes a payment as it stands some time after it was begun. subject nil: nobody had signed in.
func (p *program) tries(id string, subject *string, progress payments.Progress, item payments.Item) {
	items, err := json.Marshal([]payments.Item{item})
	if err != nil && p.err == nil {
		p.err = err
	}
	p.sql(`insert into payment (id, subject, actor, mandate, progress, items, services, total, cart_at, at, changed_at)
		values ($1, $2, $2, $3, $4, $5, $6, $7, now() + interval '50 minutes', now() + interval '50 minutes', now() + interval '50 minutes')`,
		id, subject, identity.Mandate{Kind: identity.MandateSelf}, progress, items, []string{item.Service}, item.Amount)
}

func (p *program) receives(id string, i payments.Item) {
	p.sql(`select book($1, $2, substr($2, 2), $3, 150, current_date, now() + interval '51 minutes', 'Banca di prova', 'carta', 'Aldo Verdi', 'station', '', now())`, id, i.NAV, int64(i.Amount))
}

// writes answers the questions of a service.
func (p *program) writes(who, service string, all []step) {
	p.steps(who, "/servizi/"+service+"/domanda", all)
}

func driving() []step {
	return []step{
		{"verbale", url.Values{"verbale": {fineOf(landlord, 4630).Number}, "verbale_on": {day(-45)}, "plate": {"XD321JK"}}},
		{"who", url.Values{"who": {"other"}}},
		{"driver", url.Values{"driver_name": {"Piero Colli"}, "driver_birth": {"16/06/1970"}, "driver_place": {"Seregno"}, "driver_home": {"via Roma 12, Seregno"}}},
		{"licence", url.Values{"licence_number": {"U1A2B3C4D"}, "licence_class": {"B"}, "licence_issuer": {"MIT-UCO"}}},
		{"days", url.Values{"licence_on": {"16/06/2020"}, "licence_until": {"16/06/2030"}}},
		{"signed", url.Values{"signed": {"no"}}},
		{"declare", url.Values{"declare": {"yes"}}},
	}
}

func planning() []step {
	return []step{
		{"verbale", url.Values{"verbale": {fineOf(landlord, 4630).Number}, "notified": {day(-10)}, "amount": {"304,80"}}},
		{"household", url.Values{"household": {"others"}}},
		{"people", url.Values{"people": {"Ada Colli RSSMRA50H16I625M 1.000,00"}}},
		{"income", url.Values{"income_year": {strconv.Itoa(time.Now().Year() - 1)}, "income": {"9.500,00"}}},
		{"isee", url.Values{"isee": {""}}},
		{"rates", url.Values{"rates": {"3"}}},
		{"give_up", url.Values{"give_up": {"yes"}}},
		{"declare", url.Values{"declare": {"yes"}}},
	}
}

func crashing() []step {
	return []step{
		{"accident", url.Values{"accident_on": {day(-7)}, "accident_at": {"15:30"}, "place": {"via Roma"}}},
		{"role", url.Values{"role": {"owner"}}},
		{"plate", url.Values{"plate": {"AB123CD"}}},
		{"receive", url.Values{"receive": {"office"}}},
		{"declare", url.Values{"declare": {"yes"}}},
	}
}
