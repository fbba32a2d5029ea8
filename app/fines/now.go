package fines

import (
	"net/url"
	"time"

	"sportello/api/applications"
	"sportello/api/fines"
	"sportello/api/payments"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// now is what to do now, in one sentence before all else, and what it means.
func (o one) now(v page.Visit) *ui.Node {
	if o.debt.Waiting {
		return o.underWay(v)
	}
	say := func(kind, key string, kids ...*ui.Node) *ui.Node {
		return ui.Callout(kind, v.Say(key+".title"), kids...)
	}
	switch o.stands.State {
	case fines.Found:
		return say(ui.KindInfo, "fines.do.found", ui.P(v.Say("fines.do.found")), o.anyway(v))
	case fines.Discount, fines.Reduced:
		return o.inTime(v)
	case fines.Overdue:
		return say(ui.KindDanger, "fines.do.overdue", o.still(v), ui.P(v.Say("fines.do.overdue.then")))
	case fines.Paid:
		return o.paid(v)
	case fines.Short:
		return o.short(v)
	case fines.Over:
		return say(ui.KindInfo, "fines.do.over", v.Para("fines.do.over", "Paid", o.Paid, "Due", o.stands.Due), v.Para("fines.do.over.back", "Euro", o.stands.More, "Phone", v.Town.Phone))
	}
	return o.byOffice(v)
}

// byOffice is what to do where the office has the last word.
func (o one) byOffice(v page.Visit) *ui.Node {
	title := v.Say("fines.do." + string(o.Office) + ".title")
	switch o.Office {
	case fines.Collector:
		kids := []*ui.Node{ui.P(v.Say("fines.do.collector")), ui.P(v.Say("fines.do.collector.call", "Phone", v.Town.Phone))}
		if o.ToCollector > 0 && !v.Stale() {
			kids = append(kids, v.Owing(v.Say("fines.collector.owed"), o.ToCollector))
		}
		return ui.Callout(ui.KindWarning, title, kids...)
	case fines.Cancelled:
		if o.Paid > 0 {
			return ui.Callout(ui.KindSuccess, title, v.Para("fines.do.cancelled.back", "Euro", o.Paid, "Phone", v.Town.Phone))
		}
		return ui.Callout(ui.KindSuccess, title, ui.P(v.Say("fines.do.cancelled")))
	case fines.Plan:
		return ui.Callout(ui.KindInfo, title, ui.P(v.Say("fines.do.plan", "Phone", v.Town.Phone)))
	}
	return ui.Callout(ui.KindInfo, title, ui.P(v.Say("fines.do.appeal", "Phone", v.Town.Phone)))
}

// inTime is a fine that is to be paid by a day. Of a notice on the windscreen no day runs out.
func (o one) inTime(v page.Visit) *ui.Node {
	key := "fines.do." + string(o.stands.State)
	if o.stands.Until == 0 {
		return ui.Callout(ui.KindWarning, v.Say("fines.do.preavviso.title"), ui.P(v.Say("fines.do.preavviso")))
	}
	kids := []*ui.Node{ui.P(v.Say(key))}
	if o.Kind == fines.Preavviso && o.stands.State == fines.Discount {
		kids = append(kids, ui.P(v.Say("fines.do.preavviso")))
	}
	return ui.Callout(ui.KindWarning, v.Say(key+".title", "Day", text.DayNamed(v.Text, o.stands.Until)), kids...)
}

// anyway says that a fine can be paid before it was delivered, where it can.
func (o one) anyway(v page.Visit) *ui.Node {
	if !o.payable() {
		return nil
	}
	return ui.P(v.Say("fines.do.found.pay"))
}

// still says that a late fine can be paid, or that nobody here knows how much it is.
func (o one) still(v page.Visit) *ui.Node {
	if o.stands.Owed == 0 {
		return ui.P(v.Say("fines.do.unknown", "Phone", v.Town.Phone))
	}
	return ui.P(v.Say("fines.do.overdue"))
}

func (o one) paid(v page.Visit) *ui.Node {
	key := "fines.do.paid"
	if o.asksDriver(v) {
		key = "fines.do.paid.driver"
	}
	rows := []ui.Row{v.Sum("fines.paid.sum", o.Paid)}
	if o.PaidOn != 0 {
		rows = append(rows, ui.Row{Key: v.Say("fines.paid.on"), Values: []string{text.DayNamed(v.Text, o.PaidOn)}})
	}
	return ui.Callout(ui.KindSuccess, v.Say("fines.do.paid.title"), ui.P(v.Say(key)), ui.Facts(rows...))
}

// short is what was paid on account: what is missing grows as the days go by.
func (o one) short(v page.Visit) *ui.Node {
	s := o.stands
	kids := []*ui.Node{v.Para("fines.do.short", "Paid", o.Paid, "Due", s.Due)}
	if s.Owed > 0 && !v.Stale() {
		kids = append(kids, v.Owing(v.Say("fines.short.owed"), s.Owed))
	}
	if s.Until != 0 && s.Next > s.Owed && !v.Stale() {
		kids = append(kids, v.Para("fines.next.short", "Day", text.DayNamed(v.Text, s.Until+1), "Euro", s.Next))
	}
	return ui.Callout(ui.KindWarning, v.Say("fines.do.short.title"), append(kids, ui.P(v.Say("fines.do.short.rest")), ui.P(v.Say("fines.do.short.call", "Phone", v.Town.Phone)))...)
}

// underWay is a payment that was begun: sent, or open at pagoPA. One that is not in the folder is of somebody else, or of
// nobody who signed in.
func (o one) underWay(v page.Visit) *ui.Node {
	p, known := o.tried(v)
	see := ui.Link("/pagamenti/"+url.PathEscape(p.ID), v.Say("fines.do.waiting.see"))
	switch {
	case !known:
		return ui.Callout(ui.KindInfo, v.Say("payments.busy.title"), begun(v))
	case p.Progress == payments.Sent:
		return ui.Callout(ui.KindInfo, v.Say("fines.do.waiting.title"), ui.P(v.Say("fines.do.waiting")), see)
	}
	return ui.Callout(ui.KindInfo, v.Say("payments.started.title"), ui.P(v.Say("payments.busy.do")), see)
}

// begun says that somebody began to pay, and when to look again.
func begun(v page.Visit) *ui.Node {
	return ui.P(v.Say("fines.do.begun", "Count", int(v.Town.Pay.Wait()/time.Minute)))
}

// tried is the payment of the fine whose end is not known.
func (o one) tried(v page.Visit) (payments.Payment, bool) {
	for _, p := range v.Folder.Payments {
		if p.Progress != payments.Started && p.Progress != payments.Sent {
			continue
		}
		for _, i := range p.Items {
			if i.Position == "fine/"+o.ID {
				return p, true
			}
		}
	}
	return payments.Payment{}, false
}

// driver is the duty to say who drove: a duty of its own, whatever became of the fine.
func (o one) driver(v page.Visit) *ui.Node {
	title := v.Say("fines.driver.title")
	var points *ui.Node
	if o.Points > 0 {
		points = ui.P(v.Say("fines.driver.points", "Count", o.Points))
	}
	sent := o.answer(v)
	switch by := o.stands.Driver; {
	case o.Driver && o.DriverGiven:
		return ui.Section(title, points, ui.P(v.Say("fines.driver.given")))
	case sent != nil && by != 0:
		return ui.Section(title, points, ui.P(v.Say("fines.driver.sent")), ui.Link("/pratiche/"+url.PathEscape(sent.ID), v.Say("fines.driver.sent.see")))
	case by == 0 && points == nil, o.Office == fines.Cancelled:
		return nil
	case by == 0:
		return ui.Section(title, points)
	}
	key := "fines.driver.do"
	if o.stands.Driver < v.Today { // a day that has gone by closes nothing: it is said late
		key = "fines.driver.gone"
	}
	kids := []*ui.Node{points, ui.P(v.Say(key, "Day", text.DayNamed(v.Text, o.stands.Driver))), otherwise(v)}
	way := ui.LinkSecond
	if !o.payable() { // then it is what the page is for
		way = ui.LinkButton
	}
	return ui.Section(title, append(kids, way("/servizi/driver-data/domanda?verbale="+url.QueryEscape(o.ID), v.Say("fines.driver.go")))...)
}

// otherwise is what not saying who drove costs, where the comune has the figures.
func otherwise(v page.Visit) *ui.Node {
	if r := v.Town.Fines; r.DriverMin > 0 && r.DriverMax > r.DriverMin {
		return v.Para("fines.driver.else", "Min", r.DriverMin, "Max", r.DriverMax)
	}
	return nil
}

// answer is the application that said who drove; nil when none was sent.
func (o one) answer(v page.Visit) *applications.Application {
	if a, sent := v.Folder.Drove(o.Number); sent {
		return &a
	}
	return nil
}
