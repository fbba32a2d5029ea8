package taxes

import (
	"cmp"
	"math/big"
	"slices"

	"sportello/api/calendar"
)

// overHeld finds the units of which more than the whole is held on some day, by their number. Bare ownership does
// not count: it stands beside a usufruct of the same part.
func overHeld(people []*holderRows) (out []OverHeld) {
	var all []*Holding
	for _, p := range people {
		for i := range p.rows {
			if p.rows[i].holding.Right != Bare {
				all = append(all, &p.rows[i].holding)
			}
		}
	}
	slices.SortFunc(all, func(a, b *Holding) int { return cmp.Compare(a.Unit, b.Unit) })
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].Unit == all[0].Unit {
			n++
		}
		if on, sum := overOn(all[:n]); sum != "" {
			out = append(out, OverHeld{all[0].Unit, on, sum})
		}
		all = all[n:]
	}
	return out
}

// shareChange is a share that begins or ends.
type shareChange struct {
	on   calendar.Day
	part *big.Rat
}

// overOn gives the first day on which the shares of one unit make more than the whole, and what they make; no sum when
// there is none. What ends on a day counts on that day.
func overOn(unit []*Holding) (on calendar.Day, sum string) {
	if len(unit) == 1 {
		return 0, ""
	}
	changes := make([]shareChange, 0, 2*len(unit))
	for _, h := range unit {
		part := big.NewRat(int64(h.Share.Num), int64(h.Share.Den))
		changes = append(changes, shareChange{h.From, part})
		if h.To != 0 {
			changes = append(changes, shareChange{h.To + 1, new(big.Rat).Neg(part)})
		}
	}
	slices.SortFunc(changes, func(a, b shareChange) int { return cmp.Or(cmp.Compare(a.on, b.on), a.part.Cmp(b.part)) })
	whole, now := big.NewRat(1, 1), new(big.Rat)
	for i, c := range changes {
		now.Add(now, c.part)
		if last := i+1 == len(changes) || changes[i+1].on != c.on; last && now.Cmp(whole) > 0 {
			return c.on, now.RatString()
		}
	}
	return 0, ""
}
