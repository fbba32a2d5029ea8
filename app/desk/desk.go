// Package desk is the screens of the assisted desk (sportello assistito): a clerk says why, finds one person,
// recognises them, and helps them for half an hour on the person's own pages.
//
// They are pages of the server alone: a clerk's browser keeps nothing, and the browser program does not know them.
// The rules are those of api/desk. Whoever is no clerk finds nothing here.
package desk

import (
	"errors"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/desk"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Start asks why a person's matters are to be opened, and says what is open already.
func Start(v page.Visit) page.Page {
	if v.Who.Office == "" {
		return page.NotFound(v)
	}
	f := asking(v, "reason")
	if v.Query.Get("scaduta") != "" {
		f.note = ui.Callout("warning", v.Say("desk.gone.title"), ui.P(v.Say("desk.gone.do")))
	}
	return reason(f)
}

func reason(f form) page.Page {
	v := f.v
	title := v.Say("desk.reason.title")
	about := []*ui.Node{ui.H1(title), ui.P(v.Say("desk.reason.about"))}
	kids := append(f.fields(), ui.Submit(v.Say("flow.continue")))
	return f.page(title, append(append([]*ui.Node{f.note, open(v)}, about...), ui.Form("/sportello/persona", kids...), ui.Link("/sportello/aiuto", v.Say("helpcode.desk.link")), ui.Section(v.Say("desk.rules.title"),
		ui.List(ui.Text(v.Say("desk.rules.card")), ui.Text(v.Say("desk.rules.read")), ui.Text(v.Say("desk.rules.key")))), ui.Link("/sportello/deleghe", v.Say("proxies.papers.title")))...)
}

// open says which assistance is open now: the next one ends it.
func open(v page.Visit) *ui.Node {
	for _, a := range v.Folder.Desk.Open {
		return ui.Callout("info", v.Say("desk.open.title", "Name", a.Person.Name()), ui.P(v.Say("desk.open.about")),
			ui.Link("/per/"+a.ID+"/", v.Say("desk.open.see", "Name", a.Person.Name())))
	}
	return nil
}

// Person asks whom the clerk helps, and searches.
func Person(v page.Visit) page.Page {
	if v.Who.Office == "" {
		return page.NotFound(v)
	}
	if v.Form == nil {
		return page.To("/sportello")
	}
	why := asking(v, "reason")
	if why.problems = why.step.Problems(why.answers, v.Today); len(why.problems) > 0 {
		return reason(why)
	}
	f := asking(v, "person")
	if !v.Sent() || v.Form.Get("cerca") == "" {
		return person(f, why)
	}
	if f.problems = f.step.Problems(f.answers, v.Today); len(f.problems) > 0 {
		return person(f, why)
	}
	if f.answers["fiscal_code"] != "" && f.answers["fiscal_code"] == v.Who.Actor.FiscalCode {
		f.note = ui.Callout("warning", v.Say("desk.oneself.title"), ui.P(v.Say("desk.oneself.do")))
		return person(f, why)
	}
	return search(f, why)
}

func search(f, why form) page.Page {
	a, v := f.answers, f.v
	born, _ := calendar.Parse(a["birth_date"])
	id := v.NewID()
	r, err := v.Do(id, command.DeskFind, desk.Find{Reason: why.answers["reason"], Note: why.answers["note"], FiscalCode: a["fiscal_code"],
		FamilyName: a["family_name"], GivenName: a["given_name"], BirthDate: born})
	switch {
	case err != nil:
		return trouble(v, err)
	case r.State == command.Refused:
		f.note = refusal(v, r.Problem)
		return person(f, why)
	}
	return page.To("/sportello/presenza/" + id)
}

func person(f, why form) page.Page {
	v := f.v
	title := v.Say("desk.person.title")
	kids := []*ui.Node{ui.Hidden("reason", why.answers["reason"]), ui.Hidden("note", why.answers["note"]), ui.Hidden("cerca", "1")}
	kids = append(append(kids, f.fields()...), ui.Submit(v.Say("desk.person.search")))
	return f.page(title, ui.Back("/sportello", v.Say("flow.back")), f.note, ui.H1(title), ui.P(v.Say("desk.person.about")),
		ui.Form("/sportello/persona", kids...), ui.Small(v.Say("desk.person.written")))
}

// refusal is why the town hall did not do what the clerk asked. Nobody and several have the same words.
func refusal(v page.Visit, problem string) *ui.Node {
	for _, known := range []string{"desk.nobody", "desk.too_many", "desk.no_phone", "desk.no_proxy"} {
		if problem == known {
			return ui.Callout("warning", v.Say(known+".title"), ui.P(v.Say(known+".do")))
		}
	}
	return ui.Callout("warning", v.Say("trouble.refused.title"), ui.P(v.Say("trouble.refused.do")))
}

// trouble is the page for a command that could not be given: nothing happened, what was typed is in the page.
func trouble(v page.Visit, err error) page.Page {
	if errors.Is(err, command.ErrDown) {
		return page.Down(v)
	}
	return page.NotFound(v)
}

func moment(v page.Visit, a desk.Assistance) (from, until string) {
	return text.Moment(v.Text, calendar.Rome(a.StartedAt)), text.Moment(v.Text, calendar.Rome(a.EndedAt))
}
