//go:build !js

package fines

import (
	"errors"
	"net/url"
	"strings"
	"time"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Find finds a fine by what is printed on its letter, for whoever has it in the hand: nobody need sign in. What was
// asked for is sent in a form, never in an address. It says nothing of whose the fine is.
func Find(v page.Visit) page.Page {
	if v.FindFine == nil {
		return page.NotFound(v)
	}
	if !v.Sent() {
		return findAsk(v, nil)
	}
	problems := map[string]string{}
	for _, field := range findFields {
		if strings.TrimSpace(v.Form.Get(field)) == "" {
			problems[field] = v.Say("fines.find." + field + ".missing")
		}
	}
	if len(problems) > 0 {
		return findAsk(v, problems)
	}
	f, debt, err := v.FindFine(v.Form.Get("numero"), v.Form.Get("targa"))
	switch {
	case err == nil:
		o := look(v, f)
		o.debt = debt
		return o.found(v)
	case errors.Is(err, command.ErrNotFound):
		problems["numero"] = v.Say("fines.find.none")
	default:
		problems["numero"] = unanswered(v, err)
	}
	return findAsk(v, problems)
}

var findFields = []string{"numero", "targa"}

// unanswered says why the town hall did not look: too many tries, or it does not answer.
func unanswered(v page.Visit, err error) string {
	if locked, ok := errors.AsType[command.Locked](err); ok {
		return v.Say("fines.find.locked", "Time", calendar.Rome(locked.Until.Add(time.Minute-time.Nanosecond)).Format("15:04"))
	}
	return v.Say("fines.find.down")
}

// findAsk asks for both. What was typed stays.
func findAsk(v page.Visit, problems map[string]string) page.Page {
	title := v.Say("fines.find.title")
	body := []*ui.Node{ui.Back("/", v.Say("home.title")), summary(v, problems, findFields...), ui.H1(title), ui.Lead(v.Say("fines.find.lead"))}
	if problems["numero"] == v.Say("fines.find.none") {
		body = append(body, ui.Callout(ui.KindInfo, v.Say("fines.find.none.title"), ui.P(v.Say("fines.find.none.do")), ui.P(v.Say("fines.find.none.call", "Phone", v.Town.Phone))))
	}
	form := make([]*ui.Node, 0, len(findFields)+1)
	for _, name := range findFields {
		form = append(form, ui.Field{Name: name, Label: v.Say("fines.find." + name), Hint: v.Say("fines.find." + name + ".hint"), Value: v.Form.Get(name),
			Autocomplete: "off", ErrorWord: v.Say("flow.error"), Problem: problems[name], Max: 40}.Node())
	}
	body = append(body, ui.Form(listPath+"/cerca", append(form, ui.Submit(v.Say("fines.find.go")))...), ui.Section(v.Say("fines.find.other"), ui.List(ui.Link("/avviso", v.Say("fines.check")))))
	return page.Page{Title: title, Error: len(problems) > 0, Body: body}
}

// summary is the problems of a form, in the order of its fields; nil for none.
func summary(v page.Visit, problems map[string]string, fields ...string) *ui.Node {
	var list []ui.Problem
	for _, f := range fields {
		if words := problems[f]; words != "" {
			list = append(list, ui.Problem{Field: f, Text: words})
		}
	}
	if list == nil {
		return nil
	}
	return ui.ErrorSummary(v.Say("flow.problems", "Count", len(list)), list...)
}

// found is the fine of a letter: what to do now, what it costs, and how to pay with or without signing in.
func (o one) found(v page.Visit) page.Page {
	title := v.Say("fines.found.title")
	body := []*ui.Node{ui.Back(listPath+"/cerca", v.Say("fines.found.back")), ui.H1(title), ui.P(v.Say("fines.found.which", "Day", text.Day(v.Text, o.FoundOn), "Place", o.Place)), o.now(v)}
	if o.payable() {
		body = append(body, o.amount(v)...)
		if n, ok := o.today(v); ok {
			body = append(body, o.openly(v, n))
		} else {
			body = append(body, ui.P(v.Say("fines.pay.none", "Phone", v.Town.Phone)))
		}
	}
	body = append(append(body, o.happened(v)), o.notices(v)...)
	return page.Page{Title: title, Body: append(body, ui.Section(v.Say("fines.found.more"), ui.P(v.Say("fines.found.more.what")),
		ui.LinkSecond("/entra?torna="+url.QueryEscape(o.address()), v.Say("fines.found.enter"))))}
}
