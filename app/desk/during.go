package desk

import (
	"sportello/api/command"
	"sportello/api/desk"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// Sees is what the citizen sees: how they like to read, and the way to each of their pages. It is asked for under
// the assistance.
func Sees(v page.Visit) page.Page {
	if v.Who.Mandate.Kind != identity.MandateDesk {
		return page.NotFound(v)
	}
	name := v.Who.Subject.Name()
	title := v.Say("desk.sees.title", "Name", name)
	body := []*ui.Node{ui.H1(title)}
	if v.Query.Get("nuova") != "" {
		news := []*ui.Node{ui.P(v.Say("desk.opened.about"))}
		if v.Query.Get("prima") != "" {
			news = append(news, ui.P(v.Say("desk.opened.before")))
		}
		body = append(body, ui.Callout("success", v.Say("desk.opened.title", "Name", name), append(news, ui.P(v.Say("desk.rules.card")))...))
	}
	body = append(body, ui.P(v.Say("desk.sees.about")), ui.Section(v.Say("desk.sees.how"), ui.Facts(tastes(v)...)),
		ui.Section(v.Say("desk.sees.pages"), ui.List(ui.Link("/", v.Say("layout.home")), ui.Link("/servizi", v.Say("layout.services")),
			ui.Link("/pratiche", v.Say("layout.applications")), ui.Link("/tasse", v.Say("layout.taxes")), ui.Link("/paga", v.Say("layout.pay")))),
		ui.P(v.Say("desk.rules.key")))
	return page.Page{Title: title, Body: body}
}

// tastes are how the citizen likes to read, in the words with which they chose it.
func tastes(v page.Visit) []ui.Row {
	likes := v.Folder.Citizen.Or(folder.Preferences{Text: "normal", Contrast: "normal", Spacing: "normal", Lang: "it"})
	row := func(name, value string) ui.Row {
		return ui.Row{Key: v.Say("preferences." + name), Values: []string{v.Say("preferences." + name + "." + value)}}
	}
	return []ui.Row{row("text", likes.Text), row("contrast", likes.Contrast), row("spacing", likes.Spacing), row("lang", likes.Lang)}
}

// Finish ends the assistance with one press. As a link, or after a session that lapsed, it asks first.
func Finish(v page.Visit) page.Page {
	if v.Who.Office == "" {
		return page.NotFound(v)
	}
	id := v.Form.Get("assistance")
	for _, a := range v.Folder.Desk.Open {
		if id == "" || !v.Sent() {
			id = a.ID
		}
	}
	if v.Sent() && id != "" {
		if _, err := v.Do("", command.DeskEnd, desk.End{Assistance: id}); err != nil {
			return trouble(v, err)
		}
		return page.To("/sportello/finita")
	}
	if len(v.Folder.Desk.Open) == 0 {
		return page.To("/sportello/finita")
	}
	name := v.Folder.Desk.Open[0].Person.Name()
	title := v.Say("desk.finish.title", "Name", name)
	return page.Page{Title: title, Body: []*ui.Node{ui.H1(title), ui.P(v.Say("desk.finish.about")),
		ui.Form("/sportello/fine", ui.Hidden("assistance", id), ui.Submit(v.Say("acting.desk.end"))),
		ui.LinkSecond("/per/"+id+"/", v.Say("desk.open.see", "Name", name))}}
}

// Finished says that the assistance is over and what was done, to be printed for the citizen.
func Finished(v page.Visit) page.Page {
	if v.Who.Office == "" {
		return page.NotFound(v)
	}
	a := v.Folder.Desk.Last
	if a == nil {
		return page.To("/sportello")
	}
	from, until := moment(v, *a)
	title := v.Say("desk.finished.title", "Name", a.Person.Name())
	return page.Page{Title: title, Body: []*ui.Node{ui.H1(title), // nobody else is named here: the page is printed for the citizen
		ui.Callout("success", v.Say("desk.finished.why."+a.EndedWhy), ui.P(v.Say("desk.finished.closed"))),
		ui.Section(v.Say("desk.finished.what"), ui.Facts(
			ui.Row{Key: v.Say("desk.finished.for"), Values: []string{a.Person.Name()}},
			ui.Row{Key: v.Say("desk.finished.clerk"), Values: []string{v.Who.Actor.Name(), v.Who.Office}},
			ui.Row{Key: v.Say("desk.finished.from"), Values: []string{from}},
			ui.Row{Key: v.Say("desk.finished.until"), Values: []string{until}},
			ui.Row{Key: v.Say("desk.finished.reason"), Values: []string{v.Say("reason." + a.Reason), a.Note}},
			ui.Row{Key: v.Say("desk.finished.channel"), Values: []string{v.Say("desk.channel." + string(a.Channel))}})),
		ui.Section(v.Say("desk.finished.done"), acts(v, a.Acts)),
		ui.P(v.Say("desk.finished.read")), ui.P(v.Say("desk.finished.print")),
		ui.LinkSecond("/sportello", v.Say("desk.finished.next"))}}
}

// acts are what was done, each once: ten answers to one draft are one draft.
func acts(v page.Visit, all []desk.Act) *ui.Node {
	said := map[string]bool{}
	var lines []*ui.Node
	for _, a := range all {
		key := "desk.did." + a.What
		if !v.Text.Has(key) || said[key+a.Service+a.Protocol] {
			continue
		}
		said[key+a.Service+a.Protocol] = true
		service := ""
		if a.Service != "" {
			service = v.Say("applications." + a.Service + ".title")
		}
		lines = append(lines, ui.Text(v.Say(key, "Service", service, "Protocol", a.Protocol)))
	}
	if len(lines) == 0 {
		return ui.P(v.Say("desk.did.nothing"))
	}
	return ui.List(lines...)
}
