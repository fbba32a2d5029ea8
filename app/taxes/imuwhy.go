package taxes

import (
	"strconv"

	"sportello/api/money"
	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// ImuWhy is why a year comes to what it does: the sum, what changed, the rule in words and where it stands.
func ImuWhy(v page.Visit) page.Page {
	p, ok := imuPosition(v)
	if !ok {
		return page.NotFound(v)
	}
	title := v.Say("imu.why", "Year", strconv.Itoa(p.Year))
	body := []*ui.Node{ui.Back(imuAt(p.Year), v.Say("imu.back")), ui.H1(title), v.Age()}
	if p.Total == 0 {
		body = append(body, imuFree(v, p), imuUnits(v, p), imuLaw(v, p.Lines))
		return page.Page{Title: title, Body: body}
	}
	body = append(body, ui.Amount(v.Say("imu.why.year", "Year", strconv.Itoa(p.Year)), text.Euro(v.Text, p.Total), text.EuroSpoken(v.Text, p.Total)), estimated(v, p),
		imuSince(v, p), imuSum(v, p), imuRule(v, p))
	if p.Payable > 0 {
		body = append(body, ui.Section(v.Say("imu.why.halves"), ui.P(v.Say("imu.why.halves.acconto", "Year", strconv.Itoa(p.Acconto.Rates))),
			ui.P(v.Say("imu.why.halves.saldo", "Year", strconv.Itoa(p.Saldo.Rates))), imuTermSum(v, p)))
	} else {
		body = append(body, imuFree(v, p))
	}
	body = append(body, imuLaw(v, p.Lines))
	if p.Due() > 0 {
		body = append(body, ui.Link(imuAt(p.Year), v.Say("imu.why.pay", "Year", strconv.Itoa(p.Year))))
	}
	return page.Page{Title: title, Body: body}
}

// imuSince says in one sentence what changed since the year before.
func imuSince(v page.Visit, p taxes.ImuPosition) *ui.Node {
	c, ok := v.Folder.Imu.Since(v.Town.Taxes, p.Year)
	if !ok {
		return nil
	}
	title := v.Say("imu.since.title", "Before", strconv.Itoa(c.Before))
	why := v.Say("imu.since.why."+string(c.Main), "From", text.Percent(v.Text, c.From), "To", text.Percent(v.Text, c.To))
	if len(c.Effects) > 1 {
		why = v.Say("imu.since.mainly", "Why", why)
	}
	switch {
	case c.Difference > 0:
		return ui.Section(title, v.Para("imu.since.more", "Euro", c.Difference, "Why", why))
	case c.Difference < 0:
		return ui.Section(title, v.Para("imu.since.less", "Euro", -c.Difference, "Why", why))
	}
	return ui.Section(title, ui.P(v.Say("imu.since.same", "Before", strconv.Itoa(c.Before))))
}

// imuSum is the sum by property, or by group when they are many, with its total.
func imuSum(v page.Visit, p taxes.ImuPosition) *ui.Node {
	units := unitsOf(p)
	if len(units) > fewUnits {
		return ui.Section(v.Say("imu.why.sum.groups"), groupSums(v, p), ui.Link(imuAt(p.Year)+"/immobili", v.Say("imu.units.see", "Count", len(units))))
	}
	var rows [][]*ui.Node
	for _, u := range units {
		rows = append(rows, []*ui.Node{ui.Link(unitAt(p.Year, u.id), unitName(v, u.last())), unitEuro(v, u)})
	}
	rows = append(rows, []*ui.Node{ui.Text(v.Say("imu.why.total")), euro(v, p.Total)})
	return ui.Section(v.Say("imu.why.sum"), ui.Table(v.Say("imu.why.caption", "Year", strconv.Itoa(p.Year)), []string{v.Say("imu.units.unit"), v.Say("imu.units.euro")}, rows))
}

// imuTermSum is how acconto and saldo make the year, in whole euro.
func imuTermSum(v page.Visit, p taxes.ImuPosition) *ui.Node {
	rows := [][]*ui.Node{}
	for _, t := range []taxes.ImuTerm{p.Acconto, p.Saldo} {
		rows = append(rows, []*ui.Node{ui.Text(v.Say("imu.terms." + string(t.Name))), euro(v, t.Amount)})
	}
	rows = append(rows, []*ui.Node{ui.Text(v.Say("imu.why.payable")), euro(v, p.Payable)})
	return ui.Table(v.Say("imu.terms.caption", "Year", strconv.Itoa(p.Year)), []string{v.Say("taxes.head.instalment"), v.Say("taxes.head.euro")}, rows)
}

// imuRule is the rule in plain words, with the figures of the year.
func imuRule(v page.Visit, p taxes.ImuPosition) *ui.Node {
	kids := []*ui.Node{}
	if rules, ok := v.Town.Taxes.ImuFor(p.Year); ok {
		kids = append(kids, ui.P(v.Say("imu.why.rule.1")), v.Para("imu.why.rule.2", "Percent", rules.Revaluation-money.One), v.Para("imu.why.rule.3", "Percent", rules.Rate.Other))
		if rules.Act != "" {
			kids = append(kids, ui.P(v.Say("imu.why.act")), ui.El("p", ui.Attrs{"class": "small", "lang": "it", "translate": "no"}, ui.Text(rules.Act)))
		}
	}
	return ui.Section(v.Say("imu.why.rule"), append(kids, ui.P(v.Say("imu.why.rule.4")))...)
}
