package chaos

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sportello/api/payments"
	"sportello/e2e/house"
	"sportello/e2e/outside/pagopa"
	"sportello/e2e/outside/pagopa/spec"
	"sportello/e2e/outside/town"
)

// bank is pagoPA, outside of what dies: it remembers what was paid.
type bank struct {
	*pagopa.Counterpart
	front *httptest.Server
	ready chan struct{} // closed when it is open

	asked  atomic.Int64 // envelopes that the station answered
	turned atomic.Int64 // how far its clock is ahead, in nanoseconds
}

// creditor is the comune of the demonstration, as its program knows it (cmd/sportello): with other accounts every position
// would be told again.
var creditor = payments.Creditor{Code: "00000000000", Name: "Comune di Seregno", Segregation: town.Segregation, Station: "00000000000_01", Broker: "00000000000", Entity: "I625",
	Offer: payments.Offer{Online: true, Imu: true, Most: payments.MostNotices, Waiting: 30},
	Accounts: map[string]payments.Account{
		"tari":  {IBAN: "IT00DIMOSTRAZIONE0000000001", Category: "9/0101101IM/", Tax: "3944"},
		"tefa":  {Creditor: "00000000001", Name: "Provincia di prova", IBAN: "IT00DIMOSTRAZIONE0000000002", Category: "9/0201102IM/", Tax: "TEFA"},
		"imu":   {IBAN: "IT00DIMOSTRAZIONE0000000003", Category: "9/0101DEMIM/"},
		"fines": {IBAN: "IT00DIMOSTRAZIONE0000000004", Category: "9/0101DEMSA/"},
		"fee":   {IBAN: "IT00DIMOSTRAZIONE0000000005", Category: "9/0101DEMSP/"},
	}}

// clock is the time of the bank; turn sets it ahead.
func (b *bank) clock() time.Time { return time.Now().Add(time.Duration(b.turned.Load())) }

func (b *bank) turn(by time.Duration) { b.turned.Add(int64(by)) }

// env are the settings of a comune with a station, at this bank.
func (b *bank) env() []string {
	return []string{"PAGOPA_URL=" + b.front.URL, "PAGOPA_KEY=" + bankKey, "PAGOPA_CHECKOUT_ORIGIN=" + b.front.URL, "PAGOPA_STATION_NETWORKS=127.0.0.1"}
}

const bankKey = "chaos"

// weather is what becomes of receipts: a tenth of a day's bad luck in half a minute.
func weather(seed uint64) pagopa.Weather {
	return pagopa.Weather{Seed: seed, Late: 300, Most: 4 * time.Second, Twice: 250, Contrary: 60, Lost: 12}
}

// newMoney is a world whose pagoPA is outside of it.
func newMoney(t *testing.T, seed uint64) (*world, *bank) {
	t.Helper()
	w, b := newDatabase(t), &bank{ready: make(chan struct{})}
	b.front = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		<-b.ready
		b.ServeHTTP(rw, r)
	}))
	t.Cleanup(b.front.Close)
	w.house = house.For(t, house.Options{Demo: true, Data: w.folder, DatabaseURL: w.pg.DSN, Env: b.env()})
	var err error
	b.Counterpart, err = pagopa.New(pagopa.Config{Base: b.front.URL, Key: bankKey, Fee: 1_50, Retry: 250 * time.Millisecond, Tries: 10_000, Weather: weather(seed), Now: b.clock,
		Station: &pagopa.Station{URL: "http://" + w.house.Address() + "/pagopa/paForNode", ID: creditor.Station, Broker: creditor.Broker}, Validate: spec.Validate, Envelope: b.check})
	if err != nil {
		t.Fatal(err)
	}
	close(b.ready)
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { b.Run(ctx) })
	t.Cleanup(func() { stop(); running.Wait() })
	return w, b
}

// check holds one answer in thirty against the official schema: a process each is too much for all.
func (b *bank) check(envelope []byte) error {
	if b.asked.Add(1)%30 != 1 {
		return nil
	}
	return spec.Envelope(envelope)
}

// paid is how one try to pay ended: paid, or refused for good with a code.
type paid struct {
	debt
	Receipt, Refused string
}

// pay goes on until it knows. Somebody at a bank's counter is told to come again when the comune does not answer.
func (b *bank) pay(ctx context.Context, d debt, rng *rand.Rand, stop time.Time) paid {
	for time.Now().Before(stop) {
		receipt, err := b.Pay(ctx, pagopa.Item{Creditor: creditor.Code, NAV: d.NAV, Amount: d.Amount})
		if err == nil {
			return paid{debt: d, Receipt: receipt}
		}
		no := (*pagopa.Refusal)(nil)
		if !errors.As(err, &no) {
			return paid{debt: d, Refused: err.Error()}
		}
		switch no.Code {
		case "PPT_STAZIONE_INT_PA_TIMEOUT", "PAA_SYSTEM_ERROR":
			<-time.After(time.Duration(30+rng.IntN(150)) * time.Millisecond) // whoever comes again
		default:
			return paid{debt: d, Refused: no.Code}
		}
	}
	return paid{debt: d, Refused: "gave up"}
}
