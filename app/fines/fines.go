// Package fines is the screens of traffic fines: the list, one fine, and for whoever has a letter in the hand how to find
// one and whether a notice is true.
//
// It works out nothing: api/fines says where a fine stands, api/payments what can be paid. It gives dates and amounts, and
// never advice.
package fines

import (
	"cmp"
	"net/url"
	"slices"

	"sportello/api/calendar"
	"sportello/api/fines"
	"sportello/api/identity"
	"sportello/api/payments"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

const listPath = "/multe"

// List is first what must be done, most urgent first; then what waits for others; closed at the end what is over.
func List(v page.Visit) page.Page {
	title := v.Say("fines.title")
	body := []*ui.Node{ui.Back("/", v.Say("home.title")), ui.H1(title), v.Age()}
	all := shown(v)
	switch {
	case !v.Who.May(identity.See, fines.Service):
		says := ui.Callout("info", v.Say("fines.forbidden.title"), ui.P(v.Say("fines.forbidden.do")))
		return page.Page{Title: title, Body: append(body, says)}
	case len(all) == 0:
		body = append(body, ui.P(v.Say("fines.lead.none")), ui.Callout("success", v.Say("fines.none.title"), ui.P(v.Say("fines.none.do"))))
	default:
		body = append(body, ui.Lead(v.Say("fines.lead")))
	}
	groups := map[group][]*ui.Node{}
	for _, o := range all {
		groups[o.group(v)] = append(groups[o.group(v)], o.card(v))
	}
	if len(groups[toDo]) > 0 {
		body = append(body, ui.Section(v.Say("fines.todo"), ui.Cards(groups[toDo]...)))
	}
	if len(groups[waits]) > 0 {
		body = append(body, ui.Section(v.Say("fines.waiting"), ui.Cards(groups[waits]...)))
	}
	if n := len(groups[closed]); n > 0 {
		body = append(body, ui.Details(v.Say("fines.closed", "Count", n), ui.Cards(groups[closed]...)))
	}
	return page.Page{Title: title, Body: append(body, letter(v))}
}

// letter leads to where a fine is found that the folder does not have: of a car of somebody else, or too new.
func letter(v page.Visit) *ui.Node {
	return ui.Section(v.Say("fines.letter"), ui.List(ui.Link(listPath+"/cerca", v.Say("fines.find")), ui.Link("/avviso", v.Say("fines.check"))))
}

// one is a fine as it is shown on a day.
type one struct {
	fines.Fine
	stands fines.Standing
	debt   payments.Position // its notices; of a fine without any, none
}

// shown are the fines of the folder, most urgent first.
func shown(v page.Visit) []one {
	var all []one
	for _, f := range v.Folder.Fines {
		all = append(all, look(v, f))
	}
	slices.SortStableFunc(all, func(a, b one) int { return cmp.Compare(a.urgent(v), b.urgent(v)) })
	return all
}

func look(v page.Visit, f fines.Fine) one {
	o := one{Fine: f, stands: f.Standing(v.Town.Fines, v.Today)}
	for _, p := range v.Folder.Debts {
		if p.ID == "fine/"+f.ID {
			o.debt = p
		}
	}
	return o
}

// group is a part of the list.
type group int

const (
	toDo group = iota
	waits
	closed
)

func (o one) group(v page.Visit) group {
	switch {
	case o.asksDriver(v):
		return toDo
	case o.debt.Waiting:
		return waits
	}
	switch o.stands.State {
	case fines.Discount, fines.Reduced, fines.Overdue, fines.Short, fines.State(fines.Collector):
		return toDo
	case fines.Paid, fines.State(fines.Cancelled):
		return closed
	}
	return waits
}

// asksDriver reports whether the person still has to say who drove, and can.
func (o one) asksDriver(v page.Visit) bool {
	return o.stands.Driver >= v.Today && o.stands.Driver != 0 && o.answer(v) == nil
}

// urgent is the day by which something must be done, for the order of the list.
func (o one) urgent(v page.Visit) calendar.Day {
	day := calendar.Day(1 << 30)
	switch {
	case o.debt.Waiting:
	case o.stands.State == fines.Overdue:
		day = o.ReducedTo
	case o.stands.Until != 0:
		day = o.stands.Until
	case o.stands.State == fines.Reduced:
		day = v.Today
	}
	if o.asksDriver(v) {
		day = min(day, o.stands.Driver)
	}
	return day
}

func (o one) address() string { return listPath + "/" + url.PathEscape(o.ID) }

// card is what, how it stands, how much today and by when.
func (o one) card(v page.Visit) *ui.Node {
	kids := []*ui.Node{o.tag(v)}
	when := ""
	if o.payable() {
		kids = append(kids, v.Owing(v.Say("fines.owed"), o.stands.Owed))
		if o.stands.Until != 0 {
			when = v.Say("fines.until", "Day", text.DayNamed(v.Text, o.stands.Until))
		}
	}
	if o.asksDriver(v) {
		kids = append(kids, ui.P(v.Say("fines.driver.card", "Day", text.DayNamed(v.Text, o.stands.Driver))))
	}
	return ui.Card(v.Say("fines.named", "Day", text.Day(v.Text, o.FoundOn), "Place", o.Place), o.address(), when, kids...)
}

// payable reports whether the fine is to be paid now, and nothing was sent. One that was not delivered is asked of nobody
// yet: it can be paid where it has a notice.
func (o one) payable() bool {
	switch o.stands.State {
	case fines.Found:
		return !o.debt.Waiting && o.stands.Owed > 0 && len(o.debt.Notices) > 0
	case fines.Discount, fines.Reduced, fines.Overdue:
		return !o.debt.Waiting && o.stands.Owed > 0
	}
	return false
}

func (o one) tag(v page.Visit) *ui.Node {
	state, kind := string(o.stands.State), ui.KindInfo
	switch o.stands.State {
	case fines.Discount, fines.Reduced, fines.Short:
		kind = ui.KindWarning
	case fines.Overdue, fines.State(fines.Collector):
		kind = ui.KindDanger
	case fines.Paid, fines.State(fines.Cancelled):
		kind = ui.KindSuccess
	}
	if o.debt.Waiting {
		state, kind = "begun", ui.KindInfo
		if p, _ := o.tried(v); p.Progress == payments.Sent {
			state = "waiting"
		}
	}
	return ui.Tag(kind, v.Say("fines.state."+state))
}
