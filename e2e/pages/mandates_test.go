package pages

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/calendar"
	"sportello/api/identity"
	"sportello/api/proxies"
	"sportello/e2e/house"
	demo "sportello/e2e/outside/town"
)

// The people who act for each other, each a resident of the demonstration town who is no persona.
const (
	mother   = "mother"   // gave the daughter everything and the nephew sending; a draft with every answer, an application; a long name
	uncle    = "uncle"    // gave the daughter preparing, for one service; she has prepared a question for his yes
	aunt     = "aunt"     // the same, and has said no
	grandpa  = "grandpa"  // has asked the daughter to send for him
	daughter = "daughter" // acts for the four
	nephew   = "nephew"   // invited, paused, expired; claims to be a tutor
	helped   = "helped"   // a clerk asks for their yes
	locked   = "locked"   // has said no to one consent, and the codes of the other are locked
	asking   = "asking"   // the clerk who asks helped
	barred   = "barred"   // the clerk who has typed too many wrong codes
	reading  = "reading"  // the clerk who reads Teresa's taxes with her
)

var residents = []string{mother, uncle, aunt, grandpa, daughter, nephew, helped, locked, asking, barred, reading, paying}

// longName is that of mother: it must break well on the smallest window.
var longName = [2]string{"Mariantonietta", "Brambillaschevich Pontecorvo"}

// The proxies, by who gives them to whom and where they stand.
const (
	full      = "01900000-0000-7000-8000-000000000a01" // mother to daughter
	sending   = "01900000-0000-7000-8000-000000000a02" // mother to nephew
	preparing = "01900000-0000-7000-8000-000000000a03" // uncle to daughter
	declining = "01900000-0000-7000-8000-000000000a04" // aunt to daughter
	second    = "01900000-0000-7000-8000-000000000a05" // grandpa to daughter
	invited   = "01900000-0000-7000-8000-000000000a06" // uncle to nephew
	late1     = "01900000-0000-7000-8000-000000000a07" // aunt to nephew: the code has expired
	paused    = "01900000-0000-7000-8000-000000000a08" // grandpa to nephew
	expired   = "01900000-0000-7000-8000-000000000a09" // nephew to daughter: the last day is over
	future    = "01900000-0000-7000-8000-000000000a0a" // nephew to aunt
	revoked   = "01900000-0000-7000-8000-000000000a0b" // nephew to uncle
	claimed   = "01900000-0000-7000-8000-000000000a0c" // nephew says to be the tutor of helped
	ending    = "01900000-0000-7000-8000-000000000a0e" // helped to aunt, until a test ends it
	unproved  = "01900000-0000-7000-8000-000000000a0d" // nephew says to be the heir of locked: refused
)

// What is filed, drafted and proposed for them.
const (
	motherFiled  = "01900000-0000-7000-8000-000000000b01"
	motherDraft  = "01900000-0000-7000-8000-000000000b02"
	uncleAsked   = "01900000-0000-7000-8000-000000000b03"
	auntDraft    = "01900000-0000-7000-8000-000000000b04"
	grandpaAsked = "01900000-0000-7000-8000-000000000b05"
	helpedDraft  = "01900000-0000-7000-8000-000000000b06"
	lockedDraft  = "01900000-0000-7000-8000-000000000b07"
)

// per is what stands before the addresses under a mandate.
func per(mandate string) string {
	if mandate == "" {
		return ""
	}
	return "/per/" + mandate
}

// give makes a proxy and, unless the delegate is to stay invited, has it accepted.
func (p *program) give(id, from, to string, accepted bool, begin, months int, services []string, tasks ...identity.Task) {
	today := calendar.InRome(time.Now())
	g := proxies.Give{FiscalCode: p.in.codes[to], Name: p.in.names[to], Rights: identity.Rights{Tasks: tasks, Services: services},
		From: today + calendar.Day(begin), Until: proxies.After(today+calendar.Day(begin), months), Code: fmt.Sprintf("24681%03d", id[35])}
	if slices.Contains(tasks, identity.Pay) {
		g.Rights.Cap = 250_00
	}
	p.do(from, "", from, "POST", "/v1/proxies", id, g)
	if accepted {
		p.do(to, "", to, "POST", "/v1/proxies/accepted", key(), proxies.Accept{Code: g.Code})
	}
}

// settleMandates brings people together who act for each other.
func (in *inhabitants) settleMandates(h *house.House) error {
	p := &program{h: h, in: in}
	if p.err = in.meet(h); p.err != nil {
		return p.err
	}
	one := []string{"telesoccorso"}
	p.sql(`update person set given_name = $2, family_name = $3 where id = $1`, in.ids[mother], longName[0], longName[1])
	p.give(expired, nephew, daughter, true, 0, 12, nil, identity.See)
	p.give(full, mother, daughter, true, 0, 12, nil, identity.See, identity.Prepare, identity.Send, identity.Pay)
	p.give(sending, mother, nephew, true, 0, 24, one, identity.See, identity.Prepare, identity.Send)
	p.give(preparing, uncle, daughter, true, 0, 3, one, identity.See, identity.Prepare)
	p.give(declining, aunt, daughter, true, 0, 12, one, identity.See, identity.Prepare)
	p.give(second, grandpa, daughter, true, 0, 12, nil, identity.See, identity.Prepare, identity.Send)
	p.give(invited, uncle, nephew, false, 0, 12, nil, identity.See)
	p.give(late1, aunt, nephew, false, 0, 12, nil, identity.See)
	p.give(paused, grandpa, nephew, true, 0, 12, nil, identity.See)
	p.do(grandpa, "", grandpa, "PATCH", "/v1/proxies/"+paused, key(), map[string]string{"act": "pause"})
	p.give(revoked, nephew, uncle, true, 0, 12, nil, identity.See)
	p.do(nephew, "", nephew, "PATCH", "/v1/proxies/"+revoked, key(), map[string]string{"act": "revoke"})
	p.give(ending, helped, aunt, true, 0, 12, nil, identity.See, identity.Prepare)
	p.give(future, nephew, aunt, true, 30, 12, nil, identity.See)
	p.sql(`update proxy set code_until = now() - interval '1 hour' where id = $1`, late1)
	p.sql(`update proxy set from_on = from_on - 60, until_on = current_date - 2 where id = $1`, expired)
	p.claims()
	p.shares()
	p.helps()
	p.settleTaxes()
	p.settleFines()
	return p.err
}

