//go:build !js

package fines

import (
	"cmp"
	"errors"
	"net/url"
	"strconv"
	"time"

	"sportello/api/command"
	"sportello/api/money"
	"sportello/api/payments"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

const openPath = "/paga/libero"

// openly is paying a notice of a fine without signing in, by whoever knows its plate; nil where nothing is paid online.
func (o one) openly(v page.Visit, n payments.Notice) *ui.Node {
	if !v.Town.Pay.Online || v.PayOpenly == nil {
		return ui.P(v.Say("fines.open.off"))
	}
	return ui.Stack(ui.Form(openPath, ui.Hidden("id", v.NewID()), ui.Hidden("avviso", n.NAV), ui.Hidden("targa", o.Plate),
		ui.Hidden("totale", strconv.FormatInt(int64(n.Owed()), 10)), ui.Submit(v.Say("fines.open.pay"))), ui.P(v.Say("fines.open.next")))
}

// PayOpenly starts a payment without signing in, and leads to pagoPA's page. Its form stands on the page of a fine that
// was found by its letter: a link alone leads back there.
func PayOpenly(v page.Visit) page.Page {
	if !v.Sent() || v.PayOpenly == nil {
		return page.To(listPath + "/cerca")
	}
	total, err := strconv.ParseInt(v.Form.Get("totale"), 10, 64)
	if err != nil {
		return notStarted(v, payments.ErrChanged.Error())
	}
	next, err := v.PayOpenly(cmp.Or(v.Form.Get("id"), v.NewID()), v.Form.Get("avviso"), v.Form.Get("targa"), money.Cents(total))
	var rule interface{ Refused() string }
	switch {
	case err == nil:
		return page.To(next)
	case errors.As(err, &rule):
		return notStarted(v, rule.Refused())
	case errors.Is(err, command.ErrNotFound):
		return page.NotFound(v)
	}
	if _, locked := errors.AsType[command.Locked](err); locked {
		return page.Page{Title: v.Say("fines.open.not"), Body: []*ui.Node{ui.H1(v.Say("fines.open.not")), ui.P(unanswered(v, err)), ui.Link(listPath+"/cerca", v.Say("fines.found.back"))}}
	}
	return notStarted(v, "down")
}

// notStarted says why nothing was started; nothing is paid. The way on is to find the fine again, as it stands now.
func notStarted(v page.Visit, key string) page.Page {
	title := v.Say("fines.open.not")
	if key == payments.ErrBusy.Error() { // of somebody else, perhaps: its end is not known, so nobody is told to pay again
		title = v.Say("payments.busy.title")
		return page.Page{Title: title, Body: []*ui.Node{ui.H1(title), begun(v),
			ui.Link(listPath+"/cerca", v.Say("fines.found.back"))}}
	}
	if !v.Text.Has("payments.refused." + key + ".title") {
		key = "other"
	}
	return page.Page{Title: title, Body: []*ui.Node{ui.H1(title), ui.Callout(ui.KindWarning, v.Say("payments.refused."+key+".title"), ui.P(v.Say("fines.open.nothing", "Phone", v.Town.Phone))),
		ui.LinkButton(listPath+"/cerca", v.Say("fines.find"))}}
}

// Opened is where such a payment stands, for who has its address. It says nothing of whose fine it is.
func Opened(v page.Visit) page.Page {
	if v.OpenPayment == nil {
		return page.NotFound(v)
	}
	p, err := v.OpenPayment(v.Args["payment"])
	switch {
	case errors.Is(err, command.ErrNotFound):
		return page.NotFound(v)
	case err != nil:
		return page.Down(v)
	}
	title := v.Say("payments.one." + string(p.Progress))
	body := []*ui.Node{ui.Back(listPath+"/cerca", v.Say("fines.found.back")), ui.H1(title)}
	check := ui.LinkButton(openPath+"/"+url.PathEscape(p.ID), v.Say("payments.check"))
	switch p.Progress {
	case payments.Started:
		body = append(body, ui.P(v.Say("fines.open.started", "Count", int(v.Town.Pay.Wait()/time.Minute))), check)
	case payments.Sent:
		body = append(body, ui.Callout(ui.KindWarning, v.Say("payments.sent.once"), ui.P(v.Say("fines.open.wait"))), check, ui.P(v.Say("payments.sent.tomorrow", "Phone", v.Town.Phone)))
	case payments.Confirmed:
		body = append(body, ui.Callout(ui.KindSuccess, v.Say("fines.do.paid.title"), ui.P(v.Say("fines.open.receipt")), ui.P(v.Say("fines.open.driver"))))
	default:
		body = append(body, ui.P(v.Say("payments.means."+string(p.Progress), "Phone", v.Town.Phone)), ui.LinkButton(listPath+"/cerca", v.Say("fines.find")))
	}
	rows := []ui.Row{v.Sum("pay.notice.euro", p.Total)}
	for _, i := range p.Items {
		shown, heard := text.Notice(i.NAV)
		rows = append(rows, ui.Row{Key: v.Say("payments.row.what"), Values: []string{v.WhatFor(i.Service, i.About, i.NAV)}}, ui.Row{Key: v.Say("pay.notice.number"), Values: []string{shown}, Heard: heard})
	}
	return page.Page{Title: title, Body: append(body, ui.Facts(rows...))}
}
