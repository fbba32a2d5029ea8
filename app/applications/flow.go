// Package applications is the screens of applications: what can be asked for, the questions, the check,
// the receipt, and what became of them. It draws and acts through a page.Visit; the rules are those of
// api/applications.
package applications

import (
	"errors"
	"net/url"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/api/flow"
	"sportello/api/identity"
	"sportello/app/flowview"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Begin opens the flow: where the draft was left, or at the first question. Somebody who acts for others too is
// asked first for whom, unless they come from a fine of their own; somebody who has asked already is told so.
func Begin(v page.Visit) page.Page {
	d, p, ok := begun(v)
	if !ok {
		return p
	}
	_, ofMine := named(v, d.Flow.ID)
	if others := held(v, d.Flow.ID); len(others) > 0 && v.Query.Get("per") != "me" && !(ofMine && naming(v) != "") {
		return forWhom(v, d.Flow.ID, others)
	}
	if _, drafted := v.Folder.Draft(d.Flow.ID); !drafted {
		if waiting, ok := v.Folder.Waiting(d.Flow.ID); ok {
			return page.To("/conferme/" + url.PathEscape(waiting.ID))
		}
		if open, asked := openFor(v, d.Flow.ID); asked && !other(v, d.Flow.ID, open.Answers) {
			return askedAlready(v, d, open)
		}
	}
	if other(v, d.Flow.ID, d.Answers) {
		return page.To(d.Base + "/" + d.Flow.Steps[0].ID + naming(v))
	}
	return page.To(d.next(v) + naming(v))
}

// Question asks one step, and takes its answer.
func Question(v page.Visit) page.Page {
	d, p, ok := begun(v)
	if !ok {
		return p
	}
	s, _, _, ok := d.Flow.Find(v.Args["step"], d.Answers)
	if !ok {
		return page.To(d.next(v))
	}
	if filed, ok := v.Folder.Application(v.Form.Get("draft")); ok {
		return page.To("/pratiche/" + url.PathEscape(filed.ID))
	}
	if v.Form != nil {
		d.Answers = s.Take(d.Answers, v.Form.Get)
	} else if other(v, d.Flow.ID, d.Answers) && s.ID == d.Flow.Steps[0].ID {
		d.Answers = s.Take(d.Answers, func(name string) string { return d.Suggest[name] })
	}
	if !v.Sent() {
		return flowview.Question(v, d.Drawn, s, nil)
	}
	if problems := s.Problems(d.Answers, v.Today); len(problems) > 0 {
		return flowview.Question(v, d.Drawn, s, problems)
	}
	only := flow.Step{Fields: s.Fields}.Take(nil, v.Form.Get)
	receipt, err := v.Do("", command.Answer, applications.Answer{Draft: d.Draft, Service: d.Flow.ID, Answers: only})
	if err != nil || receipt.State == command.Refused {
		d.Trouble = troubleKey(err)
		return flowview.Question(v, d.Drawn, s, nil)
	}
	return page.To(d.next(v))
}

// Check shows all answers once more, and files the application.
func Check(v page.Visit) page.Page {
	d, p, ok := begun(v)
	if !ok {
		return p
	}
	if filed, ok := v.Folder.Application(v.Form.Get("draft")); ok {
		return page.To("/pratiche/" + url.PathEscape(filed.ID))
	}
	if _, done := d.Flow.Next(d.Answers, v.Today); !done {
		if open, asked := openFor(v, d.Flow.ID); asked && len(d.Answers) == 0 {
			return page.To("/pratiche/" + url.PathEscape(open.ID)) // Back after sending: nothing is left to check
		}
		return page.To(d.next(v))
	}
	changed := v.Sent() && !d.Seen(v)
	if !v.Sent() || changed || !v.Who.May(identity.Send, d.Flow.ID) || v.Who.Mandate.Kind == identity.MandateDesk {
		return d.checked(v, changed, false)
	}
	if mistakable(v, d.Flow.ID) && v.Form.Get("whose") != "yes" {
		return d.checked(v, false, true)
	}
	receipt, err := v.Do(d.Draft, command.Submit, applications.Submit{Service: d.Flow.ID, Answers: d.Flow.Kept(d.Answers)})
	if err != nil || receipt.State == command.Refused {
		d.Trouble = troubleKey(err)
		return d.checked(v, false, false)
	}
	return page.To("/pratiche/" + url.PathEscape(receipt.Command) + "?nuova=1")
}

// Discard asks whether the draft may go, and throws it away.
func Discard(v page.Visit) page.Page {
	d, _, ok := begun(v)
	draft, drafted := v.Folder.Draft(d.Flow.ID)
	if !ok || !drafted {
		return page.To("/pratiche")
	}
	if v.Sent() {
		if _, err := v.Do("", command.Discard, applications.Discard{Draft: draft.ID}); err == nil {
			return page.To("/pratiche")
		}
		d.Trouble = "trouble.down"
	}
	title := v.Say("applications.discard.title")
	return page.Page{Title: title, Body: []*ui.Node{
		ui.Back("/pratiche", v.Say("flow.back")), ui.H1(title), ui.P(v.Say("applications.discard.about", "Service", serviceName(v, d.Flow.ID))),
		ui.Form(d.Base+"/elimina", ui.SubmitDanger(v.Say("applications.discard.yes"))),
		ui.LinkSecond("/pratiche", v.Say("applications.discard.no")),
	}}
}

// underWay is a flow of this visit.
type underWay struct{ flowview.Drawn }

// drawn is the flow that the address names, with the answers of the folder's draft.
func drawn(v page.Visit) (underWay, bool) {
	id := v.Args["service"]
	f, known := applications.FlowOf(id, v.Town.Fines)
	if _, offered := v.Town.Service(id); !known || !offered {
		return underWay{}, false
	}
	d := underWay{flowview.Drawn{Flow: f, Base: "/servizi/" + id + "/domanda", Answers: flow.Answers{}, Draft: v.Form.Get("draft"),
		Suggest: suggest(v, id)}}
	if draft, ok := v.Folder.Draft(id); ok {
		d.Answers, d.Draft = draft.Answers, draft.ID
	}
	if d.Draft == "" {
		d.Draft = v.NewID()
	}
	if v.Who.ForOther() {
		d.Note = v.Say("confirmations.as_if", "Name", v.Who.Subject.GivenName)
	}
	return d, true
}

// begun is the flow that the address names, for who may write in it; else the page instead.
func begun(v page.Visit) (underWay, page.Page, bool) {
	d, ok := drawn(v)
	if !ok {
		return d, page.NotFound(v), false
	}
	if !v.Who.May(identity.Prepare, d.Flow.ID) {
		return d, page.To("/servizi/" + url.PathEscape(d.Flow.ID)), false
	}
	return d, page.Page{}, true
}

// next is the address of the first step that needs an answer, or of the check.
func (d underWay) next(v page.Visit) string {
	if s, done := d.Flow.Next(d.Answers, v.Today); !done {
		return d.Base + "/" + s.ID
	}
	return d.Base + "/controlla"
}

func applicant(v page.Visit) []ui.Row {
	return []ui.Row{
		{Key: v.Say("flow.check.name"), Values: []string{v.Who.Subject.Name()}},
		{Key: v.Say("flow.check.code"), Values: []string{v.Who.Subject.FiscalCode}, Heard: text.CodeHeard(v.Who.Subject.FiscalCode)},
	}
}

// troubleKey names the words for a command that did not go through.
func troubleKey(err error) string {
	var refused interface{ Refused() string } // of the server; the phone says it in the receipt
	switch {
	case errors.Is(err, command.ErrNotKept):
		return "trouble.notkept"
	case errors.Is(err, command.ErrReused):
		return "trouble.reused"
	case errors.Is(err, command.ErrOtherPerson):
		return "trouble.other"
	case err == nil, errors.As(err, &refused):
		return "trouble.refused"
	}
	return "trouble.down"
}
