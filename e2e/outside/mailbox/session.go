package mailbox

import (
	"bytes"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"sportello/api/calendar"
)

// session is one conversation with somebody who sends.
type session struct {
	box      *Mailbox
	line     *smtp.Conn
	signed   bool
	from, to string
}

func (s *session) Reset()        { s.from, s.to = "", "" }
func (s *session) Logout() error { return nil }

// AuthMechanisms is smtp.AuthSession's.
func (s *session) AuthMechanisms() []string {
	if s.box.config.User == "" {
		return nil
	}
	return []string{sasl.Plain}
}

// Auth is smtp.AuthSession's.
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != s.box.config.User || password != s.box.config.Password {
			return smtp.ErrAuthFailed
		}
		s.signed = true
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if s.box.config.User != "" && !s.signed {
		return smtp.ErrAuthRequired
	}
	s.from = from
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if code := s.box.fault().Refuse; code != 0 {
		// As real servers do, the answer repeats the address: nobody may write it into a log.
		return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: "<" + to + ">: not taken"}
	}
	s.to = to
	return nil
}

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	f := s.box.fault()
	time.Sleep(f.Delay)
	if f.Drop {
		return s.line.Conn().Close()
	}
	l, err := read(raw)
	if err != nil {
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 6, 0}, Message: "this is no letter"}
	}
	l.From, l.To, l.At = s.from, s.to, calendar.Rome(time.Now())
	s.box.keep(l)
	if f.DropAck {
		return s.line.Conn().Close()
	}
	return nil
}

// read takes a letter of plain text apart.
func read(raw []byte) (Letter, error) {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return Letter{}, err
	}
	body := io.Reader(m.Body)
	if strings.EqualFold(m.Header.Get("Content-Transfer-Encoding"), "quoted-printable") {
		body = quotedprintable.NewReader(body)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		return Letter{}, err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		return Letter{}, err
	}
	return Letter{Subject: subject, Text: strings.ReplaceAll(string(text), "\r\n", "\n"), Raw: string(raw), Header: m.Header,
		ID: strings.Trim(m.Header.Get("Message-ID"), "<>")}, nil
}
