package pagopa_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"sportello/e2e/outside/pagopa"
	"sportello/e2e/outside/pagopa/spec"
)

// station is a comune's station that says what a test wants. It owes 29.40 for every notice.
type station struct {
	mu    sync.Mutex
	fault string // of paVerifyPaymentNotice and paGetPaymentV2
	down  int    // so many receipts are not taken
	came  []string
}

const owed = `<outcome>OK</outcome><paymentList><paymentOptionDescription><amount>29.40</amount><options>EQ</options><allCCP>false</allCCP>` +
	`</paymentOptionDescription></paymentList><paymentDescription>Verbale 1</paymentDescription><fiscalCodePA>00000000000</fiscalCodePA><companyName>Comune di prova</companyName>`

const data = `<outcome>OK</outcome><data><creditorReferenceId>01000000000000001</creditorReferenceId><paymentAmount>29.40</paymentAmount><dueDate>2026-03-07</dueDate>` +
	`<description>Verbale 1</description><companyName>Comune di prova</companyName><debtor><uniqueIdentifier><entityUniqueIdentifierType>F</entityUniqueIdentifierType>` +
	`<entityUniqueIdentifierValue>QRLTRS45C54I625N</entityUniqueIdentifierValue></uniqueIdentifier><fullName>Teresa Quarlini</fullName></debtor><transferList><transfer>` +
	`<idTransfer>1</idTransfer><transferAmount>%s</transferAmount><fiscalCodePA>00000000000</fiscalCodePA><IBAN>IT00X0000000000000000000000</IBAN><remittanceInformation>Verbale 1</remittanceInformation>` +
	`<transferCategory>9/0000000XX/</transferCategory></transfer></transferList></data>`

func (s *station) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	body, _ := io.ReadAll(r.Body)
	sent := string(body)
	if err := spec.Envelope(body); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	say := func(name, content string) {
		fmt.Fprintf(w, `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><p:%s xmlns:p="http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd">%s</p:%s></e:Body></e:Envelope>`, name, content, name)
	}
	no := `<outcome>KO</outcome><fault><faultCode>` + s.fault + `</faultCode><faultString>no</faultString><id>00000000000</id></fault>`
	switch action := strings.Trim(r.Header.Get("SOAPAction"), `"`); {
	case action == "paSendRTV2" && s.down > 0:
		s.down--
		http.Error(w, "down", http.StatusServiceUnavailable)
	case action == "paSendRTV2":
		s.came = append(s.came, between(sent, "<paymentAmount>", "</paymentAmount>"))
		say("paSendRTV2Response", "<outcome>OK</outcome>")
	case s.fault != "" && s.fault != "sum":
		say("paGetPaymentV2Response", no)
	case action == "paVerifyPaymentNotice":
		say("paVerifyPaymentNoticeRes", owed)
	case s.fault == "sum":
		say("paGetPaymentV2Response", fmt.Sprintf(data, "29.39"))
	default:
		say("paGetPaymentV2Response", fmt.Sprintf(data, "29.40"))
	}
}

func between(s, from, to string) string {
	_, s, _ = strings.Cut(s, from)
	s, _, _ = strings.Cut(s, to)
	return s
}

func (s *station) receipts() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.came, " ")
}

// withStation is a house whose comune has a station.
func withStation(t *testing.T, w pagopa.Weather) (*house, *station) {
	s := &station{}
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	return start(t, func(c *pagopa.Config) {
		c.Envelope = spec.Envelope
		c.Station, c.Weather = &pagopa.Station{URL: srv.URL, ID: "00000000000_01", Broker: org}, w
	}), s
}

const first = "01000000000000001"

// The Nodo tries again after an hour, 48 times (DOMAIN § 1.7).
func TestReceiptIsSentUntilItIsTaken(t *testing.T) {
	h, s := withStation(t, pagopa.Weather{})
	if code := h.pay(first, 2940); code != "" {
		t.Fatal(code)
	}
	s.down = 2
	for _, want := range []string{"", "", "29.40", "29.40"} {
		h.p.Deliver(context.Background())
		if got := s.receipts(); got != want {
			t.Fatalf("came %q, want %q", got, want)
		}
		h.clock.move(time.Hour - time.Second)
		if left := h.p.Deliver(context.Background()); (left == 0) != (want != "") {
			t.Fatalf("%d left a second early", left)
		}
		h.clock.move(time.Second)
	}
	if p := h.p.Ledger()[0]; p.Taken.IsZero() {
		t.Error("the ledger does not know that it was taken")
	}
}

