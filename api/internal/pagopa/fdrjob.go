package pagopa

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"sportello/api/command"
	"sportello/api/money"
)

// How often flows are asked for, and how much is done of them in a round. Banks publish them once a day.
const (
	flowsEvery   = time.Hour
	flowsOverlap = time.Hour // clocks differ, and what was published while we asked
	flowsMost    = 2
	missingMost  = 20
	flowAgain    = 6 * time.Hour
)

// Copies of receipts: pagoPA allows ten in sixty minutes for one subscription, and never in a loop (SANP). So one is
// asked for in a round at most, each at most every six hours, five times; then a person has to look.
const (
	CopiesMost   = 10
	copiesWithin = 61 * time.Minute // clocks of replicas differ
	copyAgain    = 6 * time.Hour
	copyTries    = 5
)

// Missing is a payment of a flow of which there is no receipt.
type Missing struct {
	FlowKey
	Number   int64
	IUV, IUR string
	Status   string
	Tries    int
}

// Accounts is what the banks say they have paid out.
type Accounts interface {
	// Flows notes flows that are new.
	Flows(ctx context.Context, all []Flow) error
	// Flow gives a flow to be read; nobody else has it until the lease ends.
	Flow(ctx context.Context, now time.Time, lease time.Duration) (FlowKey, bool, error)
	// Rows keeps payments of a flow, once each. Those whose IUV begins with own are of the comune's notices.
	Rows(ctx context.Context, k FlowKey, own string, all []FlowRow) error
	// Read closes a flow: problem says why its rows do not make its total. Older revisions count no more.
	Read(ctx context.Context, f Flow, problem string, again time.Time) error
	// FlowLater leaves a flow for another time.
	FlowLater(ctx context.Context, k FlowKey, next time.Time) error
	// Match marks what has its receipt by now.
	Match(ctx context.Context) error
	// Missing gives payments that are looked for; nobody else has them until the lease ends.
	Missing(ctx context.Context, now time.Time, most int, lease time.Duration) ([]Missing, error)
	// StillMissing leaves one for another time; last: for a person.
	StillMissing(ctx context.Context, m Missing, next time.Time, last bool) error
	// Allowed counts a call of a copy, when there were fewer than most within the time before.
	Allowed(ctx context.Context, now time.Time, most int, within time.Duration) (bool, error)
}

// account reads the flows, and looks for the receipts that they prove to be missing.
func (k *Keeper) account(ctx context.Context, now time.Time) error {
	if err := k.listFlows(ctx, now); err != nil {
		return err
	}
	for range flowsMost {
		key, found, err := k.Store.Flow(ctx, now, lease)
		if err != nil {
			return err
		}
		if !found {
			break
		}
		if err := k.readFlow(ctx, key, now); err != nil {
			return errors.Join(err, k.Store.FlowLater(context.WithoutCancel(ctx), key, now.Add(flowsEvery)))
		}
	}
	if err := k.Store.Match(ctx); err != nil {
		return err
	}
	return k.recover(ctx, now)
}

// listFlows notes what has been published since the last time.
func (k *Keeper) listFlows(ctx context.Context, now time.Time) error {
	mark, mine, err := k.Store.Begin(ctx, "flows", now, lease)
	if err != nil || !mine {
		return err
	}
	last, _ := time.Parse(time.RFC3339Nano, mark) // none at first: pagoPA begins with the month before
	since := last
	if !since.IsZero() {
		since = since.Add(-flowsOverlap)
	}
	all, err := k.Gateway.flowsSince(ctx, since)
	if err == nil {
		err = k.Store.Flows(ctx, all)
	}
	if err != nil {
		return errors.Join(err, k.Store.End(context.WithoutCancel(ctx), "flows", mark, now.Add(time.Minute)))
	}
	for _, f := range all {
		if f.Published.After(last) {
			last = f.Published
		}
	}
	if !last.IsZero() {
		mark = last.UTC().Format(time.RFC3339Nano)
	}
	return k.Store.End(ctx, "flows", mark, now.Add(flowsEvery))
}

