package hall

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/money"
	"sportello/api/payments"
)

// Payments is what the town hall has written of payments.
type Payments interface {
	// Answered gives the answer that the command got when it came before.
	Answered(ctx context.Context, who identity.Who, c command.Command) (r command.Receipt, before bool, err error)
	// StartPayment writes a payment, and the debt that is made for it, if there is one: its notice joins the items.
	// Errors: payments.ErrBusy, payments.ErrChanged.
	StartPayment(ctx context.Context, who identity.Who, c command.Command, p payments.Payment, own *payments.OwnDebt, wait time.Duration, at time.Time) (command.Receipt, error)
	IntendPayment(ctx context.Context, who identity.Who, c command.Command, p payments.Payment, at time.Time) (command.Receipt, error)
	DropPayment(ctx context.Context, who identity.Who, c command.Command, payment string, at time.Time) (command.Receipt, error)
	// StartOpenly writes a payment of nobody who signed in, once. Errors: payments.ErrBusy, command.ErrReused.
	StartOpenly(ctx context.Context, p payments.Payment, wait time.Duration, at time.Time) error
	// CartOf and KeepCart are in nobody's name: whoever calls has judged who may know.
	CartOf(ctx context.Context, payment string) (payments.Cart, error)
	KeepCart(ctx context.Context, payment, url string, at time.Time) error
	// Returned notes with what word a browser came back. Errors: command.ErrNotFound.
	Returned(ctx context.Context, payment string, to payments.Progress, at time.Time) (payments.Back, error)
	PositionOf(ctx context.Context, nav string) (payments.Position, identity.Person, bool, error)
	// Payment is one payment as the folder has it. Errors: command.ErrNotFound.
	Payment(ctx context.Context, who identity.Who, id string) (payments.Payment, error)
}

// pay judges what is done with payments. A clerk never pays for a citizen.
func (h *Hall) pay(ctx context.Context, who identity.Who, c command.Command, at time.Time) (command.Receipt, error) {
	if who.Mandate.Kind == identity.MandateDesk {
		return command.Receipt{}, Refusal{Key: payments.ErrDesk.Error()}
	}
	if c.Kind == command.PayDrop {
		of, err := body[payments.OfPayment](c)
		if err == nil && !uuid(of.Payment) {
			err = command.ErrNotFound
		}
		if err == nil {
			err = allowed(who, identity.Pay, "") // of what the intention is, the store knows
		}
		if err != nil {
			return command.Receipt{}, err
		}
		return h.Store.DropPayment(ctx, who, c, of.Payment, at)
	}
	start, err := body[payments.Start](c)
	if err != nil || start.Later != (c.Kind == command.PayIntend) {
		return command.Receipt{}, Refusal{Key: "bad_body"}
	}
	r, before, err := h.Store.Answered(ctx, who, c)
	if err != nil || before && start.Later {
		return r, err
	}
	if !before {
		if r, err = h.newPayment(ctx, who, c, start, at); err != nil || start.Later {
			return r, refusedPayment(err)
		}
	}
	r.Next, err = h.cart(ctx, who, c.ID, h.payerMail(ctx, who, at), at)
	if err != nil {
		return command.Receipt{}, refusedPayment(err)
	}
	return r, nil
}

// newPayment judges a payment by what the town hall knows now, whatever a phone has shown.
func (h *Hall) newPayment(ctx context.Context, who identity.Who, c command.Command, start payments.Start, at time.Time) (r command.Receipt, err error) {
	f, err := h.Store.Folder(ctx, who)
	if err != nil {
		return r, err
	}
	f = f.Seen(who)
	if start.Later {
		return h.intend(ctx, who, c, start, f, at)
	}
	p := payments.Payment{ID: c.ID, Progress: payments.Started}
	today := calendar.InRome(at)
	if len(start.Notices) > 0 || start.Imu == nil {
		if p.Items, err = payments.Choose(f.Debts, start.Notices, h.Of.Pay.Most, today); err != nil {
			return r, err
		}
	}
	var own *payments.OwnDebt
	if p.Total = payments.Sum(p.Items); start.Imu != nil {
		debt, err := h.imu(ctx, f, *start.Imu, len(p.Items), today)
		if err != nil {
			return r, err
		}
		own, p.Total = &debt, p.Total+debt.Amount
	}
	if err := agreed(who, p, own, start.Total); err != nil {
		return r, err
	}
	if !h.Of.Pay.Online || h.Gateway == nil {
		return r, payments.ErrNoOnline
	}
	return h.Store.StartPayment(ctx, who, c, p, own, h.Of.Pay.Wait(), at)
}

// imu is the notice for a part of a year's IMU, one more beside the others.
func (h *Hall) imu(ctx context.Context, f folder.Folder, asked payments.Imu, others int, today calendar.Day) (payments.OwnDebt, error) {
	town, err := h.Town(ctx)
	if err != nil {
		return payments.OwnDebt{}, err
	}
	if others >= h.Of.Pay.MostAtOnce() {
		return payments.OwnDebt{}, payments.ErrTooMany
	}
	debt, err := folder.ImuNotice(f, town, asked, today)
	debt.Segregation = h.Creditor.Segregation
	return debt, err
}

