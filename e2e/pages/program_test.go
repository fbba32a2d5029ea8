package pages

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"github.com/jackc/pgx/v5"

	"sportello/e2e/house"
)

// program calls /v1 for somebody, as their phone does. mandate is empty in their own matters.
type program struct {
	h   *house.House
	in  *inhabitants
	err error // the first that happened; nothing is done after it
}

func (p *program) do(who, mandate, subject, method, path, key string, body any) {
	if p.err != nil {
		return
	}
	raw, err := json.Marshal(body)
	if err != nil {
		p.err = err
		return
	}
	r, err := http.NewRequest(method, p.h.URL+path, bytes.NewReader(raw))
	if err != nil {
		p.err = err
		return
	}
	for name, value := range map[string]string{"Content-Type": "application/json", "Sportello-Subject": p.in.ids[subject], "Sportello-Mandate": mandate, "Idempotency-Key": key} {
		if value != "" {
			r.Header.Set(name, value)
		}
	}
	got, err := p.in.clients[who].Do(r)
	if err != nil {
		p.err = err
		return
	}
	defer got.Body.Close()
	said, _ := io.ReadAll(got.Body)
	var receipt struct{ Problem string }
	_ = json.Unmarshal(said, &receipt)
	if got.StatusCode >= 300 || receipt.Problem != "" {
		p.err = fmt.Errorf("%s %s by %s: %d %s", method, path, who, got.StatusCode, said)
	}
}

// form fills the form of a page of somebody's, as a browser without script does.
func (p *program) form(who, path string, say url.Values) {
	client := p.in.clients[who]
	if who == nobody {
		client = p.h.Client()
	}
	if p.err == nil {
		_, p.err = send(client, p.h.URL+path, say)
	}
	if p.err != nil {
		p.err = fmt.Errorf("%s at %s: %w", who, path, p.err)
	}
}

// fills answers every question about the Telesoccorso, in one's own matters or, with a mandate, in another's.
func (p *program) fills(who, mandate, draft string) {
	if p.err == nil {
		p.err = fill(p.in.clients[who], p.h.URL+per(mandate), draft, len(answers))
	}
	if p.err != nil {
		p.err = fmt.Errorf("%s filling for %q: %w", who, mandate, p.err)
	}
}

// sql changes what nobody could change as a person: the passing of time, and a name.
func (p *program) sql(statement string, args ...any) {
	if p.err != nil {
		return
	}
	p.err = query(p.h, func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.Exec(ctx, statement, args...)
		return err
	})
}

var keys int

// key is the id of another command.
func key() string {
	keys++
	return fmt.Sprintf("01900000-0000-7000-8000-0000000f%04d", keys)
}

// query works on the database as whoever owns the tables.
func query(h *house.House, work func(context.Context, *pgx.Conn) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	c, err := pgx.Connect(ctx, h.DSN())
	if err != nil {
		return err
	}
	defer c.Close(ctx)
	return work(ctx, c)
}
