package home

import (
	"cmp"
	"net/url"
	"strings"

	"sportello/api/calendar"
	"sportello/api/fines"
	"sportello/api/identity"
	"sportello/api/payments"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// paying is what became of payments that were begun, and what somebody wanted to pay when there was no network.
func paying(v page.Visit) []*ui.Node {
	var out []*ui.Node
	for _, p := range v.Folder.Payments {
		at := "/pagamenti/" + url.PathEscape(p.ID)
		switch p.Progress {
		case payments.Sent, payments.Started:
			key := "payments." + string(p.Progress)
			out = append(out, ui.Callout(ui.KindWarning, v.Say(key+".title"), v.Para(key+".short", "Euro", p.Total), ui.Link(at, v.Say("payments.see"))))
		case payments.Intended:
			do := "payments.wanted.do"
			if v.Offline {
				do = "payments.wanted.do.offline"
			}
			out = append(out, ui.Callout(ui.KindInfo, v.Say("payments.wanted.title", "Euro", text.Euro(v.Text, p.Total)), ui.P(v.Say(do)), ui.Link(at, v.Say("payments.wanted.see"))))
		}
	}
	return out
}

// fees are the costs of applications that are still to be paid.
func fees(v page.Visit) []next {
	var all []next
	for _, p := range v.Folder.Debts {
		open := p.Open(v.Today)
		if len(open) == 0 || p.Waiting || !strings.HasPrefix(p.ID, "fee/") {
			continue
		}
		label := v.Say("pay.owed")
		if open[0].Due != 0 {
			label = v.Say("taxes.next", "Day", text.Day(v.Text, open[0].Due))
		}
		all = append(all, next{cmp.Or(open[0].Due, calendar.Day(1<<30)), ui.Section(v.WhatFor(p.Service, p.About, ""), v.Owing(label, open[0].Owed()),
			ui.Link("/paga", v.Say("payments.owed")))})
	}
	return all
}

// payCard leads to all that can be paid and to the receipts; nil for who may see nothing of the kind.
func payCard(v page.Visit) *ui.Node {
	for _, service := range []string{fines.Service, "tari", "imu"} {
		if v.Who.May(identity.See, service) {
			return ui.Card(v.Say("payments.title"), "/paga", v.Say("payments.home.card"))
		}
	}
	return nil
}
