package chaos

import (
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sportello/api/money"
	"sportello/api/payments"
)

// cart is what somebody means to pay at once, on our pages and pagoPA's. Each try has a key, however often it is sent; a
// try that the bank refused is over, and the next one has another. The last of the keys paid.
type cart struct {
	keys  []string
	who   person
	debts []debt
}

// carts takes from all debts those of eight people who have signed in, one or two for each cart. Of a fine they take no
// amount: for those somebody else may come.
func (w *world) carts(all []debt, rng *rand.Rand) (carts []*cart, rest []debt) {
	w.t.Helper()
	type row struct{ ID, Code string }
	who := map[string]person{}
	for _, p := range read(w, pgx.RowToStructByPos[row], `select id::text, fiscal_code from person order by fiscal_code limit 8`) {
		who[p.ID] = w.signIn(p.Code)
	}
	type owner struct{ NAV, Subject string }
	of := map[string]string{}
	for _, o := range read(w, pgx.RowToStructByPos[owner], `select nav, subject::text from notice where nav like '3489%'`) {
		of[o.NAV] = o.Subject
	}
	open := map[string]*cart{}
	for _, d := range all {
		p, mine := who[of[d.NAV]]
		if !mine || d.Rival {
			rest = append(rest, d)
			continue
		}
		c := open[p.subject]
		if c == nil || len(c.debts) == 2 || rng.IntN(3) == 0 {
			c = &cart{who: p}
			open[p.subject], carts = c, append(carts, c)
		}
		c.debts = append(c.debts, d)
	}
	return carts, rest
}

// body is what the person has agreed to.
func (c *cart) body() []byte {
	s := payments.Start{}
	for _, d := range c.debts {
		s.Notices, s.Total = append(s.Notices, d.NAV), s.Total+d.Amount
	}
	text, err := json.Marshal(s)
	if err != nil {
		panic(err) // texts and numbers always marshal
	}
	return text
}

// still follows no redirect, as a person who stops to read.
var still = &http.Client{Timeout: patience, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// shop starts a payment over and over with its one key, through connections that die, and pays where that leads, until the
// bank has the money.
func (b *bank) shop(w *world, c *cart, rng *rand.Rand, stop time.Time) (all []paid) {
	last, key, back := "nothing was heard", "", ""
	for ; time.Now().Before(stop); <-time.After(time.Duration(50+rng.IntN(200)) * time.Millisecond) { // somebody who tries again
		if key == "" {
			key = uuid.Must(uuid.NewV7()).String()
			c.keys = append(c.keys, key)
		}
		what := whole
		if rng.IntN(3) == 0 {
			what = 1 + fault(rng.IntN(int(faults)-1))
		}
		a := send(w.house.Address(), request{method: "POST", path: "/v1/payments", key: key, who: c.who, body: c.body()}, what, rng)
		var r struct{ Next string }
		if a.status != http.StatusOK || json.Unmarshal([]byte(a.body), &r) != nil || r.Next == "" {
			if last = a.body; strings.Contains(last, "pay_busy") { // the word that it failed got lost: pagoPA's page leads back once more
				visit(back)
			}
			continue
		}
		if b.press(r.Next) {
			return c.ended(key, "")
		}
		back, key = w.house.URL+"/paga/ritorno/"+key+"/errore", ""
		visit(back)
	}
	return c.ended("", "gave up: "+last)
}

func (c *cart) ended(receipt, refused string) (all []paid) {
	for _, d := range c.debts {
		all = append(all, paid{debt: d, Receipt: receipt, Refused: refused})
	}
	return all
}

// press presses the button on pagoPA's page, and goes back to ours: true when the money was taken.
func (b *bank) press(page string) bool {
	res, err := still.PostForm(page, url.Values{"scelta": {"paga"}})
	if err != nil {
		return false
	}
	res.Body.Close()
	back := res.Header.Get("Location")
	if res.StatusCode != http.StatusSeeOther || !strings.HasSuffix(back, "/ok") {
		return false
	}
	visit(back)
	return true
}

// visit is a browser that goes to a page, and may not get there.
func visit(page string) {
	if res, err := still.Get(page); err == nil {
		res.Body.Close()
	}
}

// checkCarts: each try that people made is written once at most, with its sum; the last one is, and its receipts confirm
// all of it and nothing of the others.
func (w *world) checkCarts(t *testing.T, carts []*cart) (tries int) {
	t.Helper()
	type row struct {
		ID              string
		Total           money.Cents
		Items, Receipts int
	}
	have := map[string]row{}
	for _, r := range read(w, pgx.RowToStructByPos[row], `select p.id::text, p.total, count(*)::int, (count(*) filter (where proof(p, i->>'nav') is not null))::int
		from payment p cross join jsonb_array_elements(p.items) i group by p.id`) {
		have[r.ID] = r
	}
	for _, c := range carts {
		for i, key := range c.keys {
			want := row{ID: key, Items: len(c.debts)}
			for _, d := range c.debts {
				want.Total += d.Amount
			}
			if i == len(c.keys)-1 {
				want.Receipts = want.Items
			}
			if got, there := have[key]; got != want && (there || want.Receipts > 0) {
				t.Errorf("the try %d of %d of a payment is %+v, and should be %+v", i+1, len(c.keys), got, want)
			}
			delete(have, key)
			tries++
		}
	}
	if len(have) > 0 {
		t.Errorf("%d payments are written that nobody started", len(have))
	}
	return tries
}
