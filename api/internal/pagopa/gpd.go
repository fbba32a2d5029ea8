package pagopa

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"sportello/api/command"
)

// ErrTaken says that pagoPA knows a notice number of ours under a position that is not ours: somebody else of the comune
// publishes it too.
var ErrTaken = errors.New("pagoPA has the notice in another position")

// iupd is our name of a position at GPD: it stays the same as long as the position does, and tells nothing of anybody.
// It is the key by which saying something twice is saying it once.
func iupd(creditor, position string) string {
	sum := sha256.Sum256([]byte("sportello " + creditor + " " + position))
	return "SP" + hex.EncodeToString(sum[:16])
}

// digest is what we say of a position, whatever the day, and how many of its alternatives are left on this one, as one
// value: when it is the same, GPD need not be told.
func digest(said gpdPosition, left int) []byte {
	data, _ := json.Marshal(said) // strings, numbers and booleans alone
	data = strconv.AppendInt(data, int64(left), 10)
	sum := sha256.Sum256(data)
	return sum[:]
}

// introduce tells GPD of a position that it has probably never heard of; mend, of one that it probably knows. Both give
// what GPD makes of it, and both end in the same: whoever told it first, it knows it as it is now.
func (g *Gateway) introduce(ctx context.Context, said gpdPosition) (status string, err error) {
	status, err = g.create(ctx, said)
	if errors.Is(err, errConflict) {
		return g.mend(ctx, said)
	}
	return status, err
}

func (g *Gateway) mend(ctx context.Context, said gpdPosition) (status string, err error) {
	known, err := g.find(ctx, said.IUPD)
	if errors.Is(err, errNotThere) {
		return g.createOr(ctx, said)
	}
	if err != nil {
		return "", err
	}
	return g.change(ctx, known, said)
}

// createOr is create, for a position that was not there a moment ago. Now it can be there because another replica was
// quicker, or under another name.
func (g *Gateway) createOr(ctx context.Context, said gpdPosition) (string, error) {
	status, err := g.create(ctx, said)
	if !errors.Is(err, errConflict) {
		return status, err
	}
	known, err := g.find(ctx, said.IUPD)
	if errors.Is(err, errNotThere) {
		return "", ErrTaken
	}
	if err != nil {
		return "", err
	}
	return g.change(ctx, known, said)
}

// change makes GPD know a position that it has as it is now. One for which money was taken never changes.
func (g *Gateway) change(ctx context.Context, known, said gpdPosition) (string, error) {
	if known.closed() || same(known, said) && known.Status != gpdDraft {
		return known.Status, nil
	}
	status, err := g.update(ctx, said)
	if errors.Is(err, errConflict) { // paid in this moment
		known, err = g.find(ctx, said.IUPD)
		if err == nil && !known.closed() {
			return "", ErrTaken
		}
		return known.Status, onceMore(err)
	}
	return status, onceMore(err)
}

// onceMore makes a plain failure of an answer that nobody was waiting for.
func onceMore(err error) error {
	if errors.Is(err, errNotThere) || errors.Is(err, errConflict) {
		return fmt.Errorf("%w: %w", command.ErrDown, err) // it changed under us: once more will do
	}
	return err
}

func (g *Gateway) create(ctx context.Context, said gpdPosition) (string, error) {
	return g.tell(ctx, "telling GPD of a position", http.MethodPost, g.positions()+"?toPublish=true", said, http.StatusCreated)
}

func (g *Gateway) update(ctx context.Context, said gpdPosition) (string, error) {
	return g.tell(ctx, "telling GPD of a change", http.MethodPut, g.positions()+"/"+said.IUPD+"?toPublish=true", said, http.StatusOK)
}

func (g *Gateway) tell(ctx context.Context, what, method, path string, said gpdPosition, want int) (string, error) {
	var answer struct {
		Status string `json:"status"`
	}
	_, _, err := g.ask(ctx, call{what: what, service: g.config.GPD, method: method, path: path, body: said, into: &answer, want: want})
	return answer.Status, err
}

func (g *Gateway) find(ctx context.Context, iupd string) (known gpdPosition, err error) {
	_, _, err = g.ask(ctx, call{what: "reading a position of GPD", service: g.config.GPD, method: http.MethodGet, path: g.positions() + "/" + iupd,
		into: &known, want: http.StatusOK})
	return known, err
}

// withdraw takes a position back. One that is not there is withdrawn; one for which money was taken stays, and its state
// is given.
func (g *Gateway) withdraw(ctx context.Context, iupd string) (status string, err error) {
	_, _, err = g.ask(ctx, call{what: "taking a position back from GPD", service: g.config.GPD, method: http.MethodDelete, path: g.positions() + "/" + iupd,
		want: http.StatusOK})
	switch {
	case errors.Is(err, errNotThere):
		return "", nil
	case errors.Is(err, errConflict):
		known, err := g.find(ctx, iupd)
		return known.Status, onceMore(err)
	}
	return "", err
}

func (g *Gateway) positions() string {
	return "/organizations/" + g.config.Creditor.Code + "/debtpositions"
}

// same reports whether GPD knows what we would say. What it adds of itself, and the order, do not matter.
func same(known, said gpdPosition) bool {
	a, b := byIUV(known), byIUV(said)
	if len(a) != len(b) || len(known.Options) != len(said.Options) {
		return false
	}
	for iuv, one := range a {
		if other, ok := b[iuv]; !ok || !one.equal(other) {
			return false
		}
	}
	return true
}

// line is an instalment with what its option says of it.
type line struct {
	gpdInstalment
	expires bool
	of      int
	debtor  gpdDebtor
}

func byIUV(p gpdPosition) map[string]line {
	all := map[string]line{}
	for _, o := range p.Options {
		for _, i := range o.Instalments {
			all[i.IUV] = line{i, o.Expires, len(o.Instalments), gpdDebtor{o.Debtor.Type, o.Debtor.FiscalCode, o.Debtor.Name}}
		}
	}
	return all
}

func (l line) equal(u line) bool {
	return l.NAV == u.NAV && l.Amount == u.Amount && l.Description == u.Description && l.expires == u.expires && l.of == u.of && l.debtor == u.debtor &&
		sameMoment(l.Due, u.Due) && slices.Equal(sorted(l.Transfers), sorted(u.Transfers))
}

func sorted(all []gpdTransfer) []gpdTransfer {
	all = slices.Clone(all)
	for i := range all {
		all[i].Company = "" // GPD fills it in when it knows better
	}
	slices.SortFunc(all, func(a, b gpdTransfer) int { return int(a.ID[0]) - int(b.ID[0]) })
	return all
}
