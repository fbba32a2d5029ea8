package payments

import (
	"cmp"
	"errors"
	"slices"
	"strconv"

	"sportello/api/calendar"
	"sportello/api/identity"
	"sportello/api/money"
	"sportello/api/payments"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Choose is all that can be paid now, the most urgent first, with boxes to tick; then what waits, and what is not paid
// here.
func Choose(v page.Visit) page.Page { return chooseAgain(v, choice{}, nil) }

// chooseAgain is that page with what was ticked before and, when there is a problem with it, the problem.
func chooseAgain(v page.Visit, before choice, problem error) page.Page {
	title := v.Say("payments.title")
	if v.Stale() {
		return v.TooOld(title, "/", v.Say("home.title"))
	}
	all := payable(v)
	if len(all) == 0 || cannot(v, all) != nil {
		problem = nil // there is no box to tick
	}
	p := page.Page{Title: title, Error: problem != nil}
	p.Body = []*ui.Node{ui.Back("/", v.Say("home.title"))}
	words := ""
	if problem != nil {
		words = problemWords(v, problem)
		p.Body = append(p.Body, ui.ErrorSummary(v.Say("flow.problems", "Count", 1), ui.Problem{Field: "scelte", Text: words}))
	}
	p.Body = append(p.Body, ui.H1(title), v.Age())
	p.Body = append(p.Body, wanted(v)...)
	p.Body = append(p.Body, waiting(v)...)
	p.Body = append(p.Body, offer(v, all, before, words)...)
	p.Body = append(p.Body, elsewhere(v), links(v))
	return p
}

// due is one thing that can be paid now. name and value are how the address names it; last is the last day of this
// amount, after which it is next; 0: it stays.
type due struct {
	name, value, service, about, nav string
	owed, next                       money.Cents
	last                             calendar.Day
}

func payable(v page.Visit) []due {
	var all []due
	for _, one := range open(v) {
		p, n := one.Position, one.Notice
		d := due{name: "avviso", value: n.NAV, service: p.Service, about: p.About, nav: n.NAV, owed: n.Owed(), last: n.Due}
		if n.Due == 0 && n.From != 0 {
			d.last = n.From - 1 // it costs this much since the time for less was over
		}
		if n.Expires && n.Due != 0 {
			for _, after := range p.Open(n.Due + 1) {
				d.next += after.Owed()
			}
		}
		all = append(all, d)
	}
	for _, t := range imuTerms(v) {
		if t.err == nil && !v.WaitsImu(t.Imu) {
			all = append(all, due{name: "imu", value: strconv.Itoa(t.Year) + "-" + t.Half, service: "imu", about: t.About(), owed: t.debt.Amount, last: t.term.LastDay()})
		}
	}
	slices.SortStableFunc(all, func(a, b due) int { return cmp.Compare(a.day(), b.day()) })
	return all
}

// day is the day by which to order: what has no day comes last.
func (d due) day() calendar.Day { return cmp.Or(d.last, calendar.Day(1<<30)) }

// when says by when, and what the amount becomes; nil when there is no day.
func (d due) when(v page.Visit) *ui.Node {
	switch {
	case d.last == 0:
		return nil
	case d.last < v.Today && d.service == "imu":
		return v.Words("payments.due.late.imu", "Day", d.last)
	case d.last < v.Today:
		return v.Words("payments.due.late", "Day", d.last)
	case d.next > 0:
		return v.Words("payments.due.then", "Day", d.last, "Euro", d.next)
	}
	return v.Words("payments.due", "Day", d.last)
}

// by is when as a paragraph.
func (d due) by(v page.Visit) *ui.Node {
	if words := d.when(v); words != nil {
		return ui.El("p", nil, words)
	}
	return nil
}

func (d due) label(v page.Visit) *ui.Node {
	return v.Words("payments.what.euro", "What", v.WhatFor(d.service, d.about, d.nav), "Euro", d.owed)
}

// offer is the question what to pay. One thing alone needs no box.
func offer(v page.Visit, all []due, before choice, problem string) []*ui.Node {
	switch {
	case len(all) == 0:
		return []*ui.Node{nothing(v)}
	case cannot(v, all) != nil:
		return append([]*ui.Node{cannot(v, all)}, ui.Section(v.Say("payments.owed"), list(v, all)))
	case len(all) == 1 && problem == "":
		d, only := all[0], choiceOf(all[0])
		return []*ui.Node{ui.Section(v.WhatFor(d.service, d.about, d.nav), v.Owing(v.Say("pay.owed"), d.owed), d.by(v),
			ui.LinkButton(only.address(), v.Say("payments.go", "Euro", text.Euro(v.Text, d.owed))))}
	}
	f := ui.Field{Name: "scelte", Label: v.Say("payments.choose"), Hint: v.Say("payments.choose.hint", "Count", v.Town.Pay.MostAtOnce()), Problem: problem, ErrorWord: v.Say("flow.error")}
	boxes := make([]ui.Box, len(all))
	for i, d := range all {
		boxes[i] = ui.Box{Name: d.name, Value: d.value, Label: d.label(v), Hint: d.when(v), Ticked: slices.Contains(before.navs, d.value) || before.ticks(d)}
	}
	form := ui.FormGet(confirming, f.Boxes(boxes...), ui.Submit(v.Say("flow.continue")))
	if limited(v) {
		return []*ui.Node{form, ui.P(v.Say("payments.none.limited.do"))}
	}
	return []*ui.Node{form}
}

// ticks reports whether the choice has that term of IMU.
func (c choice) ticks(d due) bool {
	return d.name == "imu" && c.imu != nil && (c.imuName() == d.value || c.imu.Half == "tutto")
}

// cannot says why nothing of this can be paid here by this person; nil when it can.
func cannot(v page.Visit, all []due) *ui.Node {
	switch {
	case !v.Town.Pay.Online:
		return ui.Callout(ui.KindInfo, v.Say("payments.off.title"), ui.P(v.Say("payments.off.do")))
	case v.Who.Mandate.Kind == identity.MandateDesk:
		return ui.Callout(ui.KindInfo, v.Say("payments.clerk.title"), ui.P(v.Say("payments.clerk.open")))
	case !slices.ContainsFunc(all, func(d due) bool { return v.Who.May(identity.Pay, d.service) }):
		return ui.Callout(ui.KindInfo, v.Say("payments.noright.title"), ui.P(v.Say("payments.noright.do", "Name", v.Who.Subject.Name())))
	}
	return nil
}

// list is what is owed, each with the way to the page that has its number.
func list(v page.Visit, all []due) *ui.Node {
	cards := make([]*ui.Node, len(all))
	for i, d := range all {
		cards[i] = ui.Card(v.WhatFor(d.service, d.about, d.nav), choiceOf(d).address(), "", d.by(v), v.Owing(v.Say("pay.owed"), d.owed))
	}
	return ui.Cards(cards...)
}

func choiceOf(d due) choice { return chosen(map[string][]string{d.name: {d.value}}) }

// nothing says that there is nothing to pay here, kindly. Somebody with a letter in the hand is not sent away.
func nothing(v page.Visit) *ui.Node {
	if waiting(v) != nil {
		return ui.P(v.Say("payments.none.else"))
	}
	if limited(v) {
		return ui.Callout(ui.KindInfo, v.Say("payments.none.limited"), ui.P(v.Say("payments.none.limited.do")))
	}
	return ui.Callout(ui.KindSuccess, v.Say("payments.none.title"), ui.P(v.Say("payments.none.do")))
}

// limited reports that what is owed may not all be in sight.
func limited(v page.Visit) bool {
	return !v.Who.May(identity.See, "tari") || !v.Who.May(identity.See, "imu") || !v.Who.May(identity.See, "fines")
}

func problemWords(v page.Visit, err error) string {
	switch {
	case errors.Is(err, payments.ErrTooMany):
		return v.Say("payments.problem.many", "Count", v.Town.Pay.MostAtOnce())
	case errors.Is(err, payments.ErrTwice):
		return v.Say("payments.problem.twice")
	case errors.Is(err, errYears):
		return v.Say("payments.problem.years")
	}
	return v.Say("payments.problem.none")
}

func links(v page.Visit) *ui.Node {
	return ui.Section(v.Say("payments.more"), ui.List(ui.Link(mine, v.Say("payments.mine.title")), ui.Link("/multe", v.Say("payments.more.fines")), ui.Link("/tasse", v.Say("payments.more.taxes"))),
		ui.P(v.Say("payments.letter")), ui.List(ui.Link("/multe/cerca", v.Say("payments.letter.find")), ui.Link("/avviso", v.Say("payments.letter.true"))))
}
