package town

import "sportello/api/fiscal"

// relatives are of the fixed inhabitants, and live elsewhere or no more: Teresa's nephew and niece, Irene's mother and
// brother, and who sold Gemma her second flat.
var relatives = []cast{
	{given: "Giacomo", family: "Quarelaghi", sex: fiscal.Male, year: 1972, month: 4, day: 9, place: "F704"},
	{given: "Silvana", family: "Quarelaghi", sex: fiscal.Female, year: 1975, month: 12, day: 1, place: "F704"},
	{given: "Ernestina", family: "Biassuvini", sex: fiscal.Female, year: 1938, month: 1, day: 30, place: "I625"},
	{given: "Sandro", family: "Vimodrelli", sex: fiscal.Male, year: 1966, month: 9, day: 14, place: "I625"},
	{given: "Ottavio", family: "Cormavesti", sex: fiscal.Male, year: 1949, month: 6, day: 22, place: "E507"},
}

// elsewhere makes those who own something here and live in another town: one for every fifteen homes.
func (b *builder) elsewhere() {
	for range 12 + len(b.town.Homes)/15 {
		s := b.of(pyramid[9+b.rng.IntN(9)]) // 45 to 89
		p := Person{Family: b.surname(nil), Sex: s.sex, Birth: s.birth, Home: Elsewhere, Given: b.given(s, nil), Place: b.place(s, nil)}
		p.Code = b.code(p)
		b.town.Away = append(b.town.Away, p)
	}
}
