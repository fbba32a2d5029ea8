package pagopa

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/google/uuid"

	"sportello/api/command"
)

// mostAnswer is how much of an answer is read: a page of a thousand rows of a flow is some 200 KB.
const mostAnswer = 8 << 20

// What an answer says that is no failure: it is for who asked to decide.
var (
	errNotThere = errors.New("not there") // 404
	errConflict = errors.New("conflict")  // 409
	errTooMany  = errors.New("too many")  // 429
)

// call is one question to a service. what names it in faults; body and into are JSON, nil for none. It gives the answer's
// headers and, where into is nil, its body.
type call struct {
	what    string
	service Service
	method  string
	path    string
	body    any
	into    any
	want    int
}

// ask puts a question. Every failure names the question, the status and the id under which pagoPA can find it; never the
// address, which may hold a number of somebody, and never the answer.
func (g *Gateway) ask(ctx context.Context, c call) (http.Header, []byte, error) {
	id := uuid.NewString()
	request, err := c.request(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	answer, err := g.http.Do(request)
	if err != nil {
		return nil, nil, fmt.Errorf("%s (request %s): %w", c.what, id, away(ctx))
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, mostAnswer+1))
	switch {
	case answer.StatusCode != c.want:
		return nil, nil, fmt.Errorf("%s (request %s): answer %d: %w", c.what, id, answer.StatusCode, category(answer.StatusCode))
	case err != nil:
		return nil, nil, fmt.Errorf("%s (request %s): reading the answer: %w", c.what, id, away(ctx))
	case len(body) > mostAnswer:
		return nil, nil, fmt.Errorf("%s (request %s): the answer is too long: %w", c.what, id, ErrRefused)
	case c.into != nil:
		decoder := json.NewDecoder(bytes.NewReader(body))
		decoder.UseNumber()
		if decoder.Decode(c.into) != nil {
			return nil, nil, fmt.Errorf("%s (request %s): the answer is not what the specification says: %w", c.what, id, ErrRefused)
		}
	}
	return answer.Header, body, nil
}

func (c call) request(ctx context.Context, id string) (*http.Request, error) {
	var body io.Reader
	if c.body != nil {
		data, err := json.Marshal(c.body)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.what, err)
		}
		body = bytes.NewReader(data)
	}
	r, err := http.NewRequestWithContext(ctx, c.method, c.service.URL+c.path, body)
	if err != nil {
		return nil, fmt.Errorf("%s: making the request: %w", c.what, ErrRefused)
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set("Ocp-Apim-Subscription-Key", c.service.Key)
	r.Header.Set("X-Request-Id", id)
	return r, nil
}

// away is what a connection that failed means. Its own words may hold the whole address: they are not repeated.
func away(ctx context.Context) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return context.Canceled
	}
	return command.ErrDown
}

// category is what a status means for us.
func category(status int) error {
	switch {
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return ErrKey
	case status == http.StatusNotFound:
		return errNotThere
	case status == http.StatusConflict:
		return errConflict
	case status == http.StatusTooManyRequests:
		return fmt.Errorf("%w: %w", errTooMany, command.ErrDown)
	case status >= 500:
		return command.ErrDown
	}
	return ErrRefused
}
