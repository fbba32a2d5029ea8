package mail_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"sportello/api/internal/mail"
	"sportello/e2e/outside/mailbox"
)

var letter = mail.Letter{ID: "notice-7", To: "teresa@esempio.it", Subject: "Perché no? È già così", At: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC),
	Text: "Gentile Teresa,\n\nla città è lì. Questa riga è lunga, più lunga di settantasei segni, e arriva intera com'era partita.\n.\nUn punto da solo.\n"}

// serve starts a mail server and gives a sender to it.
func serve(t *testing.T, box mailbox.Config, change func(*mail.Config)) (*mailbox.Mailbox, *mail.Sender) {
	t.Helper()
	m := mailbox.New(box)
	addr, err := m.Start("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	c := mail.Config{Addr: addr, From: "Comune di Prova <sportello@comune.example.it>", Timeout: 5 * time.Second}
	if change != nil {
		change(&c)
	}
	s, err := mail.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return m, s
}

func TestALetterArrivesAsItWas(t *testing.T) {
	box, sender := serve(t, mailbox.Config{}, nil)
	if err := sender.Send(t.Context(), letter); err != nil {
		t.Fatal(err)
	}
	all := box.To(letter.To)
	if len(all) != 1 {
		t.Fatalf("%d letters came", len(all))
	}
	got := all[0]
	if got.Subject != letter.Subject || got.Text != letter.Text || got.ID != "notice-7@comune.example.it" || got.From != "sportello@comune.example.it" {
		t.Errorf("it came as %+v", got)
	}
	// RFC 3834 § 5 on Auto-Submitted; nothing that tells which program wrote it, nothing to be followed by.
	want := []string{"Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "Message-Id", "Mime-Version", "Subject", "To"}
	var names []string
	for name := range got.Header {
		names = append(names, name)
	}
	if slices.Sort(names); !slices.Equal(names, want) {
		t.Errorf("headers %v, want %v", names, want)
	}
	if kind := got.Header["Content-Type"][0]; kind != "text/plain; charset=UTF-8" || got.Header["Auto-Submitted"][0] != "auto-generated" {
		t.Errorf("content type %q", kind)
	}
}

// TestNoHeaderIsAdded: a line break in what people write does not begin a header.
func TestNoHeaderIsAdded(t *testing.T) {
	box, sender := serve(t, mailbox.Config{}, nil)
	l := letter
	l.Subject = "Avviso\r\nBcc: altri@esempio.it"
	if err := sender.Send(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	if got := box.Letters(); len(got) != 1 || got[0].Header["Bcc"] != nil {
		t.Errorf("a header came in: %v", got)
	}
	l.To = "teresa@esempio.it>\r\nRCPT TO:<altri@esempio.it"
	if err := sender.Send(t.Context(), l); !errors.Is(err, mail.ErrRefused) || len(box.Letters()) != 1 {
		t.Errorf("an address with a line break: %v", err)
	}
}

func TestWhatTheServerAnswers(t *testing.T) {
	for _, c := range []struct {
		about   string
		faults  mailbox.Faults
		refused bool // for ever
		came    int
	}{
		{"not now", mailbox.Faults{Refuse: 450}, false, 0},
		{"too many letters", mailbox.Faults{Refuse: 452}, false, 0},
		{"no such address", mailbox.Faults{Refuse: 550}, true, 0},
		{"the line breaks before it is taken", mailbox.Faults{Drop: true}, false, 0},
		{"the line breaks before the answer", mailbox.Faults{DropAck: true}, false, 1},
		{"slow beyond patience", mailbox.Faults{Delay: 1500 * time.Millisecond}, false, 0},
	} {
		t.Run(c.about, func(t *testing.T) {
			t.Parallel()
			box, sender := serve(t, mailbox.Config{}, func(c *mail.Config) { c.Timeout = 500 * time.Millisecond })
			box.Simulate(c.faults)
			err := sender.Send(t.Context(), letter)
			if err == nil || errors.Is(err, mail.ErrRefused) != c.refused || len(box.Letters()) != c.came {
				t.Errorf("%v, and %d letters", err, len(box.Letters()))
			}
			if err != nil && strings.Contains(err.Error(), "teresa") {
				t.Errorf("the error names somebody: %v", err)
			}
		})
	}
}

func TestSlowIsNotRefused(t *testing.T) {
	box, sender := serve(t, mailbox.Config{}, nil)
	box.Simulate(mailbox.Faults{Delay: 200 * time.Millisecond})
	if err := sender.Send(t.Context(), letter); err != nil || len(box.Letters()) != 1 {
		t.Errorf("a server that takes its time: %v", err)
	}
}

func TestNobodyThere(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	sender, err := mail.New(mail.Config{Addr: l.Addr().String(), From: "a@example.it"})
	if err != nil {
		t.Fatal(err)
	}
	if err := sender.Send(t.Context(), letter); err == nil || errors.Is(err, mail.ErrRefused) {
		t.Errorf("nobody listens: %v", err)
	}
	silent, err := net.Listen("tcp", "127.0.0.1:0") // takes the line and says nothing
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	sender, _ = mail.New(mail.Config{Addr: silent.Addr().String(), From: "a@example.it"})
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	began := time.Now()
	if err := sender.Send(ctx, letter); err == nil || time.Since(began) > 5*time.Second {
		t.Errorf("somebody who says nothing: %v after %v", err, time.Since(began))
	}
}

// certificate is one for 127.0.0.1 and who vouches for it.
func certificate(t *testing.T) (*tls.Config, *x509.CertPool) {
	t.Helper()
	srv := httptest.NewTLSServer(nil)
	t.Cleanup(srv.Close)
	roots := x509.NewCertPool()
	roots.AddCert(srv.Certificate())
	return &tls.Config{Certificates: srv.TLS.Certificates}, roots
}

func TestEncrypted(t *testing.T) {
	config, roots := certificate(t)
	for _, c := range []struct {
		about  string
		box    mailbox.Config
		change func(*mail.Config)
		ok     bool
	}{
		{"a server that is believed", mailbox.Config{TLS: config}, func(c *mail.Config) { c.Roots = roots }, true},
		{"one that nobody vouches for", mailbox.Config{TLS: config}, nil, false},
		{"with a name and a password", mailbox.Config{TLS: config, User: "comune", Password: "segreta"},
			func(c *mail.Config) { c.Roots, c.User, c.Password = roots, "comune", "segreta" }, true},
		{"with a wrong password", mailbox.Config{TLS: config, User: "comune", Password: "segreta"},
			func(c *mail.Config) { c.Roots, c.User, c.Password = roots, "comune", "altra" }, false},
		{"without the name it wants", mailbox.Config{TLS: config, User: "comune", Password: "segreta"},
			func(c *mail.Config) { c.Roots = roots }, false},
		{"elsewhere, without TLS", mailbox.Config{}, func(c *mail.Config) { c.Addr = strings.Replace(c.Addr, "127.0.0.1", "0.0.0.0", 1) }, false},
	} {
		box, sender := serve(t, c.box, c.change)
		err := sender.Send(t.Context(), letter)
		if (err == nil) != c.ok || len(box.Letters()) > 0 != c.ok {
			t.Errorf("%s: %v", c.about, err)
		}
		if err != nil && (strings.Contains(err.Error(), "altra") || errors.Is(err, mail.ErrRefused)) {
			t.Errorf("%s: %v", c.about, err)
		}
	}
}

func TestTLSFromTheFirstByte(t *testing.T) {
	config, roots := certificate(t)
	box := mailbox.New(mailbox.Config{})
	l, err := tls.Listen("tcp", "127.0.0.1:0", config)
	if err != nil {
		t.Fatal(err)
	}
	go box.Serve(l)
	t.Cleanup(func() { box.Close() })
	sender, err := mail.New(mail.Config{Addr: "smtps://" + l.Addr().String(), From: "a@example.it", Roots: roots})
	if err != nil {
		t.Fatal(err)
	}
	if err := sender.Send(t.Context(), letter); err != nil || len(box.Letters()) != 1 {
		t.Errorf("%v", err)
	}
}

func TestSettings(t *testing.T) {
	for _, c := range []struct{ addr, from, says string }{
		{"smtp.example.it", "a@example.it", "SMTP_ADDR"},
		{"smtp.example.it:posta", "a@example.it", "SMTP_ADDR"},
		{"smtp.example.it:587", "", "MAIL_FROM"},
		{"smtp.example.it:587", "Comune", "MAIL_FROM"},
	} {
		if _, err := mail.New(mail.Config{Addr: c.addr, From: c.from}); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q, %q: %v", c.addr, c.from, err)
		}
	}
	off, err := mail.New(mail.Config{})
	if err != nil || off.On() || !errors.Is(off.Send(t.Context(), letter), mail.ErrOff) {
		t.Errorf("no server set: %v", err)
	}
}