// agreed checks that the sum is the one that the person has said yes to, and that they may pay as much at once. Whether
// something of it is on its way already, the store knows.
func agreed(who identity.Who, p payments.Payment, own *payments.OwnDebt, total money.Cents) error {
	services := servicesOf(p.Items)
	if own != nil && !slices.Contains(services, own.Service) {
		services = append(services, own.Service)
	}
	switch {
	case slices.ContainsFunc(services, func(s string) bool { return !who.May(identity.Pay, s) }):
		return Refusal{Key: "no_right"}
	case p.Total != total:
		return payments.ErrChanged
	case !who.MayPay(p.Total, services...):
		return payments.ErrOverCap
	}
	return nil
}

// intend keeps the intention to pay what is still to be paid. When that is nothing, there is nothing to keep.
func (h *Hall) intend(ctx context.Context, who identity.Who, c command.Command, start payments.Start, f folder.Folder, at time.Time) (command.Receipt, error) {
	p := folder.Intention(f, c.ID, start, calendar.InRome(at))
	for _, s := range servicesOf(p.Items) {
		if !who.May(identity.Pay, s) {
			return command.Receipt{}, Refusal{Key: "no_right"}
		}
	}
	if len(start.Notices) > payments.MostNotices || start.Total < 0 {
		return command.Receipt{}, payments.ErrTooMany
	}
	if p.Total == 0 {
		return command.Receipt{Command: c.ID, State: command.Done, At: at.UTC()}, nil
	}
	return h.Store.IntendPayment(ctx, who, c, p, at)
}

func servicesOf(items []payments.Item) (all []string) {
	for _, i := range items {
		if !slices.Contains(all, i.Service) {
			all = append(all, i.Service)
		}
	}
	return all
}

// payerMail is where pagoPA may send its own receipt: to the person in their own matters. Without it one can pay too.
func (h *Hall) payerMail(ctx context.Context, who identity.Who, at time.Time) string {
	if who.ForOther() {
		return ""
	}
	c, err := h.Store.Contact(ctx, who, at)
	if err != nil {
		return ""
	}
	return c.Email
}

// refusedPayment makes a refusal of what the rules of payments do not accept.
func refusedPayment(err error) error {
	for _, reason := range payments.Reasons {
		if errors.Is(err, reason) {
			return Refusal{Key: reason.Error()}
		}
	}
	return err
}

// cart is the address at which a payment that was begun goes on: pagoPA's page, or ours when there is nothing more to
// do there. A page that pagoPA has forgotten by now is made anew, when all is still as it was.
func (h *Hall) cart(ctx context.Context, who identity.Who, payment, email string, at time.Time) (string, error) {
	cart, err := h.Store.CartOf(ctx, payment)
	if err != nil {
		return "", err
	}
	if !cart.Open && !who.MayPay(cart.Total, servicesOf(cart.Items)...) { // who might when it was begun
		return "", Refusal{Key: "no_right"}
	}
	if cart.Now(at, h.Of.Pay) != payments.Started {
		return h.Site + addressOf(cart, who.Mandate.ID), nil
	}
	if cart.Fresh(at) {
		return cart.URL, nil
	}
	if err := h.publish(ctx, cart.Payment, at); err != nil {
		return "", err
	}
	if cart.URL, err = h.Gateway.Cart(ctx, cart.Payment, email); err != nil {
		return "", fmt.Errorf("opening a cart: %w", err)
	}
	return cart.URL, h.Store.KeepCart(ctx, payment, cart.URL, at)
}

// addressOf is the page of ours that tells where a payment stands.
func addressOf(c payments.Cart, mandate string) string {
	switch {
	case c.Open:
		return "/paga/libero/" + c.ID
	case mandate != "":
		return "/per/" + mandate + "/pagamenti/" + c.ID
	}
	return "/pagamenti/" + c.ID
}

// publish makes sure that pagoPA knows what is to be paid as it is now, and that all of it can still be paid today.
func (h *Hall) publish(ctx context.Context, p payments.Payment, at time.Time) error {
	if h.Gateway == nil {
		return payments.ErrNoOnline
	}
	var all []payments.Position
	var navs []string
	debtors := map[string]identity.Person{}
	for _, i := range p.Items {
		navs = append(navs, i.NAV)
		if _, known := debtors[i.Position]; known {
			continue
		}
		position, debtor, ok, err := h.Store.PositionOf(ctx, i.NAV)
		if err != nil {
			return err
		}
		if !ok {
			return payments.ErrNothing
		}
		all, debtors[i.Position] = append(all, position), debtor
	}
	items, err := payments.Choose(all, navs, h.Of.Pay.Most, calendar.InRome(at))
	if err != nil {
		return err
	}
	if payments.Sum(items) != p.Total {
		return payments.ErrChanged
	}
	for _, position := range all {
		if err := h.Gateway.Publish(ctx, position, debtors[position.ID]); err != nil {
			return fmt.Errorf("publishing a position: %w", err)
		}
	}
	return nil
}
