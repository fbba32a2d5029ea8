package applications

import (
	"net/url"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/identity"
	"sportello/app/flowview"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// Ask asks somebody else to confirm the draft: a helper asks the citizen, the citizen one of their delegates.
func Ask(v page.Visit) page.Page {
	d, p, ok := begun(v)
	if !ok {
		return p
	}
	people := d.askable(v)
	if _, done := d.Flow.Next(d.Answers, v.Today); !done || len(people) == 0 {
		return page.To(d.next(v))
	}
	asked, picked := pick(v, people)
	if !v.Sent() || !picked {
		return d.asking(v, people, v.Sent() && !picked)
	}
	if !d.Seen(v) {
		return page.To(d.Base + "/controlla")
	}
	receipt, err := v.Do("", command.Propose, applications.Propose{Draft: d.Draft, Service: d.Flow.ID, Answers: d.Flow.Kept(d.Answers), Asked: asked.ID})
	if err != nil || receipt.State == command.Refused {
		d.Trouble = troubleKey(err)
		return d.asking(v, people, false)
	}
	return page.To("/conferme/" + url.PathEscape(d.Draft))
}

// askable are the people who can be asked to confirm this draft.
func (d underWay) askable(v page.Visit) []applications.Named {
	if v.Who.ForOther() {
		return []applications.Named{{ID: v.Who.Subject.ID, Name: v.Who.Subject.Name()}}
	}
	var people []applications.Named
	for _, p := range senders(v, d.Flow.ID) {
		people = append(people, applications.Named{ID: p.Delegate.ID, Name: p.Delegate.Name})
	}
	return people
}

// pick is the one of the people that a form names; the only one needs no naming.
func pick(v page.Visit, people []applications.Named) (applications.Named, bool) {
	for _, p := range people {
		if len(people) == 1 || p.ID == v.Form.Get("asked") {
			return p, true
		}
	}
	return applications.Named{}, false
}

// asking is the page that says what will happen, and whom it will be asked.
func (d underWay) asking(v page.Visit, people []applications.Named, wrong bool) page.Page {
	key, name := "confirmations.ask.other", people[0].Name
	if !v.Who.ForOther() {
		key = "confirmations.ask.own"
	}
	p := page.Page{Title: v.Say(key+".title", "Name", name), Error: wrong,
		Body: []*ui.Node{ui.Back(d.Base+"/controlla", v.Say("flow.back")), d.Fault(v)}}
	if len(people) == 1 {
		p.Body = append(p.Body, ui.H1(p.Title), ui.P(v.Say(key+".about", "Name", name)), ui.P(v.Say("confirmations.ask.after")),
			d.Form(d.Base+"/conferma", ui.Submit(v.Say(key+".do", "Name", name))))
		return p
	}
	p.Title = v.Say("confirmations.ask.many.title")
	field := ui.Field{Name: "asked", Label: p.Title, Heading: true, Hint: v.Say("confirmations.ask.after"), ErrorWord: v.Say("flow.error")}
	for _, one := range people {
		field.Options = append(field.Options, ui.Option{Value: one.ID, Label: one.Name})
	}
	if wrong {
		field.Problem = v.Say("confirmations.ask.missing")
		p.Body = append(p.Body, ui.ErrorSummary(v.Say("flow.problems", "Count", 1), ui.Problem{Field: "asked", Text: field.Problem}))
	}
	p.Body = append(p.Body, d.Form(d.Base+"/conferma", field.Node(), ui.Submit(v.Say("confirmations.ask.many.do"))))
	return p
}

// ways are how the draft can leave the page where it was checked: sent, given to somebody to confirm, or both.
// A clerk never sends plainly: the citizen consents to that act, or confirms on their own phone.
func (d underWay) ways(v page.Visit, wrong bool) []*ui.Node {
	first, name := d.askable(v), v.Who.Subject.Name()
	ask := d.Base + "/conferma"
	switch {
	case v.Who.Mandate.Kind == identity.MandateDesk:
		return []*ui.Node{ui.P(v.Say("confirmations.desk.about", "Name", name)),
			ui.LinkButton("/consenso/"+url.PathEscape(d.Flow.ID), v.Say("confirmations.desk.consent")), ui.LinkSecond(ask, v.Say("confirmations.desk.prepare"))}
	case !v.Who.May(identity.Send, d.Flow.ID):
		return []*ui.Node{ui.P(v.Say("confirmations.ask.only", "Name", name)), ui.LinkButton(ask, v.Say("confirmations.ask.other.do", "Name", name))}
	}
	out := []*ui.Node{d.send(v, wrong)}
	switch {
	case v.Who.ForOther():
		out = append(out, ui.LinkSecond(ask, v.Say("confirmations.ask.other.do", "Name", name)))
	case len(first) == 1:
		out = append(out, ui.LinkSecond(ask, v.Say("confirmations.ask.own.do", "Name", first[0].Name)))
	case len(first) > 1:
		out = append(out, ui.LinkSecond(ask, v.Say("confirmations.ask.many.link")))
	}
	return out
}

// send is the form that files the application. Whoever could take one person for another says once more whose it
// is, and reads it on the button.
func (d underWay) send(v page.Visit, wrong bool) *ui.Node {
	kids := []*ui.Node{}
	label := v.Say("flow.send")
	if mistakable(v, d.Flow.ID) {
		kids = append(kids, forField(v, wrong).Tick())
		label = v.Say(whoseKey(v)+".send", "Name", v.Who.Subject.Name())
	}
	kids = append(kids, fee(v, "applications.fee.check", d.Flow.ID), ui.P(v.Say("flow.check.after")), ui.Submit(label))
	return d.Form(d.Base+"/controlla", kids...)
}

// whoseKey is the beginning of the words for an application of one's own or of another.
func whoseKey(v page.Visit) string {
	if v.Who.ForOther() {
		return "confirmations.for.other"
	}
	return "confirmations.for.me"
}

// forField is the box by which somebody says that it is for this person and nobody else.
func forField(v page.Visit, wrong bool) ui.Field {
	f := ui.Field{Name: "whose", Label: v.Say(whoseKey(v)+".label", "Name", v.Who.Subject.Name()), ErrorWord: v.Say("flow.error"), Value: v.Form.Get("whose")}
	if wrong {
		f.Problem = v.Say("confirmations.for.missing")
	}
	return f
}

// checked is the page of the answers with all that stands beside them.
func (d underWay) checked(v page.Visit, changed, wrong bool) page.Page {
	c := flowview.Checked{Who: applicant(v), Changed: changed, Ways: d.ways(v, wrong)}
	if v.Who.ForOther() {
		c.Title = v.Say("confirmations.check.title", "Name", v.Who.Subject.GivenName)
		c.About, c.WhoTitle = v.Say("confirmations.check.about"), v.Say("applications.receipt.applicant")
	}
	if wrong {
		c.Problems = []ui.Problem{{Field: "whose", Text: v.Say("confirmations.for.missing")}}
	}
	return flowview.Check(v, d.Drawn, c)
}
