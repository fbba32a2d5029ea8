package taxes

import (
	"strings"

	"sportello/api/money"
)

// luxury says whether a dwelling is taxed even as a main home: villas, castles and homes of lords (c. 740).
func (h Holding) luxury() bool {
	switch h.Cadastral.Category {
	case "A/1", "A/8", "A/9":
		return true
	}
	return false
}

// dwelling says whether people live in such a unit: group A, offices aside.
func (h Holding) dwelling() bool {
	c := h.Cadastral.Category
	return h.Kind == Building && strings.HasPrefix(c, "A/") && c != "A/10"
}

// groupD says whether the State has a part in the tax.
func (h Holding) groupD() bool {
	return h.Kind == Building && strings.HasPrefix(h.Cadastral.Category, "D/")
}

// appurtenant says whether a unit is of the categories that can go with a home (c. 741 lett. b).
func (h Holding) appurtenant() bool {
	switch h.Cadastral.Category {
	case "C/2", "C/6", "C/7":
		return h.Kind == Building
	}
	return false
}

// times is the multiplier of a category, 0 when it has none: such a unit, a ruin or a church, is not taxed.
func (y ImuYear) times(category string) int {
	group, _, _ := strings.Cut(category, "/")
	best := Multiplier{}
	for _, m := range y.Multipliers {
		if (m.Of == category || m.Of == group) && len(m.Of) > len(best.Of) {
			best = m
		}
	}
	return best.Times
}

// base is what a unit is taxed on (c. 745–746), to the cent: before and after what halves it.
func (y ImuYear) base(h Holding) (full, base money.Cents, times int) {
	factor := money.One
	switch h.Kind {
	case Building:
		times, factor = y.times(h.Cadastral.Category), y.Revaluation
	case Land:
		times, factor = y.Land, y.LandFactor
	case Area:
		times = 1
	}
	by, over := int64(times)*int64(factor), int64(money.One)
	full = money.Cents(money.MulDiv(int64(max(0, h.Value)), by, over))
	for range y.halves(h) {
		by, over = by*int64(y.HalfBase), over*int64(money.One)
	}
	base = money.Cents(money.MulDiv(int64(max(0, h.Value)), by, over))
	if h.Kind == Area {
		times = 0
	}
	return full, base, times
}

// halves names what halves the base (c. 747). A building both historic and unfit is halved once. One lent to a parent
// or child is halved once more: a quarter is left, as the ministry answered at Telefisco on 28 January 2016 (M).
func (y ImuYear) halves(h Holding) []string {
	if h.Kind != Building {
		return nil
	}
	var why []string
	if h.Use == Comodato && !h.luxury() {
		why = append(why, "comodato")
	}
	switch {
	case h.Historic:
		why = append(why, "historic")
	case h.Unfit:
		why = append(why, "unfit")
	}
	return why
}
