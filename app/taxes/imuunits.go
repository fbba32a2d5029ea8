package taxes

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"

	"sportello/api/money"
	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// fewUnits is how many properties have a card each; more stand in groups, on a page of their own.
const fewUnits = 6

// unit is one property in one year: its lines, one for each way in which it was held or used.
type unit struct {
	id    string
	lines []taxes.ImuLine
}

// last is how the property is now, or was at the end.
func (u unit) last() taxes.Holding { return u.lines[len(u.lines)-1].Holding }

func (u unit) tax() money.Cents {
	var sum money.Cents
	for _, l := range u.lines {
		sum += l.Tax
	}
	return sum
}

func (u unit) months() int {
	sum := 0
	for _, l := range u.lines {
		sum += l.Months
	}
	return min(sum, 12)
}

// unitsOf are the properties of a year, in the order of the office, each with its lines by day.
func unitsOf(p taxes.ImuPosition) []unit {
	var all []unit
	for _, l := range p.Lines {
		n := slices.IndexFunc(all, func(u unit) bool { return u.id == l.Holding.Unit })
		if n < 0 {
			n, all = len(all), append(all, unit{id: l.Holding.Unit})
		}
		all[n].lines = append(all[n].lines, l)
	}
	for _, u := range all {
		slices.SortStableFunc(u.lines, func(a, b taxes.ImuLine) int { return int(a.Holding.From) - int(b.Holding.From) })
	}
	return all
}

// imuUnits are the properties on the page of the year: a card each, or the groups and the way to the list.
func imuUnits(v page.Visit, p taxes.ImuPosition) *ui.Node {
	units := unitsOf(p)
	if len(units) == 0 {
		return nil
	}
	title := v.Say("imu.units.title", "Count", len(units))
	if len(units) > fewUnits {
		return ui.Section(title, groupSums(v, p), ui.LinkSecond(imuAt(p.Year)+"/immobili", v.Say("imu.units.see", "Count", len(units))))
	}
	var cards []*ui.Node
	for _, u := range units {
		card := ui.Card(unitName(v, u.last()), unitAt(p.Year, u.id), useWords(v, u.last()), shareAndMonths(v, u), unitTag(v, u))
		cards = append(cards, card)
	}
	return ui.Section(title, ui.Cards(cards...))
}

func unitAt(year int, id string) string { return imuAt(year) + "/immobili/" + url.PathEscape(id) }

// shareAndMonths is said only of a part, or of a part of the year.
func shareAndMonths(v page.Visit, u unit) *ui.Node {
	if share := u.last().Share; share.Num == share.Den && u.months() == 12 {
		return nil
	}
	return v.Para("imu.units.how", "Share", u.last().Share, "Months", u.months())
}

// unitEuro is the tax of a property in a cell.
func unitEuro(v page.Visit, u unit) *ui.Node {
	if u.tax() == 0 {
		return ui.Text(v.Say("imu.units.free"))
	}
	return euro(v, u.tax())
}

func unitTag(v page.Visit, u unit) *ui.Node {
	if u.tax() == 0 {
		return ui.Tag("success", v.Say("imu.units.free"))
	}
	return ui.TagHeard("info", v.Say("imu.units.tax", "Euro", text.Euro(v.Text, u.tax())), v.Say("imu.units.tax", "Euro", text.EuroSpoken(v.Text, u.tax())))
}

// unitName is what a property is, and where. Of two that sound alike, each has its number too.
func unitName(v page.Visit, h taxes.Holding) string {
	what := v.Say("imu.is." + kindOf(h))
	if h.Address == "" {
		return v.Say("imu.units.number", "What", what, "Unit", h.Unit)
	}
	name := v.Say("imu.units.at", "What", what, "Address", h.Address)
	alike := slices.ContainsFunc(v.Folder.Imu.Holdings, func(o taxes.Holding) bool {
		return o.Unit != h.Unit && o.Address == h.Address && kindOf(o) == kindOf(h)
	})
	if number := cmp.Or(h.Cadastral.Sub, h.Cadastral.Parcel); alike && number != "" {
		return v.Say("imu.units.alike", "Unit", name, "Number", number)
	}
	return name
}

// groupSums is one row for each group: how many properties, and what they come to.
func groupSums(v page.Visit, p taxes.ImuPosition) *ui.Node {
	var rows [][]*ui.Node
	for _, g := range groups {
		units := inGroup(unitsOf(p), g)
		if len(units) == 0 {
			continue
		}
		var sum money.Cents
		for _, u := range units {
			sum += u.tax()
		}
		rows = append(rows, []*ui.Node{ui.Text(v.Say("imu.units.count", "Group", v.Say("imu.group."+g), "Count", len(units))), euro(v, sum)})
	}
	rows = append(rows, []*ui.Node{ui.Text(v.Say("imu.why.total")), euro(v, p.Total)})
	return ui.Table(v.Say("imu.why.caption", "Year", strconv.Itoa(p.Year)), []string{v.Say("imu.units.group"), v.Say("imu.units.euro")}, rows)
}

// ImuUnits is the list of all properties of a year, group by group: a heading and a table each.
func ImuUnits(v page.Visit) page.Page {
	p, ok := imuPosition(v)
	if !ok || len(p.Lines) == 0 {
		return page.NotFound(v)
	}
	title := v.Say("imu.units.list", "Year", strconv.Itoa(p.Year))
	body := []*ui.Node{ui.Back(imuAt(p.Year), v.Say("imu.back")), ui.H1(title), v.Age()}
	body = append(body, unitTables(v, p, func(u unit) string { return unitAt(p.Year, u.id) })...)
	return page.Page{Title: title, Body: body}
}

// unitTables are the properties in their groups, each a link, with its tax.
func unitTables(v page.Visit, p taxes.ImuPosition, to func(unit) string) []*ui.Node {
	var out []*ui.Node
	for _, g := range groups {
		units := inGroup(unitsOf(p), g)
		if len(units) == 0 {
			continue
		}
		var rows [][]*ui.Node
		for _, u := range units {
			rows = append(rows, []*ui.Node{ui.Link(to(u), unitName(v, u.last())), unitEuro(v, u)})
		}
		group := v.Say("imu.group." + g)
		out = append(out, ui.Section(v.Say("imu.units.count", "Group", group, "Count", len(units)),
			ui.Table(v.Say("imu.units.caption", "Group", group, "Year", strconv.Itoa(p.Year)), []string{v.Say("imu.units.unit"), v.Say("imu.units.euro")}, rows)))
	}
	return out
}
