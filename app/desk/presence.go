package desk

import (
	"net/url"
	"slices"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/desk"
	"sportello/api/flow"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// gone leads back to the beginning: a search is good for a quarter of an hour, and for who made it.
var gone = page.To("/sportello?scaduta=1")

// Presence asks how the clerk has recognised who was found.
func Presence(v page.Visit) page.Page {
	if v.Who.Office == "" {
		return page.NotFound(v)
	}
	c, ok := v.Folder.Desk.Candidate(v.Args["search"])
	if !ok {
		return gone
	}
	f := asking(v, "presence")
	if v.Sent() {
		if f.problems = f.step.Problems(f.answers, v.Today); len(f.problems) == 0 {
			return page.To("/sportello/presenza/" + url.PathEscape(c.ID) + "/" + f.answers["how"])
		}
	}
	how := f.field(f.step.Fields[0])
	how.Heading, how.Label = true, v.Say("desk.how.question", "Name", c.Person.Name())
	how.Options = slices.DeleteFunc(how.Options, func(o ui.Option) bool {
		return o.Value == string(desk.ByCall) && c.Phone == "" || o.Value == string(desk.ByDelegate) && len(c.Delegates) == 0
	})
	body := []*ui.Node{open(v), ui.Form("/sportello/presenza/"+c.ID, how.Node(), ui.Submit(v.Say("flow.continue")))}
	if c.Phone == "" {
		body = append(body, ui.P(v.Say("desk.how.nophone")))
	}
	return f.page(how.Label, append([]*ui.Node{ui.Back("/sportello", v.Say("flow.back"))}, body...)...)
}

// Recognise asks what the chosen way asks for, and opens the assistance.
func Recognise(v page.Visit) page.Page {
	how := v.Args["how"]
	if v.Who.Office == "" || !slices.Contains(desk.Hows, how) {
		return page.NotFound(v)
	}
	c, ok := v.Folder.Desk.Candidate(v.Args["search"])
	if !ok {
		return gone
	}
	if how == string(desk.ByCall) && c.Phone == "" || how == string(desk.ByDelegate) && len(c.Delegates) == 0 {
		return page.To("/sportello/presenza/" + url.PathEscape(c.ID))
	}
	f := form{v: v, answers: flow.Answers{}}
	if how == string(desk.ByDocument) || how == string(desk.ByDelegate) {
		f = asking(v, how)
	}
	if v.Sent() {
		if f.problems = f.step.Problems(f.answers, v.Today); len(f.problems) == 0 {
			return opened(f, c, desk.How(how))
		}
	}
	return recognise(f, c, how)
}

func opened(f form, c desk.Candidate, how desk.How) page.Page {
	v, id := f.v, f.v.NewID()
	expires, _ := calendar.Parse(f.answers["expires"])
	r, err := v.Do(id, command.DeskOpen, desk.Open{Search: c.ID, Presence: desk.Presence{How: how, Document: f.answers["document"],
		LastFour: f.answers["last_four"], Expires: expires, Proxy: f.answers["proxy"]}})
	switch {
	case err != nil:
		return trouble(v, err)
	case r.Problem == "desk.gone":
		return gone
	case r.State == command.Refused:
		f.note = refusal(v, r.Problem)
		return recognise(f, c, string(how))
	}
	to := "/per/" + id + "/sportello/vede?nuova=1"
	if len(v.Folder.Desk.Open) > 0 {
		to += "&prima=1"
	}
	return page.To(to)
}

func recognise(f form, c desk.Candidate, how string) page.Page {
	v, name := f.v, c.Person.Name()
	title := v.Say("desk."+how+".title", "Name", name)
	var asked []*ui.Node
	switch desk.How(how) {
	case desk.ByDocument:
		asked = f.fields()
	case desk.ByDelegate:
		who := f.field(f.step.Fields[0])
		for _, d := range c.Delegates {
			who.Options = append(who.Options, ui.Option{Value: d.Proxy, Label: d.Name})
		}
		asked = []*ui.Node{who.Node()}
	case desk.ByCall:
		asked = []*ui.Node{ui.Facts(ui.Row{Key: v.Say("desk.phone"), Values: []string{c.Phone}})}
	}
	asked = append(asked, ui.P(v.Say("desk.rules.card")), ui.Submit(v.Say("desk.open.do", "Name", name)))
	return f.page(title, ui.Back("/sportello/presenza/"+c.ID, v.Say("flow.back")), f.note, open(v), ui.H1(title), ui.P(v.Say("desk."+how+".about", "Name", name)),
		ui.Form("/sportello/presenza/"+c.ID+"/"+how, asked...))
}
