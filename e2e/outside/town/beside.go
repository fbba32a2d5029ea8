package town

import (
	"sportello/api/money"
	"sportello/api/taxes"
)

// besides is what else stands near so many of a thousand homes.
var besides = []struct {
	perMille int
	category string
	use      taxes.Use
}{
	{62, "A/3", taxes.Other}, {24, "A/2", taxes.Agreed}, {12, "A/4", taxes.Other}, {3, "A/1", taxes.Other}, {9, "A/10", taxes.Let},
	{34, "C/1", taxes.Let}, {12, "C/1", taxes.Other}, {14, "C/3", taxes.Let}, {20, "C/6", taxes.Other}, {4, "D/1", taxes.Other},
	{2, "D/7", taxes.Let}, {1, "D/5", taxes.Let}, {4, "D/8", taxes.Let}, {2, "C/2", taxes.Rural}, {1, "A/3", taxes.ForeignPension},
	{1, "A/2", taxes.Unsold}, {9, "area", taxes.Other}, {16, "land", taxes.Other}, {4, "land", taxes.Rural},
}

// beside writes what is near a home and belongs to other people: empty flats, shops, workshops, fields.
func (r *register) beside(home int) {
	at := r.place(home)
	at.parcel, at.sub = at.parcel+1000, 1
	for i, b := range besides {
		if !r.chance(b.perMille) {
			continue
		}
		nth := other + i
		switch b.category {
		case "area":
			r.give(at.ground(nth, taxes.Area, money.Cents(r.between(40, 260))*1_000_00), r.holders(b.use))
		case "land":
			r.give(at.ground(nth, taxes.Land, money.Cents(r.between(8_00, 95_00))), r.holders(b.use))
		default:
			u := r.some(at, nth, b.category)
			u.Unfit = b.category == "A/4" && r.chance(400)
			u.Historic = b.category[0] == 'A' && !u.Unfit && r.chance(60)
			r.give(u, r.holders(b.use))
		}
	}
}

// holders are who holds what nobody lives in: one landlord, a couple of heirs, or three of them; some of it has
// changed hands in these years.
func (r *register) holders(use taxes.Use) []held {
	who, from := r.landlord(), r.longAgo()
	switch n := r.rng.IntN(100); {
	case use == taxes.ForeignPension:
		who = r.stranger()
	case n < 22:
		return r.heirs(who, use)
	case n < 40:
		day, buyer := r.lately(), r.landlord()
		if buyer == who {
			break
		}
		return []held{whole(who, use, from, day-1), whole(buyer, use, day, 0)}
	}
	return []held{whole(who, use, from, 0)}
}

// heirs are two to four who were left something together.
func (r *register) heirs(first *Person, use taxes.Use) []held {
	n, from := r.between(2, 4), r.longAgo()
	heir := held{who: first, num: 1, den: n, right: taxes.Owner, use: use, from: from, inherited: true}
	all, parts := []*Person{first}, []held{heir}
	for range n - 1 {
		heir.who = r.kin(first, -15, 15, all...)
		all, parts = append(all, heir.who), append(parts, heir)
	}
	return parts
}
