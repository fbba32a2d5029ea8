package fines

import (
	"sportello/api/calendar"
	"sportello/api/money"
)

// State is where a fine stands on a day: what the office says and what was paid, and otherwise what the day makes of it.
type State string

// The states of a fine, one machine (DOMAIN § 4.7). Days move it from left to right, and never back:
//
//	Found ──notified──▶ Discount ──day 5──▶ Reduced ──day 60──▶ Overdue ──the office──▶ Collector
//	(ACCERTATA)         (PAGABILE_SCONTATO) (PAGABILE_RIDOTTO)  (SCADUTA)               (A_RUOLO)
//	   └── without a discount, straight to ───▶ ┘
//
// Out of each of the first four, by what was paid against what was due on the day of payment:
//
//	── as much ──▶ Paid     ── more ──▶ Over     ── less ──▶ Short (acconto), of which the rest is owed and grows
//
// and by what the office says, which goes before everything else: Prefect, Judge, Plan, Cancelled, Collector, and Paid: who
// paid less than we know to be due owes nothing when the office has closed the fine. A
// preavviso has no day 60: without a notification it stays Reduced until the verbale comes.
const (
	Found    State = "found"    // no term runs yet
	Discount State = "discount" // within the days of the discount
	Reduced  State = "reduced"  // within 60 days
	Overdue  State = "overdue"  // after that, and the collector does not have it
	Paid     State = "paid"
	Short    State = "short" // less was paid than was due on that day
	Over     State = "over"  // more was paid than was due on that day
)

// Standing is what a day makes of a fine. Days are last days, already moved off Sundays and holidays; 0 is none: the
// term does not run, does not run yet, or nothing is left to do in it. They say when, and never what is best.
type Standing struct {
	State  State        `json:"state" enum:"found,discount,reduced,overdue,collector,paid,short,over,cancelled,prefect,judge,plan"`
	Owed   money.Cents  `json:"owed" doc:"In cents, less what was paid; 0 in a state in which something is owed: the verbale does not say how much"`
	Until  calendar.Day `json:"until,omitzero" doc:"Last day of this amount"`
	Before calendar.Day `json:"before,omitzero" doc:"That day before it moved, where it did: one can still pay on the other"`
	Next   money.Cents  `json:"next,omitempty" doc:"What is owed from the day after"`
	Due    money.Cents  `json:"due,omitempty" doc:"What was due on the day of payment, where something was paid"`
	More   money.Cents  `json:"more,omitempty" doc:"Paid beyond that"`

	Judge   calendar.Day `json:"judge,omitzero" doc:"Last day to appeal to the giudice di pace"`
	Prefect calendar.Day `json:"prefect,omitzero" doc:"Last day to appeal to the prefect"`
	Driver  calendar.Day `json:"driver,omitzero" doc:"Last day to say who drove; it runs even when the fine is paid"`
	PlanBy  calendar.Day `json:"plan_by,omitzero" doc:"Last day to ask for instalments; none for a fine that is not above the threshold"`
}

// Standing is where the fine stands on a day.
func (f Fine) Standing(r Rules, today calendar.Day) Standing {
	s := Standing{State: State(f.Office)}
	switch {
	case f.Office == Collector:
		s.Owed = f.ToCollector
	case f.Office == Settled:
		if s = f.settled(r, today); s.State != Over {
			s = Standing{State: Paid, Due: f.Paid}
		}
	case f.Office != Live: // nothing is to be paid by its notices
	case f.Paid == 0:
		s = f.unpaid(r, today)
	default:
		s = f.settled(r, today)
	}
	f.terms(r, &s)
	return s
}

// unpaid is what a day makes of a fine that nobody has said anything of.
func (f Fine) unpaid(r Rules, today calendar.Day) Standing {
	state, owed := f.phase(today)
	s := Standing{State: state, Owed: owed}
	switch state {
	case Discount:
		s.Until, s.Before, s.Next = f.DiscountTo, f.before(f.DiscountTo, r.DiscountDays), f.Reduced
	case Reduced:
		if f.ReducedTo != 0 {
			s.Until, s.Before, s.Next = f.ReducedTo, f.before(f.ReducedTo, r.ReducedDays), f.Full
		}
	}
	return s
}

// settled is a fine of which something was paid, against what was due on that day. Where the day is not known it counts
// as late, as the view of the notices in the database has it.
func (f Fine) settled(r Rules, today calendar.Day) Standing {
	const late = calendar.Day(1 << 30)
	on := f.PaidOn
	if on == 0 {
		on = late
	}
	_, due := f.phase(on)
	switch {
	case f.Paid == due, due == 0: // nobody has said what was due: what was paid is neither too little nor too much
		return Standing{State: Paid, Due: due}
	case f.Paid > due:
		return Standing{State: Over, Due: due, More: f.Paid - due}
	}
	s := f.unpaid(r, today)
	s.State, s.Due, s.Owed, s.Next = Short, due, max(s.Owed-f.Paid, 0), max(s.Next-f.Paid, 0)
	return s
}

// phase is what a day alone makes of a fine, and the amount of the verbale for it.
func (f Fine) phase(day calendar.Day) (State, money.Cents) {
	switch {
	case f.Base() == 0 && f.Discounted > 0:
		return Found, f.Discounted
	case f.Base() == 0:
		return Found, f.Reduced
	case f.Discounted > 0 && day <= f.DiscountTo:
		return Discount, f.Discounted
	case f.ReducedTo == 0 || day <= f.ReducedTo:
		return Reduced, f.Reduced
	}
	return Overdue, f.Full
}
