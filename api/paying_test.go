package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5/pgxpool"

	"sportello/api"
	"sportello/api/command"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/internal/postgres/pgtest"
	"sportello/api/payments"
	outside "sportello/e2e/outside/pagopa"
	"sportello/e2e/outside/pagopa/spec"
)

// market is a town hall with a database, and the pagoPA of demonstrations, on one loopback server; it is 3 July 2026.
// Anna has a verbale that was notified two days before: 43.20 within five days, 55.80 within sixty (DOMAIN § 4.1, § 4.2).
type market struct {
	t       *testing.T
	api     *api.API
	dsn     string
	owner   *pgxpool.Pool
	outside *outside.Counterpart
	now     time.Time
}

const (
	marketPath = "/dimostrazione/pagopa"
	tryID      = "01932d3e-0000-7000-8000-000000000001"
)

func openMarket(t *testing.T, station bool, weather outside.Weather) *market {
	t.Helper()
	m := &market{t: t, now: time.Date(2026, 7, 3, 10, 0, 0, 0, time.UTC)}
	m.dsn = pgtest.New(t)
	m.owner = pgtest.Owner(t, m.dsn)
	m.fine()
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	clock, base := func() time.Time { return m.now }, server.URL+marketPath
	creditor := payments.Creditor{Code: "00000000000", Name: "Comune di prova", Segregation: 48, Offer: payments.Offer{Online: true, Waiting: 30},
		Accounts: map[string]payments.Account{"fines": {IBAN: "IT00DIMOSTRAZIONE0000000004", Category: "9/0101DEMSA/"}}}
	out := outside.Config{Base: base, Key: "k", Fee: 150, Now: clock, Weather: weather, Validate: spec.Validate, Envelope: spec.Envelope}
	c := api.Config{DSN: m.dsn, BaseURL: server.URL, Version: "test", Now: clock, Town: folder.Town{Name: "Prova", Pay: creditor.Offer}, Creditor: creditor,
		Report: func(err error) string { t.Errorf("reported: %v", err); return "REF" }, Pagopa: api.Pagopa{URL: base, Key: "k", Origin: server.URL},
		Who: func(r *http.Request) (identity.Who, error) {
			return identity.Self(identity.Person{ID: r.Header.Get("X-Test"), GivenName: "Anna"}), nil
		}}
	if station {
		c.Creditor.Station, c.Creditor.Broker, c.Station.Networks = "00000000000_01", "00000000000", "127.0.0.1"
		out.Station = &outside.Station{URL: server.URL + "/pagopa/paForNode", ID: "00000000000_01", Broker: "00000000000"}
	}
	var err error
	if m.api, err = api.New(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(m.api.Close)
	if m.outside, err = outside.New(out); err != nil {
		t.Fatal(err)
	}
	mux.Handle(marketPath+"/", m.outside)
	mux.HandleFunc("/paga/ritorno/", func(http.ResponseWriter, *http.Request) {})
	if station {
		mux.HandleFunc("/pagopa/paForNode", func(w http.ResponseWriter, r *http.Request) {
			m.api.Station(http.NotFoundHandler()).ServeHTTP(w, r.WithContext(command.WithSource(r.Context(), "127.0.0.1")))
		})
	}
	t.Cleanup(func() {
		for _, f := range m.outside.Faults() {
			t.Errorf("a fault of ours: %s", f)
		}
	})
	return m
}

// fine writes Anna's verbale down, as an import would.
func (m *market) fine() {
	m.t.Helper()
	if _, err := m.owner.Exec(m.t.Context(), `with p as (insert into person(id, fiscal_code, given_name, family_name) values ($1, 'QRLTRS46A41I625X', 'Teresa', 'Quarelaghi') returning id)
		insert into fine(id, subject, number, kind, plate, found_on, place, what, notified_on, discounted, reduced, full_amount, discount_to, reduced_to, nav_discounted, nav_reduced, run)
		select 'V-1', id, 'V/1', 'verbale', 'AB123CD', '2026-06-20', 'Via Roma', 'Sosta', '2026-07-01', 4320, 5580, 10030, '2026-07-06', '2026-08-31', $2, $3, 1 from p`,
		anna, fiveDays, sixty); err != nil {
		m.t.Fatal(err)
	}
}

// settle does a round of what settles with pagoPA in the background.
func (m *market) settle() {
	m.t.Helper()
	if err := m.api.SettleOnce(m.t.Context(), m.dsn); err != nil {
		m.t.Fatal(err)
	}
}

// start starts a payment over /v1, and gives the address of pagoPA's page; empty when it was refused.
func (m *market) start(id, nav string, cents int) string {
	m.t.Helper()
	w := call(m.api.Handler, anna, "POST", "/v1/payments", fmt.Sprintf(`{"notices":["%s"],"total":%d}`, nav, cents), "Idempotency-Key", id, "Sportello-Subject", anna)
	var r command.Receipt
	if err := json.Unmarshal(w.Body.Bytes(), &r); err != nil {
		m.t.Fatalf("%d %s", w.Code, w.Body)
	}
	return r.Next
}

// stands is how far a payment has come, and how many receipts there are.
func (m *market) stands(id string) (payments.Progress, int) {
	m.t.Helper()
	var p payments.Payment
	var receipts []payments.Receipt
	for path, into := range map[string]any{"/v1/payments/" + id: &p, "/v1/receipts": &receipts} {
		if w := call(m.api.Handler, anna, "GET", path, ""); w.Code != http.StatusOK || json.Unmarshal(w.Body.Bytes(), into) != nil {
			m.t.Fatalf("%s: %d %s", path, w.Code, w.Body)
		}
	}
	return p.Progress, len(receipts)
}

func (m *market) press(page, button string) {
	m.t.Helper()
	res, err := http.PostForm(page, url.Values{"scelta": {button}})
	if err != nil {
		m.t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK {
		m.t.Fatalf("after %s: %d", button, res.StatusCode)
	}
}

// A fine is paid over /v1 and on pagoPA's page. Its receipt comes by the station, by GPD, or, when it got lost, by the
// copy that a flow leads to. Only then is it paid, once, and the other amount is closed.
func TestPaying(t *testing.T) {
	for name, c := range map[string]struct {
		station bool
		weather outside.Weather
	}{"station": {true, outside.Weather{}}, "GPD": {false, outside.Weather{}}, "lost": {false, outside.Weather{Lost: 1000}}, "lost with a station": {true, outside.Weather{Lost: 1000}}} {
		t.Run(name, func(t *testing.T) {
			m := openMarket(t, c.station, c.weather)
			m.settle()
			page := m.start(tryID, fiveDays, 43_20)
			if again := m.start(tryID, fiveDays, 43_20); page == "" || again == "" {
				t.Fatal("no page to pay on")
			}
			m.press(page, "paga")
			if p, receipts := m.stands(tryID); p == payments.Confirmed || receipts != 0 {
				t.Errorf("before any receipt: %s, %d receipts", p, receipts)
			}
			for range 2 {
				m.outside.Deliver(t.Context())
				m.settle()
			}
			if c.weather.Lost > 0 {
				if p, receipts := m.stands(tryID); p == payments.Confirmed || receipts != 0 {
					t.Errorf("it got lost: %s, %d receipts", p, receipts)
				}
				m.outside.MakeFlows()
				m.now = m.now.Add(2 * time.Hour)
				m.settle()
				m.now = m.now.Add(time.Minute)
				m.settle()
			}
			if p, receipts := m.stands(tryID); p != payments.Confirmed || receipts != 1 {
				t.Errorf("in the end: %s, %d receipts", p, receipts)
			}
			if m.start(draft, sixty, 55_80) != "" {
				t.Error("the other amount can be paid too")
			}
			if paid := m.outside.Ledger(); len(paid) != 1 || paid[0].Amount != 43_20 || paid[0].Cart != tryID {
				t.Errorf("the ledger: %+v", paid)
			}
		})
	}
}

// The ledger of a demonstration stands in its database: what was written first comes first, what is gone is gone.
func TestLedgerTable(t *testing.T) {
	owner := pgtest.Owner(t, pgtest.New(t))
	for range 2 { // it is there already when a demonstration starts again
		if _, err := outside.NewTable(t.Context(), owner); err != nil {
			t.Fatal(err)
		}
	}
	table, _ := outside.NewTable(t.Context(), owner)
	for _, r := range []outside.Record{{Kind: "position", Key: "b", Value: []byte(`1`)}, {Kind: "payment", Key: "a", Value: []byte(`2`)}, {Kind: "position", Key: "c", Value: []byte(`3`)},
		{Kind: "position", Key: "b", Value: []byte(`4`)}, {Kind: "position", Key: "c"}} {
		if err := table.Save(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	got, err := table.Load(t.Context())
	want := []outside.Record{{Kind: "position", Key: "b", Value: []byte(`4`)}, {Kind: "payment", Key: "a", Value: []byte(`2`)}}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
}
