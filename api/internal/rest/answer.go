package rest

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"sportello/api/command"
	"sportello/api/internal/hall"
)

// noTime stands for the clock of a device, which is never believed.
var noTime time.Time

// answer maps an error to a problem (RFC 9457). Nothing of an internal error goes outside: a fault of ours
// gets a reference under which it is written down.
func (s *server) answer(err error) *huma.ErrorModel {
	var refusal hall.Refusal
	switch {
	case errors.As(err, &refusal):
		return refused(refusal)
	case errors.Is(err, command.ErrSignedOut):
		return problem(http.StatusUnauthorized, "signed-out", "Sign in, then send it again: nothing was done.")
	case errors.Is(err, command.ErrOtherPerson):
		return problem(http.StatusConflict, "other-person", "The command was made for another person than the one signed in. Nothing was done.")
	case errors.Is(err, command.ErrNoMandate):
		return problem(http.StatusForbidden, "no-mandate", "Nothing can be done for this person now. Nothing was done.")
	case errors.Is(err, command.ErrWrongCode):
		return wrongCode(err)
	case errors.Is(err, command.ErrLocked):
		return locked(err)
	case errors.Is(err, command.ErrReused):
		return problem(http.StatusUnprocessableEntity, "key-reused", "This key was used for other content. What was registered first stands unchanged.")
	case errors.Is(err, command.ErrNotFound):
		return problem(http.StatusNotFound, "not-found", "There is nothing at this address.")
	case errors.Is(err, command.ErrDown):
		return problem(http.StatusServiceUnavailable, "down", "The town hall does not answer now. Try again with the same key.")
	}
	p := problem(http.StatusInternalServerError, "fault", "A fault of ours. It has been written down under the reference.")
	p.Instance = "urn:sportello:fault:" + s.Report(err)
	return p
}

func refused(r hall.Refusal) *huma.ErrorModel {
	p := problem(http.StatusUnprocessableEntity, "refused/"+r.Key, "The rules do not accept this. Nothing was done.")
	for _, found := range r.Problems {
		p.Errors = append(p.Errors, &huma.ErrorDetail{Message: found.Key, Location: "body.answers." + found.Field})
	}
	return p
}

// wrongCode says how many tries are left. It is the same for a code that is wrong, used, late or nobody's.
func wrongCode(err error) *huma.ErrorModel {
	p := problem(http.StatusUnprocessableEntity, "wrong-code", "The code does not open this. Nothing was done.")
	if wrong, ok := errors.AsType[command.WrongCode](err); ok {
		p.Errors = []*huma.ErrorDetail{{Message: "tries left", Location: "body.code", Value: wrong.Left}}
	}
	return p
}

func locked(err error) *huma.ErrorModel {
	p := problem(http.StatusTooManyRequests, "locked", "Too many wrong codes. No code of this kind is looked at for a time; all else works.")
	if l, ok := errors.AsType[command.Locked](err); ok {
		p.Errors = []*huma.ErrorDetail{{Message: "locked until", Location: "body.code", Value: l.Until}}
	}
	return p
}

func problem(status int, kind, detail string) *huma.ErrorModel {
	return &huma.ErrorModel{Type: "/problems/" + kind, Title: http.StatusText(status), Status: status, Detail: detail}
}

func writeProblem(w http.ResponseWriter, p *huma.ErrorModel) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	writeBody(w, p)
}

func writeBody(w io.Writer, p *huma.ErrorModel) {
	_ = json.NewEncoder(w).Encode(p) // whoever asked has gone: nobody is left to tell
}

func init() {
	usual := huma.NewError
	// A plain error that escapes a handler must not carry its text outside.
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		if status >= http.StatusInternalServerError {
			return problem(status, "fault", "A fault of ours.")
		}
		return usual(status, message, errs...)
	}
}
