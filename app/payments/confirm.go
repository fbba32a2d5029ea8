package payments

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"sportello/api/command"
	"sportello/api/money"
	"sportello/api/payments"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// asked is a choice with what it comes to now.
type asked struct {
	choice
	items []payments.Item
	total money.Cents
}

// Confirm is the one page before pagoPA's: what is paid, to whom, for whom, and what happens next. Its yes carries the
// total that stands on it: when something else is owed meanwhile, it asks again. Only the town hall starts a payment;
// a phone without a network can keep the intention.
func Confirm(v page.Visit) page.Page {
	c := chosen(v.Query)
	if v.Form != nil {
		c = chosen(v.Form)
	}
	later := v.Form.Get("dopo") != ""
	if v.Sent() && v.OnPhone && !v.Offline && !later {
		return page.Page{Reload: true}
	}
	if v.Stale() {
		return v.TooOld(v.Say("payments.confirm.title"), choosing, v.Say("payments.back"))
	}
	items, err := c.items(v)
	switch {
	case errors.Is(err, payments.ErrNothing) && c.unknown(v):
		return page.NotFound(v)
	case errors.Is(err, payments.ErrNotOpen), c.imu != nil && !c.bad && !errors.Is(err, payments.ErrTooMany) && err != nil:
		return shut(v, c)
	case err != nil:
		return chooseAgain(v, c, err)
	}
	a := asked{c, items, payments.Sum(items)}
	switch stop := a.stopped(v); {
	case stop != nil:
		return a.page(v, "payments.how", stop...)
	case v.Sent() && later:
		return a.intend(v)
	case v.Sent() && !v.Offline:
		return a.start(v)
	}
	return a.ask(v, v.NewID(), a.before(v)...)
}

// unknown reports whether the choice has a notice that is none of theirs.
func (c choice) unknown(v page.Visit) bool {
	return !c.bad && slices.ContainsFunc(c.navs, func(nav string) bool { _, _, found := payments.Find(v.Folder.Debts, nav); return !found })
}

// page is the page of the choice, with what stands on it.
func (a asked) page(v page.Visit, key string, kids ...*ui.Node) page.Page {
	title := v.Say(key)
	return page.Page{Title: title, Body: append([]*ui.Node{ui.Back(choosing, v.Say("payments.back")), ui.H1(title), v.Age()}, kids...)}
}

// ask is the page that asks for the yes. said stands above all of it.
func (a asked) ask(v page.Visit, id string, said ...*ui.Node) page.Page {
	kids := append(said, v.Owing(v.Say("payments.total"), a.total))
	kids = append(kids, a.facts(v)...)
	if v.Restore {
		id = cmp.Or(v.Form.Get("id"), id)
	}
	hidden := []*ui.Node{ui.Hidden("id", id), ui.Hidden("avviso", strings.Join(a.navs, " ")), ui.Hidden("imu", a.imuName()), ui.Hidden("totale", strconv.FormatInt(int64(a.total), 10))}
	if v.Offline {
		return a.page(v, "payments.confirm.title", append(kids, ui.Callout(ui.KindWarning, v.Say("payments.offline.title"), ui.P(v.Say("payments.offline.do"))),
			ui.Form(confirming, append(hidden, ui.SubmitSecond("dopo", "1", v.Say("payments.remind")))...))...)
	}
	kids = append(kids, ui.Section(v.Say("payments.next"), ui.Steps(ui.Text(v.Say("payments.next.go")), ui.Text(v.Say("payments.next.pay")), ui.Text(v.Say("payments.next.back"))),
		ui.P(v.Say("payments.fee"))))
	return a.page(v, "payments.confirm.title", append(kids, ui.Form(confirming, append(hidden, ui.Submit(v.Say("payments.pay", "Euro", text.Euro(v.Text, a.total))))...))...)
}

// facts say of each notice what it is for and its number, then who gets the money and for whom it is paid.
func (a asked) facts(v page.Visit) []*ui.Node {
	whose := []ui.Row{{Key: v.Say("pay.notice.creditor"), Values: []string{v.Town.Name}}, {Key: v.Say("payments.row.whose"), Values: []string{v.Who.Subject.Name()}}}
	var out []*ui.Node
	for _, i := range a.items {
		rows := []ui.Row{{Key: v.Say("payments.row.what"), Values: []string{v.WhatFor(i.Service, i.About, i.NAV)}}}
		if len(a.items) > 1 {
			rows = append(rows, v.Sum("pay.notice.euro", i.Amount))
		}
		if i.NAV == "" {
			rows = append(rows, ui.Row{Key: v.Say("pay.notice.number"), Values: []string{v.Say("payments.imu.number")}})
		} else {
			shown, heard := text.Notice(i.NAV)
			rows = append(rows, ui.Row{Key: v.Say("pay.notice.number"), Values: []string{shown}, Heard: heard})
		}
		if len(a.items) == 1 {
			return []*ui.Node{ui.Facts(append(rows, whose...)...)}
		}
		out = append(out, ui.Facts(rows...))
	}
	return append(out, ui.Facts(whose...))
}

// start has the town hall open pagoPA's page, and leads there.
func (a asked) start(v page.Visit) page.Page {
	if seen := cents(v.Form.Get("totale")); seen != a.total {
		return a.ask(v, v.NewID(), ui.Callout(ui.KindWarning, v.Say("payments.changed.title"), v.Para("payments.changed.do", "Was", seen, "Euro", a.total)))
	}
	id := cmp.Or(v.Form.Get("id"), v.NewID())
	receipt, err := v.Do(id, command.PayStart, payments.Start{Notices: a.navs, Imu: a.imu, Total: a.total})
	if key, refused := page.Refused(receipt, err); refused {
		return a.ask(v, v.NewID(), refusal(v, key))
	}
	switch {
	case err != nil:
		return a.ask(v, id, append([]*ui.Node{refusal(v, "down")}, ui.P(v.Say("payments.down.number")))...)
	case receipt.Next == "":
		return page.To(at(payments.Payment{ID: id}))
	}
	return page.To(receipt.Next)
}

// intend keeps the intention. Nothing is paid by it, and nothing is promised.
func (a asked) intend(v page.Visit) page.Page {
	id := cmp.Or(v.Form.Get("id"), v.NewID())
	receipt, err := v.Do(id, command.PayIntend, payments.Start{Notices: a.navs, Imu: a.imu, Total: a.total, Later: true})
	if key, refused := page.Refused(receipt, err); refused {
		return a.ask(v, v.NewID(), refusal(v, key))
	}
	if err != nil {
		return a.ask(v, id, refusal(v, "unkept"))
	}
	return page.To(at(payments.Payment{ID: id}))
}

// refusal says why nothing was started, and what to do.
func refusal(v page.Visit, key string) *ui.Node {
	if !v.Text.Has("payments.refused." + key + ".title") {
		key = "other"
	}
	return ui.Callout(ui.KindWarning, v.Say("payments.refused."+key+".title"), ui.P(v.Say("payments.refused."+key+".do", "Phone", v.Town.Phone)))
}
