package applications

import (
	"net/url"
	"strconv"

	"sportello/api/applications"
	"sportello/api/identity"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// Services lists what can be asked for.
func Services(v page.Visit) page.Page {
	title := v.Say("applications.services.title")
	cards := make([]*ui.Node, 0, len(v.Town.Services))
	for _, s := range v.Town.Services {
		cards = append(cards, ui.Card(serviceName(v, s.ID), "/servizi/"+url.PathEscape(s.ID), v.Say("applications."+s.ID+".summary")))
	}
	return page.Page{Title: title, Body: []*ui.Node{ui.H1(title), ui.Cards(cards...)}}
}

// Sheet is the service sheet, with the headings of the national model.
func Sheet(v page.Visit) page.Page {
	s, ok := v.Town.Service(v.Args["service"])
	if !ok {
		return page.NotFound(v)
	}
	key := "applications." + s.ID
	title := v.Say(key + ".title")
	start, may := ui.LinkButton("/servizi/"+url.PathEscape(s.ID)+"/domanda", v.Say(startKey(v, s.ID))), true
	if v.Who.ForOther() && !v.Who.May(identity.Prepare, s.ID) {
		start, may = limits(v), false
	}
	body := []*ui.Node{
		ui.Back("/servizi", v.Say("applications.services.title")), ui.H1(title), ui.Lead(v.Say(key + ".summary")), start, clocks(v, s.ID, may),
	}
	for _, part := range []string{"who", "how", "needed", "get", "times", "cost", "access", "conditions"} {
		kids := paragraphs(v, key+"."+part, figures(v, s)...)
		if cost := fee(v, "applications.fee.cost", s.ID); part == "cost" && cost != nil {
			kids = []*ui.Node{cost}
		}
		if part == "access" && may {
			kids = append(kids, ui.LinkSecond("/servizi/"+url.PathEscape(s.ID)+"/domanda", v.Say(startKey(v, s.ID))))
		}
		body = append(body, ui.Section(v.Say("applications.sheet."+part), kids...))
	}
	body = append(body, ui.Section(v.Say("applications.sheet.contacts"), ui.Facts(
		ui.Row{Key: v.Say("applications.receipt.office"), Values: []string{s.Office, s.Address}, Lang: v.Native()},
		ui.Row{Key: v.Say("applications.sheet.hours"), Values: []string{s.Hours}, Lang: v.Native()},
		ui.Row{Key: v.Say("applications.sheet.phone"), Values: []string{s.Phone}},
		ui.Row{Key: v.Say("applications.sheet.email"), Values: []string{s.Email}},
	)))
	return page.Page{Title: title, Body: body}
}

func startKey(v page.Visit, service string) string {
	if _, drafted := v.Folder.Draft(service); drafted {
		return "applications.sheet.resume"
	}
	return "applications.sheet.start"
}

// paragraphs are the words of one part of a sheet: a text, or a numbered list of them.
func paragraphs(v page.Visit, key string, vars ...any) []*ui.Node {
	var out []*ui.Node
	if v.Text.Has(key) {
		out = append(out, v.Para(key, vars...))
	}
	var items []*ui.Node
	for i := 1; v.Text.Has(key + "." + strconv.Itoa(i)); i++ {
		items = append(items, v.Words(key+"."+strconv.Itoa(i), vars...))
	}
	if len(items) > 0 {
		out = append(out, ui.List(items...))
	}
	return out
}

// openFor is an application for the same service that has had no outcome yet.
func openFor(v page.Visit, service string) (applications.Application, bool) {
	for _, a := range v.Folder.Applications {
		open := a.State == applications.Kept || a.State == applications.Filed || a.State == applications.InReview
		if a.Service == service && open {
			return a, true
		}
	}
	return applications.Application{}, false
}

// askedAlready asks somebody who has an application under way whether they want another.
func askedAlready(v page.Visit, d underWay, open applications.Application) page.Page {
	title := v.Say("applications.again.title")
	return page.Page{Title: title, Body: []*ui.Node{
		ui.Back("/servizi/"+url.PathEscape(d.Flow.ID), v.Say("flow.back")), ui.H1(title),
		ui.P(v.Say("applications.again.about", "Service", serviceName(v, d.Flow.ID), "When", moment(v, open.FiledAt))),
		ui.LinkButton("/pratiche/"+url.PathEscape(open.ID), v.Say("applications.again.see")),
		ui.LinkSecond(d.next(v)+naming(v), v.Say("applications.again.new")),
	}}
}
