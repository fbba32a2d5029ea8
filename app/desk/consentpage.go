package desk

import (
	"cmp"

	"sportello/api/calendar"
	"sportello/api/desk"
	"sportello/app/flowview"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// draw is the page for where the consent stands: to be read out, to be given, or given and not used yet.
func (a asked) draw(v page.Visit) page.Page {
	same := a.consent.Digest == desk.Digest(a.answers)
	switch {
	case same && a.consent.Given(v.Now):
		return a.given(v)
	case same && a.consent.Open(v.Now):
		return a.waiting(v)
	case a.news != "" || a.consent.ID == "" || !a.consent.UsedAt.IsZero():
	case !same:
		a.news = "flow.changed"
	case !a.consent.EndedAt.IsZero():
		a.news = "codes.again.consent_ended"
	default:
		a.news = "codes.again.consent_late"
	}
	return a.reading(v)
}

// reading is the page of the one sentence that is read aloud, with the answers below.
func (a asked) reading(v page.Visit) page.Page {
	title := v.Say("codes.read.title", "Name", v.Who.Subject.GivenName)
	return page.Page{Title: title, Body: []*ui.Node{
		ui.Back(a.Base+"/controlla", v.Say("flow.back")), a.Fault(v), a.happened(v), ui.H1(title), a.sentence(v),
		ui.P(v.Say("codes.read.about")),
		a.Form(a.address(), ui.Hidden("do", "ask"), ui.Submit(v.Say("codes.read.done"))),
		ui.H2(v.Say("flow.check.answers")), ui.Facts(flowview.Rows(v, a.Drawn, false)...),
		a.without(v)}}
}

// sentence is what the citizen says yes to: the act, whose it is, and what it costs.
func (a asked) sentence(v page.Visit) *ui.Node {
	key, vars := "codes.sentence.file", []any{"Name", v.Who.Subject.Name(), "Service", v.Say("codes.sentence." + a.Flow.ID)}
	if cost := cmp.Or(a.consent.Amount, v.Town.Fees[a.Flow.ID]); cost > 0 {
		key, vars = "codes.sentence.file.paid", append(vars, "Amount", text.Euro(v.Text, cost))
	}
	return ui.Callout(ui.KindInfo, v.Say("codes.aloud"), ui.Lead(v.Say(key, vars...)))
}

// waiting is the page that takes the code.
func (a asked) waiting(v page.Visit) page.Page {
	title := v.Say("codes.code.title", "Name", v.Who.Subject.GivenName)
	field := ui.Field{Name: "code", Label: title, Heading: true, Hint: v.Say("codes.code.hint"), Problem: a.problem, ErrorWord: v.Say("flow.error"),
		InputMode: "numeric", Autocomplete: "off", Max: 20}
	if a.problem != "" {
		field.Value = v.Form.Get("code")
	}
	body := []*ui.Node{ui.Back(a.Base+"/controlla", v.Say("flow.back")), a.Fault(v), a.happened(v)}
	if a.problem != "" {
		body = append(body, ui.ErrorSummary(v.Say("flow.problems", "Count", 1), ui.Problem{Field: field.Name, Text: a.problem}))
	}
	body = append(body, a.Form(a.address(), ui.Hidden("do", "code"), ui.Hidden("consent", a.consent.ID), field.Node(), ui.Submit(v.Say("codes.code.file"))),
		a.sentence(v), ui.P(v.Say("codes.code.until", "When", calendar.Rome(a.consent.ExpiresAt).Format("15:04"))))
	return page.Page{Title: title, Error: a.problem != "", Body: append(append(body, a.ways(v)...), a.without(v))}
}

// ways are where the citizen finds a code.
func (a asked) ways(v page.Visit) []*ui.Node {
	ways := []*ui.Node{ui.Text(v.Say("codes.way.app"))}
	if a.consent.Card > 0 {
		ways = append(ways, ui.Text(v.Say("codes.way.card", "Number", a.consent.Card)))
	}
	to := v.Folder.Contact.Email
	if !v.Town.Mail || to == "" {
		return []*ui.Node{ui.H2(v.Say("codes.ways")), ui.List(ways...)}
	}
	key := "codes.way.mail.do"
	if !a.consent.Mailed.IsZero() {
		ways = append(ways, ui.Text(v.Say("codes.way.mail", "Address", to, "When", calendar.Rome(a.consent.Mailed).Format("15:04"))))
		key = "codes.way.mail.again"
	}
	return []*ui.Node{ui.H2(v.Say("codes.ways")), ui.List(ways...),
		a.Form(a.address(), ui.Hidden("do", "mail"), ui.Hidden("consent", a.consent.ID), ui.SubmitSecond("", "", v.Say(key, "Address", to)))}
}

// given is the page for a yes that was said and a filing that did not go through.
func (a asked) given(v page.Visit) page.Page {
	title := v.Say("codes.given.title", "Name", v.Who.Subject.GivenName)
	return page.Page{Title: title, Body: []*ui.Node{
		ui.Back(a.Base+"/controlla", v.Say("flow.back")), a.Fault(v), a.happened(v), ui.H1(title),
		ui.P(v.Say("codes.given.about", "When", calendar.Rome(a.consent.ExpiresAt).Format("15:04"))),
		a.Form(a.address(), ui.Hidden("do", "file"), ui.Hidden("consent", a.consent.ID), ui.Submit(v.Say("codes.given.file"))), a.sentence(v)}}
}

// without is what can be done when there is no code: nothing is sent, the citizen confirms later.
func (a asked) without(v page.Visit) *ui.Node {
	return ui.Section(v.Say("codes.without.title"), ui.P(v.Say("codes.without.about", "Name", v.Who.Subject.GivenName)),
		ui.LinkSecond(a.Base+"/conferma", v.Say("confirmations.desk.prepare")))
}

func (a asked) happened(v page.Visit) *ui.Node {
	if a.news == "" {
		return nil
	}
	return ui.Callout(ui.KindWarning, v.Say(a.news+".title"), ui.P(v.Say(a.news+".do")))
}
