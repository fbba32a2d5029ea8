// Package taxes is the screens of what a person owes the comune: the TARI, the tax on waste, and the IMU, the tax on
// houses and land.
// It adds nothing up that api/taxes does not add up.
package taxes

import (
	"net/url"
	"strconv"

	"sportello/api/identity"
	"sportello/api/money"
	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Tari is the person's TARI: what is due, by when, what is paid, what comes next.
func Tari(v page.Visit) page.Page {
	title := v.Say("taxes.tari.title")
	body := []*ui.Node{ui.Back("/tasse", v.Say("taxes.all")), ui.H1(title), ui.P(v.Say("taxes.tari.what")), v.Age()}
	if !v.Who.May(identity.See, "tari") { // a bill that one may not see is no bill that is not there
		says := ui.Callout("info", v.Say("taxes.tari.forbidden.title"), ui.P(v.Say("taxes.tari.forbidden.do")))
		return page.Page{Title: title, Body: append(body, says)}
	}
	current, earlier := byYear(v.Folder.Tari)
	if len(current) == 0 {
		body = append(body, ui.Callout("info", v.Say("taxes.tari.none.title"), ui.P(v.Say("taxes.tari.none.do", "Phone", v.Town.Phone))))
	}
	for _, p := range earlier {
		if len(p.Overdue(v.Today)) > 0 {
			body = append(body, overdue(v, p))
		}
	}
	for _, p := range current {
		body = append(body, now(v, p, len(current) == 1))
	}
	if len(current) > 0 {
		body = append(body, seenLater(v, v.Folder.Tari...), ui.Link("/scadenze", v.Say("taxes.deadlines")))
	}
	if len(earlier) > 0 {
		body = append(body, ui.Section(v.Say("taxes.tari.earlier"), years(v, earlier)))
	}
	return page.Page{Title: title, Body: body}
}

// Position is one year of one dwelling: what is owed and by when, then why, how to pay, and the instalments.
func Position(v page.Visit) page.Page {
	p, ok := position(v)
	if !ok {
		return page.NotFound(v)
	}
	year := strconv.Itoa(p.Year)
	title := v.Say("taxes.position.title", "Year", year)
	body := []*ui.Node{ui.Back("/tasse/tari", v.Say("taxes.back")), ui.H1(title), v.Age(), v.UnderWay("tari"), ui.P(p.Address)}
	body = append(body, owed(v, p, ui.LinkButton)...)
	body = append(body, whyLink(v, p), instalments(v, p), seenLater(v, p), ui.Link("/scadenze", v.Say("taxes.deadlines")),
		ui.Section(v.Say("taxes.dwelling.title"), dwelling(p, v)))
	return page.Page{Title: title, Body: body}
}

// seenLater says when a payment shows; nil where nothing is left to pay.
func seenLater(v page.Visit, bills ...taxes.TariPosition) *ui.Node {
	for _, p := range bills {
		if p.Due() > 0 {
			return seenAfter(v)
		}
	}
	return nil
}

// position is the bill that the address names; false when the person has no such bill.
func position(v page.Visit) (taxes.TariPosition, bool) {
	for _, p := range v.Folder.Tari {
		if p.Utenza == v.Args["utenza"] && strconv.Itoa(p.Year) == v.Args["anno"] {
			return p, true
		}
	}
	return taxes.TariPosition{}, false
}

// byYear parts the positions into those of the newest year and those before it.
func byYear(all []taxes.TariPosition) (newest, earlier []taxes.TariPosition) {
	last := 0
	for _, p := range all {
		last = max(last, p.Year)
	}
	for _, p := range all {
		if p.Year == last {
			newest = append(newest, p)
		} else {
			earlier = append(earlier, p)
		}
	}
	return newest, earlier
}

// now is the position of this year: first what to do, then why, then the table. With one dwelling, how to pay is the
// main way on.
func now(v page.Visit, p taxes.TariPosition, alone bool) *ui.Node {
	way := ui.Link
	if alone {
		way = ui.LinkButton
	}
	kids := append([]*ui.Node{ui.P(p.Address)}, owed(v, p, way)...)
	kids = append(kids, whyLink(v, p), instalments(v, p), ui.Link(address(p), v.Say("taxes.position.see", "Year", strconv.Itoa(p.Year), "Address", p.Address)))
	return ui.Section(told(v, p, "taxes.position.title"), kids...)
}

// told is a message about a bill. Who has more than one dwelling is told of which, for two links that say the same and
// lead to different pages are of no use to who hears them.
func told(v page.Visit, p taxes.TariPosition, key string, vars ...any) string {
	said := v.Say(key, append(vars, "Year", strconv.Itoa(p.Year))...)
	for _, other := range v.Folder.Tari {
		if other.Utenza != p.Utenza {
			return v.Say("taxes.at", "What", said, "Address", p.Address, "Utenza", p.Utenza)
		}
	}
	return said
}

// owed is what is late, what is to be paid next and by when, each with the way to pay it; or that all is paid.
func owed(v page.Visit, p taxes.TariPosition, way func(href, text string) *ui.Node) []*ui.Node {
	var kids []*ui.Node
	if len(p.Overdue(v.Today)) > 0 {
		kids = append(kids, overdue(v, p))
	}
	if next, ok := p.Next(v.Today); ok {
		return append(kids, ui.Amount(v.Say("taxes.next", "Day", text.Day(v.Text, next.LastDay())),
			text.Euro(v.Text, next.Owed()), text.EuroSpoken(v.Text, next.Owed())), way(payAddress(p, next), told(v, p, "taxes.pay.this", "Number", next.Number, "Of", next.Of)))
	}
	if p.Due() == 0 {
		kids = append(kids, ui.Callout("success", v.Say("taxes.allpaid.title", "Year", strconv.Itoa(p.Year)), ui.P(v.Say("taxes.allpaid.do"))))
	}
	return kids
}

func whyLink(v page.Visit, p taxes.TariPosition) *ui.Node {
	return ui.Link(address(p)+"/perche", v.Say("taxes.why.link", "Year", strconv.Itoa(p.Year), "Address", p.Address))
}

// overdue says what is late, without threat: the amount, the year and what to do.
func overdue(v page.Visit, p taxes.TariPosition) *ui.Node {
	late := p.Overdue(v.Today)
	year := strconv.Itoa(p.Year)
	var missing money.Cents
	ways := make([]*ui.Node, 0, len(late))
	for _, i := range late {
		missing += i.Owed()
		ways = append(ways, ui.Link(payAddress(p, i), told(v, p, "taxes.pay.late", "Number", i.Number, "Of", i.Of)))
	}
	return ui.Callout("danger", v.Say("taxes.late.title", "Count", len(late), "Year", year),
		v.Para("taxes.late.about", "Euro", missing), ui.P(v.Say("taxes.late.do", "Phone", v.Town.Phone)), ui.List(ways...))
}

func address(p taxes.TariPosition) string {
	return "/tasse/tari/" + url.PathEscape(p.Utenza) + "/" + strconv.Itoa(p.Year)
}

// years are links to the years before, each with how it stands.
func years(v page.Visit, earlier []taxes.TariPosition) *ui.Node {
	cards := make([]*ui.Node, 0, len(earlier))
	for _, p := range earlier {
		tag := ui.Tag("success", v.Say("taxes.state.paid"))
		if p.Due() > 0 {
			tag = ui.TagHeard("danger", v.Say("taxes.owed", "Euro", text.Euro(v.Text, p.Due())), v.Say("taxes.owed", "Euro", text.EuroSpoken(v.Text, p.Due())))
		}
		cards = append(cards, ui.Card(told(v, p, "taxes.position.title"), address(p), p.Address, tag))
	}
	return ui.Cards(cards...)
}
