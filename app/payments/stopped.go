package payments

import (
	"slices"

	"sportello/api/identity"
	"sportello/api/payments"
	"sportello/app/internal/page"
	"sportello/app/ui"
)

// shut is the page for notices of which one cannot be paid any more.
func shut(v page.Visit, c choice) page.Page {
	title := v.Say("payments.shut.title")
	body := []*ui.Node{ui.Back(choosing, v.Say("payments.back")), ui.H1(title), v.Age()}
	for _, nav := range c.navs {
		if p, n, found := payments.Find(v.Folder.Debts, nav); found && (p.State(n, v.Today) != payments.Open || n.Owed() == 0) {
			if busy, on := underWay(v, p.ID); on && p.State(n, v.Today) == payments.Expired { // what was paid in time is not said to be too little
				return page.Page{Title: title, Body: append(body, wait(v, busy)...)}
			}
			return page.Page{Title: title, Body: append(body, closed(v, nav)...)}
		}
	}
	return page.Page{Title: title, Body: append(body, ui.Callout(ui.KindWarning, v.Say("payments.imu.title"), ui.P(v.Say("payments.imu.do"))),
		ui.Link("/tasse/imu", v.Say("home.next.imu.see")))}
}

// stopped says why this person cannot pay this here now, with what they can do; nil when they can.
func (a asked) stopped(v page.Visit) []*ui.Node {
	name := v.Who.Subject.Name()
	if p, busy := a.busy(v); busy {
		return wait(v, p)
	}
	switch of := services(a.items); {
	case !v.Town.Pay.Online:
		return append([]*ui.Node{ui.Callout(ui.KindInfo, v.Say("payments.off.title"), ui.P(v.Say("payments.off.do")))}, a.numbers(v)...)
	case v.Who.Mandate.Kind == identity.MandateDesk:
		return append([]*ui.Node{ui.Callout(ui.KindInfo, v.Say("payments.clerk.title"), ui.P(v.Say("payments.clerk.do")))}, a.numbers(v)...)
	case !mayAll(v, of):
		return append([]*ui.Node{ui.Callout(ui.KindInfo, v.Say("payments.noright.title"), ui.P(v.Say("payments.noright.do", "Name", name)))}, a.numbers(v)...)
	case !v.Who.MayPay(a.total, of...):
		return append([]*ui.Node{ui.Callout(ui.KindInfo, v.Say("payments.cap.title"), v.Para("payments.cap.about", "Euro", a.total, "Cap", v.Who.Rights.Cap),
			ui.P(v.Say("payments.cap.do", "Name", name)))}, a.numbers(v)...)
	}
	return nil
}

func mayAll(v page.Visit, of []string) bool {
	for _, service := range of {
		if !v.Who.May(identity.Pay, service) {
			return false
		}
	}
	return true
}

// busy is the payment that was begun of one of these debts, and whose end is not known. Who goes on with that payment
// itself, by its id, is not in its way.
func (a asked) busy(v page.Visit) (payments.Payment, bool) {
	for _, item := range a.items {
		if p, on := underWay(v, item.Position); on {
			return p, true
		}
	}
	return payments.Payment{}, false
}

// before warns of a payment of one of these debts that was sent, and whose confirmation is late: it is no longer in the
// way of another, and may still come.
func (a asked) before(v page.Visit) []*ui.Node {
	for _, p := range v.Folder.Payments {
		for _, other := range p.Items {
			sent := func(i payments.Item) bool { return i.Position != "" && i.Position == other.Position }
			if p.Progress == payments.Sent && slices.ContainsFunc(a.items, sent) {
				return []*ui.Node{ui.Callout(ui.KindWarning, v.Say("payments.before.title"), ui.P(v.Say("payments.before.do", "Phone", v.Town.Phone)), ui.Link(at(p), v.Say("payments.see")))}
			}
		}
	}
	return nil
}

// underWay is the payment of a debt whose end is not known.
func underWay(v page.Visit, position string) (payments.Payment, bool) {
	if p, ok := v.Folder.Debt(position); !ok || !p.Waiting {
		return payments.Payment{}, false
	}
	for _, p := range v.Folder.Payments {
		for _, item := range p.Items {
			if item.Position == position && p.ID != v.Form.Get("id") && (p.Progress == payments.Sent || p.Progress == payments.Started) {
				return p, true
			}
		}
	}
	return payments.Payment{}, false
}

// wait leads to a payment that is under way.
func wait(v page.Visit, p payments.Payment) []*ui.Node {
	return []*ui.Node{ui.Callout(ui.KindWarning, v.Say("payments.busy.title"), ui.P(v.Say("payments.busy.do"))), ui.LinkButton(at(p), v.Say("payments.see"))}
}

// numbers are the notices to be read out, shown or printed, for paying elsewhere.
func (a asked) numbers(v page.Visit) []*ui.Node {
	var out, f24 []*ui.Node
	for _, i := range a.items {
		what := v.WhatFor(i.Service, i.About, i.NAV)
		if i.NAV == "" { // IMU has a number only once somebody goes on to pay it
			f24 = append(f24, ui.Section(what, ui.P(v.Say("payments.imu.other")), ui.Link("/tasse/imu", v.Say("home.next.imu.see"))))
			continue
		}
		out = append(out, ui.Section(what, v.Notice(i.NAV, i.Amount)...))
	}
	if len(out) > 0 {
		out = append(out, v.NoticePlaces()...)
	}
	return append(out, f24...)
}
