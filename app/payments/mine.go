package payments

import (
	"net/url"

	"sportello/api/calendar"
	"sportello/api/payments"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Mine is what was paid, and what became of each try, newest first.
func Mine(v page.Visit) page.Page {
	title := v.Say("payments.mine.title")
	body := []*ui.Node{ui.Back(choosing, v.Say("payments.back")), ui.H1(title), v.Age()}
	body = append(append(body, wanted(v)...), waiting(v)...)
	if len(v.Folder.Receipts) == 0 {
		body = append(body, ui.P(v.Say("payments.mine.none")))
	}
	cards := make([]*ui.Node, len(v.Folder.Receipts))
	for i, r := range v.Folder.Receipts {
		cards[i] = receiptCard(v, r)
	}
	if len(cards) > 0 {
		body = append(body, ui.Section(v.Say("payments.receipts"), ui.Cards(cards...)))
	}
	if past := tries(v); len(past) > 0 {
		body = append(body, ui.Details(v.Say("payments.tries"), ui.P(v.Say("payments.tries.about")), ui.Cards(past...)))
	}
	return page.Page{Title: title, Body: append(body, ui.P(v.Say("payments.mine.elsewhere")))}
}

func receiptCard(v page.Visit, r payments.Receipt) *ui.Node {
	var over *ui.Node
	if r.Over {
		over = ui.Tag(ui.KindWarning, v.Say("payments.over.tag"))
	}
	return ui.Card(v.WhatFor(r.Service, r.About, r.NAV), receiptAt(r.ID), v.Say("payments.paid.on", "Day", text.Day(v.Text, r.PaidOn)), v.Owing(v.Say("payments.paid"), r.Amount), over)
}

func receiptAt(id string) string { return "/ricevute/" + url.PathEscape(id) }

// tries are those that came to nothing.
func tries(v page.Visit) []*ui.Node {
	var past []*ui.Node
	for _, p := range v.Folder.Payments {
		switch p.Progress {
		case payments.Dropped, payments.Failed, payments.Lapsed:
			past = append(past, ui.Card(v.Say("payments.try", "Euro", text.Euro(v.Text, p.Total), "When", text.Moment(v.Text, calendar.Rome(p.At))), at(p), "", tag(v, p.Progress)))
		}
	}
	return past
}

func tag(v page.Visit, p payments.Progress) *ui.Node {
	kind := map[payments.Progress]string{payments.Confirmed: ui.KindSuccess, payments.Failed: ui.KindDanger, payments.Sent: ui.KindWarning, payments.Started: ui.KindWarning}[p]
	if kind == "" {
		kind = ui.KindInfo
	}
	return ui.Tag(kind, v.Say("payments.progress."+string(p)))
}
