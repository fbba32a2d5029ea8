package town

import (
	"strconv"

	"sportello/api/money"
	"sportello/api/taxes"
)

// building is a kind of building: what a measure of it is worth in cadastral income, in cents. Dwellings and offices
// are measured in half rooms (vani) of 9 square metres, the others in square metres. The figures are about those of
// the towns around Milano; no real unit has them.
type building struct {
	income   money.Cents
	byRoom   bool
	from, to int // square metres; of a dwelling those of the home
}

var buildings = map[string]building{
	"A/1": {130_00, true, 160, 260}, "A/2": {82_00, true, 60, 130}, "A/3": {56_00, true, 50, 110}, "A/4": {38_00, true, 40, 90},
	"A/7": {92_00, true, 100, 170}, "A/8": {150_00, true, 180, 300}, "A/10": {190_00, true, 40, 120},
	"C/1": {27_50, false, 30, 120}, "C/2": {2_60, false, 4, 12}, "C/3": {6_20, false, 60, 240}, "C/6": {4_90, false, 12, 22},
	"D/1": {7_80, false, 400, 1_600}, "D/5": {31_00, false, 200, 500}, "D/7": {8_60, false, 500, 2_000}, "D/8": {11_40, false, 300, 1_500},
}

// income is the cadastral income of a unit; neighbourhoods differ by a fifth.
func income(category string, square, sheet int) money.Cents {
	k := buildings[category]
	measure := square
	if k.byRoom {
		measure = max(4, (square+4)/9)
	}
	return k.income * money.Cents(measure) * money.Cents(90+sheet%5*5) / 100
}

// other numbers the first unit near a home that does not belong to it.
const other = 20

// place is where a unit is: that of a home, or beside it.
type place struct {
	home   int // numbers the unit, whoever holds it
	street string
	number string
	sheet  int
	parcel int
	sub    int
}

func (t *Town) place(home int) place {
	h := &t.Homes[home]
	return place{home, h.Street, h.Number, h.Sheet, h.Parcel, h.Sub}
}

// building is a unit at the place; nth tells those of one place apart. From other on it stands by itself: before, it
// belongs to the home.
func (p place) building(nth int, category string, square int) taxes.Holding {
	u := p.unit(nth, taxes.Building, income(category, square, p.sheet))
	sub := p.sub
	switch {
	case nth >= other:
		sub += nth - other
	case nth > 0:
		sub += 700 + nth // garages and cellars are numbered after all flats
	}
	u.Cadastral.Sub, u.Cadastral.Category = strconv.Itoa(sub), category
	return u
}

// ground is land to till or to build on: it has no subunit and no house number.
func (p place) ground(nth int, kind taxes.HoldingKind, value money.Cents) taxes.Holding {
	p.number = ""
	return p.unit(nth, kind, value)
}

func (p place) unit(nth int, kind taxes.HoldingKind, value money.Cents) taxes.Holding {
	number := strconv.Itoa(10_000_000 + 100*p.home + nth)
	address := p.street
	if p.number != "" {
		address += " " + p.number
	}
	return taxes.Holding{Unit: "I" + number[1:], Kind: kind, Address: address, Value: value,
		Cadastral: taxes.Cadastral{Sheet: strconv.Itoa(p.sheet), Parcel: strconv.Itoa(p.parcel)}}
}
