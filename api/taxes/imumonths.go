package taxes

import (
	"math/bits"

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
		to := last
		if h.To != 0 && h.To < last {
			to = h.To
		}
		days, all := calendar.Days(max(h.From, first), to)+1, calendar.Days(first, last)+1
		if 2*days > all || 2*days == all && to == last {
			held |= 1 << (month - 1)
		}
	}
	return held
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
