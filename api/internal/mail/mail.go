// Package mail sends plain letters by e-mail: one person, one subject, text in UTF-8, over SMTP.
//
// It knows the protocol and what an answer of it means. It writes no words, keeps nothing, tries once, and puts no
// picture, no link that counts and no attachment into a letter: whoever reads one is not watched.
package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"strconv"
	"strings"
	"time"

	smtp "github.com/wneessen/go-mail"
)

// Errors that a sender acts upon. Any other means: try again later. None carries an address or the answer of the
// server, which may repeat one.
var (
	// ErrOff: the comune has set no mail server. Nothing is wrong.
	ErrOff = errors.New("mail is off: no SMTP_ADDR")
	// ErrRefused: the server will never take letters for this address.
	ErrRefused = errors.New("the mail server knows no such address")
)

// Timeout is how long the server may take for each step of the conversation.
const Timeout = 15 * time.Second

// Config says which server to speak to. Addr is host:port; empty means that mail is off. Port 465 and smtps:// before
// the host are TLS from the first byte; elsewhere STARTTLS is demanded, but for a server on this machine. User may be
// empty. Roots are who is believed about the server; nil means the machine's. Timeout 0 means Timeout.
type Config struct {
	Addr, User, Password string
	From                 string // "Comune di Seregno <sportello@comune.example.it>"
	Roots                *x509.CertPool
	Timeout              time.Duration
}

// Letter is one message. ID is stable, so that the same letter sent twice after a crash has one Message-ID and
// mailboxes can tell.
type Letter struct {
	ID, To, Subject, Text string
	At                    time.Time
}

// Sender sends letters. A nil Sender is a town without mail. Safe for concurrent use.
type Sender struct {
	config Config
	host   string
	port   int
	secure bool   // TLS from the first byte
	domain string // of our own address, for Message-ID
}

// New reads the settings; it does not speak to the server. Without an address it gives a nil Sender and no error.
func New(c Config) (*Sender, error) {
	if c.Addr == "" {
		return nil, nil
	}
	addr, secure := strings.CutPrefix(c.Addr, "smtps://")
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("SMTP_ADDR must be host:port, such as smtp.example.it:587, and is %q", c.Addr)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return nil, fmt.Errorf("the port of SMTP_ADDR must be a number, and is %q", port)
	}
	from, err := netmail.ParseAddress(c.From)
	if err != nil {
		return nil, errors.New("MAIL_FROM must be an address, such as Comune di Seregno <sportello@example.it>")
	}
	if c.Timeout == 0 {
		c.Timeout = Timeout
	}
	return &Sender{config: c, host: host, port: number, secure: secure || number == 465,
		domain: from.Address[strings.LastIndexByte(from.Address, '@')+1:]}, nil
}

// On reports whether letters can be sent at all.
func (s *Sender) On() bool { return s != nil }

// Send gives a letter to the server, once. No error means that the server answers for it from now on.
//
// Errors: ErrOff, ErrRefused; any other may be mended by trying again with the same letter.
func (s *Sender) Send(ctx context.Context, l Letter) error {
	if s == nil {
		return ErrOff
	}
	message, err := s.message(l)
	if err != nil {
		return err
	}
	client, err := smtp.NewClient(s.host, s.options(ctx)...)
	if err != nil {
		return fmt.Errorf("preparing to speak to the mail server: %w", err)
	}
	line, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return fmt.Errorf("reaching the mail server: %w", plain(err))
	}
	// A context that ends while the server thinks ends the conversation too.
	stop := context.AfterFunc(ctx, func() { _ = line.Close() })
	defer stop()
	err = client.SendWithSMTPClient(line, message)
	_ = client.CloseWithSMTPClient(line)
	if err == nil || message.IsDelivered() { // it has been taken: what broke afterwards does not matter
		return nil
	}
	return fmt.Errorf("handing a letter to the mail server: %w", plain(err))
}

func (s *Sender) message(l Letter) (*smtp.Msg, error) {
	m := smtp.NewMsg(smtp.WithCharset(smtp.CharsetUTF8), smtp.WithEncoding(smtp.EncodingQP), smtp.WithNoDefaultUserAgent())
	if err := m.From(s.config.From); err != nil {
		return nil, errors.New("our own address cannot be written in a letter")
	}
	if err := m.To(l.To); err != nil {
		return nil, ErrRefused // an address that no server could take
	}
	m.Subject(l.Subject)
	m.SetMessageIDWithValue(l.ID + "@" + s.domain)
	m.SetDateWithValue(l.At)
	m.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no holiday notice answers it
	m.SetBodyString(smtp.TypeTextPlain, l.Text)
	return m, nil
}

func (s *Sender) options(ctx context.Context) []smtp.Option {
	patience := s.config.Timeout
	if end, ok := ctx.Deadline(); ok {
		patience = max(min(patience, time.Until(end)), time.Millisecond)
	}
	all := []smtp.Option{smtp.WithPort(s.port), smtp.WithTimeout(patience), smtp.WithHELO(s.domain),
		smtp.WithTLSConfig(&tls.Config{ServerName: s.host, RootCAs: s.config.Roots, MinVersion: tls.VersionTLS12})}
	switch {
	case s.secure:
		all = append(all, smtp.WithSSL())
	case loopback(s.host):
		all = append(all, smtp.WithTLSPolicy(smtp.TLSOpportunistic))
	default:
		all = append(all, smtp.WithTLSPolicy(smtp.TLSMandatory))
	}
	if s.config.User != "" {
		all = append(all, smtp.WithUsername(s.config.User), smtp.WithPassword(s.config.Password), smtp.WithSMTPAuth(smtp.SMTPAuthAutoDiscover))
	}
	return all
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// answered is a refusal with the code of the server and without its words.
type answered struct {
	code int
	step string
}

func (a answered) Error() string { return fmt.Sprintf("answer %d when %s", a.code, a.step) }

// plain takes addresses and words of the server out of an error.
func plain(err error) error {
	refused, ok := errors.AsType[*smtp.SendError](err)
	if !ok {
		return withoutWords(err)
	}
	if refused.Reason == smtp.ErrSMTPRcptTo && refused.ErrorCode() >= 550 && refused.ErrorCode() < 560 {
		return ErrRefused
	}
	return answered{refused.ErrorCode(), refused.Reason.String()}
}
