// Package pagopa stands in for pagoPA, for demonstrations and tests: the archive of positions (GPD v3) with its receipts,
// Checkout with a page on which one "pays", the Nodo that calls a comune's own station, the flows of FdR and the copies
// of receipts (biz-events).
//
// It speaks the true protocols, as the official files say them, and keeps the rules that pagoPA keeps: a position that
// was paid never changes, alternatives close each other, a receipt is sent again until it is taken. It moves no money,
// says on every page that it is a demonstration, and must never be reachable beside real data.
package pagopa

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"sportello/api/money"
)

// Where the interfaces stand under Config.Base: the paths of the true ones, so that a client is pointed here by its
// address alone.
const (
	PathGPD       = "/gpd/debt-positions-service/v3"
	PathReceipts  = "/gpd/payments-receipts-service/v1"
	PathCheckout  = "/checkout/ec/v2"
	PathBizEvents = "/bizevents/service/v1"
	PathFdR       = "/fdr-org/service/v1"
)

// Config says where the counterpart stands and how it behaves. The zero value of what has one is a good day.
type Config struct {
	Base     string      // URL with the path the handler is mounted at, without a slash at its end
	Key      string      // Ocp-Apim-Subscription-Key that callers must give
	Station  *Station    // the comune's own; nil: its positions are in GPD only
	Fee      money.Cents // what whoever takes the money asks for a cart
	Later    time.Duration
	Retry    time.Duration // between two tries to hand a receipt to the station; an hour when 0, as the Nodo
	Tries    int           // 48 when 0, as the Nodo
	Throttle int           // calls of biz-events in 60 minutes; 10 when 0
	Weather  Weather
	Store    Store            // what outlives a restart; nil: memory only
	Now      func() time.Time // time.Now when nil
	// Validate holds each request against an official file, and Envelope each answer of the station; see package spec.
	// What does not fit is a fault. Both may be nil.
	Validate func(file string, next http.Handler, fault func(error)) http.Handler
	Envelope func(message []byte) error

	Stylesheets []string // URLs on the same origin, for the pages, before our own few rules
	Home        string   // where the pages lead back to; "/" when empty
}

// Counterpart is the stand-in. It is safe for concurrent use.
type Counterpart struct {
	cfg    Config
	prefix string
	mux    http.Handler

	mu        sync.Mutex
	positions map[string]*Position // by organization and iupd
	byNAV     map[string]*Position // by organization and NAV
	payments  []*Payment           // in the order in which they were made
	byReceipt map[string]*Payment
	busy      map[string]bool // notices that somebody is paying just now
	carts     map[string]*cart
	flows     []*Flow
	queue     []delivery
	calls     []time.Time // of biz-events
	faults    []Fault
	wake      chan struct{}
}

// Fault is something that a caller or the station got wrong. A test that finds one fails.
type Fault struct {
	At         time.Time
	Call, What string
}

func (f Fault) String() string { return f.Call + ": " + f.What }

// New makes a counterpart, with what its store has kept.
func New(cfg Config) (*Counterpart, error) {
	base, err := url.Parse(cfg.Base)
	if err != nil || base.Host == "" || strings.HasSuffix(base.Path, "/") {
		return nil, errors.New("the base must be an absolute URL that does not end with a slash")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Home == "" {
		cfg.Home = "/"
	}
	if cfg.Later == 0 {
		cfg.Later = time.Minute
	}
	if cfg.Retry == 0 {
		cfg.Retry = time.Hour
	}
	if cfg.Tries == 0 {
		cfg.Tries = 48
	}
	if cfg.Throttle == 0 {
		cfg.Throttle = 10
	}
	c := &Counterpart{cfg: cfg, prefix: base.Path, positions: map[string]*Position{}, byNAV: map[string]*Position{},
		byReceipt: map[string]*Payment{}, busy: map[string]bool{}, carts: map[string]*cart{}, wake: make(chan struct{}, 1)}
	if cfg.Store != nil {
		if err := c.load(context.Background()); err != nil {
			return nil, fmt.Errorf("reading what the demonstration pagoPA has kept: %w", err)
		}
	}
	c.routes()
	return c, nil
}

func (c *Counterpart) routes() {
	calls := http.NewServeMux()
	c.gpd(calls)
	c.receipts(calls)
	c.bizEvents(calls)
	c.fdr(calls)
	calls.HandleFunc("POST "+PathCheckout+"/carts", c.newCart)
	mux := http.NewServeMux()
	for path, file := range map[string]string{PathGPD: "gpd_v3.json", PathReceipts: "gpd_payments.json", PathCheckout: "checkout_v2.json",
		PathBizEvents: "biz_events.json", PathFdR: "fdr_organization.json"} {
		var judged http.Handler = calls
		if c.cfg.Validate != nil {
			judged = c.cfg.Validate(file, calls, func(err error) { c.fault(file, err.Error()) })
		}
		mux.Handle(path+"/", c.guard(judged))
	}
	c.pages(mux)
	c.mux = http.StripPrefix(c.prefix, mux)
}

// ServeHTTP serves the paths under that of the base.
func (c *Counterpart) ServeHTTP(w http.ResponseWriter, r *http.Request) { c.mux.ServeHTTP(w, r) }

// Faults are what was got wrong so far.
func (c *Counterpart) Faults() []Fault {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]Fault(nil), c.faults...)
}

// mostFaults is how many faults are kept: a demonstration may run for weeks.
const mostFaults = 1000

func (c *Counterpart) fault(call, what string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.faults) < mostFaults {
		c.faults = append(c.faults, Fault{At: c.cfg.Now(), Call: call, What: what})
	}
}
