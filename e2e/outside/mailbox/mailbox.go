// Package mailbox stands in for everybody's mail server: an SMTP server for demonstrations and tests that takes every
// letter, keeps it in memory and shows it on a page.
//
// The protocol is a kept library's (emersion/go-smtp). It delivers nothing anywhere, forgets all when the program
// ends, and must never be reachable beside real data.
package mailbox

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"slices"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
)

// most is how many letters are kept: a demonstration may run for weeks.
const most = 500

// Config says how the server behaves. With TLS set it offers STARTTLS. With User set nobody may send without it.
type Config struct {
	TLS            *tls.Config
	User, Password string
	Stylesheets    []string // URLs on the same origin, for the page
	Home           string   // where the page leads back to; "/" when empty
}

// Faults make the server behave as mail servers do on a bad day. The zero value is a good day.
type Faults struct {
	Refuse  int           // answer every address with this code: 450 later, 550 never
	Delay   time.Duration // before the end of a letter is answered
	Drop    bool          // the line breaks when the letter has come, before it is taken
	DropAck bool          // the line breaks when the letter has been taken, before the answer
}

// Letter is one message as it came.
type Letter struct {
	From, To      string // of the envelope
	Subject, Text string
	ID            string // Message-ID, without brackets
	Header        map[string][]string
	Raw           string
	At            time.Time
}

// Mailbox is the server. It is safe for concurrent use.
type Mailbox struct {
	config Config
	server *smtp.Server

	mu      sync.Mutex
	faults  Faults
	letters []Letter
	came    chan struct{} // closed when the next letter comes
}

// New makes a server; Serve starts it.
func New(c Config) *Mailbox {
	if c.Home == "" {
		c.Home = "/"
	}
	m := &Mailbox{config: c, came: make(chan struct{})}
	m.server = smtp.NewServer(smtp.BackendFunc(func(line *smtp.Conn) (smtp.Session, error) {
		return &session{box: m, line: line}, nil
	}))
	m.server.Domain, m.server.TLSConfig = "localhost", c.TLS
	m.server.AllowInsecureAuth = c.TLS == nil
	m.server.MaxMessageBytes, m.server.MaxRecipients = 1<<20, 1
	m.server.ReadTimeout, m.server.WriteTimeout = time.Minute, time.Minute
	m.server.ErrorLog = log.New(io.Discard, "", 0) // a line that breaks is what tests are about
	return m
}

// Start listens on an address of this machine and serves until Close. It gives the address.
func (m *Mailbox) Start(address string) (string, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return "", err
	}
	go m.Serve(l)
	return l.Addr().String(), nil
}

// Serve takes letters that come through a listener, until Close.
func (m *Mailbox) Serve(l net.Listener) error {
	if err := m.server.Serve(l); !errors.Is(err, smtp.ErrServerClosed) {
		return err
	}
	return nil
}

// Close ends the server and breaks its lines.
func (m *Mailbox) Close() error { return m.server.Close() }

// Simulate makes the server behave so from now on.
func (m *Mailbox) Simulate(f Faults) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.faults = f
}

func (m *Mailbox) fault() Faults {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.faults
}

// Letters are the letters that came, the oldest first.
func (m *Mailbox) Letters() []Letter {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.letters)
}

// To are the letters to one address, the oldest first.
func (m *Mailbox) To(address string) []Letter {
	return slices.DeleteFunc(m.Letters(), func(l Letter) bool { return l.To != address })
}

// Wait gives the letters to one address as soon as there are so many, or those there are when ctx ends.
func (m *Mailbox) Wait(ctx context.Context, address string, many int) []Letter {
	for {
		m.mu.Lock()
		came := m.came
		m.mu.Unlock()
		if all := m.To(address); len(all) >= many {
			return all
		}
		select {
		case <-came:
		case <-ctx.Done():
			return m.To(address)
		}
	}
}

func (m *Mailbox) keep(l Letter) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.letters = append(m.letters, l)
	if len(m.letters) > most {
		m.letters = slices.Delete(m.letters, 0, len(m.letters)-most)
	}
	close(m.came)
	m.came = make(chan struct{})
}
