// Package taxes is the screens of what a person owes the comune: today the TARI, the tax on waste.
// It adds nothing up that api/taxes does not add up.
package taxes

import (
	"net/url"
	"strconv"

	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Tari is the person's TARI: what is due, by when, what is paid, what comes next.
func Tari(v page.Visit) page.Page {
	title := v.Say("taxes.tari.title")
	body := []*ui.Node{ui.H1(title), ui.P(v.Say("taxes.tari.what")), v.Age()}
	current, earlier := byYear(v.Folder.Tari)
	if len(current) == 0 {
		body = append(body, ui.Callout("info", v.Say("taxes.tari.none.title"), ui.P(v.Say("taxes.tari.none.do"))))
	}
	for _, p := range earlier {
		if len(p.Overdue(v.Today)) > 0 {
			body = append(body, overdue(v, p))
		}
	}
	for _, p := range current {
		body = append(body, now(v, p)...)
	}
	if len(current) > 0 {
		body = append(body, ui.Section(v.Say("taxes.pay.title"), ui.P(v.Say("taxes.pay.how")), ui.P(v.Say("taxes.pay.after"))))
	}
	if len(earlier) > 0 {
		body = append(body, ui.Section(v.Say("taxes.tari.earlier"), years(v, earlier)))
	}
	return page.Page{Title: title, Body: body}
}

// Position is one year of one dwelling: where the amount comes from, and its instalments.
func Position(v page.Visit) page.Page {
	for _, p := range v.Folder.Tari {
		if p.Utenza == v.Args["utenza"] && strconv.Itoa(p.Year) == v.Args["anno"] {
			title := v.Say("taxes.position.title", "Year", strconv.Itoa(p.Year))
			body := []*ui.Node{ui.Back("/tasse/tari", v.Say("taxes.back")), ui.H1(title), v.Age(), dwelling(p, v),
				ui.Section(v.Say("taxes.parts.title"), parts(v, p)), instalments(v, p)}
			return page.Page{Title: title, Body: body}
		}
	}
	return page.NotFound(v)
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

// now is the position of this year: first what to do, then the table.
func now(v page.Visit, p taxes.TariPosition) []*ui.Node {
	kids := []*ui.Node{ui.P(p.Address)}
	if len(p.Overdue(v.Today)) > 0 {
		kids = append(kids, overdue(v, p))
	}
	if next, ok := p.Next(v.Today); ok {
		kids = append(kids, ui.Amount(v.Say("taxes.next", "Day", text.Day(v.Text, next.LastDay())),
			text.Euro(v.Text, next.Owed()), text.EuroSpoken(v.Text, next.Owed())))
	} else if p.Due() == 0 {
		kids = append(kids, ui.Callout("success", v.Say("taxes.allpaid.title", "Year", strconv.Itoa(p.Year)), ui.P(v.Say("taxes.allpaid.do"))))
	}
	kids = append(kids, instalments(v, p), ui.Link(address(p), v.Say("taxes.position.see", "Year", strconv.Itoa(p.Year), "Address", p.Address)))
	return []*ui.Node{ui.Section(v.Say("taxes.position.title", "Year", strconv.Itoa(p.Year)), kids...)}
}

// overdue says what is late, without threat: the amount, the year and what to do.
func overdue(v page.Visit, p taxes.TariPosition) *ui.Node {
	late := p.Overdue(v.Today)
	owed := late[0].Owed()
	for _, i := range late[1:] {
		owed += i.Owed()
	}
	return ui.Callout("danger", v.Say("taxes.late.title", "Count", len(late), "Year", strconv.Itoa(p.Year)),
		ui.El("p", nil, ui.Spoken(v.Say("taxes.late.about", "Euro", text.Euro(v.Text, owed)), v.Say("taxes.late.about", "Euro", text.EuroSpoken(v.Text, owed)))),
		ui.P(v.Say("taxes.late.do", "Phone", v.Town.Phone)),
		ui.Link(address(p), v.Say("taxes.position.see", "Year", strconv.Itoa(p.Year), "Address", p.Address)))
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
		cards = append(cards, ui.Card(v.Say("taxes.position.title", "Year", strconv.Itoa(p.Year)), address(p), p.Address, tag))
	}
	return ui.Cards(cards...)
}