// readFlow keeps the payments of a flow, and checks that they make what it says of itself.
func (k *Keeper) readFlow(ctx context.Context, key FlowKey, now time.Time) error {
	f, err := k.Gateway.flow(ctx, key)
	if err != nil {
		return err
	}
	var count, back int64
	var total money.Cents
	own := pad2(k.Gateway.config.Creditor.Segregation)
	err = k.Gateway.rows(ctx, key, func(all []FlowRow) error {
		for _, r := range all {
			count, total = count+1, total+r.Amount
			if r.Status == Revoked {
				back++
			}
		}
		return k.Store.Rows(ctx, key, own, all)
	})
	if err != nil {
		return err
	}
	if back > 0 { // receipts are never unbooked by a program: it is for the office to ask for the money again
		k.Report(fmt.Errorf("the flow %s of %s says of %d payments that the money was given back (REVOKED, see fdr_row)", key.ID, key.PSP, back))
	}
	problem := ""
	if count != f.Payments || total != f.Total {
		problem = fmt.Sprintf("%d payments of %d, %d cents of %d", count, f.Payments, int64(total), int64(f.Total))
		k.Report(fmt.Errorf("the flow %s of %s does not add up: %s", key.ID, key.PSP, problem))
	}
	return k.Store.Read(ctx, f, problem, now.Add(flowAgain))
}

func pad2(code int) string { return string([]byte{byte('0' + code/10%10), byte('0' + code%10)}) }

// recover looks for receipts that are missing: first in GPD, which may be asked freely, then for one copy.
func (k *Keeper) recover(ctx context.Context, now time.Time) error {
	missing, err := k.Store.Missing(ctx, now, missingMost, lease)
	if err != nil || len(missing) == 0 {
		return err
	}
	var ask []Missing
	for _, m := range missing {
		id, _, err := k.fetch(ctx, m.IUV, now)
		if err != nil && !errors.Is(err, ErrRefused) {
			return err // the lease ends by itself
		}
		if id != m.IUR {
			ask = append(ask, m)
		}
	}
	if err := k.copyOne(ctx, ask, now); err != nil {
		return err
	}
	return k.Store.Match(ctx)
}

// copyOne asks for the copy of the receipt that was tried least, when it is allowed, and leaves the others for later.
func (k *Keeper) copyOne(ctx context.Context, all []Missing, now time.Time) error {
	if len(all) == 0 {
		return nil
	}
	slices.SortStableFunc(all, func(a, b Missing) int { return a.Tries - b.Tries })
	most := k.Calls
	if most == 0 {
		most = CopiesMost
	}
	allowed, err := k.Store.Allowed(ctx, now, most, copiesWithin)
	if err != nil {
		return err
	}
	next := now.Add(10 * time.Minute)
	if allowed {
		if err := k.copy(ctx, all[0], now); err != nil {
			return err
		}
		all, next = all[1:], now
	}
	for _, m := range all {
		if err := k.Store.StillMissing(ctx, m, next, false); err != nil {
			return err
		}
	}
	return nil
}

// copy books the copy of a receipt, or leaves it for later.
func (k *Keeper) copy(ctx context.Context, m Missing, now time.Time) error {
	m.Tries++
	r, raw, found, err := k.Gateway.copyOf(ctx, m.IUR, m.IUV)
	switch {
	case errors.Is(err, command.ErrDown):
		return errors.Join(err, k.Store.StillMissing(context.WithoutCancel(ctx), m, now.Add(flowsEvery), false))
	case err == nil && found:
		if _, err := k.Store.Book(ctx, r, m.IUV, bookedByFdR, raw, now); err != nil || r.ID == m.IUR {
			return err
		} // of another id it closes no row of the flow: were the try not counted, it would come before all others for ever
	}
	last := m.Tries >= copyTries
	if err != nil || last {
		k.Report(errors.Join(err, fmt.Errorf("the flow %s of %s proves a payment (%s, number %d) of which pagoPA has no receipt", m.ID, m.PSP, m.Status, m.Number)))
	}
	return k.Store.StillMissing(ctx, m, now.Add(copyAgain), last)
}
