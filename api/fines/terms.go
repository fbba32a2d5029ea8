package fines

import (
	"time"

	"sportello/api/calendar"
	"sportello/api/money"
)

// Dates is the fine with the last days of its amounts, worked out from its notification (DOMAIN § 4.2): the import
// writes them, and everybody reads them. The saint of the town moves nothing: these are terms of the State.
func (r Rules) Dates(f Fine) Fine {
	f.DiscountTo, f.ReducedTo = 0, 0
	if f.Base() != 0 && f.Discounted > 0 {
		f.DiscountTo = last(f.Base(), r.DiscountDays)
	}
	if f.NotifiedOn != 0 {
		f.ReducedTo = last(f.NotifiedOn, r.ReducedDays)
	}
	return f
}

// terms gives the last days of what is not a payment. Each runs from the notification, so a preavviso has none.
// Payment in reduced form, a plan and an appeal each close the way to an appeal (art. 203, 204-bis, 202-bis); saying who
// drove is a duty of its own.
func (f Fine) terms(r Rules, s *Standing) {
	if f.NotifiedOn == 0 {
		return
	}
	if f.Driver && !f.DriverGiven && f.Office != Cancelled {
		s.Driver = last(f.NotifiedOn, r.DriverDays)
	}
	if f.Office != Live || s.State == Paid || s.State == Over {
		return
	}
	s.Prefect = last(f.NotifiedOn, r.PrefectDays)
	s.Judge = r.judge(f.NotifiedOn)
	if r.Instalments.Allow(f) && f.Paid == 0 {
		s.PlanBy = r.Instalments.AskBy(f.NotifiedOn)
	}
}

// AskBy is the last day to ask for instalments of a fine that was notified on a day.
func (i *Instalments) AskBy(notified calendar.Day) calendar.Day { return last(notified, i.Days) }

// Allow reports whether a fine is above the amount from which instalments can be asked for. Who asks must have little
// income as well: that they say themselves. Nil allows none.
func (i *Instalments) Allow(f Fine) bool {
	return i != nil && f.Reduced > i.Over
}

// Most is the most instalments of an amount: as many as its step has, and none smaller than the least. 0: none.
func (i *Instalments) Most(amount money.Cents) int {
	for _, step := range i.Steps {
		if step.UpTo == 0 || amount <= step.UpTo {
			most := step.Most
			if i.Least > 0 {
				most = min(most, int(amount/i.Least))
			}
			return most
		}
	}
	return 0
}

// judge is the last day to appeal to the giudice di pace. Where August stops the term its days are not counted: one that
// would begin in August begins on 1 September, which is day 1 (L. 742/1969 art. 1). Of a Saturday we tell the earlier
// day: that art. 155 c. 5 c.p.c. moves it is for a lawyer to say.
func (r Rules) judge(notified calendar.Day) calendar.Day {
	day := notified
	for left := r.JudgeDays; left > 0; {
		day++
		if _, month, _ := day.Date(); !r.AugustStops || time.Month(month) != time.August {
			left--
		}
	}
	return last(day, 0)
}

// last is the last day of a term: the day of notification is not counted, a Saturday stays.
func last(base calendar.Day, days int) calendar.Day {
	return calendar.Term(base, days, calendar.OffHolidays, calendar.MonthDay{})
}

// before is the day that a term came to before it moved; 0 when it did not.
func (f Fine) before(until calendar.Day, days int) calendar.Day {
	if day := f.Base() + calendar.Day(days); day < until {
		return day
	}
	return 0
}