// claims are proxies that stand on papers: one waits for a clerk, one was not enough.
func (p *program) claims() {
	today := calendar.InRome(time.Now())
	c := proxies.Claim{Kind: proxies.Tutor, FiscalCode: p.in.codes[helped], Name: p.in.names[helped], Rights: identity.Rights{Tasks: identity.Tasks, Cap: proxies.NoCap},
		Court: "Monza", Decree: "1234/2026", Issued: today - 40}
	p.do(nephew, "", nephew, "PUT", "/v1/proxies/"+claimed, "", c)
	c = proxies.Claim{Kind: proxies.Heir, FiscalCode: p.in.codes[locked], Name: p.in.names[locked], Rights: identity.Rights{Tasks: []identity.Task{identity.See}}}
	p.do(nephew, "", nephew, "PUT", "/v1/proxies/"+unproved, "", c)
	p.do(clerk, "", clerk, "PATCH", "/v1/proxies/"+unproved+"/papers", key(), map[string]any{"good": false, "reason": "Manca il certificato di morte."})
	p.steps(mother, "/deleghe/nuova", giving(p.in))
	p.steps(nephew, "/deleghe/richiesta", claiming(p.in))
	p.steps(clerk, "/sportello/deleghe/carta", onPaper(p.in))
}

// shares are applications that two people make together: filed for another, prepared for a yes, refused, and the
// other way round.
func (p *program) shares() {
	p.fills(daughter, full, motherFiled)
	p.form(daughter, per(full)+flow+"/controlla", url.Values{"whose": {"yes"}})
	p.fills(daughter, full, motherDraft)
	p.fills(daughter, preparing, uncleAsked)
	p.form(daughter, per(preparing)+flow+"/conferma", nil)
	p.fills(daughter, declining, auntDraft)
	p.form(daughter, per(declining)+flow+"/conferma", nil)
	p.form(aunt, "/conferme/"+auntDraft+"/no", url.Values{"note": {"Il numero di telefono è quello vecchio."}})
	p.fills(grandpa, "", grandpaAsked)
	p.form(grandpa, flow+"/conferma", nil)
	p.form(mother, "/recapiti/email", url.Values{"recapito": {"mariantonietta.brambillaschevich@esempio.it"}})
	p.form(mother, "/recapiti/telefono", url.Values{"recapito": {"0362 555 0199"}})
	p.form(daughter, per(full)+"/recapiti/email", url.Values{"recapito": {"figlia@esempio.it"}})
}

// meet finds the residents, signs them in, and learns the ids and names of everybody.
func (in *inhabitants) meet(h *house.House) error {
	known := []string{}
	for _, who := range append(slices.Collect(maps.Keys(neighbours)), personas...) {
		c, err := fiscalCode(who)
		if err != nil {
			return err
		}
		known = append(known, c)
		in.codes[who] = c
	}
	err := query(h, func(ctx context.Context, c *pgx.Conn) error {
		rows, err := c.Query(ctx, `select fiscal_code from person where length(fiscal_code) = 16 and fiscal_code <> all($1) and exists (select from tari_position t where t.subject = person.id) order by fiscal_code limit $2`, known, len(residents))
		if err != nil {
			return err
		}
		found, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err == nil && len(found) != len(residents) {
			err = fmt.Errorf("%d residents", len(found))
		}
		for i, code := range found {
			in.codes[residents[i]] = code
		}
		return err
	})
	for _, who := range residents {
		if err == nil {
			in.clients[who] = h.Client()
			err = h.SignIn(in.clients[who], in.codes[who])
		}
	}
	if err != nil {
		return err
	}
	return query(h, func(ctx context.Context, c *pgx.Conn) error {
		for who, code := range in.codes {
			var id, name string
			if err := c.QueryRow(ctx, `select id::text, given_name || ' ' || family_name from person where fiscal_code = $1`, code).Scan(&id, &name); err != nil {
				return fmt.Errorf("%s: %w", who, err)
			}
			in.ids[who], in.names[who] = id, name
		}
		return nil
	})
}

// fiscalCode is that of a neighbour or of a persona.
func fiscalCode(who string) (string, error) {
	for _, p := range demo.Personas(calendar.InRome(time.Now())) {
		if p.Key == who {
			return p.FiscalCode, nil
		}
	}
	return code(who)
}
