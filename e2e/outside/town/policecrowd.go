package town

import (
	"fmt"
	"math/rand/v2"

	"sportello/api/calendar"
	"sportello/api/fines"
	"sportello/api/money"
)

// Fined is a fine, and who must pay it.
type Fined struct {
	Who  *Person
	Fine fines.Fine
}

// Fines are those of the personas, and of so many in a thousand of the other grown-ups one each, most of them paid. The
// police give no notice numbers for these.
func (t *Town) Fines(perMille int) []Fined {
	var all []Fined
	of := PersonaFines(t.Today)
	for _, p := range Personas(t.Today) {
		for n := range t.People {
			if string(t.People[n].Code) != p.FiscalCode {
				continue
			}
			for _, f := range of[p.Key] {
				all = append(all, Fined{&t.People[n], f})
			}
			break
		}
	}
	for n := range t.People {
		p := &t.People[n]
		rng := rand.New(rand.NewPCG(uint64(t.Seed)+3, uint64(n)<<20|uint64(t.Today)))
		if p.Home >= len(households) && Age(p.Birth, t.Today) >= 18 && rng.IntN(1000) < perMille {
			all = append(all, Fined{p, t.crowdFine(n, rng)})
		}
	}
	return all
}

// crowdSerials keeps the numbers of the crowd's verbali from those of the personas.
const crowdSerials = 100_000

func (t *Town) crowdFine(n int, rng *rand.Rand) fines.Fine {
	kinds := []offence{parking, parking, parking, busLane, silence}
	f := kinds[rng.IntN(len(kinds))].fine(crowdSerials+n, t.Today-calendar.Day(1+rng.IntN(700)))
	f.Plate = fmt.Sprintf("XE%03d%c%c", n%1000, 'A'+n/1000%26, 'A'+n/26000%26)
	f.FoundAt, f.Place = fmt.Sprintf("%02d:%02d", 7+rng.IntN(13), rng.IntN(60)), streets[rng.IntN(len(streets))]
	sent := f.FoundOn + calendar.Day(15+rng.IntN(60))
	if sent > t.Today {
		return f // not notified yet
	}
	f.NotifiedOn = sent
	switch n := rng.IntN(100); {
	case n < 50:
		paid(&f, f.Discounted, sent+calendar.Day(rng.IntN(6)), t.Today)
	case n < 78:
		paid(&f, f.Reduced, sent+calendar.Day(9+rng.IntN(45)), t.Today)
	case n < 81:
		paid(&f, f.Discounted, sent+calendar.Day(9+rng.IntN(45)), t.Today)
	case n < 84:
		said(&f, fines.Prefect, sent+calendar.Day(5+rng.IntN(50)), t.Today)
	case n < 86:
		said(&f, fines.Judge, sent+calendar.Day(5+rng.IntN(25)), t.Today)
	case n < 88:
		said(&f, fines.Cancelled, sent+calendar.Day(5+rng.IntN(90)), t.Today)
	case sent+300 < t.Today:
		said(&f, fines.Collector, sent+280, t.Today)
		f.ToCollector = f.Full + f.Full/10
	}
	return f
}

// paid is a fine that was paid on a day, unless it is still to come.
func paid(f *fines.Fine, sum money.Cents, on, today calendar.Day) {
	if on <= today {
		f.Paid, f.PaidOn = sum, on
	}
}

// said is a fine of which the office has said something on a day, unless it is still to come.
func said(f *fines.Fine, what fines.Office, on, today calendar.Day) {
	if on <= today {
		f.Office, f.OfficeOn = what, on
	}
}
