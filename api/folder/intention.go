package folder

import (
	"cmp"
	"slices"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/payments"
)

// Intention is the intention to pay, with what is still to be paid of it. IMU has no notice yet: its item names the year
// and the part, and comes to what the person has seen.
func Intention(f Folder, id string, start payments.Start, today calendar.Day) payments.Payment {
	p := payments.Payment{ID: id, Progress: payments.Intended, Mine: true, By: f.Who.Actor.Name()}
	for _, nav := range start.Notices {
		if items, err := payments.Choose(f.Debts, []string{nav}, 1, today); err == nil {
			p.Items = append(p.Items, items...)
		}
	}
	p.Total = payments.Sum(p.Items)
	if rest := start.Total - p.Total; start.Imu != nil && rest > 0 && len(p.Items) == len(start.Notices) {
		about := start.Imu.About()
		p.Items = append(p.Items, payments.Item{Position: "imu/" + about, Service: "imu", About: about, Amount: rest})
		p.Total = start.Total
	}
	return p
}

// intends keeps on this phone what is meant to be paid. One that is about the same notices takes its place.
func (f *Folder) intends(c command.Command, start payments.Start) {
	if _, known := f.Payment(c.ID); known || !start.Later {
		return
	}
	p := Intention(*f, c.ID, start, calendar.InRome(c.Made))
	if p.Total == 0 {
		return
	}
	p.At, p.Kept = c.Made, true
	f.Payments = slices.DeleteFunc(f.Payments, func(old payments.Payment) bool { return old.Progress == payments.Intended && old.Shares(p) })
	f.Payments = append([]payments.Payment{p}, f.Payments...)
	slices.SortStableFunc(f.Payments, func(a, b payments.Payment) int { return cmp.Compare(b.At.UnixNano(), a.At.UnixNano()) })
}

// forgets drops an intention.
func (f *Folder) forgets(of payments.OfPayment) {
	f.Payments = slices.DeleteFunc(f.Payments, func(p payments.Payment) bool {
		return p.ID == of.Payment && p.Progress == payments.Intended
	})
}
