package applications

import (
	"net/url"

	"sportello/api/applications"
	"sportello/api/command"
	"sportello/app/flowview"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// awaiting is the page of whoever waits for another's yes. They may take it back.
func awaiting(v page.Visit, c applications.Confirmation) page.Page {
	d := prepared(v, c)
	title := v.Say("confirmations.waiting", "Name", c.Asked.Name)
	body := []*ui.Node{ui.Back("/pratiche", v.Say("applications.back")), ui.H1(title), v.Age(), standing(v, c),
		ui.P(v.Say("confirmations.waiting.about", "Name", c.Asked.Name)), about(v, c),
		ui.Details(v.Say("confirmations.answers"), ui.Facts(flowview.Rows(v, d, false)...))}
	if c.ProposedBy.ID == v.Who.Actor.ID {
		body = append(body, ui.LinkSecond(d.Base+"/ritira", v.Say("confirmations.withdraw")))
	}
	return page.Page{Title: title, Body: body}
}

// standing says when something is known to this phone only.
func standing(v page.Visit, c applications.Confirmation) *ui.Node {
	if c.Kept == "" {
		return nil
	}
	return ui.Callout(ui.KindWarning, v.Say("applications.state.kept"), ui.P(v.Say("confirmations.kept")))
}

// ended is what became of a confirmation that was not a yes.
func ended(v page.Visit, c applications.Confirmation) page.Page {
	if c.State == applications.TakenBack {
		return page.To("/pratiche")
	}
	title := endTitle(v, c)
	body := []*ui.Node{ui.Back("/pratiche", v.Say("applications.back")), ui.H1(title), standing(v, c)}
	if c.Note != "" {
		body = append(body, ui.Facts(ui.Row{Key: v.Say("confirmations.note", "Name", c.Asked.Name), Values: []string{c.Note}}))
	}
	if c.State == applications.Declined {
		body = append(body, ui.P(v.Say("confirmations.declined.about")))
	}
	return page.Page{Title: title, Body: append(body, ui.Link("/pratiche", v.Say("confirmations.list")))}
}

func endTitle(v page.Visit, c applications.Confirmation) string {
	switch {
	case c.State == applications.Superseded:
		return v.Say("confirmations.superseded")
	case c.Asked.ID == v.Who.Actor.ID:
		return v.Say("confirmations.declined.you")
	}
	return v.Say("confirmations.declined", "Name", c.Asked.Name)
}

// Withdraw asks whether the request may go, and takes it back.
func Withdraw(v page.Visit) page.Page {
	c, p, ok := waiting(v)
	if !ok {
		return p
	}
	d := prepared(v, c)
	if c.ProposedBy.ID != v.Who.Actor.ID {
		return page.To(d.Base)
	}
	if v.Sent() {
		receipt, err := v.Do("", command.Withdraw, applications.Withdraw{Confirmation: c.ID})
		if err == nil && receipt.State != command.Refused {
			return page.To("/pratiche")
		}
		d.Trouble = troubleKey(err)
	}
	title := v.Say("confirmations.withdraw.title")
	return page.Page{Title: title, Body: []*ui.Node{ui.Back(d.Base, v.Say("flow.back")), d.Fault(v), ui.H1(title),
		ui.P(v.Say("confirmations.withdraw.about", "Name", c.Asked.Name)),
		ui.Form(d.Base+"/ritira", ui.Submit(v.Say("confirmations.withdraw.yes"))), ui.LinkSecond(d.Base, v.Say("confirmations.withdraw.no"))}}
}

// shared are the cards of what two people do together: what waits for this person's answer first, and what
// became of what they proposed.
func shared(v page.Visit) []*ui.Node {
	var mine, others []*ui.Node
	for _, c := range v.Folder.Confirmations {
		if _, filed := v.Folder.Application(c.ID); filed {
			continue
		}
		to, name := "/conferme/"+url.PathEscape(c.ID), serviceName(v, c.Service)
		kept := keptTag(v, c)
		switch {
		case c.State == applications.Pending && c.Asked.ID == v.Who.Actor.ID:
			mine = append(mine, ui.Card(v.Say("confirmations.card.asked", "Service", name), to,
				v.Say("confirmations.card.asked.about", "Name", c.ProposedBy.Name, "When", moment(v, c.ProposedAt)), ui.Tag(ui.KindWarning, v.Say("confirmations.tag.asked")), kept))
		case c.State == applications.Pending:
			others = append(others, ui.Card(name, to, v.Say("confirmations.card.waiting", "Name", c.Asked.Name, "When", moment(v, c.ProposedAt)),
				ui.Tag(ui.KindInfo, v.Say("confirmations.tag.waiting")), kept))
		case c.State != applications.TakenBack && c.ProposedBy.ID == v.Who.Actor.ID:
			others = append(others, ui.Card(name, to, endTitle(v, c), kept))
		}
	}
	return append(mine, others...)
}

func keptTag(v page.Visit, c applications.Confirmation) *ui.Node {
	if c.Kept == "" {
		return nil
	}
	return ui.Tag(ui.KindWarning, v.Say("applications.state.kept"))
}
