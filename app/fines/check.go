//go:build !js

package fines

import (
	"sportello/api/fines"
	"sportello/api/payments"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

const checkPath = "/avviso"

// Check says whether a notice is true, by its number, the text of its code or a photo of it, which the host has read.
func Check(v page.Visit) page.Page {
	if v.CheckNotice == nil {
		return page.NotFound(v)
	}
	if !v.Sent() {
		return checkAsk(v, nil)
	}
	field, typed := "testo", v.Form.Get("testo")
	if v.Form.Has("foto") || v.Form.Get("con") == "foto" {
		field, typed = "foto", v.Form.Get("foto")
	}
	switch typed {
	case "":
		return checkAsk(v, map[string]string{field: v.Say("fines.check." + field + ".missing")})
	case page.Unseen:
		return checkAsk(v, map[string]string{field: v.Say("fines.check.foto.unread")})
	}
	verdict, err := v.CheckNotice(typed)
	switch {
	case err != nil:
		return checkAsk(v, map[string]string{field: unanswered(v, err)})
	case verdict.Answer == payments.Unread:
		return checkAsk(v, map[string]string{field: v.Say("fines.check." + field + ".unread")})
	}
	return answered(v, verdict)
}

// checkAsk has two ways, each with its own button: to write the number, or to send a photo.
func checkAsk(v page.Visit, problems map[string]string) page.Page {
	title := v.Say("fines.check.title")
	typed := ui.Field{Name: "testo", Label: v.Say("fines.check.testo"), Hint: v.Say("fines.check.testo.hint"), Value: v.Form.Get("testo"), Autocomplete: "off",
		ErrorWord: v.Say("flow.error"), Problem: problems["testo"]}
	photo := ui.Field{Name: "foto", Label: v.Say("fines.check.foto"), Hint: v.Say("fines.check.foto.hint"), Type: "file", Accept: "image/jpeg,image/png",
		ErrorWord: v.Say("flow.error"), Problem: problems["foto"]}
	return page.Page{Title: title, Error: len(problems) > 0, Body: []*ui.Node{ui.Back("/", v.Say("home.title")), summary(v, problems, "testo", "foto"),
		ui.H1(title), ui.Lead(v.Say("fines.check.lead")), warning(v),
		ui.Form(checkPath, typed.Node(), ui.Submit(v.Say("fines.check.go"))),
		ui.Section(v.Say("fines.check.or"), ui.Upload(ui.Form(checkPath, ui.Hidden("con", "foto"), photo.Node(), ui.SubmitSecond("", "", v.Say("fines.check.foto.go")))),
			ui.P(v.Say("fines.check.foto.kept")))}}
}

// warning is what protects from false notices.
func warning(v page.Visit) *ui.Node {
	return ui.Callout(ui.KindWarning, v.Say("fines.check.warn.title"), ui.P(v.Say("fines.check.warn")), ui.P(v.Say("fines.check.warn.pin")))
}

// answered is the answer as a title, and what to do now.
func answered(v page.Visit, a payments.Verdict) page.Page {
	key := "fines.check." + string(a.Answer)
	title := v.Say(key + ".title")
	kind := map[payments.Answer]string{payments.Yes: ui.KindSuccess, payments.No: ui.KindDanger, payments.NotOurs: ui.KindWarning, payments.Unsure: ui.KindWarning}[a.Answer]
	if a.Answer == payments.Yes && a.State != payments.Open { // a yes alone would be read as: pay it
		title, kind = v.Say("fines.check.yes.not"), ui.KindWarning
	}
	body := []*ui.Node{ui.Back(checkPath, v.Say("fines.check.again")), ui.H1(title)}
	switch what := v.Say(key + ".what"); {
	case a.Answer == payments.Yes:
		body = append(body, ui.Callout(kind, what, stateOf(v, a)), safely(v, a))
	case a.Answer == payments.No && a.Known:
		body = append(body, ui.Callout(kind, what, v.Para("fines.check.no.amount", "Asked", a.Asked, "Euro", a.Amount), ui.P(v.Say(key+".do", "Phone", v.Town.Phone))))
	case a.Answer == payments.No:
		body = append(body, ui.Callout(kind, v.Say("fines.check.no.unknown"), ui.P(v.Say("fines.check.no.typed")), ui.P(v.Say(key+".do", "Phone", v.Town.Phone))))
	default:
		body = append(body, ui.Callout(kind, what, ui.P(v.Say(key+".do", "Phone", v.Town.Phone))))
	}
	body = append(body, read(v, a), instead(v, a))
	if a.Answer != payments.Yes {
		body = append(body, warning(v))
	}
	return page.Page{Title: title, Body: body}
}

// safely warns that a true number can stand in a false message.
func safely(v page.Visit, a payments.Verdict) *ui.Node {
	if a.State != payments.Open {
		return nil
	}
	return ui.P(v.Say("fines.check.yes.only"))
}

// stateOf says where a true notice stands: whether it can be paid, or why not.
func stateOf(v page.Visit, a payments.Verdict) *ui.Node {
	key := "fines.check.state." + string(a.State)
	if a.State == payments.Stopped {
		key += "." + string(a.Ended)
		if !v.Text.Has(key) {
			key = "fines.check.state.stopped"
		}
	}
	return ui.P(v.Say(key, "Phone", v.Town.Phone))
}

// read are the facts of the notice as they were read, to be held against the paper.
func read(v page.Visit, a payments.Verdict) *ui.Node {
	shown, heard := text.Notice(a.NAV)
	rows := []ui.Row{{Key: v.Say("pay.notice.number"), Values: []string{shown}, Heard: heard}}
	switch {
	case a.Answer == payments.Yes:
		rows = append(rows, ui.Row{Key: v.Say("fines.check.for"), Values: []string{v.WhatFor(a.Service, "", a.NAV)}}, v.Sum("pay.notice.euro", a.Amount))
	case a.Asked > 0:
		rows = append(rows, v.Sum("fines.check.asked", a.Asked))
	}
	if a.Creditor != "" && a.Answer == payments.NotOurs {
		rows = append(rows, v.Spelled("fines.check.creditor", a.Creditor))
	}
	return ui.Section(v.Say("fines.check.read"), ui.Facts(rows...))
}

// instead is what can be paid of the debt today: this notice, or one in its place.
func instead(v page.Visit, a payments.Verdict) *ui.Node {
	if a.Answer != payments.Yes || len(a.Open) == 0 {
		return nil
	}
	var kids []*ui.Node
	title := v.Say("fines.check.pay")
	for _, n := range a.Open {
		if n.NAV != a.NAV {
			title = v.Say("fines.check.instead")
			kids = append(kids, v.Notice(n.NAV, n.Owed())...)
		}
		kids = append(kids, v.Owing(v.Say("fines.owed"), n.Owed()))
		if n.Due != 0 {
			kids = append(kids, ui.P(v.Say("fines.notice.until", "Day", text.DayNamed(v.Text, n.Due))))
		}
	}
	if a.Service == fines.Service {
		kids = append(kids, ui.LinkSecond(listPath+"/cerca", v.Say("fines.check.fine")))
	}
	return ui.Section(title, append(kids, v.NoticePlaces()...)...)
}
