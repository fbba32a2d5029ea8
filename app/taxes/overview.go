package taxes

import (
	"sportello/api/calendar"
	"sportello/api/identity"
	"sportello/api/money"
	"sportello/app/internal/page"
	"sportello/app/internal/text"
	"sportello/app/ui"
)

// Overview is all that a person owes: what is late first, then each tax with what comes next.
func Overview(v page.Visit) page.Page {
	title := v.Say("overview.title")
	tari, imu := tariStanding(v), imuStanding(v)
	body := []*ui.Node{ui.H1(title), v.Age(), v.UnderWay("tari", "imu"), tari.overdue(v, "tari"), imu.overdue(v, "imu")}
	seesTari, seesImu := v.Who.May(identity.See, "tari"), v.Who.May(identity.See, "imu")
	if seesTari {
		body = append(body, tari.section(v, "tari"))
	}
	if seesImu {
		body = append(body, imu.section(v, "imu"))
	}
	switch {
	case !seesTari && !seesImu:
		body = append(body, ui.Callout("info", v.Say("overview.forbidden.title"), ui.P(v.Say("overview.forbidden.do"))))
	case !seesTari || !seesImu:
		body = append(body, ui.P(v.Say("overview.limited")))
	}
	return page.Page{Title: title, Body: append(body, ui.LinkSecond("/scadenze", v.Say("taxes.deadlines")))}
}

// standing is how a person stands with one tax, over all years: what is late, and what to pay next by one day.
type standing struct {
	late  int
	owed  money.Cents // of what is late
	next  money.Cents
	by    calendar.Day
	asked bool // the comune has asked for anything at all
	guess bool // what is next is reckoned with rates that are not decided
}

func tariStanding(v page.Visit) standing {
	var s standing
	for _, p := range v.Folder.Tari {
		s.asked = true
		for _, i := range p.Overdue(v.Today) {
			s.late, s.owed = s.late+1, s.owed+i.Owed()
		}
		if i, ok := p.Next(v.Today); ok {
			s.soon(i.LastDay(), i.Owed())
		}
	}
	return s
}

func imuStanding(v page.Visit) standing {
	var s standing
	for _, p := range v.Folder.Imu.Positions(v.Town.Taxes, v.Today) {
		s.asked = s.asked || p.Payable > 0
		for _, t := range p.Overdue(v.Today) {
			s.late, s.owed = s.late+1, s.owed+t.Owed()
		}
		if t, ok := p.Next(v.Today); ok {
			s.soon(t.LastDay(), t.Owed())
			s.guess = p.Guesses(t)
		}
	}
	return s
}

// soon keeps the earliest day; what falls on one day is paid together.
func (s *standing) soon(day calendar.Day, owed money.Cents) {
	switch {
	case s.by == 0 || day < s.by:
		s.by, s.next = day, owed
	case day == s.by:
		s.next += owed
	}
}

// overdue says what is late, without threat, and leads to it; nil when nothing is.
func (s standing) overdue(v page.Visit, tax string) *ui.Node {
	if s.late == 0 {
		return nil
	}
	return ui.Callout("danger", v.Say("overview.late."+tax, "Count", s.late), v.Para("taxes.late.about", "Euro", s.owed),
		ui.Link("/tasse/"+tax, v.Say("overview.late.see."+tax)))
}

func (s standing) section(v page.Visit, tax string) *ui.Node {
	next := ui.P(v.Say("overview.none"))
	var guess *ui.Node
	switch {
	case tax == "imu" && noRules(v):
		next = ui.P(v.Say("imu.unknown.do", "Phone", v.Town.Phone))
	case s.by != 0:
		next = ui.Amount(v.Say("taxes.next", "Day", text.Day(v.Text, s.by)), text.Euro(v.Text, s.next), text.EuroSpoken(v.Text, s.next))
		if s.guess {
			guess = ui.P(v.Say("imu.estimated.short"))
		}
	case s.late > 0:
		next = v.Para("taxes.late.about", "Euro", s.owed)
	case s.asked:
		next = ui.P(v.Say("overview.soon"))
	}
	return ui.Section(v.Say("overview."+tax), next, guess, ui.Link("/tasse/"+tax, v.Say("overview.see."+tax)))
}
