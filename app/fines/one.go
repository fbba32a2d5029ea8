package fines

import (
	"net/url"
	"strings"

	"sportello/api/applications"
	"sportello/api/calendar"
	"sportello/api/fines"
	"sportello/api/identity"
	"sportello/api/payments"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// One is one fine: first what to do now and what it costs today, then what happened, then the other ways and duties.
func One(v page.Visit) page.Page {
	for _, f := range v.Folder.Fines {
		if f.ID == v.Args["verbale"] {
			return look(v, f).page(v)
		}
	}
	return page.NotFound(v)
}

func (o one) page(v page.Visit) page.Page {
	title := v.Say("fines.page", "Day", text.Day(v.Text, o.FoundOn))
	body := []*ui.Node{ui.Back(listPath, v.Say("fines.all")), ui.H1(title), v.Age(), o.now(v)}
	body = append(body, o.receipts(v)...)
	switch {
	case o.payable() && v.Stale():
		body = append(body, v.OldFigures())
	case o.payable():
		body = append(body, o.amount(v)...)
		body = append(body, o.pay(v)...)
	}
	driver, rest := o.driver(v), []*ui.Node{o.happened(v)}
	if !v.Stale() {
		rest = append(rest, o.notices(v)...)
	}
	if o.asksDriver(v) && !o.payable() { // then it is what the page is for
		body = append(body, driver)
	} else {
		rest = append(rest, driver)
	}
	return page.Page{Title: title, Body: append(append(body, rest...), o.appeal(v), o.plan(v), letter(v))}
}

// amount is what is to be paid today, until when, and what it becomes the day after.
func (o one) amount(v page.Visit) []*ui.Node {
	s := o.stands
	out := []*ui.Node{v.Owing(v.Say("fines.owed"), s.Owed)}
	if s.Until != 0 && s.Next > 0 {
		out = append(out, v.Para("fines.next", "Day", text.DayNamed(v.Text, s.Until+1), "Euro", s.Next))
	}
	if s.Before != 0 {
		out = append(out, ui.P(v.Say("fines.moved", "Before", text.DayNamed(v.Text, s.Before), "Day", text.DayNamed(v.Text, s.Until))))
	}
	return out
}

// today is the notice by which the amount of today is paid; false when there is none.
func (o one) today(v page.Visit) (payments.Notice, bool) {
	if open := o.debt.Open(v.Today); len(open) > 0 && o.payable() && open[0].Owed() == o.stands.Owed {
		return open[0], true
	}
	return payments.Notice{}, false
}

// pay is the one button; who may not pay here is told so, and what else can be done.
func (o one) pay(v page.Visit) []*ui.Node {
	n, ok := o.today(v)
	switch {
	case !ok:
		return []*ui.Node{ui.P(v.Say("fines.pay.none", "Phone", v.Town.Phone))}
	case v.Who.Mandate.Kind == identity.MandateDesk:
		return []*ui.Node{ui.P(v.Say("fines.pay.desk"))}
	case !v.Who.May(identity.Pay, fines.Service):
		return []*ui.Node{ui.P(v.Say("fines.pay.no"))}
	case !v.Who.MayPay(n.Owed(), fines.Service):
		return []*ui.Node{v.Para("fines.pay.cap", "Cap", v.Who.Rights.Cap)}
	case !v.Town.Pay.Online:
		return []*ui.Node{ui.P(v.Say("pay.nothere"))}
	}
	return []*ui.Node{ui.LinkButton("/paga/conferma?avviso="+n.NAV, v.Say("fines.pay"))}
}

// notices are the number to pay by today, with its QR code; the others stand apart and have none, so that nobody shows
// the wrong one at a till.
func (o one) notices(v page.Visit) []*ui.Node {
	now, ok := o.today(v)
	if !ok {
		return nil
	}
	kids := []*ui.Node{ui.P(v.Say("fines.notice.what")), until(v, now)}
	kids = append(append(kids, v.Notice(now.NAV, now.Owed())...), v.NoticePlaces()...)
	out := []*ui.Node{ui.Section(v.Say("fines.notice.title"), kids...)}
	var others []*ui.Node
	for _, n := range o.debt.Notices {
		if n.NAV != now.NAV {
			others = append(others, o.other(v, n)...)
		}
	}
	if others == nil {
		return out
	}
	return append(out, ui.Details(v.Say("fines.notice.other"), append([]*ui.Node{ui.P(v.Say("fines.notice.one"))}, others...)...))
}

func until(v page.Visit, n payments.Notice) *ui.Node {
	if n.Due == 0 {
		return nil
	}
	return ui.P(v.Say("fines.notice.until", "Day", text.DayNamed(v.Text, n.Due)))
}

// other is a notice that is not for today's amount: what it is for, and when.
func (o one) other(v page.Visit, n payments.Notice) []*ui.Node {
	key := "full"
	switch n.NAV {
	case o.NAVs.Discounted:
		key = "discounted"
	case o.NAVs.Reduced:
		key = "reduced"
	}
	shown, heard := text.Notice(n.NAV)
	use := ui.P(v.Say("fines.notice.over"))
	switch o.debt.State(n, v.Today) {
	case payments.Open:
		use = until(v, n)
	case payments.NotYet:
		use = ui.P(v.Say("fines.notice.from", "Day", text.DayNamed(v.Text, n.From)))
	}
	return []*ui.Node{ui.H3(v.Say("fines.notice." + key)), use,
		ui.Facts(ui.Row{Key: v.Say("pay.notice.number"), Values: []string{shown}, Heard: heard}, v.Sum("pay.notice.euro", n.Amount))}
}

// receipts are the proofs of what was paid.
func (o one) receipts(v page.Visit) []*ui.Node {
	var out []*ui.Node
	for _, r := range v.Folder.Receipts {
		if r.Position == "fine/"+o.ID {
			link := ui.Link("/ricevute/"+url.PathEscape(r.ID), "")
			out = append(out, ui.Add(link, v.Words("fines.receipt", "Euro", r.Amount, "Day", r.PaidOn)))
		}
	}
	return out
}

// happened is the verbale itself.
func (o one) happened(v page.Visit) *ui.Node {
	number := "fines.number"
	if o.Kind == fines.Preavviso {
		number += ".preavviso"
	}
	when := text.DayNamed(v.Text, o.FoundOn)
	if o.FoundAt != "" {
		when = v.Say("fines.when.at", "Day", when, "Time", o.FoundAt)
	}
	rows := []ui.Row{fact(v, "fines.what", o.What), fact(v, "fines.where", o.Place), {Key: v.Say("fines.when"), Values: []string{when}},
		v.Spelled("fines.plate", o.Plate), v.Spelled(number, o.Number)}
	if o.Article != "" {
		rows = append(rows, fact(v, "fines.article", o.Article))
	}
	if o.NotifiedOn != 0 {
		rows = append(rows, ui.Row{Key: v.Say("fines.notified"), Values: []string{text.DayNamed(v.Text, o.NotifiedOn)}})
	}
	if o.Costs > 0 && (o.payable() || o.stands.State == fines.Paid) { // they are part of an amount that stands on the page
		rows = append(rows, v.Sum("fines.costs", o.Costs))
	}
	kids := []*ui.Node{ui.Facts(rows...)}
	if strings.HasPrefix(o.Photo, "https://") {
		kids = append(kids, ui.Link(o.Photo, v.Say("fines.photo")), ui.P(v.Say("fines.photo.about")))
	}
	return ui.Section(v.Say("fines.what.title"), kids...)
}

// fact is a row in the words of the verbale, which are Italian.
func fact(v page.Visit, key, words string) ui.Row {
	return ui.Row{Key: v.Say(key), Values: []string{words}, Lang: v.Native()}
}

// appeal tells both ways to appeal with their days and costs, and nothing that would lead to one of them.
func (o one) appeal(v page.Visit) *ui.Node {
	s, r := o.stands, v.Town.Fines
	title := v.Say("fines.appeal.title")
	switch {
	case s.Prefect == 0 && s.Judge == 0:
		return nil
	case max(s.Prefect, s.Judge) < v.Today:
		return ui.Section(title, ui.P(v.Say("fines.appeal.over")))
	}
	judge := []string{term(v, s.Judge)}
	if r.JudgeFee > 0 {
		judge = append(judge, v.Say("fines.appeal.fee", "Euro", text.Euro(v.Text, r.JudgeFee)))
	}
	kids := []*ui.Node{ui.P(v.Say("fines.appeal.what")), ui.Facts(ui.Row{Key: v.Say("fines.appeal.prefect"), Values: []string{term(v, s.Prefect)}},
		ui.Row{Key: v.Say("fines.appeal.judge"), Values: judge})}
	if r.AugustStops && august(o) {
		kids = append(kids, ui.P(v.Say("fines.appeal.august")))
	}
	kids = append(kids, ui.P(v.Say("fines.appeal.closes")))
	if s.PlanBy >= v.Today {
		kids = append(kids, ui.P(v.Say("fines.appeal.plan")))
	}
	return ui.Section(title, kids...)
}

// term is the last day of something, or that it has gone by.
func term(v page.Visit, by calendar.Day) string {
	if by < v.Today {
		return v.Say("fines.appeal.gone", "Day", text.DayNamed(v.Text, by))
	}
	return v.Say("fines.appeal.by", "Day", text.DayNamed(v.Text, by))
}

// august reports whether days of August lie between the notification and the last day for the giudice di pace.
func august(o one) bool {
	for d := o.NotifiedOn + 1; d <= o.stands.Judge; d++ {
		if _, month, _ := d.Date(); month == 8 {
			return true
		}
	}
	return false
}

// plan leads to asking for instalments, while that is possible.
func (o one) plan(v page.Visit) *ui.Node {
	for _, a := range v.Folder.Applications {
		if a.Service == "fine-plan" && a.Answers["verbale"] == o.Number && o.stands.PlanBy != 0 && a.State != applications.Refused && a.State != applications.Withdrawn {
			return ui.Section(v.Say("fines.plan.title"), ui.P(v.Say("fines.plan.sent")), ui.Link("/pratiche/"+url.PathEscape(a.ID), v.Say("fines.plan.sent.see")))
		}
	}
	if o.stands.PlanBy == 0 || o.stands.PlanBy < v.Today {
		return nil
	}
	return ui.Section(v.Say("fines.plan.title"), ui.P(v.Say("fines.plan.do", "Day", text.DayNamed(v.Text, o.stands.PlanBy))),
		ui.LinkSecond("/servizi/fine-plan/domanda?verbale="+url.QueryEscape(o.ID), v.Say("fines.plan.go")))
}
