package town

import (
	"math/rand/v2"
	"slices"

	"sportello/api/calendar"
	"sportello/api/taxes"
)

// Owner is somebody who holds something in the town, and what the tax office knows of it.
type Owner struct {
	Who *Person
	taxes.Imu
}

// Owners are all who hold something, with what they hold: first the fixed inhabitants, then the others as their
// homes come. What is written of a home depends on the seed, the day and that home alone.
func (t *Town) Owners() []Owner {
	r := &register{Town: t, at: make(map[*Person]int, len(t.People)), first: make([]int, len(t.Homes)+1)}
	for i := len(t.People) - 1; i >= 0; i-- {
		r.first[t.People[i].Home] = i
	}
	r.first[len(t.Homes)] = len(t.People)
	r.rich()
	r.settle()
	for home := len(households); home < len(t.Homes); home++ {
		r.rng = rand.New(rand.NewPCG(uint64(t.Seed)+1, uint64(home)))
		r.home(home)
		r.beside(home)
	}
	return r.owners
}

// register is the land registry being written.
type register struct {
	*Town
	rng       *rand.Rand
	first     []int     // of each home, the index of who comes first in it
	landlords []*Person // who own more than they live in
	owners    []Owner
	at        map[*Person]int // in owners
}

// held is how one person holds a unit for a time.
type held struct {
	who       *Person
	num, den  int
	right     taxes.Right
	use       taxes.Use
	from, to  calendar.Day
	residents int
	inherited bool
}

// give writes who holds a unit.
func (r *register) give(u taxes.Holding, parts []held) {
	for _, p := range parts {
		h := u
		h.Share, h.Right, h.Use = taxes.Share{Num: p.num, Den: p.den}, p.right, p.use
		h.From, h.To, h.Residents, h.Inherited = p.from, p.to, p.residents, p.inherited
		n, ok := r.at[p.who]
		if !ok {
			n = len(r.owners)
			r.at[p.who], r.owners = n, append(r.owners, Owner{Who: p.who})
		}
		r.owners[n].Holdings = append(r.owners[n].Holdings, h)
	}
}

// used is the same parts with another use: that of a garage that goes with a home, say.
func used(parts []held, as func(taxes.Use) taxes.Use) []held {
	all := slices.Clone(parts)
	for n := range all {
		all[n].use = as(all[n].use)
		if all[n].use != taxes.MainHome {
			all[n].residents = 0
		}
	}
	return all
}

// appurtenance is what a garage or a cellar is used for when its home is used so.
func appurtenance(u taxes.Use) taxes.Use {
	if u == taxes.MainHome || u == taxes.CareHome {
		return taxes.Appurtenance
	}
	return u
}

// another is what a second garage is used for.
func another(u taxes.Use) taxes.Use {
	if u == taxes.MainHome || u == taxes.CareHome {
		return taxes.Other
	}
	return u
}

// rich finds the landlords: one in ten of those of 40 and over.
func (r *register) rich() {
	for n := r.first[len(households)]; n < len(r.People); n++ {
		if p := &r.People[n]; n%10 == 3 && Age(p.Birth, r.Today) >= 40 {
			r.landlords = append(r.landlords, p)
		}
	}
}

// landlord is one of them, or somebody who lives elsewhere.
func (r *register) landlord() *Person {
	if len(r.landlords) == 0 || r.chance(150) {
		return r.stranger()
	}
	return r.landlords[r.rng.IntN(len(r.landlords))]
}

// stranger is somebody who lives elsewhere.
func (r *register) stranger() *Person {
	return &r.Away[len(relatives)+r.rng.IntN(len(r.Away)-len(relatives))]
}

// kin is somebody of the town, no fixed inhabitant, so many years older than who asks, or younger; and nobody of
// those named. Where there is none it is somebody who lives elsewhere.
func (r *register) kin(of *Person, from, to int, not ...*Person) *Person {
	settled := r.first[len(households)]
	for range 60 {
		p := &r.People[settled+r.rng.IntN(len(r.People)-settled)]
		years := (int(of.Birth) - int(p.Birth)) / aYear
		if years >= from && years <= to && Age(p.Birth, r.Today) >= 18 && p.Home != of.Home && !slices.Contains(not, p) {
			return p
		}
	}
	for {
		if p := r.stranger(); !slices.Contains(not, p) {
			return p
		}
	}
}

func (r *register) chance(perMille int) bool { return r.rng.IntN(1000) < perMille }

// between is a number from one to another, both included.
func (r *register) between(from, to int) int { return from + r.rng.IntN(to-from+1) }

// days are those of a month on which deeds are signed here: the edges of half a month above all.
var days = []int{1, 2, 15, 16, 17, 28, 29, 30, 31}

// lately is a day of this year or of the two before on which something changed; before today.
func (r *register) lately() calendar.Day {
	for {
		year := r.Today.Year() - max(0, r.between(-2, 2))
		if d, ok := calendar.Of(year, r.between(1, 12), days[r.rng.IntN(len(days))]); ok && d <= r.Today {
			return d
		}
		if d, ok := calendar.Of(r.Today.Year()-1, r.between(1, 12), days[r.rng.IntN(len(days))]); ok {
			return d
		}
	}
}

// longAgo is a day before the years that count.
func (r *register) longAgo() calendar.Day {
	d, _ := calendar.Of(r.between(1985, r.Today.Year()-4), r.between(1, 12), days[r.rng.IntN(5)])
	return d
}
