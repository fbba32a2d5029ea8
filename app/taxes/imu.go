package taxes

import (
	"slices"
	"strconv"

	"sportello/api/identity"
	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

const imuPath = "/tasse/imu"

// Imu is the IMU of the newest year.
func Imu(v page.Visit) page.Page {
	years := v.Folder.Imu.Years(v.Town.Taxes, v.Today)
	if len(years) == 0 {
		return noImu(v)
	}
	return imuYear(v, v.Folder.Imu.Reckon(v.Town.Taxes, years[0]))
}

// ImuYear is the IMU of one year.
func ImuYear(v page.Visit) page.Page {
	p, ok := imuPosition(v)
	if !ok {
		return page.NotFound(v)
	}
	return imuYear(v, p)
}

// imuPosition is the year that the address names; false when there is none such.
func imuPosition(v page.Visit) (taxes.ImuPosition, bool) {
	year, err := strconv.Atoi(v.Args["anno"])
	if err != nil || strconv.Itoa(year) != v.Args["anno"] || !slices.Contains(v.Folder.Imu.Years(v.Town.Taxes, v.Today), year) {
		return taxes.ImuPosition{}, false
	}
	return v.Folder.Imu.Reckon(v.Town.Taxes, year), true
}

// noImu is the page of who has no property, or may not see any.
func noImu(v page.Visit) page.Page {
	title := v.Say("imu.title")
	says := ui.Callout("info", v.Say("imu.none.title"), ui.P(v.Say("imu.none.do")), ui.P(v.Say("imu.none.wrong", "Town", v.Town.Short, "Phone", v.Town.Phone)))
	switch {
	case !v.Who.May(identity.See, "imu"):
		says = ui.Callout("info", v.Say("imu.forbidden.title"), ui.P(v.Say("imu.forbidden.do")))
	case noRules(v):
		says = ui.Callout("info", v.Say("imu.unknown.title"), ui.P(v.Say("imu.unknown.do", "Phone", v.Town.Phone)))
	}
	return page.Page{Title: title, Body: []*ui.Node{ui.Back("/tasse", v.Say("taxes.all")), ui.H1(title), ui.P(v.Say("imu.what")), v.Age(), says}}
}

// noRules reports whether the figures are not known by which the IMU is asked for: then nobody may be told that they
// owe nothing.
func noRules(v page.Visit) bool { return len(v.Town.Taxes.Imu) == 0 }

// imuYear is first what to do, then what there is: terms, property, payments, and the ways on.
func imuYear(v page.Visit, p taxes.ImuPosition) page.Page {
	title := v.Say("imu.title.year", "Year", strconv.Itoa(p.Year))
	back := ui.Back("/tasse", v.Say("taxes.all"))
	if years := v.Folder.Imu.Years(v.Town.Taxes, v.Today); p.Year != years[0] { // one came from the newest
		back = ui.Back(imuPath, v.Say("imu.back"))
	}
	body := []*ui.Node{back, ui.H1(title), v.Age(), v.UnderWay("imu")}
	body = append(body, imuToDo(v, p)...)
	body = append(body, imuOthers(v, p), estimated(v, p))
	if p.Total > 0 {
		body = append(body, v.Para("imu.whole", "Year", strconv.Itoa(p.Year), "Euro", p.Total), ui.Link(imuAt(p.Year)+"/perche", v.Say("imu.why.see")))
	}
	body = append(body, imuTerms(v, p), imuUnits(v, p), heir(v, unitsOf(p), p.Year), imuPayments(v, p), simulateLink(v, p), imuYears(v, p.Year), ui.P(v.Say("imu.what")))
	return page.Page{Title: title, Body: body}
}

// imuAt is where the pages of a year begin.
func imuAt(year int) string { return imuPath + "/" + strconv.Itoa(year) }

// imuOthers says what is late of other years, on the page of the newest: nobody looks for it elsewhere.
func imuOthers(v page.Visit, p taxes.ImuPosition) *ui.Node {
	var late []*ui.Node
	for _, other := range v.Folder.Imu.Positions(v.Town.Taxes, v.Today) {
		if other.Year >= p.Year || len(other.Overdue(v.Today)) == 0 {
			continue
		}
		link := ui.Link(imuAt(other.Year), "")
		late = append(late, ui.Add(link, v.Words("imu.late.year", "Year", strconv.Itoa(other.Year), "Euro", other.Due())))
	}
	if late == nil {
		return nil
	}
	return ui.Callout("danger", v.Say("imu.late.years"), ui.List(late...))
}

// imuToDo is what the person has to do now: pay late, pay next, or nothing.
func imuToDo(v page.Visit, p taxes.ImuPosition) []*ui.Node {
	var out []*ui.Node
	if len(p.Overdue(v.Today)) > 0 {
		out = append(out, imuLate(v, p))
	}
	next, ok := p.Next(v.Today)
	switch {
	case ok:
		out = append(out, ui.Amount(v.Say("imu.next."+string(next.Name), "Day", text.Day(v.Text, next.LastDay())), text.Euro(v.Text, next.Owed()), text.EuroSpoken(v.Text, next.Owed())),
			imuPayLink(v, p, next, len(out) == 0), imuPayAll(v, p, next))
	case p.Payable == 0:
		out = append(out, imuFree(v, p))
	case len(out) == 0:
		out = append(out, ui.Callout("success", v.Say("imu.paid.title", "Year", strconv.Itoa(p.Year)), ui.P(v.Say("imu.paid.do"))))
	}
	if over := p.Over(); over > 0 {
		out = append(out, ui.Callout("info", v.Say("imu.over.title"), v.Para("imu.over.about", "Euro", over), ui.P(v.Say("imu.over.do", "Phone", v.Town.Phone))))
	}
	return out
}

// imuLate says which terms are late, without threat, and how much is missing.
func imuLate(v page.Visit, p taxes.ImuPosition) *ui.Node {
	late := p.Overdue(v.Today)
	key, owed := "imu.late.both", late[0].Owed()
	if len(late) == 1 {
		key = "imu.late." + string(late[0].Name)
	}
	for _, t := range late[1:] {
		owed += t.Owed()
	}
	return ui.Callout("danger", v.Say(key, "Year", strconv.Itoa(p.Year)), v.Para("imu.owed", "Euro", owed), ui.P(v.Say("imu.late.do")),
		ui.LinkButton(imuAt(p.Year)+"/ritardo", v.Say("imu.late.see")))
}

func imuPayLink(v page.Visit, p taxes.ImuPosition, t taxes.ImuTerm, first bool) *ui.Node {
	href, words := imuAt(p.Year)+"/paga/"+string(t.Name), v.Say("imu.pay."+string(t.Name))
	if first {
		return ui.LinkButton(href, words)
	}
	return ui.LinkSecond(href, words)
}

// imuPayAll leads to paying the year at once, which the law allows by the day of the acconto.
func imuPayAll(v page.Visit, p taxes.ImuPosition, next taxes.ImuTerm) *ui.Node {
	if next.Name != taxes.AccontoTerm || p.Saldo.Owed() == 0 {
		return nil
	}
	return ui.LinkSecond(imuAt(p.Year)+"/paga/tutto", v.Say("imu.pay.tutto"))
}

// imuFree says that nothing is asked, and why.
func imuFree(v page.Visit, p taxes.ImuPosition) *ui.Node {
	title := v.Say("imu.free.title", "Year", strconv.Itoa(p.Year))
	if p.Total > 0 {
		rules, _ := v.Town.Taxes.ImuOf(p.Year)
		return ui.Callout("success", title, v.Para("imu.free.small", "Euro", p.Total, "Limit", rules.Minimum))
	}
	key := ""
	for _, l := range p.Lines {
		is := "other"
		switch l.Exempt {
		case "main", "appurtenance":
			is = "main"
		case "bare":
			is = "bare"
		}
		if key != "" && key != is {
			is = "other"
		}
		key = is
	}
	if key == "" {
		return ui.Callout("info", title, ui.P(v.Say("imu.none.title")))
	}
	return ui.Callout("success", title, ui.P(v.Say("imu.free."+key)))
}

// estimated warns that the rates of the year are not known yet.
func estimated(v page.Visit, p taxes.ImuPosition) *ui.Node {
	if !p.Estimated || p.Total == 0 {
		return nil
	}
	return ui.Callout("warning", v.Say("imu.estimated.title"), ui.P(v.Say("imu.estimated.about", "Year", strconv.Itoa(p.Year))))
}

// imuYears leads to the other years, each with how it stands.
func imuYears(v page.Visit, shown int) *ui.Node {
	var cards []*ui.Node
	for _, p := range v.Folder.Imu.Positions(v.Town.Taxes, v.Today) {
		if p.Year == shown {
			continue
		}
		tag := ui.Tag("success", v.Say("taxes.state.paid"))
		switch {
		case p.Payable == 0:
			tag = ui.Tag("info", v.Say("imu.years.free"))
		case p.Due() > 0:
			kind := "info"
			if len(p.Overdue(v.Today)) > 0 {
				kind = "danger"
			}
			tag = ui.TagHeard(kind, v.Say("taxes.owed", "Euro", text.Euro(v.Text, p.Due())), v.Say("taxes.owed", "Euro", text.EuroSpoken(v.Text, p.Due())))
		}
		cards = append(cards, ui.Card(v.Say("imu.years.one", "Year", strconv.Itoa(p.Year)), imuAt(p.Year), "", tag))
	}
	if cards == nil {
		return nil
	}
	return ui.Section(v.Say("imu.years.title"), ui.Cards(cards...))
}
