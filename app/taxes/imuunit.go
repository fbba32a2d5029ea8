package taxes

import (
	"slices"
	"strconv"

	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// ImuUnit is one property in one year: what it comes to, how, and why in those months.
func ImuUnit(v page.Visit) page.Page {
	p, ok := imuPosition(v)
	all := unitsOf(p)
	n := slices.IndexFunc(all, func(u unit) bool { return u.id == v.Args["unit"] })
	if !ok || n < 0 {
		return page.NotFound(v)
	}
	u := all[n]
	title := unitName(v, u.last())
	back := ui.Back(imuAt(p.Year), v.Say("imu.back"))
	if len(all) > fewUnits { // one came from the list
		back = ui.Back(imuAt(p.Year)+"/immobili", v.Say("imu.units.back", "Count", len(all)))
	}
	body := []*ui.Node{back, ui.H1(title), v.Age()}
	if u.tax() > 0 {
		body = append(body, ui.Amount(v.Say("imu.unit.pays", "Year", strconv.Itoa(p.Year)), text.Euro(v.Text, u.tax()), text.EuroSpoken(v.Text, u.tax())), estimated(v, p))
	} else {
		body = append(body, ui.Callout("success", freeBecause(v, u)))
	}
	for _, l := range u.lines {
		body = append(body, lineSection(v, p, u, l))
	}
	body = append(body, whenMonths(v, u, p.Year), heir(v, []unit{u}, p.Year))
	body = append(body, registry(v, u.last())...)
	if simulable(v, u.id) {
		body = append(body, ui.LinkSecond(simulatePath+"?"+query(question{unit: u.id}), v.Say("imu.simulate")))
	}
	return page.Page{Title: title, Body: append(body, imuLaw(v, u.lines))}
}

// freeBecause is why nothing is paid for a property, where there is one reason for the whole year.
func freeBecause(v page.Visit, u unit) string {
	if l := u.lines[0]; len(u.lines) == 1 && l.Exempt != "" {
		return v.Say("imu.exempt." + l.Exempt)
	}
	return v.Say("imu.unit.free")
}

// lineSection is one way in which the property was held or used: facts, reasons, steps and months.
func lineSection(v page.Visit, p taxes.ImuPosition, u unit, l taxes.ImuLine) *ui.Node {
	h := l.Holding
	kids := []*ui.Node{holdingFacts(v, l, p.Year, len(u.lines) == 1)}
	if l.Exempt != "" && len(u.lines) > 1 { // of one line it is said above all
		kids = append(kids, ui.P(v.Say("imu.exempt."+l.Exempt)))
	}
	for _, why := range l.Reasons {
		if key := "imu.reason." + why; v.Text.Has(key) {
			kids = append(kids, ui.P(v.Say(key)))
		}
	}
	if l.Exempt == "" && h.Right == taxes.Usufruct {
		kids = append(kids, ui.P(v.Say("imu.reason.usufruct")))
	}
	if rows := stepRows(v, p, l); rows != nil {
		kids = append(kids, ui.H3(v.Say("imu.unit.steps")), ui.Table(v.Say("imu.unit.steps.caption"), []string{v.Say("imu.unit.steps.step"), v.Say("imu.unit.steps.euro")}, rows))
	}
	heading := v.Say("imu.unit.data")
	if use := useWords(v, h); len(u.lines) > 1 && use != "" {
		heading = use
	}
	return ui.Section(heading, kids...)
}

// holdingFacts are what the tax is reckoned on. The use stands in the heading where there are several.
func holdingFacts(v page.Visit, l taxes.ImuLine, year int, alone bool) *ui.Node {
	h := l.Holding
	shown, heard := text.Share(v.Text, h.Share.Num, h.Share.Den)
	months := v.Say("imu.unit.months.of", "Count", l.Months)
	if first, last := v.Folder.Imu.Counts(h, year); l.Months > 0 && l.Months < 12 && last-first+1 == l.Months {
		months = v.Say("imu.unit.months.from", "Count", l.Months, "First", v.Say("text.month."+strconv.Itoa(first)), "Last", v.Say("text.month."+strconv.Itoa(last)))
	}
	rows := []ui.Row{{Key: v.Say("imu.unit.share"), Values: []string{shown}, Heard: heard},
		{Key: v.Say("imu.unit.right"), Values: []string{v.Say("imu.right." + string(h.Right))}},
		{Key: v.Say("imu.unit.months"), Values: []string{months}}}
	if use := useWords(v, h); alone && use != "" {
		rows = append(rows, ui.Row{Key: v.Say("imu.unit.use"), Values: []string{use}})
	}
	if h.From.Year() == year || h.To != 0 {
		period := v.Say("imu.unit.period", "From", text.Day(v.Text, h.From))
		if h.To != 0 {
			period = v.Say("imu.unit.period.to", "From", text.Day(v.Text, h.From), "To", text.Day(v.Text, h.To))
		}
		rows = append(rows, ui.Row{Key: v.Say("imu.unit.since"), Values: []string{period}})
	}
	return ui.Facts(rows...)
}

// stepRows are the steps from the value to the tax, each a line in words with its figure.
func stepRows(v page.Visit, p taxes.ImuPosition, l taxes.ImuLine) [][]*ui.Node {
	var rows [][]*ui.Node
	for _, s := range l.Steps(v.Town.Taxes, p.Year) {
		rows = append(rows, []*ui.Node{stepWords(v, l, s), euro(v, s.Amount)})
	}
	if l.State > 0 {
		rows = append(rows, []*ui.Node{ui.Text(v.Say("imu.step.state")), euro(v, l.State)}, []*ui.Node{ui.Text(v.Say("imu.step.town")), euro(v, l.Tax-l.State)})
	}
	return rows
}

func stepWords(v page.Visit, l taxes.ImuLine, s taxes.ImuStep) *ui.Node {
	switch s.Kind {
	case taxes.ValueStep:
		return ui.Text(v.Say("imu.step.value." + string(l.Holding.Kind)))
	case taxes.BaseStep:
		if l.Holding.Kind == taxes.Building {
			return ui.Text(v.Say("imu.step.base.of", "Times", s.Times, "Category", l.Holding.Cadastral.Category))
		}
	case taxes.HalfStep:
		return ui.Text(v.Say("imu.step.half." + s.Why))
	case taxes.PartStep:
		return v.Words("imu.step.part."+s.Why, "Percent", s.Rate)
	}
	return v.Words("imu.step."+string(s.Kind), "Percent", s.Rate, "Times", s.Times, "Count", s.Times, "Share", l.Holding.Share, "Euro", l.Deduction)
}

// whenMonths explains the months in which a property came, went or changed its use, by days; nil in a year without.
func whenMonths(v page.Visit, u unit, year int) *ui.Node {
	kids := []*ui.Node{ui.P(v.Say("imu.unit.when.rule"))}
	for _, l := range u.lines {
		for _, e := range v.Folder.Imu.Edges(l.Holding, year) {
			key := map[bool]string{true: "yours", false: "theirs"}[e.Counts]
			if len(u.lines) > 1 {
				key = map[bool]string{true: "use.yours", false: "use.theirs"}[e.Counts]
			}
			kids = append(kids, ui.P(v.Say("imu.unit.when."+key, "Use", v.Say("imu.use."+string(l.Holding.Use)), "Month", v.Say("text.month."+strconv.Itoa(e.Month)), "Days", e.Days, "Of", e.Of)))
		}
	}
	if len(kids) == 1 {
		return nil
	}
	return ui.Section(v.Say("imu.unit.when"), kids...)
}

// heir says from when the tax of what was inherited in the year is the heir's, and who pays what came before; nil in
// any other year.
func heir(v page.Visit, units []unit, year int) *ui.Node {
	var from []*ui.Node
	for _, u := range units {
		if h := u.lines[0].Holding; h.Inherited && h.From.Year() == year {
			from = append(from, v.Para("imu.heir.about", "Unit", unitName(v, h), "Day", h.From))
		}
	}
	if from == nil {
		return nil
	}
	return ui.Callout("info", v.Say("imu.heir.title", "Count", len(from)), append(from, ui.P(v.Say("imu.heir.before")), ui.P(v.Say("imu.heir.code")),
		ui.P(v.Say("imu.heir.call", "Phone", v.Town.Phone)))...)
}

// registry is where the land registry keeps the property, and what that is.
func registry(v page.Visit, h taxes.Holding) []*ui.Node {
	c := h.Cadastral
	if c.Sheet == "" {
		return nil
	}
	value := v.Say("imu.unit.cadastral.land", "Sheet", c.Sheet, "Parcel", c.Parcel)
	if h.Kind == taxes.Building {
		value = v.Say("imu.unit.cadastral.value", "Category", c.Category, "Sheet", c.Sheet, "Parcel", c.Parcel, "Sub", c.Sub)
	}
	return []*ui.Node{ui.Facts(ui.Row{Key: v.Say("imu.unit.cadastral"), Values: []string{value}}), ui.P(v.Say("imu.unit.registry"))}
}
