package web_test

import (
	"context"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/money"
	"sportello/api/payments"
)

// The paper starts a payment of a notice of its folder, and one knows the payments of its folder that nobody signed in
// for, by an empty name.

func (p *paper) PayOpenly(ctx context.Context, id, nav, plate string, total money.Cents) (string, error) {
	_, position, err := p.FindFine(ctx, nav, plate)
	if err != nil {
		return "", err
	}
	items, err := payments.Choose([]payments.Position{position}, []string{nav}, 1, calendar.InRome(noon))
	if err != nil {
		return "", err
	}
	if payments.Sum(items) != total {
		return "", payments.ErrChanged
	}
	return "https://checkout.example/c/" + id, p.fails
}

func (p *paper) OpenPayment(_ context.Context, id string) (payments.Payment, error) {
	if one, ok := p.folder.Payment(id); ok && one.By == "" {
		return one, p.fails
	}
	return payments.Payment{}, command.ErrNotFound
}

func (p *paper) Returned(_ context.Context, payment string, word payments.Return) (string, error) {
	if _, known := word.Progress(); !known {
		return "", command.ErrNotFound
	}
	return "/pagamenti/" + payment, p.fails
}
