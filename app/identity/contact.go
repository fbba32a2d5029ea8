package identity

import (
	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/contact"
	"sportello/api/identity"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// contactPath is where the contacts are; the question for each kind stands below it.
const contactPath = "/recapiti"

// asked are the kinds by the last part of their address.
var asked = map[string]contact.Kind{"email": contact.Email, "telefono": contact.Phone}

// Contact shows how the town hall reaches the person, and what waits to change.
func Contact(v page.Visit) page.Page {
	if !v.Who.May(identity.See, contact.Service) {
		return page.NotFound(v)
	}
	now := v.Folder.Contact.At(v.Now)
	title := saidOf(v, "contact.title")
	body := []*ui.Node{ui.H1(title), v.Age()}
	body = append(body, outcome(v)...)
	for _, w := range now.Waiting {
		body = append(body, waits(v, w, now))
	}
	body = append(body, ui.P(saidOf(v, "contact.about")))
	if !v.Town.Mail {
		body = append(body, ui.P(v.Say("contact.nomail")))
	}
	body = append(body, ui.Facts(fact(v, contact.Email, now), fact(v, contact.Phone, now)))
	if v.Who.May(identity.Send, contact.Service) {
		body = append(body, ui.LinkSecond(contactPath+"/email", v.Say("contact.change.email")),
			ui.LinkSecond(contactPath+"/telefono", v.Say("contact.change.phone")))
	}
	return page.Page{Title: title, Body: body}
}

// outcomes are what the address says has just happened.
var outcomes = []string{"cambiato", "attesa", "fermato", "salvato", "passato"}

// outcome tells what has just happened: changed, waiting, stopped, kept on this phone, or too late to stop.
func outcome(v page.Visit) []*ui.Node {
	for _, o := range outcomes {
		if v.Query.Get("fatto") != o {
			continue
		}
		kind := "success"
		if o == "passato" || o == "salvato" {
			kind = "warning"
		}
		return []*ui.Node{ui.Callout(kind, v.Say("contact.outcome."+o+".title"), ui.P(saidOf(v, "contact.outcome."+o+".do")))}
	}
	return nil
}

// waits is a change that can still be stopped: who asked, what for, from when, and the button.
func waits(v page.Visit, w contact.Entry, now contact.Contact) *ui.Node {
	key := "contact.waiting." + string(w.Kind)
	if w.Value == "" {
		key += ".none"
	}
	kids := []*ui.Node{ui.P(v.Say(key, "By", w.By, "Value", w.Value)),
		ui.P(v.Say("contact.waiting.when", "When", text.Moment(v.Text, calendar.Rome(w.FromAt))))}
	if now.Of(w.Kind) != "" {
		kids = append(kids, ui.P(v.Say("contact.waiting.old", "Value", now.Of(w.Kind))))
	}
	if v.Who.May(identity.Send, contact.Service) {
		kids = append(kids, ui.P(v.Say("contact.waiting.doubt")),
			ui.Form(contactPath+"/ferma", ui.Hidden("modifica", w.ID), ui.SubmitSecond("", "", v.Say("contact.stop."+string(w.Kind)))))
	}
	return ui.Callout("warning", v.Say("contact.waiting.title"), kids...)
}

func fact(v page.Visit, k contact.Kind, c contact.Contact) ui.Row {
	value := c.Of(k)
	if value == "" {
		value = v.Say("contact.none")
	}
	return ui.Row{Key: v.Say("contact.short." + string(k)), Values: []string{value}}
}

// ContactStop stops a change that waits. Nothing is asked first: it takes nothing away, and time may be short.
func ContactStop(v page.Visit) page.Page {
	if !v.Sent() {
		return page.To(contactPath)
	}
	receipt, err := v.Do("", command.ContactStop, contact.Stop{Change: v.Form.Get("modifica")})
	switch {
	case err != nil && !late(err):
		return again(v, err)
	case err != nil, receipt.State == command.Refused:
		return page.To(contactPath + "?fatto=passato")
	case receipt.State == command.Kept:
		return page.To(contactPath + "?fatto=salvato")
	}
	return page.To(contactPath + "?fatto=fermato")
}

// saidOf is a message about the person's own matters, or under the same key with ".other" about another's.
func saidOf(v page.Visit, key string, vars ...any) string {
	if v.Who.ForOther() {
		return v.Say(key+".other", append(vars, "Name", v.Who.Subject.Name())...)
	}
	return v.Say(key, vars...)
}
