package town

import (
	"math/rand/v2"

	"sportello/api/calendar"
	"sportello/api/fiscal"
	"sportello/api/money"
	"sportello/api/taxes"
)

// payer is how a household pays.
type payer int

const (
	prompt   payer = iota // some days before each last day
	atOnce                // both instalments of the advance on the first day
	late                  // some weeks after
	part                  // half of the last one that fell due
	arrears               // nothing since the balance of last year
	onTheDay              // of the personas: on each last day, never before
	oneShort              // of the personas: so too, but not the last one that fell due
)

// payer is how a household pays: most do in time.
func (b *builder) payer() payer {
	switch n := b.rng.IntN(1000); {
	case n < 850:
		return prompt
	case n < 910:
		return atOnce
	case n < 960:
		return late
	case n < 970:
		return part
	case n < 990:
		return arrears
	}
	return oneShort
}

// nav is the notice number of an instalment, of 13 digits that name the year, the home and the instalment.
func nav(year, home, number int) string {
	s, err := fiscal.NewNAV(fiscal.Aux3, Segregation, uint64(year)*1e9+uint64(home)*10+uint64(number))
	if err != nil {
		panic(err) // a year of five digits, or a town of a hundred million homes
	}
	return s
}

// pay writes what was paid until today. Each home has luck of its own, so that one bill needs no other.
func (t *Town) pay(home, year int, plan []taxes.Instalment) {
	rng := rand.New(rand.NewPCG(uint64(t.Seed), uint64(home)<<16|uint64(year)))
	how := t.Homes[home].pays
	for n := range plan {
		i := &plan[n]
		due := i.LastDay()
		last := due < t.Today && t.lastDue(year, n)
		on, amount := due, i.Amount
		switch {
		case how == prompt:
			on -= calendar.Day(rng.IntN(20))
		case how == atOnce && n < 2:
			on = plan[0].LastDay() - calendar.Day(rng.IntN(5))
		case how == late:
			on += calendar.Day(3 + rng.IntN(90))
		case how == part && last:
			amount = (i.Amount + 1) / 2
		case how == oneShort && last, how == arrears && (year == t.Today.Year() || year == t.Today.Year()-1 && n == 2):
			continue
		case how == onTheDay && due >= t.Today:
			continue
		}
		settle(i, amount, on, t.Today)
	}
}

// lastDue says whether the instalment is the last one of all years that fell due.
func (t *Town) lastDue(year, n int) bool {
	next := planDays[(n+1)%3]
	if n == 2 {
		year++
	}
	due, _ := calendar.Of(year, next.month, next.day)
	return calendar.Term(due, 0, calendar.OffWeekends, calendar.MonthDay{}) >= t.Today
}

// settle pays, unless the day of paying is still to come.
func settle(i *taxes.Instalment, amount money.Cents, on, today calendar.Day) {
	if on > today {
		return
	}
	i.Paid, i.PaidOn = amount, on
}
