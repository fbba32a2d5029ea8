package hall_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/command"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/internal/hall"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/money"
	"sportello/api/payments"
)

// Three invented people, the notices of Anna's fine of 43.20 and 55.80 euro (DOMAIN § 4.2), notified on 1 July 2026.
var (
	anna = identity.Person{ID: "00000000-0000-7000-8000-00000000000a", FiscalCode: "RSSNNA45A41I625X", GivenName: "Anna"}
	bice = identity.Person{ID: "00000000-0000-7000-8000-00000000000b", FiscalCode: "BNCBCI50B42I625Y", GivenName: "Bice"}
)

const (
	navDiscount = "348000000000010146"
	navReduced  = "348000000000010249"
	capped      = "00000000-0000-7000-8000-0000000000c1" // Bice may pay up to 50 euro for Anna
	seeing      = "00000000-0000-7000-8000-0000000000c2" // and under this only see
)

// counter is pagoPA: it takes what it is told, and counts. While it is away nothing gets through.
type counter struct {
	mu               sync.Mutex
	published, carts int
	away             bool
}

func (c *counter) Publish(context.Context, payments.Position, identity.Person) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.away {
		return command.ErrDown
	}
	c.published++
	return nil
}

func (c *counter) Cart(_ context.Context, p payments.Payment, _ string) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.away {
		return "", command.ErrDown
	}
	c.carts++
	return fmt.Sprintf("https://checkout.example/%d", c.carts), nil
}

// house is a town hall with Anna's fine, on a clock that tests move.
type house struct {
	*hall.Hall
	t       *testing.T
	db      *postgres.DB
	owner   *pgxpool.Pool
	counter *counter
	clock   time.Time
}

// day5 is the evening of the last day of the discount in Rome, 23:50; day6 is ten minutes later.
var day5, day6 = time.Date(2026, 7, 6, 21, 50, 0, 0, time.UTC), time.Date(2026, 7, 6, 22, 0, 0, 0, time.UTC)

func open(t *testing.T) *house {
	t.Helper()
	dsn := pgtest.New(t)
	h := &house{t: t, db: pgtest.DB(t, dsn), owner: pgtest.Owner(t, dsn), counter: &counter{}, clock: day5}
	h.Hall = &hall.Hall{Store: h.db, Now: func() time.Time { return h.clock }, Down: func(err error) bool { return errors.Is(err, postgres.ErrDown) },
		Site: "https://sportello.example", Gateway: h.counter, Creditor: payments.Creditor{Code: "00000000000", Segregation: 48},
		Of: folder.Town{Name: "Prova", Pay: payments.Offer{Online: true, Imu: true}}}
	for _, p := range []identity.Person{anna, bice} {
		h.exec(`insert into person (id, fiscal_code, given_name) values ($1, $2, $3)`, p.ID, p.FiscalCode, p.GivenName)
	}
	h.exec(`insert into fine(id, subject, number, kind, plate, found_on, place, what, notified_on, discounted, reduced, full_amount, discount_to, reduced_to, nav_discounted, nav_reduced, run)
		values ('V-1', $1, 'V/1', 'verbale', 'AB123CD', '2026-06-20', 'Via Cavour', 'Sosta', '2026-07-01', 4320, 5580, 10030, '2026-07-06', '2026-08-31', $2, $3, 1)`, anna.ID, navDiscount, navReduced)
	for id, tasks := range map[string]string{capped: "{see,pay}", seeing: "{see}"} {
		h.exec(`insert into proxy (id, kind, delegator, delegate_code, delegate, tasks, cap, from_on, state, made_by, made_at, changed_at)
			values ($1, 'simple', $2, $3, $4, $5, 5000, '2020-01-01', 'active', $2, now(), now())`, id, anna.ID, bice.FiscalCode, bice.ID, tasks)
	}
	return h
}

func (h *house) exec(sql string, args ...any) {
	h.t.Helper()
	if _, err := h.owner.Exec(h.t.Context(), sql, args...); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) count(sql string, args ...any) (n int) {
	h.t.Helper()
	if err := h.owner.QueryRow(h.t.Context(), sql, args...).Scan(&n); err != nil {
		h.t.Fatal(err)
	}
	return n
}

func (h *house) text(sql string, args ...any) (s string) {
	h.t.Helper()
	if err := h.owner.QueryRow(h.t.Context(), sql, args...).Scan(&s); err != nil {
		h.t.Fatal(err)
	}
	return s
}

// under is Bice in Anna's matters.
func (h *house) under(mandate string) identity.Who {
	h.t.Helper()
	who, err := h.Acting(h.t.Context(), identity.Self(bice), mandate)
	if err != nil {
		h.t.Fatal(err)
	}
	return who
}

func id(n int) string { return fmt.Sprintf("01890000-0000-7000-8000-%012d", n) }

// do sends a command; made is the clock of the device, a year wrong.
func (h *house) do(who identity.Who, n int, kind command.Kind, body any) (command.Receipt, error) {
	h.t.Helper()
	c, err := command.New(id(n), kind, who.Subject.ID, h.clock.AddDate(-1, 0, 0), body)
	if err != nil {
		h.t.Fatal(err)
	}
	c.Mandate = who.Mandate.ID
	return h.Send(h.t.Context(), who, c)
}

// start starts the payment of notices.
func (h *house) start(who identity.Who, n int, total money.Cents, navs ...string) (command.Receipt, error) {
	return h.do(who, n, command.PayStart, payments.Start{Notices: navs, Total: total})
}

// why is the key of a refusal, or what else came of it.
func why(err error) string {
	var refused hall.Refusal
	switch {
	case err == nil:
		return ""
	case errors.As(err, &refused):
		return refused.Key
	}
	return err.Error()
}

// progress is how far Anna's payment has come, as her folder tells.
func (h *house) progress(n int) payments.Progress {
	h.t.Helper()
	f, err := h.Folder(h.t.Context(), identity.Self(anna))
	if err != nil {
		h.t.Fatal(err)
	}
	p, ok := f.Payment(id(n))
	one, err := h.Payment(h.t.Context(), identity.Self(anna), id(n))
	if ok != (err == nil) || ok && one.Progress != p.Progress {
		h.t.Errorf("asked for alone it is %s (%v), in the folder %s", one.Progress, err, p.Progress)
	}
	return p.Progress
}

func (h *house) receipt(id, nav string, amount money.Cents) {
	h.t.Helper()
	r := payments.Receipt{ID: id, NAV: nav, Amount: amount, PaidOn: day(h.clock), PaidAt: h.clock, PSP: "Banca di prova"}
	if _, err := h.db.Book(h.t.Context(), r, nav[1:], "gpd", "", h.clock); err != nil {
		h.t.Fatal(err)
	}
}

func raw(v any) string {
	text, _ := json.Marshal(v)
	return string(text)
}

func cents(n int) money.Cents { return money.Cents(n) }
