package town

import (
	"slices"

	"sportello/api/fiscal"
)

// athome is how many of a thousand still live with their parents, up to an age.
var athome = []struct{ under, perMille int }{{18, 1000}, {25, 900}, {30, 600}, {35, 250}, {40, 100}, {200, 0}}

// coupled is how many of a thousand men live with a woman, up to an age.
var coupled = []struct{ under, perMille int }{{30, 450}, {40, 700}, {65, 800}, {80, 850}, {200, 760}}

// families makes a crowd and puts it together: couples, people alone, and children with parents of a likely
// age. What cannot be placed otherwise lives alone, if grown up.
func (b *builder) families(n int) []*family {
	var men, women, young []somebody
	for _, s := range b.crowd(n) {
		switch {
		case b.chance(until(s.age, athome)):
			young = append(young, s)
		case s.sex == fiscal.Female:
			women = append(women, s)
		default:
			men = append(men, s)
		}
	}
	all := b.couples(men, women)
	all = append(all, b.raise(young, all)...)
	b.rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for _, f := range all {
		b.origins(f)
	}
	return all
}

func until(age int, table []struct{ under, perMille int }) int {
	for _, t := range table {
		if age < t.under {
			return t.perMille
		}
	}
	return 0
}

// couples pairs men with women of about their age, two years younger on average; the others live alone.
func (b *builder) couples(men, women []somebody) []*family {
	hims, hers := b.line(men, 0), b.line(women, 2*aYear)
	var all []*family
	alone := func(s somebody) { all = append(all, &family{adults: []somebody{s}}) }
	next := 0
	for _, m := range hims {
		for ; next < len(hers) && hers[next].at < m.at-2*aYear; next++ {
			alone(hers[next].somebody)
		}
		if next == len(hers) || !b.chance(until(m.age, coupled)) {
			alone(m.somebody)
			continue
		}
		all = append(all, &family{adults: []somebody{m.somebody, hers[next].somebody}})
		next++
	}
	for _, w := range hers[next:] {
		alone(w.somebody)
	}
	return all
}

const aYear = 365 // days, about

// inline is somebody in a line of people, the eldest first, give or take three years.
type inline struct {
	somebody
	at int
}

func (b *builder) line(people []somebody, older int) []inline {
	line := make([]inline, len(people))
	for i, s := range people {
		line[i] = inline{s, int(s.birth) - older + b.rng.IntN(6*aYear) - 3*aYear}
	}
	slices.SortStableFunc(line, func(x, y inline) int { return x.at - y.at })
	return line
}

// raise gives children to families with a woman 20 to 42 years older; it gives back those who live alone.
func (b *builder) raise(young []somebody, all []*family) (alone []*family) {
	mothers := map[int][]*family{} // by age
	for _, f := range all {
		mother := f.adults[len(f.adults)-1]
		if mother.sex == fiscal.Male {
			continue
		}
		if f.wants = b.wants(len(f.adults)); f.wants > 0 {
			mothers[mother.age] = append(mothers[mother.age], f)
		}
	}
	b.rng.Shuffle(len(young), func(i, j int) { young[i], young[j] = young[j], young[i] })
	for _, s := range young {
		f := b.mother(s.age, mothers)
		if f == nil && s.age >= 18 {
			alone = append(alone, &family{adults: []somebody{s}})
			continue
		}
		if f == nil { // a grandparent's, an aunt's
			f = pick(b, all)
		}
		f.children = append(f.children, s)
	}
	return alone
}

// wants is how many children a family may have at home.
func (b *builder) wants(adults int) int {
	n := b.rng.IntN(100)
	switch {
	case adults == 1 && n < 82:
		return 0
	case n < 40:
		return 1
	case n < 88:
		return 2
	case n < 98:
		return 3
	}
	return 4
}

// mother finds a family with room for a child of that age, near the likeliest difference first.
func (b *builder) mother(age int, mothers map[int][]*family) *family {
	const likeliest, spread = 31, 11
	for range 6 {
		at := age + likeliest + b.rng.IntN(spread+1) - b.rng.IntN(spread+1)
		if f := b.room(at, mothers); f != nil {
			return f
		}
	}
	for off := range spread + 1 {
		for _, at := range []int{age + likeliest - off, age + likeliest + off} {
			if f := b.room(at, mothers); f != nil {
				return f
			}
		}
	}
	return nil
}

// room takes a place of a family whose mother is of that age; a family without more places leaves the list.
func (b *builder) room(age int, mothers map[int][]*family) *family {
	list := mothers[age]
	if len(list) == 0 {
		return nil
	}
	i := b.rng.IntN(len(list))
	f := list[i]
	if f.wants--; f.wants == 0 {
		list[i] = list[len(list)-1]
		mothers[age] = list[:len(list)-1]
	}
	return f
}
