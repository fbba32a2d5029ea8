package pagopa

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/api/identity"
	"sportello/api/payments"
)

// mostName is what a name may have in the messages that pagoPA makes of a position (stText70).
const mostName = 70

// say is what GPD is told of a position at a moment: its alternatives as mutually exclusive options, of which the notices
// that can be paid, or will be. False: there is nothing to tell, since the position is not ours, or settled, or past.
func (g *Gateway) say(p payments.Position, debtor identity.Person, now time.Time) (gpdPosition, bool, error) {
	c := g.config.Creditor
	said := gpdPosition{IUPD: iupd(c.Code, p.ID), StandIn: true, Company: cut(c.Name, payments.MostRunes)}
	whose := gpdDebtor{Type: "F", FiscalCode: debtor.FiscalCode, Name: cut(debtor.Name(), mostName)}
	if whose.Name == "" {
		whose.Name = debtor.FiscalCode
	}
	options := map[int]int{}
	for _, n := range p.Notices {
		if !c.Ours(n.NAV) || !payable(p, n, now) {
			continue
		}
		at, seen := options[n.Option]
		if !seen {
			at, options[n.Option] = len(said.Options), len(said.Options)
			said.Options = append(said.Options, gpdOption{Expires: n.Expires && n.Due != 0, Debtor: whose, Valid: validFrom(n, now)})
		}
		one, err := g.instalment(p, n, now)
		if err != nil {
			return gpdPosition{}, false, err
		}
		said.Options[at].Instalments = append(said.Options[at].Instalments, one)
	}
	return said, len(said.Options) > 0, nil
}

// timeless is what we say of a position whatever the day, for its digest: that a day passes is no news, for GPD knows
// the days.
func (g *Gateway) timeless(p payments.Position, debtor identity.Person) (gpdPosition, bool, error) {
	return g.say(p, debtor, time.Time{})
}

// nextEnd is when the first of several alternatives ends: then GPD is told of the others alone. It lets a position expire
// as a whole (SANP, states of version 3), and whether it refuses one alternative before the others nobody has written: the
// code of five days is not left there on the sixth. Zero: what is left ends, if it does, with the position.
func nextEnd(p payments.Position, said gpdPosition, now time.Time) (first time.Time) {
	if len(said.Options) < 2 {
		return first
	}
	for _, n := range p.Notices {
		if end := firstMoment(n.Due + 1); n.Expires && n.Due != 0 && payable(p, n, now) && (first.IsZero() || end.Before(first)) {
			first = end
		}
	}
	return first
}

// payable reports whether GPD is to know a notice.
func payable(p payments.Position, n payments.Notice, now time.Time) bool {
	if n.Owed() <= 0 {
		return false
	}
	state := p.State(n, calendar.InRome(now))
	return state == payments.Open || state == payments.NotYet
}

// validFrom is the first moment of a notice that cannot be paid yet. GPD takes only one to come.
func validFrom(n payments.Notice, now time.Time) string {
	if n.From == 0 || !firstMoment(n.From).After(now) {
		return ""
	}
	return gpdTime(firstMoment(n.From))
}

// lastDay is the day that GPD is told. It wants one to come also of a notice that stays payable after its day: whoever
// pays late must be able to.
func lastDay(n payments.Notice, now time.Time) calendar.Day {
	if n.Due == 0 || !lastMoment(n.Due).After(now) {
		return noDay
	}
	return n.Due
}

func (g *Gateway) instalment(p payments.Position, n payments.Notice, now time.Time) (gpdInstalment, error) {
	number, err := fiscal.ParseNAV(n.NAV)
	if err != nil {
		return gpdInstalment{}, fmt.Errorf("telling GPD of a notice: %w: %w", ErrRefused, err)
	}
	parts, err := g.config.Creditor.Transfers(p, n)
	if err != nil {
		return gpdInstalment{}, fmt.Errorf("telling GPD of a notice of %s: %w", p.Service, err)
	}
	one := gpdInstalment{NAV: n.NAV, IUV: number.IUV, Amount: int64(n.Owed()), Description: p.Description(n), Due: gpdTime(lastMoment(lastDay(n, now)))}
	for i, t := range parts {
		one.Transfers = append(one.Transfers, gpdTransfer{ID: strconv.Itoa(i + 1), Amount: int64(t.Amount), Creditor: t.Creditor, Company: cut(t.Name, payments.MostRunes),
			About: one.Description, Category: t.Category, IBAN: t.IBAN})
	}
	for _, m := range g.config.Creditor.Metadata(p, parts) {
		one.Metadata = append(one.Metadata, gpdMetadata(m))
	}
	return one, nil
}

// cut keeps the first characters.
func cut(s string, most int) string {
	runes := []rune(s)
	return string(runes[:min(len(runes), most)])
}

// mark changes when something of the comune that stands in every position changes: an account, its name.
func (g *Gateway) mark() string {
	data, _ := json.Marshal(g.config.Creditor) // texts, numbers and booleans alone
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}
