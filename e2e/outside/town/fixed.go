package town

import (
	"fmt"

	"sportello/api/calendar"
	"sportello/api/taxes"
)

// settle writes what the fixed inhabitants hold.
func (r *register) settle() {
	by := map[string]*Person{}
	for n := range r.People[:r.first[len(households)]] {
		by[r.People[n].Given] = &r.People[n]
	}
	for n := range relatives {
		by[r.Away[n].Given] = &r.Away[n]
	}
	year := func(y int) calendar.Day { d, _ := calendar.Of(y, 9, 1); return d }
	home := func(nth int, parts ...held) {
		at := r.place(nth)
		r.give(at.building(0, r.Homes[nth].Category, r.Homes[nth].Square), parts)
		r.give(at.building(1, "C/6", 15), used(parts, appurtenance))
	}
	teresa, bruno, ada := by["Teresa"], by["Bruno"], by["Ada"]
	home(0, living{a: teresa}.shares(year(1974))...)
	home(1, living{a: bruno, b: ada}.shares(year(1988))...)
	home(2, living{a: by["Chiara"], b: by["Fabio"]}.shares(year(2003))...)
	home(3, living{a: by["Dario"]}.shares(year(2008))...)
	home(4, living{a: by["Lorena"], b: by["Corrado"]}.shares(year(1999))...)
	home(6, living{a: by["Irene"]}.shares(year(1997))...)
	home(8, living{a: by["Gemma"]}.shares(year(1990))...)
	r.sister(teresa, by["Giacomo"], by["Silvana"])
	r.give(r.place(1).building(4, "C/6", 21), []held{whole(bruno, taxes.Other, year(1996), 0)})
	let := place{2, "Via Piave", "63", 11, 502, 14}
	r.give(let.building(other, "A/3", 72), []held{whole(by["Chiara"], taxes.Agreed, year(2021), 0)})
	r.mother(by["Ernestina"], by["Irene"], by["Sandro"])
	bought := r.last(4, 16)
	second := place{8, "Via Rossini", "14", 33, 220, 18}
	r.give(second.building(other, "A/3", 65), []held{whole(by["Ottavio"], taxes.Other, year(1993), bought-1), whole(by["Gemma"], taxes.Other, bought, 0)})
	r.rents(by["Aldo"], year(1995))
}

// sister is what Teresa's sister left her and her sister's children: a flat, a third each.
func (r *register) sister(heirs ...*Person) {
	flat := place{0, "Via Trabattoni", "28", 9, 77, 6}
	since, _ := calendar.Of(2022, 5, 10)
	var parts []held
	for _, who := range heirs {
		parts = append(parts, held{who: who, num: 1, den: len(heirs), right: taxes.Owner, use: taxes.Other, from: since, inherited: true})
	}
	r.give(flat.building(other, "A/3", 81), parts)
}

// mother is the home of Irene's mother, and since her death that of her children.
func (r *register) mother(dead, daughter, son *Person) {
	at := place{6, "Via Ripamonti", "5", 22, 310, 2}
	died := r.last(2, 20)
	since, _ := calendar.Of(1971, 6, 4)
	lived := whole(dead, taxes.MainHome, since, died-1)
	lived.residents = 1
	parts := []held{lived}
	for _, who := range []*Person{daughter, son} {
		parts = append(parts, held{who: who, num: 1, den: 2, right: taxes.Owner, use: taxes.Other, from: died, inherited: true})
	}
	r.give(at.building(other, "A/3", 77), parts)
	r.give(at.building(other+1, "C/6", 14), used(parts, appurtenance))
}

// rents are Aldo's forty units: his home and its garage, Samira's flat, and what else he lets.
func (r *register) rents(aldo *Person, from calendar.Day) {
	own := living{a: aldo}.shares(from)
	r.give(r.place(5).building(0, r.Homes[5].Category, r.Homes[5].Square), own)
	r.give(r.place(5).building(1, "C/6", 20), used(own, appurtenance))
	r.give(r.place(7).building(0, r.Homes[7].Category, r.Homes[7].Square), []held{whole(aldo, taxes.Let, from, 0)})
	at := place{5, "Via Colzani", "", 18, 640, 1}
	for n := range 35 {
		a := aldos[n%len(aldos)]
		at.number = fmt.Sprint(31 + 2*(n/8))
		u := at.building(other+n, a.category, a.square+n)
		u.Historic, u.Unfit = n == 1, n == 6
		r.give(u, []held{whole(aldo, a.use, from+calendar.Day(n*aYear/2), 0)})
	}
	r.give(at.ground(97, taxes.Land, 62_40), []held{whole(aldo, taxes.Other, from, 0)})
	r.give(at.ground(98, taxes.Area, 84_000_00), []held{whole(aldo, taxes.Other, from, 0)})
}

// aldos are the buildings of a landlord, again and again until there are 35.
var aldos = []struct {
	category string
	square   int
	use      taxes.Use
}{
	{"A/3", 52, taxes.Let}, {"A/2", 60, taxes.Agreed}, {"C/6", 14, taxes.Let}, {"A/3", 64, taxes.Agreed}, {"C/1", 45, taxes.Let},
	{"A/3", 47, taxes.Other}, {"A/4", 40, taxes.Other}, {"C/6", 15, taxes.Other}, {"A/2", 66, taxes.Let}, {"A/10", 48, taxes.Let},
	{"A/3", 70, taxes.Agreed}, {"D/8", 420, taxes.Let},
}

// last is the last such day of a year that is no later than today.
func (r *register) last(month, day int) calendar.Day {
	d, _ := calendar.Of(r.Today.Year(), month, day)
	if d > r.Today {
		d, _ = calendar.Of(r.Today.Year()-1, month, day)
	}
	return d
}
