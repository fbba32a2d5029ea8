package taxes

import (
	"math/rand/v2"
	"testing"

	"sportello/api/calendar"
)

// A month counts if held for more than half of its days; on equal days it is the buyer's, and so is the day of the
// transfer (DOMAIN §3.5, (M)). The first day of the buyer stands in the middle; the seller's last is the day before.
func TestMonthsOfAChangeOfHands(t *testing.T) {
	for _, c := range []struct {
		name, buyer  string
		sold, bought int
	}{
		{"30 days, 15 and 15, is the buyer's", "2026-04-16", 3, 9},
		{"30 days, 14 and 16", "2026-04-15", 3, 9},
		{"30 days, 16 and 14, is the seller's", "2026-04-17", 4, 8},
		{"31 days, 15 and 16, is the buyer's", "2026-05-16", 4, 8},
		{"31 days, 16 and 15, is the seller's", "2026-05-17", 5, 7},
		{"28 days, 14 and 14, is the buyer's", "2026-02-15", 1, 11},
		{"28 days, 15 and 13, is the seller's", "2026-02-16", 2, 10},
		{"29 days, 14 and 15, is the buyer's", "2024-02-15", 1, 11},
		{"29 days, 15 and 14, is the seller's", "2024-02-16", 2, 10},
		{"on the first day of a month", "2026-08-01", 7, 5},
		{"on the first day of the year", "2026-01-01", 0, 12},
		{"on the last day of the year", "2026-12-31", 12, 0},
	} {
		buyer := day(t, c.buyer)
		sold, bought := Holding{From: 1, To: buyer - 1}, Holding{From: buyer}
		if s, b := sold.months(buyer.Year()).count(), bought.months(buyer.Year()).count(); s != c.sold || b != c.bought {
			t.Errorf("%s: %d and %d months, want %d and %d", c.name, s, b, c.sold, c.bought)
		}
	}
}

// With one change of hands in a month at most, every month of a year is somebody's and nobody's twice.
func TestMonthsOfSuccessiveHoldersMakeTheYear(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 761))
	for range 20_000 {
		year := 2000 + random.IntN(60)
		var all []Holding
		from := calendar.Day(1)
		for month := 1; month <= 12; month++ {
			first, last := monthDays(year, month)
			if random.IntN(3) == 0 {
				change := first + calendar.Day(random.IntN(int(last-first)+1))
				all, from = append(all, Holding{From: from, To: change - 1}), change
			}
		}
		all = append(all, Holding{From: from})
		var together months
		sum := 0
		for _, h := range all {
			together |= h.months(year)
			sum += h.months(year).count()
		}
		if together != wholeYear || sum != 12 {
			t.Fatalf("%d: %+v have %d months, %012b", year, all, sum, together)
		}
	}
}

// A change of use is no change of hands: who has a unit all through a month has the month, however often its use
// changes, and no month twice. April has 30 days.
func TestMonthsOfChangesOfUse(t *testing.T) {
	for _, c := range []struct {
		name  string
		from  []string // of the uses, each until the next; the last ends on the last day
		last  string
		count []int
	}{
		{"bought on the 3rd, lent from the 17th: 14 and 14 days, the later", []string{"2026-04-03", "2026-04-17"}, "2026-12-31", []int{0, 9}},
		{"14 and 13 days, the longer", []string{"2026-04-04", "2026-04-18"}, "2026-12-31", []int{1, 8}},
		{"three uses of ten days", []string{"2026-01-01", "2026-04-11", "2026-04-21"}, "2026-12-31", []int{3, 0, 9}},
		{"8 and 7 days, half of the month at its end", []string{"2026-04-16", "2026-04-24"}, "2026-12-31", []int{1, 8}},
		{"7 and 7 days, less than half", []string{"2026-04-17", "2026-04-24"}, "2026-12-31", []int{0, 8}},
		{"8 and 7 days, half of the month at its beginning", []string{"2026-04-01", "2026-04-09"}, "2026-04-15", []int{0, 0}},
	} {
		var i Imu
		for n, from := range c.from {
			to := day(t, c.last)
			if n+1 < len(c.from) {
				to = day(t, c.from[n+1]) - 1
			}
			i.Holdings = append(i.Holdings, Holding{Unit: "U", From: day(t, from), To: to})
		}
		for n, h := range i.Holdings {
			if got := i.months(h, 2026).count(); got != c.count[n] {
				t.Errorf("%s: use %d has %d months, want %d", c.name, n+1, got, c.count[n])
			}
		}
	}
}

// A unit held all year long in uses of any length has twelve months, and a stranger's or a bare ownership none of them.
func TestMonthsOfAllUsesMakeTheYear(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 761))
	from, _ := calendar.Of(2025, 12, 1)
	end, _ := calendar.Of(2027, 2, 1)
	for range 3_000 {
		i := Imu{Holdings: []Holding{{Unit: "bare", Right: Bare}}}
		for day := from; day < end; {
			to := day + calendar.Day(random.IntN(60))
			i.Holdings = append(i.Holdings, Holding{Unit: "U", From: day, To: to})
			day = to + 1
		}
		var together months
		sum := 0
		for _, h := range i.Holdings[1:] {
			together |= i.months(h, 2026)
			sum += i.months(h, 2026).count()
		}
		if together != wholeYear || sum != 12 {
			t.Fatalf("%+v have %d months, %012b", i.Holdings, sum, together)
		}
	}
}
