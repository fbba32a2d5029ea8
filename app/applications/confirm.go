package applications

import (
	"net/url"
	"unicode/utf8"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/app/flowview"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// Confirm is one confirmation: whoever is asked reads what was prepared and says yes or no; whoever proposed it
// reads where it stands. No silence counts as yes.
func Confirm(v page.Visit) page.Page {
	c, p, ok := waiting(v)
	if !ok {
		return p
	}
	if c.Asked.ID != v.Who.Actor.ID {
		return awaiting(v, c)
	}
	d := prepared(v, c)
	if !v.Sent() || !d.Seen(v) {
		return deciding(v, c, d)
	}
	receipt, err := v.Do(c.ID, command.Submit, applications.Submit{Service: c.Service, Answers: c.Answers, Confirms: true})
	if err != nil || receipt.State == command.Refused {
		d.Trouble = troubleKey(err)
		return deciding(v, c, d)
	}
	return page.To("/pratiche/" + url.PathEscape(c.ID) + "?nuova=1")
}

// waiting is the confirmation that the address names while it waits; else what became of it.
func waiting(v page.Visit) (applications.Confirmation, page.Page, bool) {
	id := v.Args["id"]
	if _, filed := v.Folder.Application(id); filed {
		return applications.Confirmation{}, page.To("/pratiche/" + url.PathEscape(id)), false
	}
	c, ok := v.Folder.Confirmation(id)
	if !ok {
		return c, page.NotFound(v), false
	}
	if c.State != applications.Pending {
		return c, ended(v, c), false
	}
	return c, page.Page{}, true
}

func prepared(v page.Visit, c applications.Confirmation) flowview.Drawn {
	f, _ := applications.FlowOf(c.Service, v.Town.Fines)
	return flowview.Drawn{Flow: f, Base: "/conferme/" + url.PathEscape(c.ID), Answers: c.Answers, Draft: c.ID}
}

// deciding is the page of the yes and the no. It can be listened to from its top.
func deciding(v page.Visit, c applications.Confirmation, d flowview.Drawn) page.Page {
	key, yes := "confirmations.asked.you", "confirmations.yes"
	if v.Who.ForOther() {
		key, yes = "confirmations.asked.delegate", "confirmations.yes.for"
	}
	subject := v.Who.Subject.Name()
	title := v.Say(key+".title", "Name", c.ProposedBy.Name)
	return page.Page{Title: title, Body: []*ui.Node{
		ui.Back("/pratiche", v.Say("applications.back")), d.Fault(v), ui.H1(title),
		ui.Lead(v.Say("confirmations.asked.about", "Service", serviceName(v, c.Service))), ui.Aloud(v.Say("confirmations.listen")), v.Age(),
		about(v, c), ui.H2(v.Say("confirmations.answers")), ui.Facts(flowview.Rows(v, d, false)...),
		ui.H2(v.Say("confirmations.decide")), fee(v, "applications.fee.check", c.Service), ui.P(v.Say("confirmations.decide.yes")), ui.P(v.Say("confirmations.decide.no", "Name", c.ProposedBy.Name)),
		d.Form(d.Base, ui.Submit(v.Say(yes, "Name", subject))),
		ui.LinkSecond(d.Base+"/no", v.Say("confirmations.no")),
	}}
}

// about is who prepared it, for whom, when, and why that was allowed.
func about(v page.Visit, c applications.Confirmation) *ui.Node {
	return ui.Facts(
		ui.Row{Key: v.Say("confirmations.prepared_by"), Values: []string{c.ProposedBy.Name + " (" + v.Say("applications.mandate."+string(mandate(c.Mandate))) + ")"}},
		ui.Row{Key: v.Say("applications.receipt.applicant"), Values: []string{v.Who.Subject.Name()}},
		ui.Row{Key: v.Say("confirmations.when"), Values: []string{moment(v, c.ProposedAt)}},
	)
}

// Decline asks why, and says no. Saying why is not owed.
func Decline(v page.Visit) page.Page {
	c, p, ok := waiting(v)
	if !ok {
		return p
	}
	d := prepared(v, c)
	if c.Asked.ID != v.Who.Actor.ID {
		return page.To(d.Base)
	}
	field := ui.Field{Name: "note", Label: v.Say("confirmations.why.title"), Hint: v.Say("confirmations.why.hint", "Name", c.ProposedBy.Name),
		Heading: true, Optional: v.Say("flow.optional"), Value: v.Form.Get("note"), Rows: 4, ErrorWord: v.Say("flow.error")}
	if v.Sent() && utf8.RuneCountInString(field.Value) > applications.NoteLimit {
		field.Problem = v.Say("flow.too_long", "Max", applications.NoteLimit)
	}
	if v.Sent() && field.Problem == "" {
		receipt, err := v.Do("", command.Decline, applications.Decline{Confirmation: c.ID, Note: field.Value})
		if err == nil && receipt.State != command.Refused {
			return page.To(d.Base)
		}
		d.Trouble = troubleKey(err)
	}
	body := []*ui.Node{ui.Back(d.Base, v.Say("flow.back")), d.Fault(v)}
	if field.Problem != "" {
		body = append(body, ui.ErrorSummary(v.Say("flow.problems", "Count", 1), ui.Problem{Field: "note", Text: field.Problem}))
	}
	return page.Page{Title: field.Label, Error: field.Problem != "",
		Body: append(body, ui.Form(d.Base+"/no", field.Node(), ui.Submit(v.Say("confirmations.no"))))}
}
