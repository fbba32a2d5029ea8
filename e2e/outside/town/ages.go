package town

import (
	"sportello/api/calendar"
	"sportello/api/fiscal"
)

// band is five years of age: how many of a thousand residents, and how many of a hundred of them are women.
type band struct{ from, perMille, women int }

// pyramid has the shape of Italy's population of 2024, rounded: few children, many about fifty, 24 % of 65
// and over, and ever more women among them.
var pyramid = []band{
	{0, 34, 48}, {5, 41, 48}, {10, 47, 48}, {15, 49, 48}, {20, 50, 48}, {25, 51, 48}, {30, 54, 49},
	{35, 57, 49}, {40, 64, 50}, {45, 76, 50}, {50, 82, 50}, {55, 82, 51}, {60, 71, 51},
	{65, 62, 52}, {70, 56, 53}, {75, 49, 55}, {80, 38, 58}, {85, 24, 64}, {90, 10, 71}, {95, 3, 79},
}

// crowd makes so many people of the pyramid's ages, in the order of the pyramid.
func (b *builder) crowd(n int) []somebody {
	whole := 0
	for _, p := range pyramid {
		whole += p.perMille
	}
	all := make([]somebody, 0, n)
	done := 0
	for _, p := range pyramid {
		done += p.perMille
		for len(all) < n*done/whole {
			all = append(all, b.of(p))
		}
	}
	return all
}

func (b *builder) of(p band) somebody {
	s := somebody{age: p.from + b.rng.IntN(5), sex: fiscal.Sex(b.rng.IntN(100) < p.women)}
	y, m, d := b.today.Date()
	birthday, ok := calendar.Of(y-s.age, m, d)
	if !ok { // 29 February
		birthday, _ = calendar.Of(y-s.age, m, d-1)
	}
	s.birth = birthday - calendar.Day(b.rng.IntN(365))
	return s
}

// Age is how old somebody is on a day.
func Age(birth, today calendar.Day) int {
	y, m, d := birth.Date()
	ty, tm, td := today.Date()
	if tm < m || tm == m && td < d {
		return ty - y - 1
	}
	return ty - y
}
