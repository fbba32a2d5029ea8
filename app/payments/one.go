package payments

import (
	"errors"
	"strconv"
	"strings"

	"sportello/api/calendar"
	"sportello/api/command"
	"sportello/api/payments"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// One is where a payment stands, in words, and what to do now. While its receipts are waited for, the page asks for news
// by itself where a script runs (assets/worker/payment.js), and has a link to ask where none does.
func One(v page.Visit) page.Page {
	p, ok := v.Folder.Payment(v.Args["payment"])
	switch {
	case !ok:
		return page.NotFound(v)
	case v.Sent() && v.Form.Get("fai") == "togli":
		return drop(v, p)
	}
	return shown(v, p)
}

func shown(v page.Visit, p payments.Payment, said ...*ui.Node) page.Page {
	title := v.Say("payments.one." + string(p.Progress))
	body := append([]*ui.Node{ui.Back(mine, v.Say("payments.mine.title")), ui.H1(title), v.Age()}, said...)
	body = append(body, how(v, p)...)
	return page.Page{Title: title, Body: append(body, details(v, p))}
}

// how is what the progress means and what to do.
func how(v page.Visit, p payments.Payment) []*ui.Node {
	again := ui.LinkButton(ofPayment(p).address(), v.Say("payments.again"))
	means := ui.P(v.Say("payments.means."+string(p.Progress), "Phone", v.Town.Phone))
	switch p.Progress {
	case payments.Intended:
		return intended(v, p, means)
	case payments.Started:
		return started(v, p, means)
	case payments.Sent:
		return []*ui.Node{means, ui.Callout(ui.KindWarning, v.Say("payments.sent.once"), ui.P(v.Say("payments.sent.twice"))), ui.P(v.Say("payments.sent.how")), watch(v, p),
			ui.P(v.Say("payments.sent.tomorrow", "Phone", v.Town.Phone))}
	case payments.Confirmed:
		return []*ui.Node{means, receipts(v, p)}
	}
	if !payableAgain(v, p) {
		return []*ui.Node{means, ui.P(v.Say("payments.again.not")), ui.LinkButton(choosing, v.Say("payments.back"))}
	}
	return []*ui.Node{means, again}
}

// payableAgain reports whether the same can be paid now.
func payableAgain(v page.Visit, p payments.Payment) bool {
	_, err := ofPayment(p).items(v)
	return err == nil
}

// intended is an intention: it can be paid now, or forgotten.
func intended(v page.Visit, p payments.Payment, means *ui.Node) []*ui.Node {
	out := []*ui.Node{means}
	if p.Kept {
		out = append(out, ui.P(v.Say("payments.kept")))
	}
	items, err := ofPayment(p).items(v)
	switch total := payments.Sum(items); {
	case errors.Is(err, payments.ErrNotOpen), errors.Is(err, payments.ErrNothing):
		out = append(out, ui.P(v.Say("payments.wanted.over")))
	case v.Offline:
		out = append(out, ui.P(v.Say("payments.wanted.do.offline")))
	case err == nil:
		out = append(out, v.Owing(v.Say("payments.wanted.now"), total), ui.LinkButton(ofPayment(p).address(), v.Say("payments.go", "Euro", text.Euro(v.Text, total))))
	}
	return append(out, ui.Form(at(p), ui.SubmitSecond("fai", "togli", v.Say("payments.wanted.drop"))))
}

// started leads on to pagoPA's page: the same yes again, which the town hall answers with the same page.
func started(v page.Visit, p payments.Payment, means *ui.Node) []*ui.Node {
	if v.Offline || !p.Mine {
		return []*ui.Node{means, watch(v, p)}
	}
	c := ofPayment(p)
	return []*ui.Node{means, ui.Form(confirming, ui.Hidden("id", p.ID), ui.Hidden("avviso", strings.Join(c.navs, " ")), ui.Hidden("imu", c.imuName()),
		ui.Hidden("totale", strconv.FormatInt(int64(p.Total), 10)), ui.Submit(v.Say("payments.started.on"))), watch(v, p)}
}

// watch is the link that asks for news. A script that finds it asks by itself, and says so when something has changed.
func watch(v page.Visit, p payments.Payment) *ui.Node {
	link := ui.Link(at(p), v.Say("payments.check"))
	link.Attr = append(link.Attr, ui.Attr("data-payment", p.ID), ui.Attr("data-progress", string(p.Progress)), ui.Attr("data-news", v.Say("payments.news")))
	return link
}

// receipts leads to the receipts of a payment.
func receipts(v page.Visit, p payments.Payment) *ui.Node {
	var items []*ui.Node
	for _, i := range p.Items {
		if i.Receipt != "" {
			items = append(items, ui.Link(receiptAt(i.Receipt), v.Say("payments.receipt.of", "What", v.WhatFor(i.Service, i.About, i.NAV))))
		}
	}
	return ui.Section(v.Say("payments.receipts"), ui.List(items...))
}

// details are what was paid, or was to be.
func details(v page.Visit, p payments.Payment) *ui.Node {
	label := "payments.sum"
	if p.Progress == payments.Confirmed {
		label = "payments.paid"
	}
	rows := []ui.Row{v.Sum(label, p.Total)}
	for _, i := range p.Items {
		row := ui.Row{Key: v.Say("payments.row.what"), Values: []string{v.WhatFor(i.Service, i.About, i.NAV)}}
		if rows = append(rows, row); i.NAV != "" {
			shown, heard := text.Notice(i.NAV)
			rows = append(rows, ui.Row{Key: v.Say("pay.notice.number"), Values: []string{shown}, Heard: heard})
		}
	}
	rows = append(rows, ui.Row{Key: v.Say("payments.row.when"), Values: []string{text.Moment(v.Text, calendar.Rome(p.At))}})
	if p.By != "" {
		rows = append(rows, ui.Row{Key: v.Say("payments.row.by"), Values: []string{p.By}})
	}
	return ui.Section(v.Say("payments.details"), tag(v, p.Progress), ui.Facts(rows...))
}

// drop forgets an intention.
func drop(v page.Visit, p payments.Payment) page.Page {
	receipt, err := v.Do("", command.PayDrop, payments.OfPayment{Payment: p.ID})
	if key, refused := page.Refused(receipt, err); refused {
		return shown(v, p, refusal(v, key))
	}
	if err != nil {
		return shown(v, p, refusal(v, "unkept"))
	}
	return page.To(choosing)
}
