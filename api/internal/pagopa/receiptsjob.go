package pagopa

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sportello/api/calendar"
	"sportello/api/payments"
)

// How often all new receipts are asked for, and how many days back: a bank may tell of a payment late. Receipts that
// somebody waits for are asked for every round.
const (
	receiptsEvery = 5 * time.Minute
	receiptsBack  = 3
	waitingMost   = 50
)

// Receiving is what is known of receipts.
type Receiving interface {
	// Waiting are the IUVs of notices that somebody is paying now, and of which there is no receipt.
	Waiting(ctx context.Context, now time.Time, most int) ([]string, error)
	// Unknown are those of the IUVs of which there is no receipt.
	Unknown(ctx context.Context, iuvs []string) ([]string, error)
	// Book keeps a receipt, once by its id.
	Book(ctx context.Context, r payments.Receipt, iuv, source, raw string, at time.Time) (bool, error)
	// Begin takes a task when its time has come, with how far it had got; nobody else has it until the lease ends. End
	// says how far it has got, and when it is to be done next.
	Begin(ctx context.Context, task string, now time.Time, lease time.Duration) (mark string, mine bool, err error)
	End(ctx context.Context, task, mark string, next time.Time) error
}

// The sources of receipts, as they are booked.
const (
	bookedByGPD = "gpd"
	bookedByFdR = "fdr"
)

// receive brings home the receipts that somebody waits for, and from time to time all others.
func (k *Keeper) receive(ctx context.Context, now time.Time) error {
	iuvs, err := k.Store.Waiting(ctx, now, waitingMost)
	if err != nil {
		return err
	}
	if err := k.fetchAll(ctx, iuvs, now); err != nil {
		return err
	}
	mark, mine, err := k.Store.Begin(ctx, "receipts", now, lease)
	if err != nil || !mine {
		return err
	}
	today := calendar.InRome(now)
	since, err := calendar.Parse(mark)
	if err != nil {
		since = today
	}
	iuvs, err = k.Gateway.receiptsSince(ctx, since-receiptsBack)
	if err == nil {
		iuvs, err = k.Store.Unknown(ctx, iuvs)
	}
	if err == nil {
		err = k.fetchAll(ctx, iuvs, now)
	}
	if err != nil { // what was not done is done from the same day on
		return errors.Join(err, k.Store.End(context.WithoutCancel(ctx), "receipts", mark, now.Add(time.Minute)))
	}
	return k.Store.End(ctx, "receipts", today.String(), now.Add(receiptsEvery))
}

// fetchAll books the receipts of IUVs, as far as GPD has them. One that cannot be read keeps none of the others.
func (k *Keeper) fetchAll(ctx context.Context, iuvs []string, now time.Time) error {
	for _, iuv := range iuvs {
		_, _, err := k.fetch(ctx, iuv, now)
		switch {
		case err == nil:
		case errors.Is(err, ErrRefused):
			k.Report(err)
		default:
			return err
		}
	}
	return nil
}

// fetch books the receipt of an IUV, and gives its id; false when GPD has none.
func (k *Keeper) fetch(ctx context.Context, iuv string, now time.Time) (id string, found bool, err error) {
	r, raw, found, err := k.Gateway.receipt(ctx, iuv)
	if err != nil || !found {
		return "", false, err
	}
	if _, err := k.Store.Book(ctx, r, iuv, bookedByGPD, raw, now); err != nil {
		return "", false, fmt.Errorf("booking a receipt of GPD: %w", err)
	}
	return r.ID, true, nil
}