func TestNodeGivesUp(t *testing.T) {
	h, s := withStation(t, pagopa.Weather{})
	h.pay(first, 2940)
	s.down = 100
	for n := 48; n > 0; n-- {
		if left := h.p.Deliver(context.Background()); (left == 0) != (n == 1) {
			t.Fatalf("%d left before try %d", left, n)
		}
		h.clock.move(time.Hour)
	}
	if s.down != 100-48 {
		t.Errorf("%d tries", 100-s.down)
	}
}

func TestWeather(t *testing.T) {
	for _, c := range []struct {
		about       string
		weather     pagopa.Weather
		atOnce, all string
	}{
		{"a good day", pagopa.Weather{}, "29.40", "29.40"},
		{"lost", pagopa.Weather{Lost: 1000}, "", ""},
		{"late", pagopa.Weather{Late: 1000, Most: time.Hour}, "", "29.40"},
		{"twice", pagopa.Weather{Twice: 1000, Most: time.Hour}, "29.40", "29.40 29.40"},
		{"contrary", pagopa.Weather{Contrary: 1000, Most: time.Hour}, "29.40", "29.40 29.41"},
	} {
		h, s := withStation(t, c.weather)
		h.pay(first, 2940)
		h.p.Deliver(context.Background())
		if got := s.receipts(); got != c.atOnce {
			t.Errorf("%s: at once %q, want %q", c.about, got, c.atOnce)
		}
		h.clock.move(3 * time.Hour)
		h.p.Deliver(context.Background())
		if got := s.receipts(); got != c.all {
			t.Errorf("%s: in all %q, want %q", c.about, got, c.all)
		}
		if got := h.p.Paid()["3"+first]; got != 2940 {
			t.Errorf("%s: the ledger says %d", c.about, got)
		}
	}
}

// What a station gets wrong is remembered; that it says no is not.
func TestStationIsJudged(t *testing.T) {
	for fault, want := range map[string]int{"PAA_PAGAMENTO_SCADUTO": 0, "sum": 1} {
		h, s := withStation(t, pagopa.Weather{})
		s.fault = fault
		if code := h.pay(first, 2940); code == "" || len(h.p.Ledger()) > 0 {
			t.Errorf("%s: paid", fault)
		}
		if got := h.p.Faults(); len(got) != want {
			t.Errorf("%s: %v", fault, got)
		}
	}
	h, _ := withStation(t, pagopa.Weather{})
	if code := h.pay(first, 2941); code != "PAA_ATTIVA_RPT_IMPORTO_NON_VALIDO" {
		t.Error(code)
	}
}

// memory is a store that outlives a counterpart.
type memory struct {
	order []string
	all   map[string]pagopa.Record
}

func (m *memory) Load(context.Context) (all []pagopa.Record, err error) {
	for _, k := range m.order {
		if r := m.all[k]; r.Value != nil {
			all = append(all, r)
		}
	}
	return all, nil
}

func (m *memory) Save(_ context.Context, r pagopa.Record) error {
	k := r.Kind + " " + r.Key
	if _, there := m.all[k]; !there {
		m.order = append(m.order, k)
	}
	m.all[k] = r
	return nil
}

func TestLedgerOutlivesARestart(t *testing.T) {
	kept := &memory{all: map[string]pagopa.Record{}}
	h, s := withStation(t, pagopa.Weather{})
	again := func(before *house) *house {
		return start(t, func(c *pagopa.Config) {
			c.Store, c.Now = kept, before.clock.now
			srv := httptest.NewServer(s)
			t.Cleanup(srv.Close)
			c.Station = &pagopa.Station{URL: srv.URL, ID: "00000000000_01", Broker: org}
		})
	}
	one := again(h)
	one.must(201, "POST", gpd+"?toPublish=true", h.fine("f1", first, "02"))
	one.must(201, "POST", gpd, h.fine("f2", "03", "04"))
	one.must(200, "DELETE", gpd+"/f2", nil)
	one.pay(first, 2940)
	two := again(h)
	two.p.Deliver(context.Background())
	if got := s.receipts(); got != "29.40" {
		t.Errorf("the receipt under way: %q", got)
	}
	if two.status("f1") != "PAID" || two.pay(first, 2940) != "PPT_PAGAMENTO_DUPLICATO" {
		t.Error("it was forgotten what was paid")
	}
	two.must(404, "GET", gpd+"/f2", nil)
	two.p.MakeFlows()
	three := again(h)
	if three.p.Deliver(context.Background()); s.receipts() != "29.40" || three.p.MakeFlows() != 0 || len(three.p.Flows()) != 1 {
		t.Errorf("came %q, %d flows", s.receipts(), len(three.p.Flows()))
	}
}
