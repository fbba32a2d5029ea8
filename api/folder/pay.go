package folder

import (
	"cmp"
	"math"
	"slices"

	"sportello/api/calendar"
	"sportello/api/money"
	"sportello/api/payments"
)

// ToPay is one notice that can be paid on a day, with its position.
type ToPay struct {
	Position payments.Position
	Notice   payments.Notice
}

// Payable are the notices that can be paid on a day, the most urgent first; of each debt those of the alternative that
// costs least. A notice without a last day comes after all others. IMU is not among them: it is paid by year and part, and
// a notice that was made for it is no second debt.
func Payable(f Folder, today calendar.Day) []ToPay {
	var all []ToPay
	for _, p := range f.Debts {
		if p.Service == "imu" {
			continue
		}
		for _, n := range p.Open(today) {
			all = append(all, ToPay{p, n})
		}
	}
	slices.SortStableFunc(all, func(a, b ToPay) int {
		return cmp.Or(cmp.Compare(last(a), last(b)), cmp.Compare(a.Notice.NAV, b.Notice.NAV))
	})
	return all
}

// Owed is what notices come to together.
func Owed(all []ToPay) (sum money.Cents) {
	for _, n := range all {
		sum += n.Notice.Owed()
	}
	return sum
}

// last is the day by which to order: of a notice without one, the end of time.
func last(n ToPay) calendar.Day { return cmp.Or(n.Notice.Due, math.MaxInt32) }

// Debt is the position of that id; false when the folder has none.
func (f Folder) Debt(id string) (payments.Position, bool) {
	for _, p := range f.Debts {
		if p.ID == id {
			return p, true
		}
	}
	return payments.Position{}, false
}

// Payment is the payment of that id; false when the folder has none.
func (f Folder) Payment(id string) (payments.Payment, bool) {
	for _, p := range f.Payments {
		if p.ID == id {
			return p, true
		}
	}
	return payments.Payment{}, false
}

// Receipt is the receipt of that id; false when the folder has none.
func (f Folder) Receipt(id string) (payments.Receipt, bool) {
	for _, r := range f.Receipts {
		if r.ID == id {
			return r, true
		}
	}
	return payments.Receipt{}, false
}
