package taxes

import (
	"strconv"

	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// yearBefore is the bill of the same utenza for the year before.
func yearBefore(v page.Visit, p taxes.TariPosition) (taxes.TariPosition, bool) {
	for _, q := range v.Folder.Tari {
		if q.Utenza == p.Utenza && q.Year == p.Year-1 {
			return q, true
		}
	}
	return taxes.TariPosition{}, false
}

// since says in one sentence what changed since the year before: by how much, and above all why.
func since(v page.Visit, p taxes.TariPosition) *ui.Node {
	before, ok := yearBefore(v, p)
	year := strconv.Itoa(p.Year - 1)
	if !ok {
		return ui.P(v.Say("taxes.since.unknown", "Year", year))
	}
	change := p.Since(before, v.Town.Taxes)
	if change.Difference == 0 {
		return ui.P(v.Say("taxes.since.same", "Year", year))
	}
	cause, part := string(change.Main), newComponent(before, p)
	if change.Main == taxes.Components && change.Difference > 0 && part != "" {
		cause = "new"
	}
	key, difference := "taxes.since.more."+cause, change.Difference
	if difference < 0 {
		key, difference = "taxes.since.less."+cause, -difference
	}
	return v.Para(key, "Euro", difference, "Year", year, "Part", part, "Before", before.Occupants, "Now", p.Occupants,
		"MetresBefore", before.SquareMetres.Italian(), "MetresNow", p.SquareMetres.Italian())
}

// newComponent is the greatest component that the year before did not have.
func newComponent(before, p taxes.TariPosition) string {
	switch {
	case before.UR3 == 0 && p.UR3 > 0:
		return "UR3"
	case before.UR2 == 0 && p.UR2 > 0:
		return "UR2"
	case before.UR1 == 0 && p.UR1 > 0:
		return "UR1"
	}
	return ""
}
