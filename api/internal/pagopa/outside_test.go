package pagopa_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"sportello/api/calendar"
	"sportello/api/identity"
	"sportello/api/internal/pagopa"
	"sportello/api/money"
	"sportello/api/payments"
	outside "sportello/e2e/outside/pagopa"
	"sportello/e2e/outside/pagopa/spec"
)

// ledger is books in memory: a notice that a receipt names is paid.
type ledger struct {
	mu       sync.Mutex
	position payments.Position
	receipts map[string]payments.Receipt
}

func (l *ledger) PositionOf(_ context.Context, nav string) (payments.Position, identity.Person, bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, ok := l.position.Notice(nav)
	p := l.position
	p.Notices = append([]payments.Notice(nil), p.Notices...)
	return p, anna, ok, nil
}

func (l *ledger) Book(_ context.Context, r payments.Receipt, _, _, _ string, _ time.Time) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, there := l.receipts[r.ID]; there {
		return false, nil
	}
	l.receipts[r.ID] = r
	for i := range l.position.Notices {
		if n := &l.position.Notices[i]; n.NAV == r.NAV {
			n.Paid, n.Received = n.Paid+r.Amount, true
		}
	}
	return true, nil
}

// street is both sides of pagoPA on loopback: our gateway and our station, and who stands in for pagoPA.
type street struct {
	t       *testing.T
	now     time.Time
	books   *ledger
	gateway *pagopa.Gateway
	outside *outside.Counterpart
	site    string
}

const mounted = "/dimostrazione/pagopa"

// open opens the street on a day of July 2026, with a station of our own or without.
func open(t *testing.T, at string, station bool) *street {
	s := &street{t: t, now: moment(t, at), books: &ledger{position: verbale(), receipts: map[string]payments.Receipt{}}}
	clock := func() time.Time { return s.now }
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	creditor, base := council, server.URL+mounted
	c := outside.Config{Base: base, Key: "k", Fee: 150, Now: clock, Validate: spec.Validate, Envelope: spec.Envelope}
	if station {
		creditor.Station, creditor.Broker = "00000000000_01", "00000000000"
		c.Station = &outside.Station{URL: server.URL + "/pagopa/paForNode", ID: creditor.Station, Broker: creditor.Broker}
		mux.Handle("/pagopa/paForNode", &pagopa.Station{Creditor: creditor, Books: s.books, Now: clock, Down: func(error) bool { return false }, Report: func(err error) string { t.Error(err); return "" }})
	}
	var err error
	if s.outside, err = outside.New(c); err != nil {
		t.Fatal(err)
	}
	mux.Handle(mounted+"/", s.outside)
	mux.HandleFunc("/paga/ritorno/", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "back") })
	s.gateway, err = pagopa.New(pagopa.Config{Creditor: creditor, Key: "k", Site: server.URL, Origin: server.URL, Now: clock,
		GPD: pagopa.Service{URL: base + outside.PathGPD}, Receipts: pagopa.Service{URL: base + outside.PathReceipts},
		Checkout: pagopa.Service{URL: base + outside.PathCheckout}, Flows: pagopa.Service{URL: base + outside.PathFdR}, Events: pagopa.Service{URL: base + outside.PathBizEvents}})
	if err != nil {
		t.Fatal(err)
	}
	s.site = server.URL
	t.Cleanup(func() {
		for _, f := range s.outside.Faults() {
			t.Errorf("a fault of ours: %s", f)
		}
	})
	return s
}

func (s *street) publish() {
	s.t.Helper()
	p, debtor, _, _ := s.books.PositionOf(s.t.Context(), navLess)
	if err := s.gateway.Publish(s.t.Context(), p, debtor); err != nil {
		s.t.Fatal(err)
	}
}

