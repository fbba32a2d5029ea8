package taxes

import (
	"math/bits"
	"slices"

	"sportello/api/calendar"
)

// months are months of one year, a bit each: January is the lowest.
type months uint16

const (
	wholeYear months = 1<<12 - 1
	firstHalf months = 1<<6 - 1 // January to June: what the acconto is for
)

func (m months) count() int { return bits.OnesCount16(uint16(m)) }

// months are those that a holding counts for: held for more than half of their days. When two hold it for as many days,
// the month is that of the buyer, who holds at its end (L. 160/2019 art. 1 c. 761). Who hands on and who takes over
// share the months of a year so; with two changes of hands in one month it may be nobody's.
func (h Holding) months(year int) months {
	var held months
	for month := 1; month <= 12; month++ {
		first, last := monthDays(year, month)
		if counts(h.days(first, last), first, last, h.on(last)) {
			held |= 1 << (month - 1)
		}
	}
	return held
}

// months are those of a holding beside all else that the person holds. A change of use or share is no change of hands:
// a month that the person had for more than half of its days, but no use of it for so long, is that of the longest
// use, and of two as long that of the later.
func (i Imu) months(h Holding, year int) months {
	held := h.months(year)
	for month := 1; month <= 12; month++ {
		if first, last := monthDays(year, month); held&(1<<(month-1)) == 0 && i.longest(h, first, last) {
			held |= 1 << (month - 1)
		}
	}
	return held
}

// longest says whether a month counts for the person and no use of the unit is longer in it. Bare ownership is not
// what the tax calls possession.
func (i Imu) longest(h Holding, first, last calendar.Day) bool {
	own := h.days(first, last)
	if own == 0 || h.Right == Bare {
		return false
	}
	var beside []Holding
	for _, o := range i.Holdings {
		if o.Unit != h.Unit || o.Right == Bare {
			continue
		}
		if days := o.days(first, last); days > own || days == own && o.From > h.From {
			return false
		}
		beside = append(beside, o)
	}
	days := 0
	held := func(day calendar.Day) bool {
		return slices.ContainsFunc(beside, func(o Holding) bool { return o.on(day) })
	}
	for day := first; day <= last; day++ {
		if held(day) {
			days++
		}
	}
	return counts(days, first, last, held(last))
}

// counts says whether a month counts for who held it so many of its days, and at its end or not.
func counts(days int, first, last calendar.Day, atEnd bool) bool {
	all := calendar.Days(first, last) + 1
	return 2*days > all || 2*days == all && atEnd
}

// days are how many days from the first to the last a unit was held.
func (h Holding) days(first, last calendar.Day) int {
	if h.To != 0 {
		last = min(h.To, last)
	}
	return max(0, calendar.Days(max(h.From, first), last)+1)
}

// In says whether the holding has a day in the year.
func (h Holding) In(year int) bool {
	first, _ := monthDays(year, 1)
	_, last := monthDays(year, 12)
	return h.From <= last && (h.To == 0 || h.To >= first)
}

// on says whether the unit is held on a day.
func (h Holding) on(day calendar.Day) bool { return h.From <= day && (h.To == 0 || day <= h.To) }

// monthDays are the first and the last day of a month.
func monthDays(year, month int) (first, last calendar.Day) {
	first, _ = calendar.Of(year, month, 1)
	if month == 12 {
		last, _ = calendar.Of(year, 12, 31)
		return first, last
	}
	next, _ := calendar.Of(year, month+1, 1)
	return first, next - 1
}
