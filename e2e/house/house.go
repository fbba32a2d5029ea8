// Package house starts the real program for tests, as a comune does: a process with its own data, on a port
// of this machine, that can be killed and started again.
//
// It builds the program once for each test program, and knows the one line with which the server says that
// it is ready. It knows no page of it, but for the way through the demonstration's sign-in. It never skips:
// a program that does not build or start fails the test, with what it said last.
package house

import (
	"context"
	"fmt"
	"net"
	"os"
	"strconv"
	"testing"
	"time"

	"sportello/api"
)

// startLimit is how long the program may take to be ready, on a busy machine.
const startLimit = 90 * time.Second

// Options say how the program is started. The zero value is a server for nobody: nobody could sign in.
type Options struct {
	Demo        bool
	Residents   int    // people of the demonstration town; 300 when 0
	Data        string // folder of the private PostgreSQL; one of its own, removed by Stop, when empty
	DatabaseURL string // a PostgreSQL that stands already, instead of a private one
	Port        int    // a free one when 0; the same after Restart
	BaseURL     string // the address browsers use when it is not the server's own: a proxy stands before it
	Env         []string
}

// House is one program that runs, or ran until it was killed.
type House struct {
	URL string // as browsers use it, without a slash at the end

	options Options
	program string
	own     bool // the data folder is ours to remove
	dsn     string
	run     *run
}

// For starts the program and stops it when the test ends. What the program said goes to the log of a test
// that failed.
func For(t testing.TB, o Options) *House {
	t.Helper()
	h, err := Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("the program said last:\n%s", h.Log())
		}
		h.Stop()
	})
	return h
}

// Start builds the program if need be, starts it and returns when it is ready. ctx bounds the start only.
func Start(ctx context.Context, o Options) (*House, error) {
	program, err := Binary()
	if err != nil {
		return nil, err
	}
	h := &House{options: o, program: program}
	if err := h.prepare(); err != nil {
		return nil, err
	}
	if err := h.start(ctx); err != nil {
		h.Stop()
		return nil, err
	}
	return h, nil
}

// prepare fills in what the options leave open.
func (h *House) prepare() (err error) {
	o := &h.options
	if o.Residents == 0 {
		o.Residents = 300
	}
	if o.Port == 0 {
		if o.Port, err = freePort(); err != nil {
			return err
		}
	}
	h.URL, h.dsn = o.BaseURL, o.DatabaseURL
	if h.URL == "" {
		h.URL = "http://localhost:" + strconv.Itoa(o.Port)
	}
	if o.Data != "" {
		return nil
	}
	if o.Data, err = os.MkdirTemp("", "sportello-house-"); err != nil {
		return fmt.Errorf("making a folder for the data: %w", err)
	}
	h.own = true
	return os.Chmod(o.Data, 0o711) // so that root can hand what is inside to the user postgres
}

// freePort is a port that nobody listens on now. Somebody could take it before the server does.
func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("looking for a free port: %w", err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// Address is where the server itself listens, host:port, whatever stands before it.
func (h *House) Address() string { return "127.0.0.1:" + strconv.Itoa(h.options.Port) }

// DSN is the address of the server's database, for whoever owns the tables.
func (h *House) DSN() string { return h.dsn }

// findDSN asks where the private PostgreSQL of a server that runs is.
func (h *House) findDSN(ctx context.Context) error {
	if h.dsn != "" {
		return nil
	}
	p, err := api.OpenPrivate(ctx, h.options.Data)
	if err != nil {
		return fmt.Errorf("finding the server's database: %w", err)
	}
	h.dsn = p.DSN
	p.Stop() // it is the server's: nothing stops
	return nil
}
