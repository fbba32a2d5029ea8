package pagopa

import (
	"context"
	"encoding/xml"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"sportello/api/calendar"
	"sportello/api/identity"
	"sportello/api/money"
	"sportello/api/payments"
)

// today is the day of these tests.
var today, _ = calendar.Of(2026, 3, 10)

// comune is a creditor with a station; its numbers are nobody's.
func comune() payments.Creditor {
	return payments.Creditor{Code: "00000000000", Name: "Comune di Prova & C.", Segregation: 48, Station: "00000000000_01", Broker: "00000000000", Entity: "I625",
		Accounts: map[string]payments.Account{
			"fines": {IBAN: "IT60X0542811101000000123456", Category: "9/0101100AP/"},
			"tari":  {IBAN: "IT60X0542811101000000123456", Category: "9/0101101IM/", Tax: "3944"},
			"tefa":  {Creditor: "11111111111", Name: "Provincia di Prova", IBAN: "IT60X0542811101000000654321", Category: "9/0201102IM/", Tax: "TEFA"},
		}}
}

// errAway is that of books that are away for a while.
var errAway = errors.New("away")

// shelf is books in memory, with the rules that the real ones keep: a receipt is written once.
type shelf struct {
	mu        sync.Mutex
	positions map[string]payments.Position
	receipts  map[string]payments.Receipt
	ivu, raw  map[string]string
	times     int
	down      error
}

var teresa = identity.Person{ID: "x", FiscalCode: "QRLTRS46A41I625X", GivenName: "Teresa", FamilyName: "Quarelaghi"}

func (s *shelf) PositionOf(_ context.Context, nav string) (payments.Position, identity.Person, bool, error) {
	p, ok := s.positions[nav]
	return p, teresa, ok, s.down
}

func (s *shelf) Book(_ context.Context, r payments.Receipt, iuv, source, raw string, _ time.Time) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.times++
	if _, there := s.receipts[r.ID]; there || s.down != nil {
		return false, s.down
	}
	s.receipts[r.ID], s.ivu[r.ID], s.raw[r.ID] = r, iuv, raw
	return true, nil
}

// put stands positions on the shelf, under each of their notices.
func (s *shelf) put(all ...payments.Position) {
	for _, p := range all {
		for _, n := range p.Notices {
			s.positions[n.NAV] = p
		}
	}
}

// house is a station with its shelf, and who calls it.
type house struct {
	*Station
	books *shelf
	now   time.Time
	said  []error
}

func newHouse() *house {
	h := &house{books: &shelf{positions: map[string]payments.Position{}, receipts: map[string]payments.Receipt{}, ivu: map[string]string{}, raw: map[string]string{}}}
	h.now = time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC)
	h.Station = &Station{Creditor: comune(), Books: h.books, Now: func() time.Time { return h.now },
		Down: func(err error) bool { return errors.Is(err, errAway) }, Report: func(err error) string { h.said = append(h.said, err); return "A1B2C3D4" }}
	return h
}

// heard is what a test reads of an answer.
type heard struct {
	Outcome string `xml:"outcome"`
	Fault   struct {
		Code        refusal `xml:"faultCode"`
		ID          string  `xml:"id"`
		Description string  `xml:"description"`
	} `xml:"fault"`
	Amount string `xml:"paymentList>paymentOptionDescription>amount"`
	Data   struct {
		Reference string   `xml:"creditorReferenceId"`
		Amount    string   `xml:"paymentAmount"`
		DueDate   string   `xml:"dueDate"`
		Parts     []string `xml:"transferList>transfer>transferAmount"`
		Creditors []string `xml:"transferList>transfer>fiscalCodePA"`
		Companies []string `xml:"transferList>transfer>companyName"`
		Metadata  []entry  `xml:"metadata>mapEntry"`
		Debtor    string   `xml:"debtor>fullName"`
	} `xml:"data"`
}

// post sends a text as a call of an operation.
func (h *house) post(action, message string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/pagopa/paForNode", strings.NewReader(message))
	r.Header.Set("Content-Type", "text/xml; charset=UTF-8")
	r.Header.Set("SOAPAction", `"`+action+`"`)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// call calls an operation, holds its answer against the schema (empty: not) and reads it.
func (h *house) call(t testing.TB, xsd, action, message string) heard {
	t.Helper()
	w := h.post(action, message)
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "text/xml; charset=utf-8" {
		t.Fatalf("%s: status %d, %s: %s", action, w.Code, w.Header().Get("Content-Type"), w.Body)
	}
	if xsd != "" {
		if wrong := fits(t, xsd, w.Body.String()); wrong != "" {
			t.Errorf("%s: the answer does not fit: %s\n%s", action, wrong, w.Body)
		}
	}
	var e struct {
		Body struct {
			Inner []byte `xml:",innerxml"`
		} `xml:"Body"`
	}
	var a heard
	if err := xml.Unmarshal(w.Body.Bytes(), &e); err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal(e.Body.Inner, &a); err != nil {
		t.Fatalf("%v: %s", err, e.Body.Inner)
	}
	return a
}

// The three numbers that every call begins with.
const addressed = "<idPA>00000000000</idPA><idBrokerPA>00000000000</idBrokerPA><idStation>00000000000_01</idStation>"

// about is the content of a call about a notice.
func about(nav string) string {
	return addressed + "<qrCode><fiscalCode>00000000000</fiscalCode><noticeNumber>" + nav + "</noticeNumber></qrCode>"
}

// notice is a notice with all that counts for its state.
func notice(nav string, option int, amount, paid money.Cents) payments.Notice {
	return payments.Notice{NAV: nav, Option: option, Number: 1, Of: 1, Amount: amount, Paid: paid}
}

// fine is the two amounts of a verbale: the discount to a day, and the full one of 60 days.
func fine(navDiscount, navReduced string, to calendar.Day) payments.Position {
	discount, reduced := notice(navDiscount, 1, 29_40, 0), notice(navReduced, 2, 42_00, 0)
	discount.Due, discount.Expires, reduced.Due, reduced.Expires = to, true, to+55, true
	return payments.Position{ID: "fine/V-1", Service: "fines", About: "V/2026/1", Notices: []payments.Notice{discount, reduced}}
}
