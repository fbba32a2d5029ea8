package mail

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/textproto"
)

// withoutWords keeps of an error what is surely about the line or the certificate, and nothing that the server said.
func withoutWords(err error) error {
	if said, ok := errors.AsType[*textproto.Error](err); ok {
		return answered{said.Code, "greeting or signing in"}
	}
	if down, ok := errors.AsType[*net.OpError](err); ok {
		return down
	}
	if doubt, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return doubt
	}
	if doubt, ok := errors.AsType[x509.HostnameError](err); ok {
		return doubt
	}
	for _, known := range []error{context.Canceled, context.DeadlineExceeded, io.EOF, io.ErrUnexpectedEOF} {
		if errors.Is(err, known) {
			return known
		}
	}
	return errors.New("the conversation failed; is TLS there, and are the name and the password right?")
}
