package taxes

import (
	"cmp"
	"slices"

	"sportello/api/money"
)

// year is one person's holdings in one year, by the rules that hold for it.
type year struct {
	rules    ImuYear
	holdings []Holding
	held     []months // of each holding, those it counts for
	favoured []months // of those, when it is the one of its kind that the law favours
	luxury   months   // with a main home of luxury
	away     months   // with a home that the comune does not treat as a main home
}

func (i Imu) year(rules ImuYear, number int) year {
	y := year{rules: rules}
	for _, h := range i.Holdings {
		if !h.In(number) {
			continue
		}
		y.holdings, y.held = append(y.holdings, h), append(y.held, i.months(h, number))
	}
	y.favour()
	for n, h := range y.holdings {
		switch {
		case h.Use != MainHome && h.Use != CareHome || h.Right == Bare:
		case h.Use == CareHome && rules.CareHome != Yes:
			y.away |= y.held[n]
		case h.luxury():
			y.luxury |= y.favoured[n]
		}
	}
	return y
}

// favour chooses, month by month, the one appurtenance of each category (c. 741 lett. b) and the one home of who lives
// in a care home (c. 741 lett. c n. 6). The law does not say which: it is the one of which the person's own share is
// worth most, as is best for who pays.
func (y *year) favour() {
	y.favoured = make([]months, len(y.holdings))
	order, worth := make([]int, len(y.holdings)), make([]money.Cents, len(y.holdings))
	for n, h := range y.holdings {
		_, base, _ := y.rules.base(h)
		order[n], worth[n] = n, tax(base, money.One, h.Share, 12, 0)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(worth[b], worth[a]) })
	for _, n := range order {
		y.favoured[n] = y.held[n]
		for _, m := range order {
			if m != n && rivals(y.holdings[n], y.holdings[m]) {
				y.favoured[n] &^= y.favoured[m]
			}
		}
	}
}

// rivals says whether only one of two units can be favoured at a time. Two shares of one unit are no rivals.
func rivals(a, b Holding) bool {
	if a.Unit == b.Unit || a.Use != b.Use || a.Right == Bare || b.Right == Bare {
		return false
	}
	return a.Use == CareHome || a.Use == Appurtenance && a.appurtenant() && a.Cadastral.Category == b.Cadastral.Category
}

// parts takes the months of a holding apart by how it is taxed in them. That a unit is an appurtenance is the office's
// word: it is believed even when no home stands beside it, for the home may be held by a right that no file tells.
func (y *year) parts(n int) []treatment {
	h, held := y.holdings[n], y.held[n]
	if held == 0 {
		return []treatment{{exempt: exemptHeld}}
	}
	second := held &^ y.favoured[n]
	switch {
	case h.Right == Bare || h.Kind != Building || h.Use != Appurtenance && h.Use != CareHome:
		return apart(part(held, y.rules.treat(h)))
	case h.Use == CareHome && y.rules.CareHome != Yes:
		return apart(part(held, y.rules.other(h, y.rules.whyNotCareHome())))
	case h.Use == CareHome:
		return apart(part(held&^second, y.rules.home(h)), part(second, y.rules.other(h, "second_care_home")))
	case !h.appurtenant():
		return apart(part(held, y.rules.other(h, "not_appurtenance")))
	}
	away := held & y.away &^ second
	luxury := held & y.luxury &^ second &^ away
	return apart(
		part(held&^second&^away&^luxury, treatment{exempt: string(Appurtenance)}),
		part(luxury, treatment{rate: y.rules.Rate.Main, code: codeMain, reasons: []string{"luxury"}}),
		part(away, y.rules.other(h, y.rules.whyNotCareHome())),
		part(second, y.rules.other(h, "second_appurtenance")))
}

// whyNotCareHome is the reason for asking who lives in a care home for the whole tax.
func (y ImuYear) whyNotCareHome() string {
	if y.CareHome == No {
		return "care_home_not_adopted"
	}
	return "care_home_unknown"
}

func part(in months, t treatment) treatment {
	t.months = in
	return t
}

// apart leaves out the parts of no month.
func apart(parts ...treatment) []treatment {
	return slices.DeleteFunc(parts, func(t treatment) bool { return t.months == 0 })
}
