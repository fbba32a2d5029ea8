package identity

import (
	"errors"

	"sportello/api/command"
	"sportello/api/contact"
	"sportello/api/identity"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// ContactAsk asks for a new address or number, and takes it.
func ContactAsk(v page.Visit) page.Page {
	k, known := asked[v.Args["kind"]]
	if !known || !v.Who.May(identity.Send, contact.Service) {
		return page.NotFound(v)
	}
	if !v.Sent() {
		return ask(v, k, "", nil)
	}
	value, problem := contact.Clean(k, v.Form.Get("recapito"))
	if v.Form.Get("togli") != "" {
		value, problem = "", ""
	}
	if problem != "" {
		return ask(v, k, problem, nil)
	}
	receipt, err := v.Do(v.Form.Get("id"), command.ContactSet, contact.Set{Kind: k, Value: value})
	if err == nil && receipt.State == command.Refused {
		err = errRefused
	}
	if err != nil {
		return ask(v, k, "", trouble(v, err))
	}
	return page.To(contactPath + "?fatto=" + done(v, receipt))
}

var errRefused = errors.New("the town hall has refused a contact")

// done names what has happened, for the address of the next page.
func done(v page.Visit, r command.Receipt) string {
	switch {
	case r.State == command.Kept:
		return "salvato"
	case v.Who.ForOther():
		return "attesa"
	}
	return "cambiato"
}

// ask is the page with the one question. What was typed stays; each drawing has an id of its own for the command, so
// that a form sent twice is one change.
func ask(v page.Visit, k contact.Kind, problem string, failed *ui.Node) page.Page {
	title := saidOf(v, "contact.ask."+string(k))
	f := ui.Field{Name: "recapito", Label: title, Heading: true, Hint: v.Say("contact.ask." + string(k) + ".hint"), Value: v.Folder.Contact.At(v.Now).Of(k),
		Type: string(k), InputMode: string(k), Autocomplete: string(k), ErrorWord: v.Say("flow.error")}
	if k == contact.Phone {
		f.Type, f.InputMode, f.Autocomplete = "tel", "tel", "tel"
	}
	if v.Who.ForOther() {
		f.Autocomplete = "off" // the browser knows the helper's own
	}
	id := v.Form.Get("id")
	if v.Form != nil {
		f.Value = v.Form.Get("recapito")
	}
	if id == "" || problem != "" {
		id = v.NewID()
	}
	body := []*ui.Node{ui.Back(contactPath, v.Say("flow.back")), failed}
	if problem != "" {
		f.Problem = v.Say("contact.ask." + string(k) + "." + problem)
		body = append(body, ui.ErrorSummary(v.Say("flow.problems", "Count", 1), ui.Problem{Field: f.Name, Text: f.Problem}))
	}
	if v.Offline {
		body = append(body, ui.Callout("info", v.Say("contact.offline.title"), ui.P(v.Say("contact.offline.do"))))
	}
	action := v.Path
	form := []*ui.Node{ui.Hidden("id", id), f.Node(), ui.P(saidOf(v, "contact.after", "Count", v.Town.Letters.Cooling())), ui.Submit(v.Say("contact.save"))}
	body = append(body, ui.Form(action, form...))
	if v.Folder.Contact.At(v.Now).Of(k) != "" {
		body = append(body, ui.Form(action, ui.Hidden("id", v.NewID()), ui.SubmitSecond("togli", "1", v.Say("contact.remove."+string(k)))))
	}
	return page.Page{Title: title, Error: problem != "", Body: body}
}

// late reports whether what was asked for cannot be done any more.
func late(err error) bool { return errors.Is(err, command.ErrNotFound) }

// again is the page of the contacts with the reason why nothing happened.
func again(v page.Visit, err error) page.Page {
	p := Contact(v)
	p.Body = append(p.Body[:1:1], append([]*ui.Node{trouble(v, err)}, p.Body[1:]...)...)
	return p
}

// trouble says why a command did not go through.
func trouble(v page.Visit, err error) *ui.Node {
	key := "trouble.down"
	switch {
	case errors.Is(err, command.ErrNotKept):
		key = "trouble.notkept"
	case errors.Is(err, command.ErrReused):
		key = "trouble.reused"
	case errors.Is(err, command.ErrOtherPerson):
		key = "trouble.other"
	case errors.Is(err, errRefused):
		key = "trouble.refused"
	}
	return ui.Callout("warning", v.Say(key+".title"), ui.P(v.Say(key+".do")))
}
