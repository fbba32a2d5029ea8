package taxes

import (
	"sort"

	"sportello/api/calendar"
	"sportello/api/money"
)

// Late is what paying a tax after its last day costs, of one's own accord (ravvedimento operoso, art. 13 D.Lgs.
// 472/1997). Tax, Sanction and Interest are rounded to the cent each, and make the Total. In time, Days is 0.
type Late struct {
	Due      calendar.Day `json:"due" doc:"Last day to pay"`
	PaidOn   calendar.Day `json:"paid_on"`
	Days     int          `json:"days" doc:"From the day after the last one to the day of the payment, both counted"`
	Tax      money.Cents  `json:"tax"`
	Step     LateStep     `json:"step,omitzero" doc:"By what the sanction is reckoned"`
	Sanction money.Cents  `json:"sanction"`
	Interest money.Cents  `json:"interest"`
	Total    money.Cents  `json:"total"`
	Guessed  int          `json:"guessed,omitempty" doc:"The interest of some day is not decided yet: reckoned as in this year"`
}

// Ravvedimento reckons a tax paid on a day when due was the last day, moved already when that was a holiday. The
// law on sanctions is that of the last day; interest is simple, of each year, a day at a time in 365.
func (r Rules) Ravvedimento(tax money.Cents, due, paid calendar.Day) Late {
	l := Late{Due: due, PaidOn: paid, Tax: tax, Total: tax}
	if due <= 0 || paid <= due || tax <= 0 {
		return l
	}
	l.Days = calendar.Days(due, paid)
	l.Step = r.regime(due).step(due, paid)
	if l.Step.Den > 0 {
		l.Sanction = money.Cents(money.MulDiv(int64(tax), l.Step.parts(l.Days), l.Step.Den))
	}
	l.Interest, l.Guessed = r.interest(tax, due, paid)
	l.Total += l.Sanction + l.Interest
	return l
}

// plus adds a part paid on the same day: sums grow, the rest is that of the part.
func (l Late) plus(o Late) Late {
	o.Tax, o.Sanction, o.Interest, o.Total = l.Tax+o.Tax, l.Sanction+o.Sanction, l.Interest+o.Interest, l.Total+o.Total
	return o
}

// parts is how many parts of Den the sanction is.
func (s LateStep) parts(days int) int64 {
	if s.PerDay {
		return s.Num * int64(days)
	}
	return s.Num
}

// regime is the law for what was due on a day: the newest that had begun.
func (r Rules) regime(due calendar.Day) Regime {
	var best Regime
	for _, g := range r.Regimes {
		if g.From <= due && (best.Steps == nil || g.From > best.From) {
			best = g
		}
	}
	return best
}

// step is the one that a payment falls in: steps stand from the shortest delay to the longest.
func (g Regime) step(due, paid calendar.Day) LateStep {
	for _, s := range g.Steps {
		last := s.Days == 0 && s.Years == 0
		if last || s.Days > 0 && calendar.Days(due, paid) <= s.Days || s.Years > 0 && paid <= anniversary(due, s.Years) {
			return s
		}
	}
	return LateStep{}
}

// anniversary is the same day some years on; of 29 February the last day of the month (art. 2963 c.c.).
func anniversary(d calendar.Day, years int) calendar.Day {
	year, month, day := d.Date()
	if on, ok := calendar.Of(year+years, month, day); ok {
		return on
	}
	on, _ := calendar.Of(year+years, month, day-1)
	return on
}

// interest is that of each year on its own days, rounded once. guessed is the year whose interest stands for one
// that is not known.
func (r Rules) interest(tax money.Cents, due, paid calendar.Day) (sum money.Cents, guessed int) {
	const dayOfYear = 365 * int64(money.One)
	var parts int64
	for from := due + 1; from <= paid; {
		last, _ := calendar.Of(from.Year(), 12, 31)
		last = min(last, paid)
		i := r.interestOf(from.Year())
		if i.Year != from.Year() {
			guessed = i.Year
		}
		parts += int64(i.Rate) * int64(calendar.Days(from, last)+1)
		from = last + 1
	}
	return money.Cents(money.MulDiv(int64(tax), parts, dayOfYear)), guessed
}

// interestOf is the legal interest of a year: of the newest known up to it, or of the first known for a year before.
func (r Rules) interestOf(year int) Interest {
	best, _ := nearest(r.Interest, year, func(i Interest) int { return i.Year })
	return best
}

// TaxPart is how much of a late payment was the tax: the whole-euro tax whose line of the F24 comes to the amount, or
// else the largest tax that the amount covers to the cent. In time it is the whole amount.
func (r Rules) TaxPart(amount money.Cents, due, paid calendar.Day) money.Cents {
	if amount <= 0 || paid <= due {
		return amount
	}
	line := func(euro int) money.Cents { return money.F24(r.Ravvedimento(money.Cents(euro)*100, due, paid).Total) }
	above := sort.Search(int(amount/100)+1, func(euro int) bool { return line(euro) > amount })
	if whole := above - 1; whole >= 0 && line(whole) == amount {
		return money.Cents(whole) * 100
	}
	over := sort.Search(int(amount)+1, func(c int) bool { return r.Ravvedimento(money.Cents(c), due, paid).Total > amount })
	return money.Cents(over - 1)
}

// Until is the last day on which a sum that grows with the days is what it is on a day, and what it becomes the day
// after. It looks a year ahead: next is 0 when nothing changes by then.
func Until(sum func(calendar.Day) money.Cents, on calendar.Day) (last calendar.Day, next money.Cents) {
	now := sum(on)
	for last = on; last < on+365; last++ {
		if next = sum(last + 1); next != now {
			return last, next
		}
	}
	return last, 0
}
