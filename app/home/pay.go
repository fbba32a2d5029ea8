package home

import (
	"net/url"
	"strings"

	"sportello/api/fines"
	"sportello/api/folder"
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
		see := ui.Link("/pagamenti/"+url.PathEscape(p.ID), v.Say("payments.see"))
		switch p.Progress {
		case payments.Sent:
			out = append(out, ui.Callout(ui.KindWarning, v.Say("payments.sent.title"), v.Para("payments.sent.short", "Euro", p.Total), see))
		case payments.Started:
			out = append(out, ui.Callout(ui.KindWarning, v.Say("payments.started.title"), v.Para("payments.started.short", "Euro", p.Total), see))
		case payments.Intended:
			do := v.Say("payments.wanted.do")
			if v.Offline {
				do = v.Say("payments.wanted.do.offline")
			}
			out = append(out, ui.Callout(ui.KindInfo, v.Say("payments.wanted.title", "Euro", text.Euro(v.Text, p.Total)), ui.P(do), ui.Link("/pagamenti/"+url.PathEscape(p.ID), v.Say("payments.wanted.see"))))
		}
	}
	return out
}

// finesDue are the fines to pay, the most urgent first; each leads to its page, where it is read before it is paid.
func finesDue(v page.Visit) []*ui.Node {
	var out []*ui.Node
	for _, one := range folder.Payable(v.Folder, v.Today) {
		p, n := one.Position, one.Notice
		if p.Service != fines.Service || p.Waiting {
			continue
		}
		label := v.Say("pay.owed")
		if n.Due >= v.Today {
			label = v.Say("taxes.next", "Day", text.Day(v.Text, n.Due))
		}
		out = append(out, ui.Section(v.WhatFor(p.Service, p.About, n.NAV), v.Owing(label, n.Owed()),
			ui.Link("/multe/"+url.PathEscape(strings.TrimPrefix(p.ID, "fine/")), v.Say("payments.home.fine"))))
	}
	return out
}

// payCard leads to all that can be paid and to the receipts; nil for who may see nothing of the kind.
func payCard(v page.Visit) *ui.Node {
	for _, service := range []string{fines.Service, "tari", "imu"} {
		if v.Who.May(identity.See, service) {
			return ui.Card(v.Say("layout.pay"), "/paga", v.Say("payments.home.card"))
		}
	}
	return nil
}
