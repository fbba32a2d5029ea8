package town

import (
	"sportello/api/calendar"
	"sportello/api/taxes"
)

// living is who lives in a home, as far as the land registry cares: one grown-up or a couple.
type living struct {
	a, b *Person // b is nil of who has no husband or wife
	age  int     // of a
}

// tenures are by what right people live in their homes, and how many of a thousand do so.
var tenures = []struct {
	perMille int
	parts    func(*register, living) []held
}{
	{140, (*register).let}, {12, (*register).social}, {40, (*register).lent}, {45, (*register).bought}, {35, (*register).left},
	{1000, (*register).own},
}

// home writes who owns a home and what belongs to it.
func (r *register) home(home int) {
	h := &r.Homes[home]
	l := r.who(home)
	n := r.rng.IntN(1000)
	var parts []held
	for _, t := range tenures {
		if n < t.perMille {
			parts = t.parts(r, l)
			break
		}
		n -= t.perMille
	}
	at := r.place(home)
	dwelling := at.building(0, h.Category, h.Square)
	dwelling.Historic = r.chance(8)
	r.give(dwelling, parts)
	r.belongings(at, parts)
}

// belongings are the garages and the cellar that go with a home.
func (r *register) belongings(at place, parts []held) {
	if r.chance(850) {
		r.give(r.some(at, 1, "C/6"), used(parts, appurtenance))
	}
	if r.chance(600) {
		r.give(r.some(at, 2, "C/2"), used(parts, appurtenance))
	}
	if r.chance(90) {
		r.give(r.some(at, 3, "C/6"), used(parts, another))
	}
}

// some is a building of a category and of any likely size.
func (r *register) some(at place, nth int, category string) taxes.Holding {
	k := buildings[category]
	return at.building(nth, category, r.between(k.from, k.to))
}

func (r *register) who(home int) living {
	first := r.first[home]
	l := living{a: &r.People[first], age: Age(r.People[first].Birth, r.Today)}
	if next := first + 1; next < r.first[home+1] {
		b := &r.People[next]
		apart := int(l.a.Birth) - int(b.Birth)
		if b.Sex != l.a.Sex && Age(b.Birth, r.Today) >= 20 && max(apart, -apart) < 16*aYear {
			l.b = b
		}
	}
	return l
}

// shares of a main home: a couple's halves, or all of it.
func (l living) shares(from calendar.Day) []held {
	if l.b == nil {
		return []held{{who: l.a, num: 1, den: 1, right: taxes.Owner, use: taxes.MainHome, from: from, residents: 1}}
	}
	half := held{who: l.a, num: 1, den: 2, right: taxes.Owner, use: taxes.MainHome, from: from, residents: 2}
	other := half
	other.who = l.b
	return []held{half, other}
}

func whole(who *Person, use taxes.Use, from, to calendar.Day) held {
	return held{who: who, num: 1, den: 1, right: taxes.Owner, use: use, from: from, to: to}
}

// let is a home that somebody else lets; of some the rent has become an agreed one since a New Year's Day.
func (r *register) let(living) []held {
	who, from := r.landlord(), r.longAgo()
	switch n := r.rng.IntN(100); {
	case n < 55:
		return []held{whole(who, taxes.Let, from, 0)}
	case n < 85:
		return []held{whole(who, taxes.Agreed, from, 0)}
	}
	day, _ := calendar.Of(r.Today.Year()-r.rng.IntN(2), 1, 1)
	return []held{whole(who, taxes.Let, from, day-1), whole(who, taxes.Agreed, day, 0)}
}

// social is let like a dwelling of ALER. ALER itself has no fiscal code of a person and is not in a file of people.
func (r *register) social(living) []held {
	return []held{whole(r.landlord(), taxes.Social, r.longAgo(), 0)}
}

// lent is a home lent to a son or a daughter (comodato); of some only lately.
func (r *register) lent(l living) []held {
	if l.age > 60 {
		return r.own(l)
	}
	parent, from := r.kin(l.a, 20, 40), r.longAgo()
	if r.chance(700) {
		return []held{whole(parent, taxes.Comodato, from, 0)}
	}
	day := r.lately()
	return []held{whole(parent, taxes.Other, from, day-1), whole(parent, taxes.Comodato, day, 0)}
}

// bought is a home that its landlord sold to who lives there, in these years.
func (r *register) bought(l living) []held {
	day := r.lately()
	return append(l.shares(day), whole(r.landlord(), taxes.Let, r.longAgo(), day-1))
}

// left is a home that brothers and sisters were left by a parent: one of them lives there. Of some the parent has
// died in these years, and lived there till then.
func (r *register) left(l living) []held {
	from := r.longAgo()
	var parts []held
	if r.chance(400) {
		day := r.lately()
		parent := held{who: r.stranger(), num: 1, den: 1, right: taxes.Owner, use: taxes.MainHome, from: from, to: day - 1, residents: 1}
		parts, from = append(parts, parent), day
	}
	n := r.between(2, 4)
	heir := held{who: l.a, num: 1, den: n, right: taxes.Owner, use: taxes.MainHome, from: from, residents: 1, inherited: true}
	parts = append(parts, heir)
	heirs := []*Person{l.a, parts[0].who}
	for range n - 1 {
		heir.who, heir.use, heir.residents = r.kin(l.a, -12, 12, heirs...), taxes.Other, 0
		parts, heirs = append(parts, heir), append(heirs, heir.who)
	}
	return parts
}

// own is a home that those who live there own.
func (r *register) own(l living) []held {
	from := r.longAgo()
	switch {
	case l.age >= 65 && r.chance(120):
		return r.usufruct(l, from)
	case l.age >= 78 && l.b == nil && r.chance(90):
		day := r.lately()
		home, away := whole(l.a, taxes.MainHome, from, day-1), whole(l.a, taxes.CareHome, day, 0)
		home.residents = 1
		return []held{home, away}
	case l.b != nil && r.chance(200):
		if r.chance(500) {
			l.a = l.b
		}
		l.b = nil
	}
	return l.shares(from)
}

// usufruct is a home whose old people have given the bare ownership to their children; of some widows and widowers
// live there by right (art. 540 c.c.) and the children were left it.
func (r *register) usufruct(l living, from calendar.Day) []held {
	parts := l.shares(from)
	widowed := l.b == nil && r.chance(400)
	for n := range parts {
		parts[n].right = taxes.Usufruct
		if widowed {
			parts[n].right = taxes.Habitation
		}
	}
	n := r.between(1, 3)
	var children []*Person
	for range n {
		child := r.kin(l.a, -40, -20, children...)
		children = append(children, child)
		parts = append(parts, held{who: child, num: 1, den: n, right: taxes.Bare, use: taxes.Other, from: from, inherited: widowed})
	}
	return parts
}
