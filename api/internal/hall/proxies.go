package hall

import (
	"context"
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/fiscal"
	"sportello/api/flow"
	"sportello/api/identity"
	"sportello/api/proxies"
)

// Proxies is what the town hall has written of who may act for whom.
type Proxies interface {
	GiveProxy(ctx context.Context, who identity.Who, c command.Command, g proxies.Give, l proxies.Limits, at time.Time) (command.Receipt, error)
	AcceptProxy(ctx context.Context, who identity.Who, c command.Command, code string, l proxies.Limits, at time.Time) (command.Receipt, error)
	ChangeProxy(ctx context.Context, who identity.Who, c command.Command, ch proxies.Change, l proxies.Limits, at time.Time) (command.Receipt, error)
	ClaimProxy(ctx context.Context, who identity.Who, c command.Command, cl proxies.Claim, at time.Time) (command.Receipt, error)
	RegisterPaper(ctx context.Context, who identity.Who, c command.Command, r proxies.Register, l proxies.Limits, at time.Time) (command.Receipt, error)
	LookProxy(ctx context.Context, who identity.Who, c command.Command, id string, at time.Time) (command.Receipt, error)
	VerifyProxy(ctx context.Context, who identity.Who, c command.Command, v proxies.Verify, at time.Time) (command.Receipt, error)
}

// proxy judges what is done with proxies: always in one's own name, never under a mandate. Nobody passes on what
// they were given.
func (h *Hall) proxy(ctx context.Context, who identity.Who, c command.Command, at time.Time) (command.Receipt, error) {
	if who.ForOther() {
		return command.Receipt{}, Refusal{Key: "no_right"}
	}
	clerk := c.Kind == command.RegisterProxy || c.Kind == command.VerifyProxy || c.Kind == command.LookProxy
	if clerk && who.Office == "" {
		return command.Receipt{}, Refusal{Key: "no_right"}
	}
	r, err := h.delegate(ctx, who, c, at)
	for known, key := range map[error]string{proxies.ErrTooManyGiven: "too_many_given", proxies.ErrTooManyHeld: "too_many_held", proxies.ErrNotNow: "not_now"} {
		if errors.Is(err, known) {
			return command.Receipt{}, Refusal{Key: key}
		}
	}
	return r, err
}

func (h *Hall) delegate(ctx context.Context, who identity.Who, c command.Command, at time.Time) (r command.Receipt, err error) {
	l := h.Of.Proxies.OrUsual()
	switch c.Kind {
	case command.GiveProxy:
		var g proxies.Give
		if g, err = h.give(who, c, at); err == nil {
			r, err = h.Store.GiveProxy(ctx, who, c, g, l, at)
		}
	case command.AcceptProxy:
		var a proxies.Accept
		if a, err = body[proxies.Accept](c); err == nil {
			r, err = h.accept(ctx, who, c, a, at)
		}
	case command.ChangeProxy:
		var ch proxies.Change
		if ch, err = change(c); err == nil {
			r, err = h.Store.ChangeProxy(ctx, who, c, ch, l, at)
		}
	case command.ClaimProxy:
		var cl proxies.Claim
		if cl, err = claim(who, c, at); err == nil {
			r, err = h.Store.ClaimProxy(ctx, who, c, cl, at)
		}
	case command.RegisterProxy:
		var p proxies.Register
		if p, err = h.register(who, c, at); err == nil {
			r, err = h.Store.RegisterPaper(ctx, who, c, p, l, at)
		}
	case command.LookProxy:
		var look proxies.Look
		if look, err = body[proxies.Look](c); err == nil && !uuid(look.Proxy) {
			err = Refusal{Key: "bad_body"}
		}
		if err == nil {
			r, err = h.Store.LookProxy(ctx, who, c, look.Proxy, at)
		}
	case command.VerifyProxy:
		var v proxies.Verify
		if v, err = verify(c); err == nil {
			r, err = h.Store.VerifyProxy(ctx, who, c, v, at)
		}
	}
	return r, err
}

func (h *Hall) give(who identity.Who, c command.Command, at time.Time) (proxies.Give, error) {
	g, err := body[proxies.Give](c)
	if err != nil || long(g.Name, 200) {
		return g, Refusal{Key: "bad_body"}
	}
	g.FiscalCode = plain(g.FiscalCode)
	return g, wrong(g.Problems(who.Actor, h.Of.Proxies.OrUsual(), calendar.InRome(at)))
}

// accept takes a code as people type it; what has not the form of one is a slip, and no try.
func (h *Hall) accept(ctx context.Context, who identity.Who, c command.Command, a proxies.Accept, at time.Time) (command.Receipt, error) {
	code, ok := command.TypedCode(a.Code)
	if !ok {
		return command.Receipt{}, Refusal{Key: "bad_code"}
	}
	return h.Store.AcceptProxy(ctx, who, c, code, h.Of.Proxies.OrUsual(), at)
}

func change(c command.Command) (proxies.Change, error) {
	ch, err := body[proxies.Change](c)
	if err == nil && (!uuid(ch.Proxy) || (ch.Act == proxies.Recode) != (len(ch.Code) == 8 && strings.Trim(ch.Code, "0123456789") == "")) {
		err = Refusal{Key: "bad_body"}
	}
	return ch, err
}

func claim(who identity.Who, c command.Command, at time.Time) (proxies.Claim, error) {
	cl, err := body[proxies.Claim](c)
	if err != nil || long(cl.Name, 200) || long(cl.Court, 200) || long(cl.Decree, 100) {
		return cl, Refusal{Key: "bad_body"}
	}
	cl.FiscalCode = plain(cl.FiscalCode)
	return cl, wrong(cl.Problems(who.Actor, calendar.InRome(at)))
}

func (h *Hall) register(who identity.Who, c command.Command, at time.Time) (proxies.Register, error) {
	r, err := body[proxies.Register](c)
	if err != nil || long(r.DelegatorName, 200) || long(r.DelegateName, 200) {
		return r, Refusal{Key: "bad_body"}
	}
	r.DelegatorCode, r.DelegateCode = plain(r.DelegatorCode), plain(r.DelegateCode)
	return r, wrong(r.Problems(who.Actor, h.Of.Proxies.OrUsual(), calendar.InRome(at)))
}

func verify(c command.Command) (proxies.Verify, error) {
	v, err := body[proxies.Verify](c)
	if err == nil && (!uuid(v.Proxy) || long(v.Reason, 500) || !v.Good && strings.TrimSpace(v.Reason) == "") {
		err = Refusal{Key: "bad_body"}
	}
	return v, err
}

// plain is a codice fiscale without blanks, in capitals; what is none stays as it is, and is refused later.
func plain(code string) string {
	if c, err := fiscal.Parse(code); err == nil {
		return string(c)
	}
	return code
}

func long(s string, limit int) bool { return utf8.RuneCountInString(s) > limit }

func wrong(problems []flow.Problem) error {
	if len(problems) > 0 {
		return Refusal{Key: "bad_answers", Problems: problems}
	}
	return nil
}
