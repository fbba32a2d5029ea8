package proxies

import (
	"net/url"

	"sportello/api/proxies"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// People asks for whom the person wants to act: themselves, or one of those whose proxy is in force. from is the
// mandate under which they came, so that it can be said.
func People(v page.Visit) page.Page {
	title := v.Say("proxies.people.title")
	now := v.Query.Get("da")
	body := []*ui.Node{ui.H1(title), v.Age(), v.UnsentNotice()}
	cards := []*ui.Node{ui.Card(v.Say("proxies.people.me", "Name", v.Who.Actor.Name()), "/", v.Say("proxies.people.me.about"), acting(v, now == ""))}
	for _, p := range v.Folder.People(v.Today) {
		cards = append(cards, ui.Card(v.Say("proxies.people.for", "Name", other(v, p)), "/per/"+url.PathEscape(p.ID)+"/", v.Services(p.Rights), acting(v, now == p.ID)))
	}
	body = append(body, ui.Cards(cards...))
	if len(cards) == 1 {
		body = append(body, ui.P(v.Say("proxies.people.none")))
	}
	return page.Page{Title: title, Body: append(body, ui.Link("/deleghe", v.Say("proxies.back")))}
}

func acting(v page.Visit, now bool) *ui.Node {
	if !now {
		return nil
	}
	return ui.Tag("info", v.Say("proxies.people.now"))
}

// Paper is the form to print, with every field that a proxy on paper needs (DPR 445/2000 art. 38; DOMAIN § 6.4).
func Paper(v page.Visit) page.Page {
	title := v.Say("proxies.form.title")
	body := []*ui.Node{ui.Back("/deleghe", v.Say("proxies.back")), ui.H1(title), ui.Lead(v.Say("proxies.form.lead")),
		ui.Steps(ui.Text(v.Say("proxies.form.how.1")), ui.Text(v.Say("proxies.form.how.2")), ui.Text(v.Say("proxies.form.how.3")))}
	person := []string{"name", "code", "birth", "home", "phone"}
	for _, part := range []struct {
		key    string
		fields []string
	}{{"giver", person}, {"holder", person}, {"services", proxies.Services}, {"tasks", []string{"see", "prepare", "send", "notices", "pay", "cap"}}, {"time", []string{"from", "until"}},
		{"giver_doc", []string{"type", "number", "issuer", "expiry"}}, {"holder_doc", []string{"type", "number", "issuer", "expiry"}},
		{"sign", []string{"place", "giver", "holder"}}, {"office", []string{"clerk", "day", "privacy", "digest"}}} {
		body = append(body, ui.Section(v.Say("proxies.form."+part.key), lines(v, part.key, part.fields)))
	}
	return page.Page{Title: title, Body: append(body, ui.P(v.Say("proxies.form.privacy")))}
}

// lines are the fields of one part, each with room to write. What is a choice is a box to mark.
func lines(v page.Visit, part string, fields []string) *ui.Node {
	l := ui.El("ul", ui.Attrs{"class": "paper-form list-unstyled", "role": "list"})
	for _, f := range fields {
		words := ""
		switch part {
		case "services":
			words = v.Say("proxies.service." + f)
		case "holder":
			words = v.Say("proxies.form.giver." + f)
		case "holder_doc":
			words = v.Say("proxies.form.giver_doc." + f)
		default:
			words = v.Say("proxies.form." + part + "." + f)
		}
		class := "paper-line"
		if part == "services" || part == "tasks" && f != "cap" {
			class = "paper-box"
		}
		ui.Add(l, ui.El("li", ui.Attrs{"class": class}, ui.Text(words)))
	}
	return l
}
