// Package deadlines is the screens of what falls due: the page "Le mie scadenze", and the private address under which
// a person's own calendar reads the same days.
//
// It adds up nothing and moves no day: api/folder gathers the list, and each capability knows its own days.
package deadlines

import (
	"slices"

	"sportello/api/deadlines"
	"sportello/api/fines"
	"sportello/api/folder"
	"sportello/api/identity"
	"sportello/api/taxes"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// List is what is late, what is near, what comes later, and closed at the end what is done.
func List(v page.Visit) page.Page {
	title := v.Say("deadlines.title")
	if v.Who.ForOther() {
		title = v.Say("deadlines.of")
	}
	body := []*ui.Node{ui.Back("/", v.Say("home.title")), ui.H1(title), v.Age(), ui.Lead(v.Say("deadlines.lead"))}
	sorted := deadlines.Sort(folder.Deadlines(v.Folder, v.Town, v.Today), v.Today)
	body = append(body, nothing(v, len(sorted.Late)+len(sorted.Soon)+len(sorted.Later) == 0))
	body = append(body, section(v, "deadlines.late.title", sorted.Late), section(v, "deadlines.soon.title", sorted.Soon),
		section(v, "deadlines.later.title", sorted.Later))
	if n := len(sorted.Done); n > 0 {
		body = append(body, ui.Details(v.Say("deadlines.done.title", "Count", n), cards(v, sorted.Done)))
	}
	if len(sorted.Late)+len(sorted.Soon)+len(sorted.Later)+len(sorted.Done) > 0 || !v.Who.ForOther() {
		body = append(body, calendars(v))
	}
	return page.Page{Title: title, Body: body}
}

// nothing says that there is nothing to do; nil when there is. Who may not see all is told so in any case: that nothing
// stands here does not mean that nothing is late.
func nothing(v page.Visit, empty bool) *ui.Node {
	limited := !v.Who.May(identity.See, "tari") || !v.Who.May(identity.See, "imu") || !v.Who.May(identity.See, fines.Service)
	switch {
	case limited && empty:
		return ui.Callout(ui.KindInfo, v.Say("deadlines.limited.title"), ui.P(v.Say("deadlines.limited")))
	case limited:
		return ui.P(v.Say("deadlines.limited"))
	case empty:
		return ui.Callout(ui.KindSuccess, v.Say("deadlines.none.title"), ui.P(v.Say("deadlines.none.do")))
	}
	return nil
}

func section(v page.Visit, key string, list []deadlines.Deadline) *ui.Node {
	if len(list) == 0 {
		return nil
	}
	return ui.Section(v.Say(key), cards(v, list))
}

func cards(v page.Visit, list []deadlines.Deadline) *ui.Node {
	all := make([]*ui.Node, len(list))
	for i, d := range list {
		all[i] = card(v, d)
	}
	return ui.Cards(all...)
}

// card is one thing: what, by when, how far away, how much, and in a sentence what it means. It leads to its page.
func card(v page.Visit, d deadlines.Deadline) *ui.Node {
	title, where := named(v, d)
	if d.Done {
		return ui.Card(title, d.Path, where, sum(v, d, "deadlines.paid"), ui.Tag(ui.KindSuccess, done(v, d)))
	}
	if d.Waiting {
		return ui.Card(title, d.Path, where, sum(v, d, "payments.receipt.amount"), ui.Tag(ui.KindInfo, v.Say("payments.sent.title")))
	}
	when := "deadlines.by"
	switch {
	case d.Late(v.Today):
		when = "deadlines.was"
	case d.Kind == deadlines.Proxy:
		when = "deadlines.on"
	}
	return ui.Card(title, d.Path, v.Say(when, "Day", text.Day(v.Text, d.Day)), ui.Tag(kind(v, d), page.Left(v.Text, d, v.Today)),
		sum(v, d, "deadlines.owed"), place(where), moved(v, d), ui.P(note(v, d)))
}

// kind is the mark of how far away it is; the words beside it say the same.
func kind(v page.Visit, d deadlines.Deadline) string {
	const near = 7 // days: when the last reminders come
	switch left := d.Left(v.Today); {
	case left < 0:
		return ui.KindDanger
	case left <= near:
		return ui.KindWarning
	}
	return ui.KindInfo
}

func sum(v page.Visit, d deadlines.Deadline, label string) *ui.Node {
	if d.Amount <= 0 {
		return nil
	}
	return ui.Amount(v.Say(label), text.Euro(v.Text, d.Amount), text.EuroSpoken(v.Text, d.Amount))
}

// named is what a deadline is called, and where it is if that is not in the name. Who has bills for several dwellings
// hears the address in the name: links that sound alike and lead apart are of no use.
func named(v page.Visit, d deadlines.Deadline) (title, where string) {
	title = page.What(v.Text, d)
	if d.Where != "" && slices.ContainsFunc(v.Folder.Tari, func(p taxes.TariPosition) bool { return p.Address != d.Where }) {
		return v.Say("deadlines.at", "What", title, "Where", d.Where), ""
	}
	return title, d.Where
}

func place(where string) *ui.Node {
	if where == "" {
		return nil
	}
	return ui.P(where)
}

// moved says why the day is not the one that the bill and the newspapers name.
func moved(v page.Visit, d deadlines.Deadline) *ui.Node {
	if d.From == 0 || d.Late(v.Today) {
		return nil
	}
	return ui.P(v.Say("deadlines.moved", "Day", text.Day(v.Text, d.From)))
}

func note(v page.Visit, d deadlines.Deadline) string {
	key := "deadlines.note." + string(d.Kind)
	switch late := d.Late(v.Today); {
	case late && (d.Ours() || d.Kind == deadlines.Driver):
		key += ".late"
	case late && d.Kind == deadlines.Imu:
		key = "deadlines.note.late.imu"
	case late:
		key = "deadlines.note.late" // what it is, matters less now than that it can still be paid
	case d.Kind == deadlines.Imu:
		key += "." + d.Half
	}
	return v.Say(key, "Year", d.Year, "Phone", v.Town.Phone)
}

func done(v page.Visit, d deadlines.Deadline) string {
	key := "deadlines.done.on"
	switch {
	case d.DoneOn == 0:
		return v.Say("deadlines.done")
	case d.Amount > 0:
		key = "deadlines.paid.on"
	}
	return v.Say(key, "Day", text.Day(v.Text, d.DoneOn))
}

// calendars leads to the same days in a calendar: once as a file, which only the server makes, or for good, which is
// of one's own matters alone.
func calendars(v page.Visit) *ui.Node {
	if v.Who.Mandate.Kind == identity.MandateDesk { // the calendar of a clerk is no place for a citizen's days
		return nil
	}
	kids := []*ui.Node{ui.P(v.Say("deadlines.own.about"))}
	if v.Offline {
		kids = append(kids, ui.P(v.Say("deadlines.own.file.offline")))
	} else {
		kids = append(kids, ui.Link("/scadenze.ics", v.Say("deadlines.own.file")), ui.P(v.Say("deadlines.own.file.about")))
	}
	if !v.Who.ForOther() {
		kids = append(kids, ui.Link("/scadenze/calendario", v.Say("deadlines.own.link")))
	}
	return ui.Section(v.Say("deadlines.own.title"), kids...)
}
