package folder

import (
	"slices"
	"strconv"

	"sportello/api/calendar"
	"sportello/api/deadlines"
	"sportello/api/taxes"
)

// declarations are the last days to declare what changed in a year. Many changes need none, and nobody tells us which
// were declared: when the day has passed there is nothing left to say.
func (f Folder) declarations(t Town, today calendar.Day) []deadlines.Deadline {
	var all []deadlines.Deadline
	for _, year := range t.Taxes.Imu {
		day := calendar.Term(year.Declaration, 0, calendar.OffWeekends, calendar.MonthDay{})
		if year.Declaration == 0 || day < today || !slices.ContainsFunc(f.Imu.Holdings, func(h taxes.Holding) bool { return f.untold(h, year.Year, today) }) {
			continue
		}
		all = append(all, deadlines.Deadline{ID: "declaration/" + strconv.Itoa(year.Year), Kind: deadlines.Declaration, Day: day,
			From: deadlines.Moved(year.Declaration, day), Year: year.Year, Path: "/tasse/imu"})
	}
	return all
}

// untold says whether something began or ended in a year that the comune hears of from nobody else. Of a sale the
// notary tells, of a main home the register of residents, of an income the land registry (L. 160/2019 art. 1 c. 769 (M)).
func (f Folder) untold(h taxes.Holding, year int, today calendar.Day) bool {
	if h.Right == taxes.Bare || !ownWord(h) {
		return false
	}
	same := func(day calendar.Day) bool {
		return slices.ContainsFunc(f.Imu.Holdings, func(o taxes.Holding) bool {
			return o.Unit == h.Unit && o.From <= day && (o.To == 0 || day <= o.To) && o.Use == h.Use && o.Right == h.Right &&
				o.Historic == h.Historic && o.Unfit == h.Unfit && (h.Kind != taxes.Area || o.Value == h.Value)
		})
	}
	began := h.From.Year() == year && h.From <= today
	ended := h.To != 0 && (h.To+1).Year() == year && h.To < today
	return began && !same(h.From-1) || ended && !same(h.To+1)
}

// ownWord says whether a unit is taxed by what only its holder can tell: a use or a state that lowers the tax, the value
// of building land, a lease.
func ownWord(h taxes.Holding) bool {
	switch h.Use {
	case taxes.Comodato, taxes.CareHome, taxes.ForeignPension, taxes.Agreed, taxes.Unsold, taxes.Social, taxes.Rural:
		return true
	}
	return h.Historic || h.Unfit || h.Kind == taxes.Area || h.Right == taxes.Leasing
}
