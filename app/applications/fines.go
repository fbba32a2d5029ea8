package applications

import (
	"net/url"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/fines"
	"sportello/api/flow"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// naming is the part of an address that names the fine an application is about; empty when it names none.
func naming(v page.Visit) string {
	if id := v.Query.Get("verbale"); id != "" {
		return "?verbale=" + url.QueryEscape(id)
	}
	return ""
}

// term is the last day of a service for a fine; 0 when there is nothing to ask or to say.
func term(v page.Visit, service string, f fines.Fine) calendar.Day {
	switch s := f.Standing(v.Town.Fines, v.Today); service {
	case applications.DriverData.ID:
		return s.Driver
	case applications.Plan:
		if v.Today <= s.PlanBy {
			return s.PlanBy
		}
	}
	return 0
}

// concerned are the fines of the folder that a service can be about.
func concerned(v page.Visit, service string) (all []fines.Fine) {
	for _, f := range v.Folder.Fines {
		if term(v, service, f) != 0 {
			all = append(all, f)
		}
	}
	return all
}

// named is the fine that the address names; without a name, the only one there is.
func named(v page.Visit, service string) (fines.Fine, bool) {
	all := concerned(v, service)
	if id := v.Query.Get("verbale"); id != "" {
		for _, f := range all {
			if f.ID == id {
				return f, true
			}
		}
		return fines.Fine{}, false
	}
	if len(all) == 1 {
		return all[0], true
	}
	return fines.Fine{}, false
}

// suggest is what the town hall knows already of the matter: offered, so that nobody copies a verbale by hand.
func suggest(v page.Visit, service string) flow.Answers {
	a := flow.Answers{"address": v.Folder.Address}
	if f, ok := named(v, service); ok {
		a["verbale"], a["plate"], a["verbale_on"] = f.Number, f.Plate, f.FoundOn.Italian()
		a["notified"], a["amount"] = f.NotifiedOn.Italian(), f.Reduced.Italian()
	}
	return a
}

// other reports whether answers are about another fine than the one that the address names.
func other(v page.Visit, service string, a flow.Answers) bool {
	f, ok := named(v, service)
	return ok && v.Query.Get("verbale") != "" && a["verbale"] != "" && a["verbale"] != f.Number
}

// clocks are the fines of the person for which the service has a last day, each with the way to begin; nil without any.
func clocks(v page.Visit, service string, may bool) *ui.Node {
	var cards []*ui.Node
	for _, f := range concerned(v, service) {
		if _, said := v.Folder.Drove(f.Number); said && service == applications.DriverData.ID {
			continue
		}
		day, when := term(v, service, f), "applications.for.by"
		if day < v.Today {
			when = "applications.for.was"
		}
		to := "/multe/" + url.PathEscape(f.ID)
		if may {
			to = "/servizi/" + url.PathEscape(service) + "/domanda?verbale=" + url.QueryEscape(f.ID)
		}
		cards = append(cards, ui.Card(v.Say("applications.for.one", "Number", f.Number), to, v.Say(when, "Day", text.Day(v.Text, day))))
	}
	if cards == nil {
		return nil
	}
	return ui.Section(v.Say("applications.for.title"), ui.Cards(cards...))
}

// figures are the terms and thresholds that the sheets of the services tell.
func figures(v page.Visit, s applications.Service) []any {
	r := v.Town.Fines
	all := []any{"Days", s.TermDays, "DriverDays", r.DriverDays}
	if i := r.Instalments; i != nil {
		all = append(all, "Ask", i.Days, "Over", i.Over, "Income", i.Income, "More", i.EachMore, "Least", i.Least)
	}
	return all
}
