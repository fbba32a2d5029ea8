package pages

import (
	"context"
	"net/url"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sportello/api/calendar"
	"sportello/api/desk"
)

// The searches and assistances of the clerks, and what is asked in them.
const (
	searched   = "01900000-0000-7000-8000-000000000c01" // mother: she has a telephone, and delegates
	unreached  = "01900000-0000-7000-8000-000000000c02" // uncle, by barred: no telephone
	assisting  = "01900000-0000-7000-8000-000000000c03" // marta for aunt, open
	over       = "01900000-0000-7000-8000-000000000c04" // marta for helped, ended
	consenting = "01900000-0000-7000-8000-000000000c05" // asking for helped, open, a yes asked
	barring    = "01900000-0000-7000-8000-000000000c06" // barred for locked, open, too many wrong codes
)

// helps brings clerks to where they help: one on the citizen's pages, one who asks a yes, one with wrong codes.
func (p *program) helps() {
	for _, who := range []string{asking, barred} {
		p.sql(`insert into clerk(person, office) values ($1, 'Sportello del cittadino')`, p.in.ids[who])
	}
	p.form(helped, "/recapiti/email", url.Values{"recapito": {"aiutata@esempio.it"}})
	p.fills(helped, "", helpedDraft)
	p.fills(locked, "", lockedDraft)
	p.opens(clerk, helped, over)
	p.do(clerk, "", clerk, "DELETE", "/v1/desk/assistances/"+over, key(), nil)
	p.opens(clerk, aunt, assisting)
	p.opens(asking, helped, consenting)
	p.opens(barred, locked, barring)
	p.finds(clerk, mother, searched)
	p.finds(barred, uncle, unreached)
	p.sql(`update desk_search set at = now() + interval '40 minutes' where id in ($1, $2)`, searched, unreached)
	p.form(asking, per(consenting)+"/consenso/telesoccorso", url.Values{"do": {"ask"}})
	p.form(barred, per(barring)+"/consenso/telesoccorso", url.Values{"do": {"ask"}})
	p.in.asked["{consent of "+helped+"}"] = p.consent(helped)
	p.in.asked["{first consent of "+locked+"}"] = p.consent(locked)
	p.form(locked, "/consensi/"+p.consent(locked), url.Values{"do": {"no"}})
	p.form(barred, per(barring)+"/consenso/telesoccorso", url.Values{"do": {"ask"}})
	for range 5 {
		p.form(barred, per(barring)+"/consenso/telesoccorso", url.Values{"do": {"code"}, "code": {"00000000"}})
		p.form(uncle, "/deleghe/codice", url.Values{"code": {"00000000"}})
	}
	p.form(locked, "/codici", nil)
	p.sql(`update consent set asked_at = asked_at + interval '50 minutes', expires_at = expires_at + interval '50 minutes'`)
	p.renews()
}

// renews puts what lapses by the clock back to the beginning: assistances, the word that one is over, and the hold
// after too many wrong codes. Whoever looks at all sights asks for it first: the tests take longer than any of these.
func (p *program) renews() {
	p.sql(`update assistance set expires_at = now() + interval '29 minutes' where ended_at is null`)
	p.sql(`update assistance set ended_at = now() where id = $1`, over)
	p.sql(`update code_try set at = now()`)
}

// renewed is renews for a test.
func renewed(t *testing.T) {
	t.Helper()
	p := &program{h: town, in: people}
	if p.renews(); p.err != nil {
		t.Fatal(p.err)
	}
}

// finds lets a clerk find somebody.
func (p *program) finds(who, whom, id string) {
	p.do(who, "", who, "POST", "/v1/desk/searches", id, desk.Find{Reason: "tax", Note: "Chiede quando scade la rata", FiscalCode: p.in.codes[whom]})
}

// opens lets a clerk find somebody, recognise them by a document, and help them.
func (p *program) opens(who, whom, id string) {
	search := key()
	p.finds(who, whom, search)
	p.do(who, "", who, "POST", "/v1/desk/assistances", id, desk.Open{Search: search, Presence: desk.Presence{How: desk.ByDocument, Document: "passport",
		LastFour: "12AB", Expires: calendar.InRome(time.Now()) + 900}})
}

// consent is the id of the newest yes that somebody is asked for.
func (p *program) consent(of string) (id string) {
	if p.err == nil {
		p.err = query(p.h, func(ctx context.Context, c *pgx.Conn) error {
			return c.QueryRow(ctx, `select id::text from consent where subject = $1 order by asked_at desc limit 1`, p.in.ids[of]).Scan(&id)
		})
	}
	return id
}
