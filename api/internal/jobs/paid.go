package jobs

import (
	"context"
	"net/url"
	"strings"

	"github.com/google/uuid"

	"sportello/api/calendar"
	"sportello/api/money"
)

// Paid is a receipt of pagoPA, whose debt it settled and who paid it: the same person when nobody else is known to have.
// Mandate is what they paid under; empty: in their own matters.
type Paid struct {
	Receipt, Notice string
	Amount          money.Cents
	On              calendar.Day
	Over            bool // the debt was settled already
	Owner           string
	Payer, Mandate  string
}

// overDays is how long the folder says that money is to be given back.
const overDays = 90

type paidEvent struct{ Receipt string }

// paymentReceived tells who paid that the town hall has the money: the amount and the number, and nothing of what it was
// for. That something was paid twice the folder tells its owner. Money under a notice that nobody knows is nobody's.
func (t teller) paymentReceived(ctx context.Context, e Event, p paidEvent) error {
	paid, ok, err := t.Paid(ctx, p.Receipt)
	if err != nil || !ok {
		return err
	}
	person, ok, err := t.Person(ctx, paid.Payer, t.now)
	if err != nil || !ok {
		return err
	}
	link := t.Address
	if uuid.Validate(paid.Mandate) == nil {
		link += "/per/" + paid.Mandate
	}
	err = t.letter(ctx, person, person.Email, "receipt-"+paid.Receipt, "mail.receipt", "Euro", paid.Amount.Italian(), "Notice", grouped(paid.Notice),
		"Day", t.day(person.Lang, paid.On), "Link", link+"/ricevute/"+url.PathEscape(paid.Receipt))
	if err != nil || !paid.Over {
		return err
	}
	owner, ok, err := t.Person(ctx, paid.Owner, t.now)
	if err != nil || !ok {
		return err
	}
	return t.notice(ctx, owner, "over-"+paid.Receipt, "notice.over", map[string]string{"Euro": paid.Amount.Italian(), "Notice": grouped(paid.Notice)},
		calendar.InRome(t.now)+overDays)
}

// grouped is a notice number as it is printed, in groups of four.
func grouped(nav string) string {
	var b strings.Builder
	for i, r := range nav {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}