// cart opens a cart of one notice of the fine; empty when pagoPA refuses it.
func (s *street) cart(nav string, amount money.Cents) string {
	s.t.Helper()
	p := payments.Payment{ID: "01932d3e-0000-7000-8000-000000000001", Items: []payments.Item{
		{NAV: nav, Position: s.books.position.ID, Service: "fines", About: "V/2026/004711", Amount: amount}}}
	address, err := s.gateway.Cart(s.t.Context(), p, "anna@example.it")
	if err != nil {
		return ""
	}
	return address
}

// press presses a button of the page of Checkout, and says where the person is led.
func (s *street) press(address, button string) string {
	s.t.Helper()
	res, err := http.PostForm(address, url.Values{"scelta": {button}})
	if err != nil {
		s.t.Fatal(err)
	}
	res.Body.Close()
	_, last, _ := strings.Cut(res.Request.URL.Path, "/paga/ritorno/01932d3e-0000-7000-8000-000000000001/")
	return last
}

// A fine with two amounts is paid by its discount, with a station and without: one receipt, the other amount closed, a
// row in the flow.
func TestFineIsPaid(t *testing.T) {
	for name, station := range map[string]bool{"station": true, "GPD": false} {
		t.Run(name, func(t *testing.T) {
			s := open(t, "2026-07-03T10:00:00Z", station)
			s.publish()
			s.publish() // the same once more changes nothing
			at := s.cart(navLess, 43_20)
			if got := s.press(at, "paga"); got != "ok" {
				t.Fatalf("after paying one is led to %q", got)
			}
			s.outside.Deliver(t.Context())
			s.outside.Deliver(t.Context())
			paid := s.outside.Ledger()
			if len(paid) != 1 || paid[0].Amount != 43_20 || paid[0].Debtor.Code != anna.FiscalCode || paid[0].Parts[0].IBAN != council.Accounts["fines"].IBAN {
				t.Fatalf("the ledger: %+v", paid)
			}
			if r := s.books.receipts[paid[0].Receipt]; station && (r.Amount != 43_20 || r.Fee != 150 || r.NAV != navLess || r.PaidOn != day(2026, 7, 3)) {
				t.Errorf("the books: %+v", s.books.receipts)
			}
			if s.cart(navMore, 55_80) != "" {
				t.Error("the other amount can be paid too")
			}
			s.publish() // what was paid is left alone
			if s.outside.MakeFlows() != 1 || s.outside.Flows()[0].Sum() != 43_20 || s.outside.Flows()[0].Rows[0].IUR != paid[0].Receipt {
				t.Errorf("the flow: %+v", s.outside.Flows())
			}
		})
	}
}

// The discount of five days ends with the sixth of July, at midnight in Rome (DOMAIN § 4.2): ten minutes before it can
// be paid, and after it cannot.
func TestDiscountEndsAtMidnight(t *testing.T) {
	for name, station := range map[string]bool{"station": true, "GPD": false} {
		for at, payable := range map[string]bool{"2026-07-06T21:50:00Z": true, "2026-07-06T22:00:00Z": false} {
			t.Run(name+" "+at, func(t *testing.T) {
				s := open(t, "2026-07-03T10:00:00Z", station)
				s.publish()
				s.now = moment(t, at)
				if got := s.cart(navLess, 43_20) != ""; got != payable {
					t.Errorf("the discount on %s: %v", calendar.Rome(s.now), got)
				}
				if s.cart(navMore, 55_80) == "" {
					t.Error("the reduced amount cannot be paid")
				}
			})
		}
	}
}

// A cart opened in time does not outlive the day: what counts is when one pays.
func TestCartAcrossMidnight(t *testing.T) {
	for name, station := range map[string]bool{"station": true, "GPD": false} {
		t.Run(name, func(t *testing.T) {
			s := open(t, "2026-07-06T21:55:00Z", station)
			s.publish()
			at := s.cart(navLess, 43_20)
			s.now = moment(t, "2026-07-06T22:01:00Z")
			if got := s.press(at, "paga"); got != "" || len(s.outside.Ledger()) > 0 {
				t.Errorf("led to %q, paid %d", got, len(s.outside.Ledger()))
			}
		})
	}
}
