package pagopa_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api/fiscal"
	"sportello/api/internal/pagopa"
	"sportello/api/internal/postgres"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/money"
	outside "sportello/e2e/outside/pagopa"
	"sportello/e2e/outside/pagopa/spec"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

// town is a comune with debts in PostgreSQL and the counterpart of pagoPA beside it, at one moment that tests move.
type town struct {
	t       *testing.T
	owner   *pgxpool.Pool
	there   *outside.Counterpart
	front   http.Handler // before the counterpart, when a test wants one
	server  *httptest.Server
	mu      sync.Mutex
	now     time.Time
	reports []string
}

func newTown(t *testing.T) *town {
	t.Helper()
	w := &town{t: t, owner: pgtest.Owner(t, pgtest.New(t)), now: moment(t, "2026-07-01T10:00:00Z")}
	w.server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if w.front != nil {
			w.front.ServeHTTP(rw, r)
			return
		}
		w.there.ServeHTTP(rw, r)
	}))
	t.Cleanup(w.server.Close)
	var err error
	if w.there, err = outside.New(outside.Config{Base: w.server.URL, Key: "k", Now: w.clock, Validate: spec.Validate}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, f := range w.there.Faults() {
			t.Errorf("pagoPA found a fault: %s", f)
		}
	})
	w.exec(`insert into person(id, fiscal_code, given_name, family_name) values ($1, $2, 'Anna', 'Bianchi')`, anna.ID, anna.FiscalCode)
	return w
}

func (w *town) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *town) later(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

func (w *town) exec(sql string, args ...any) {
	w.t.Helper()
	if _, err := w.owner.Exec(w.t.Context(), sql, args...); err != nil {
		w.t.Fatal(err)
	}
}

// one is the one text that a query gives.
func (w *town) one(sql string, args ...any) (text string) {
	w.t.Helper()
	if err := w.owner.QueryRow(w.t.Context(), sql, args...).Scan(&text); err != nil {
		w.t.Fatal(err)
	}
	return text
}

// nav is the notice number of the comune for a number.
func nav(t *testing.T, n int) string {
	t.Helper()
	text, err := fiscal.NewNAV(fiscal.Aux3, council.Segregation, uint64(n))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// fine is a verbale that was notified today: 43.20 within five days, 55.80 within sixty.
func (w *town) fine(n int) {
	w.t.Helper()
	w.exec(`insert into fine(id, subject, number, kind, plate, found_on, place, what, notified_on, discounted, reduced, discount_to, reduced_to, nav_discounted, nav_reduced, run)
	 values ($1, $2, $1, 'verbale', 'AA000AA', '2026-06-01', 'via Roma', 'sosta', '2026-07-01', 4320, 5580, '2026-07-06', '2026-08-31', $3, $4, 1)`,
		fmt.Sprintf("V-%d", n), anna.ID, nav(w.t, 2*n), nav(w.t, 2*n+1))
}

// keeper is one replica's.
func (w *town) keeper() *pagopa.Keeper {
	w.t.Helper()
	at := func(path string) pagopa.Service { return pagopa.Service{URL: w.server.URL + path} }
	g, err := pagopa.New(pagopa.Config{Creditor: council, Key: "k", GPD: at(outside.PathGPD), Receipts: at(outside.PathReceipts), Checkout: at(outside.PathCheckout),
		Flows: at(outside.PathFdR), Events: at(outside.PathBizEvents), Site: "https://sportello.example.it", Now: w.clock})
	if err != nil {
		w.t.Fatal(err)
	}
	return &pagopa.Keeper{Gateway: g, Store: postgres.NewPagopa(w.owner), Report: func(err error) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.reports = append(w.reports, err.Error())
	}}
}

func (w *town) work(k *pagopa.Keeper) {
	w.t.Helper()
	if err := k.Work(w.t.Context(), w.clock()); err != nil {
		w.t.Fatal(err)
	}
}

// pay pays a notice at a counter, and gives the id of its receipt.
func (w *town) pay(nav string, cents int) string {
	w.t.Helper()
	id, err := w.there.Pay(context.Background(), outside.Item{Creditor: council.Code, NAV: nav, Amount: money.Cents(cents)})
	if err != nil {
		w.t.Fatal(err)
	}
	return id
}

// settled is what is known of a fine: how much was booked, and how pagoPA's archive and we stand.
func (w *town) settled(n int) string {
	w.t.Helper()
	return w.one(`select coalesce((select sum(amount)::text || ' in ' || count(*) from receipt where position = $1), 'nothing') || ', ' || state || ' ' || status
	 from publication where position = $1`, fmt.Sprintf("fine/V-%d", n))
}
